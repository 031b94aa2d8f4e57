"""What the log says: who did what, when, to which thing, never why in words.

Reasons are codes. A detail is sealed to the auditor desk; the chain around it
holds only numbers and hashes.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from crypto import CannotOpenError
from service.domain.json_texts import read_json, text_of, write_json


class Act(StrEnum):
    """Everything that is worth an entry."""

    SITE_MADE = "site made"
    OFFICER_INVITED = "officer invited"
    OFFICER_ENROLLED = "officer enrolled"
    OFFICER_ENDED = "officer's access ended"
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    SIGNED_OUT_EVERYWHERE = "signed out everywhere"
    DESK_OPENED = "desk opened"
    MEMBER_PROPOSED = "member proposed"
    MEMBER_ADMITTED = "member admitted"
    TIP_OPENED = "tip opened"
    TIP_CLAIMED = "tip picked up"
    TIP_HANDED = "tip handed over"
    NOTE_ADDED = "note added"
    MESSAGE_SENT = "message to the reporter"
    PASSED_ON = "reporter told it was passed on"
    TIP_CLOSED = "tip closed"
    TIP_REOPENED = "tip opened again"
    QUARANTINE_SAMPLED = "beginning of a tip in the quarantine read"
    QUARANTINE_LET_IN = "tips let into the inbox"
    QUARANTINE_FILLED = "tips moved from the inbox into the quarantine"
    QUARANTINE_CLOSED = "tips of the quarantine closed"
    HOLD_SET = "deletion put on hold"
    HOLD_LIFTED = "hold on deletion lifted"
    TIP_JUDGED = "tip judged"
    SOURCE_REVIEWED = "source review decided"
    TIP_MOVED = "tip moved to the independent desk"
    DUTY_OPENED = "safeguarding duty opened"
    DUTY_ACTED = "safeguarding action recorded"
    DUTY_CLOSING = "closing of a safeguarding duty proposed"
    DUTY_CLOSED = "safeguarding duty closed"
    DUTY_KEPT = "safeguarding duty kept open"
    DUTY_REOPENED = "safeguarding duty opened again"
    REPORT_SAVED = "report written"
    SECOND_ASKED = "second person asked"
    SECOND_REFUSED = "sent back by the second person"
    REPORT_RELEASED = "report released"
    REPORT_WITHDRAWN = "report withdrawn"
    CCTV_ASKED = "CCTV asked to keep pictures"
    REPORT_EXPORTED = "report exported"
    REPORT_OPENED = "report opened"
    REPORT_ACKNOWLEDGED = "report acknowledged"
    REPORT_OWNED = "report taken on"
    ACTION_RECORDED = "action recorded"
    RESULT_RECORDED = "outcome recorded"
    FEEDBACK_GIVEN = "feedback given"
    QUESTION_ASKED = "question asked about a report"
    QUESTION_ANSWERED = "question about a report answered"
    BOROUGH_CHANGED = "borough's configuration changed"
    LOG_READ = "log read"
    FILE_LOOKED = "file looked at"
    FILE_LOCKED = "file locked"
    LOCKED_LOOKED = "locked file looked at"
    FILE_UNLOCKED = "file unlocked"
    FILE_HANDED = "locked file handed on"
    FILE_DESTROYED = "locked file destroyed"
    NAME_ASKED = "custodian asked to open a name"
    NAME_ASK_READ = "custodian read why a name is asked for"
    NAME_OPENED = "custodian opened a name"
    NAME_REFUSED = "custodian did not open a name"
    NAME_ANSWERED = "custodian wrote back without the name"
    NAME_READ = "name read that the custodian passed on"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act before it is sealed. `subject` is an id or a desk's name.

    `officer` is empty for acts at the terminal; `reason` is a code or empty.
    """

    act: Act
    officer: str = ""
    subject: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What the auditor reads of an entry. `at` is Unix time in seconds."""

    at: int
    act: str
    officer: str
    subject: str
    reason: str

    @property
    def json(self) -> str:
        """The text that is sealed."""
        return write_json(
            {
                "at": str(self.at),
                "act": self.act,
                "officer": self.officer,
                "subject": self.subject,
                "reason": self.reason,
            }
        )

    @classmethod
    def of(cls, entry: Entry, at: int) -> Self:
        """Put the time on an act."""
        return cls(at, entry.act.value, entry.officer, entry.subject, entry.reason)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read an opened detail.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        at = text_of(fields, "at")
        if not at.isascii() or not at.isdigit():
            raise CannotOpenError
        rest = (
            text_of(fields, name) for name in ("act", "officer", "subject", "reason")
        )
        return cls(int(at), *rest)
