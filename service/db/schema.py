"""Every table we keep, under one name.

What each column gives away to a thief stands in service/README.md, and a test
compares that list with these tables. Ids are random and SQLite's tables have no
row numbers, so nothing but the day says in which order tips came.
"""

from service.db.base import Base
from service.db.people_tables import (
    AuditEntryRow,
    AuditHeadRow,
    DeskCardRow,
    MemberRow,
    MemberSeedRow,
    OfficerRow,
    RecoveryRow,
    SessionRow,
    SignInCounterRow,
)
from service.db.release_tables import (
    MailRow,
    ReleaseLetterRow,
    ReleaseRow,
    ReleaseSealRow,
    ReleaseShredRow,
)
from service.db.tip_tables import (
    CampaignVisitRow,
    DeletionRow,
    DoorbellRow,
    DutyRow,
    FileRow,
    LetterRow,
    MailboxRow,
    ReviewRow,
    SealRow,
    ShredRow,
    TipRow,
)

__all__ = [
    "AuditEntryRow",
    "AuditHeadRow",
    "Base",
    "CampaignVisitRow",
    "DeletionRow",
    "DeskCardRow",
    "DoorbellRow",
    "DutyRow",
    "FileRow",
    "LetterRow",
    "MailRow",
    "MailboxRow",
    "MemberRow",
    "MemberSeedRow",
    "OfficerRow",
    "RecoveryRow",
    "ReleaseLetterRow",
    "ReleaseRow",
    "ReleaseSealRow",
    "ReleaseShredRow",
    "ReviewRow",
    "SealRow",
    "SessionRow",
    "ShredRow",
    "SignInCounterRow",
    "TipRow",
]
