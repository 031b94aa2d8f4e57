"""A report that went from the triage desk to the police, put together by hand."""

from dataclasses import replace
from datetime import date, timedelta

from crypto import Draft, ShredKey
from service.domain.between import Dispatch, Parties, Signed, Spot, sign_and_seal
from service.domain.grading import Grade
from service.domain.judgements import Mention
from service.domain.letters import LetterId
from service.domain.offers import Offer
from service.domain.parcels import Parcel
from service.domain.people import NOBODY, DeskId, Keyring, OfficerId
from service.domain.released import Link, OpenedRelease, ReleaseFile, StoredRelease
from service.domain.releases import (
    Answer,
    CctvRequest,
    ReleaseKind,
    ReleaseRecord,
    Sent,
    Step,
    Terms,
)
from service.domain.reports import Report, ReportId, report_reference
from tests.builders import POLICE_DESK, TRIAGE_DESK
from tests.domain.opened import BEN, DAY, RECORD
from tests.domain.rings import POLICE, TRIAGE

DUE = DAY + timedelta(days=14)
REPORT_ID = ReportId("2e" * 16)
REPORT = Report(
    title="Knife hidden in a park",
    text="A knife is hidden near the bins.",
    topic="KN3",
    ward="",
    place="Ravenscourt Park",
    grade=Grade("1", "C", "P"),
    mentions=(Mention("A tall man", "suspect"),),
)
TERMS = Terms(
    ground="cda-115",
    purpose="prevent",
    necessity="Children play there.",
    marking="OFFICIAL-SENSITIVE",
    due_on=DUE,
)
SENT = Sent(
    report_reference(REPORT_ID), DAY, TRIAGE_DESK, REPORT, TERMS, "Intelligence only."
)
CCTV = CctvRequest(
    "CV-AAAA-BBBB", "The park's gate", DAY, "21:00", "22:00", DUE, "prevent"
)
OFFER = Offer(REPORT_ID, REPORT, (POLICE_DESK,), TERMS)
LINK = Link(RECORD.id, REPORT_ID)
SHRED = ShredKey.generate()
DRAFT = Draft(b"r" * 32)
PARTIES = Parties((TRIAGE.card,), (POLICE.card,))


def a_parcel(content: Sent | CctvRequest = SENT) -> Parcel:
    """What goes to the police. Who asks for pictures sends no report."""
    link = LINK if isinstance(content, Sent) else replace(LINK, report=ReportId(""))
    return Parcel(POLICE_DESK, content, link, DUE, date(2027, 3, 4))


RELEASE: ReleaseRecord = a_parcel().make_record(DRAFT, TRIAGE_DESK, DAY)


def for_desk(dispatch: Dispatch, desk: DeskId) -> Signed:
    """A letter as the vault gives it to one desk: with that desk's seal, or none."""
    return replace(dispatch.signed, seal=dict(dispatch.seals).get(desk))


def sent_as(desk: DeskId, content: Sent | CctvRequest = SENT) -> tuple[Signed, ...]:
    """The letters of a release just sent, for one of its desks."""
    sealed = a_parcel(content).seal(DRAFT, TRIAGE, SHRED, POLICE.card)
    return tuple(for_desk(one, desk) for one in sealed)


def a_move(
    kind: ReleaseKind, answer: Answer, number: int, by: Keyring = POLICE
) -> Dispatch:
    """A step, a reply or a withdrawal, signed by a desk and for both."""
    to = TRIAGE.card if by is POLICE else POLICE.card
    spot = Spot(LetterId(f"{number:032x}"), RELEASE.id, kind, number)
    return sign_and_seal(spot, answer.json, by, SHRED, to=(to,))


def a_step(
    step: Step, number: int = 3, holder: OfficerId = NOBODY, **said: str
) -> Dispatch:
    """A step of the police."""
    answer = Answer(DAY, step.value, BEN, holder=holder, **said)
    return a_move(ReleaseKind.ANSWER, answer, number)


def look(
    desk: DeskId,
    *moves: Dispatch,
    content: Sent | CctvRequest = SENT,
    record: ReleaseRecord = RELEASE,
) -> ReleaseFile:
    """Open the release at one of its desks, after these moves."""
    keyring = TRIAGE if desk == TRIAGE_DESK else POLICE
    letters = (*sent_as(desk, content), *(for_desk(one, desk) for one in moves))
    stored = StoredRelease(record, letters, SHRED)
    opened = OpenedRelease.open(stored, PARTIES, keyring, desk)
    return ReleaseFile(stored, opened, PARTIES, keyring, desk)
