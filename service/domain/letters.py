"""What letters say: the text inside each kind, as JSON that both sides read.

A letter has a summary, a body or both. These values are the plaintext; only the
doors and the use cases meet them, and only crypto turns them into boxes.
"""

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import NewType, Self

from crypto import CannotOpenError, ThreadKey
from service.domain.answers import TESTING, Answers
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.people import NOBODY, OfficerId

LetterId = NewType("LetterId", str)


class Kind(StrEnum):
    """What a letter is. Stored in clear beside the box and bound into it."""

    TIP = "tip"
    ADDITION = "addition"
    MESSAGE = "message"
    STATUS = "status"
    NOTE = "note"
    HOLDER = "holder"
    OUTCOME = "outcome"
    JUDGEMENT = "judgement"
    DUTY = "duty"
    REPORT = "report"
    PROPOSAL = "proposal"
    RELEASE = "release"
    IDENTITY = "identity"
    CUSTODY = "custody"
    NOTICE = "notice"
    LOCKED = "locked"
    FILE = "file"


THREAD_KINDS = frozenset({Kind.ADDITION, Kind.MESSAGE, Kind.STATUS})
"""Letters the reporter reads or writes, wrapped under the thread key."""

TOLD_KINDS = THREAD_KINDS | {Kind.TIP, Kind.IDENTITY, Kind.NOTICE, Kind.FILE}
"""Letters that stand under the key which goes when the reporter deletes."""

STAFF_KINDS = frozenset(Kind) - TOLD_KINDS
"""Letters staff write for themselves, kept under a shred key of their own."""


class Side(StrEnum):
    """Which shred key a letter stands under."""

    TOLD = "told"
    STAFF = "staff"


LOCKED_SIDE = "locked "
"""How a third kind of side begins: each locked file has a key that is its own."""


def locked_side(object_id: str) -> str:
    """Return the side on which the letters of one locked file stand, by its object."""
    return LOCKED_SIDE + object_id


class Stage(StrEnum):
    """How far a tip has come, as its reporter is told. No letter yet: received."""

    RECEIVED = "received"
    BEING_READ = "being read"
    PASSED_ON = "passed on"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class TipSummary:
    """What the inbox shows of a tip. `professional` is `yes` or empty."""

    group: str
    where: str
    danger: str
    traceable: str
    topic: str = ""
    professional: str = ""

    @property
    def is_test(self) -> bool:
        """Tell whether somebody was just trying it out."""
        return self.group == TESTING

    @classmethod
    def of(cls, answers: Answers) -> Self:
        """Take from the answers what the inbox needs."""
        return cls(
            answers.group,
            answers.where,
            answers.danger,
            answers.traceable,
            answers.topic,
            "yes" if answers.is_professional else "",
        )

    @property
    def json(self) -> str:
        """The text of the summary part."""
        return write_json(asdict(self))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a summary part.

        Raises:
            CannotOpenError: It is not a summary; anybody can seal nonsense to a desk.
        """
        fields = read_json(text)
        names = ("group", "where", "danger", "traceable", "topic", "professional")
        return cls(*(text_of(fields, name) for name in names))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class TipBody:
    """Everything a tip says, and the thread's key if its reporter took words.

    `bond` is there where a name was left: 32 hexadecimal digits that stand in the
    name's own letter too and in no column. Whoever shows it has opened one of them.
    """

    answers: Answers
    thread: ThreadKey | None
    bond: str = ""

    @property
    def json(self) -> str:
        """The text of the body part."""
        thread = self.thread.raw.hex() if self.thread else None
        answers = asdict(self.answers)
        return write_json({"answers": answers, "thread": thread, "bond": self.bond})

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a body part.

        Raises:
            CannotOpenError: It is not a tip's body.
        """
        fields = read_json(text)
        thread = text_of(fields, "thread")
        try:
            key = ThreadKey(bytes.fromhex(thread)) if thread else None
        except ValueError:
            raise CannotOpenError from None
        answers = Answers.read(fields.get("answers"))
        return cls(answers, key, text_of(fields, "bond"))


@dataclass(frozen=True, slots=True)
class Remark:
    """What one letter after the tip says: an addition, a message, a note ...

    `by` is the officer, empty for reporters and in all the thread shows;
    `holder` is who has the tip after a holder letter (empty: nobody); `stage`
    belongs to status letters and `outcome` (a code of the borough's) to outcomes;
    `act` is what a staff letter records, one of the log's acts. `content` is the
    JSON of what the letter is about (a judgement, a duty, a report, a release) and
    `about` the id of that thing where a tip can have several.
    """

    day: date
    text: str = ""
    by: OfficerId = NOBODY
    holder: OfficerId = NOBODY
    stage: str = ""
    outcome: str = ""
    act: str = ""
    content: str = ""
    about: str = ""

    @property
    def json(self) -> str:
        """The text of the letter's part."""
        return write_json({**asdict(self), "day": self.day.isoformat()})

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a remark.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        try:
            day = date.fromisoformat(text_of(fields, "day"))
        except ValueError:
            raise CannotOpenError from None
        return cls(
            day=day,
            text=text_of(fields, "text"),
            by=OfficerId(text_of(fields, "by")),
            holder=OfficerId(text_of(fields, "holder")),
            stage=text_of(fields, "stage"),
            outcome=text_of(fields, "outcome"),
            act=text_of(fields, "act"),
            content=text_of(fields, "content"),
            about=text_of(fields, "about"),
        )
