"""A judgement: the sealed record of how a tip was assessed. Every save is a letter.

Facts stand apart from opinion and each person has a label (Data Protection Act
2018, sections 38(2) and (3)); the two questions about acting and not acting are
those of the anonymous-report assessment. There is no register of persons: a
mention says how the tip names somebody, and lives only in this letter.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self

from service.domain.grading import UNJUDGED, Grade
from service.domain.json_texts import read_json, text_of, write_json


class PersonRole(StrEnum):
    """What somebody is in a tip (section 38(3) of the Act)."""

    SUSPECT = "suspect"
    VICTIM = "victim"
    WITNESS = "witness"
    OTHER = "other"


class Knows(StrEnum):
    """How many people could know what the tip says."""

    FEW = "few"
    SOME = "some"
    MANY = "many"


class Child(StrEnum):
    """Whether the reporter, or somebody in the tip, may be under 18."""

    YES = "yes"
    NO = "no"
    UNSURE = "not-sure"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody a tip speaks of, as it names them, and what they are in it."""

    label: str
    role: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What a list shows of a judgement: its summary part."""

    topic: str = ""
    ward: str = ""
    place: str = ""

    @property
    def json(self) -> str:
        """The text of the summary part."""
        return write_json(asdict(self))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a summary part.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        return cls(*(text_of(fields, name) for name in ("topic", "ward", "place")))


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a tip was assessed, at one save.

    `topic` and `ward` are codes of the borough's, `place` is free text; `knows`,
    `child` (the reporter) and `about_child` (somebody in it) are codes of their enums
    or empty while nobody has said; `same_as` and `cluster` are references of other
    tips (`tip_reference`).
    """

    topic: str = ""
    ward: str = ""
    place: str = ""
    priority: int = 3
    priority_reason: str = ""
    grade: Grade = UNJUDGED
    threat: str = ""
    harm: str = ""
    risk: str = ""
    vulnerability: str = ""
    risk_of_acting: str = ""
    risk_of_waiting: str = ""
    knows: str = ""
    child: str = ""
    about_child: str = ""
    facts: str = ""
    opinions: str = ""
    mentions: tuple[Mention, ...] = ()
    same_as: str = ""
    cluster: tuple[str, ...] = ()

    @property
    def json(self) -> str:
        """The text that goes into a judgement's letter."""
        return write_json({**asdict(self), "priority": str(self.priority)})

    @property
    def summary(self) -> str:
        """The part that the inbox reads."""
        return Judged(self.topic, self.ward, self.place).json

    @property
    def may_be_child(self) -> bool:
        """Tell whether the reporter must be treated as a child."""
        return self.child != Child.NO

    @property
    def concerns_child(self) -> bool:
        """Tell whether somebody said that a child tells it or is in it, or may be."""
        return bool({self.child, self.about_child} & {Child.YES, Child.UNSURE})

    @property
    def few_know(self) -> bool:
        """Tell whether what it says could point at one of a few; unsaid counts."""
        return self.knows in {"", Knows.FEW}

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a judgement's content.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        grade = fields.get("grade")
        priority = text_of(fields, "priority")
        plain = {name: text_of(fields, name) for name in _TEXTS}
        return cls(
            priority=int(priority) if priority in set("01234") else 3,
            grade=Grade.read(grade if isinstance(grade, dict) else {}),
            mentions=read_mentions(fields.get("mentions")),
            cluster=read_texts(fields.get("cluster")),
            **plain,
        )


_TEXTS = (
    "topic",
    "ward",
    "place",
    "priority_reason",
    "threat",
    "harm",
    "risk",
    "vulnerability",
    "risk_of_acting",
    "risk_of_waiting",
    "knows",
    "child",
    "about_child",
    "facts",
    "opinions",
    "same_as",
)


def read_mentions(found: object) -> tuple[Mention, ...]:
    """Read the people that a letter's content mentions."""
    rows: list[Mapping[str, object]] = found if isinstance(found, list) else []
    return tuple(
        Mention(text_of(row, "label"), text_of(row, "role"))
        for row in rows
        if isinstance(row, dict)
    )


def read_texts(found: object) -> tuple[str, ...]:
    """Read a list of texts."""
    rows = found if isinstance(found, list) else []
    return tuple(one for one in rows if isinstance(one, str))
