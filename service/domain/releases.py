"""What goes from desk to desk: a report with its terms, and the answers to it.

Every letter is signed by the desk it comes from and sealed to that desk and the
one it goes to; nobody else's is in it, and no tip's id or words.
"""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, Self

from crypto import CannotOpenError
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.people import NOBODY, DeskId, OfficerId
from service.domain.reports import Report

ReleaseId = NewType("ReleaseId", str)


class ReleaseKind(StrEnum):
    """What a letter between desks is. Stored in clear and bound into its boxes."""

    REPORT = "release-report"
    CCTV = "release-cctv"
    LINK = "release-link"
    """For the sender alone: which tip it was made from."""

    WITHDRAWAL = "release-withdrawal"
    ANSWER = "release-answer"
    REPLY = "release-reply"


class Step(StrEnum):
    """What an answer of the receiving desk records."""

    ACKNOWLEDGED = "acknowledged"
    OWNED = "owned"
    ACTION = "action"
    RESULT = "result"
    FEEDBACK = "feedback"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Terms:
    """Why, for what and under which conditions a report goes to a desk.

    `ground`, `purpose` and `marking` are codes of the borough's; `necessity` is a
    sentence; `due_on` the day by which the receiver should have answered.
    """

    ground: str
    purpose: str
    necessity: str
    marking: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Sent:
    """A report as it was released: what the receiving desk reads.

    `reference` names it to everybody; `day` is when it was released.
    """

    reference: str
    day: date
    sender: DeskId
    report: Report
    terms: Terms
    caveat: str

    @property
    def json(self) -> str:
        """The text that is sealed."""
        terms = {**asdict(self.terms), "due_on": self.terms.due_on.isoformat()}
        return write_json(
            {
                "reference": self.reference,
                "day": self.day.isoformat(),
                "sender": self.sender,
                "report": self.report.json,
                "terms": write_json(terms),
                "caveat": self.caveat,
            }
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a released report.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        terms = read_json(text_of(fields, "terms"))
        names = ("ground", "purpose", "necessity", "marking")
        plain = {name: text_of(terms, name) for name in names}
        return cls(
            reference=text_of(fields, "reference"),
            day=read_day(text_of(fields, "day")),
            sender=DeskId(text_of(fields, "sender")),
            report=Report.read(text_of(fields, "report")),
            terms=Terms(due_on=read_day(text_of(terms, "due_on")), **plain),
            caveat=text_of(fields, "caveat"),
        )


@dataclass(frozen=True, slots=True)
class CctvRequest:
    """Pictures that a camera room is asked to keep. No word of a tip is in it.

    `since` and `until` are times of day on `day` (`21:30`); pictures are deleted
    after `gone_on` unless somebody keeps them. `reason` is a purpose of the
    borough's, as a code.
    """

    reference: str
    place: str
    day: date
    since: str
    until: str
    gone_on: date
    reason: str = ""

    @property
    def json(self) -> str:
        """The text that is sealed."""
        days = {"day": self.day.isoformat(), "gone_on": self.gone_on.isoformat()}
        return write_json({**asdict(self), **days})

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a request.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        return cls(
            reference=text_of(fields, "reference"),
            place=text_of(fields, "place"),
            day=read_day(text_of(fields, "day")),
            since=text_of(fields, "since"),
            until=text_of(fields, "until"),
            gone_on=read_day(text_of(fields, "gone_on")),
            reason=text_of(fields, "reason"),
        )

    def days_left(self, today: date) -> int:
        """How many days the pictures will still be there; 0 where they are gone."""
        return max((self.gone_on - today).days, 0)


@dataclass(frozen=True, slots=True)
class Head:
    """What lists read of a release. Pictures are asked for without a topic."""

    reference: str
    title: str
    topic: str = ""
    ward: str = ""
    marking: str = ""

    @property
    def json(self) -> str:
        """The text that is sealed."""
        return write_json(asdict(self))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a head.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        names = ("reference", "title", "topic", "ward", "marking")
        return cls(*(text_of(fields, name) for name in names))

    @classmethod
    def of(cls, content: Sent | CctvRequest) -> Self:
        """Take from what is sent what lists need."""
        if isinstance(content, CctvRequest):
            return cls(content.reference, content.place)
        report, marking = content.report, content.terms.marking
        return cls(content.reference, report.title, report.topic, report.ward, marking)


@dataclass(frozen=True, slots=True)
class Answer:
    """One step of a receiving desk, or a reply of the sending one.

    `step` is empty for a reply or a withdrawal; `response`, `result` and
    `strategy` are codes of the borough's, where the step has one; `holder` is who
    of the receiving desk has it after it was taken on.
    """

    day: date
    step: str = ""
    by: OfficerId = NOBODY
    text: str = ""
    response: str = ""
    result: str = ""
    strategy: str = ""
    holder: OfficerId = NOBODY

    @property
    def json(self) -> str:
        """The text that is sealed."""
        return write_json({**asdict(self), "day": self.day.isoformat()})

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a step or a reply.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        names = ("step", "text", "response", "result", "strategy")
        plain = {name: text_of(fields, name) for name in names}
        by, holder = (OfficerId(text_of(fields, name)) for name in ("by", "holder"))
        return cls(read_day(text_of(fields, "day")), by=by, holder=holder, **plain)


@dataclass(frozen=True, slots=True)
class ReleaseRecord:
    """What the database knows of a release in clear."""

    id: ReleaseId
    from_desk: DeskId
    to_desk: DeskId
    day: date
    due_on: date
    answered: bool
    withdrawn: bool
    news: DeskId
    version: int
    forget_on: date


def read_day(text: str) -> date:
    """Read a day of a letter's content.

    Raises:
        CannotOpenError: It is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CannotOpenError from None
