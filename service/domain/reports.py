"""A report: one sanitised, graded item made from a tip. Several may come of one.

It stands alone, holds one subject or event, says nothing of who told us, and never
the tip's own words. Only a reference leads back, and only for the desk that wrote it.
"""

from base64 import b32encode
from dataclasses import asdict, dataclass
from typing import NewType, Self

from service.domain.grading import UNJUDGED, Grade
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.judgements import Mention, read_mentions

ReportId = NewType("ReportId", str)

_REFERENCE_BYTES = 5
_HALF = 4


@dataclass(frozen=True, slots=True)
class Answered:
    """What an officer said to a mark that stays in a report.

    `kind` is the mark's, `words` what it stands on, `reason` why it may stay.
    """

    kind: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """One item, as it is at one save.

    `topic` and `ward` are codes; `since` and `until` say in words when it happened,
    which is not when it was told; `answered` are the marks somebody let stand.
    """

    title: str = ""
    text: str = ""
    topic: str = ""
    ward: str = ""
    place: str = ""
    since: str = ""
    until: str = ""
    provenance: str = ""
    grade: Grade = UNJUDGED
    mentions: tuple[Mention, ...] = ()
    answered: tuple[Answered, ...] = ()

    @property
    def json(self) -> str:
        """The text that goes into a letter."""
        return write_json(asdict(self))

    @property
    def is_area_level(self) -> bool:
        """Tell whether its own fields name no place below a ward and nobody.

        Its prose is another matter: that is what recognisers read.
        """
        return not self.place and not self.mentions

    @property
    def prose(self) -> str:
        """All that was written by hand, for recognisers to read."""
        parts = (self.title, self.text, self.place, self.since, self.until)
        people = (person.label for person in self.mentions)
        return "\n".join((*parts, self.provenance, self.grade.reason, *people))

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a report's content.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        grade, answered = fields.get("grade"), fields.get("answered")
        rows = answered if isinstance(answered, list) else []
        names = ("title", "text", "topic", "ward", "place", "since", "until")
        plain = {name: text_of(fields, name) for name in (*names, "provenance")}
        return cls(
            **plain,
            grade=Grade.read(grade if isinstance(grade, dict) else {}),
            mentions=read_mentions(fields.get("mentions")),
            answered=tuple(
                Answered(*(text_of(row, n) for n in ("kind", "words", "reason")))
                for row in rows
                if isinstance(row, dict)
            ),
        )


def make_reference(prefix: str, thing_id: str) -> str:
    """Make a short reference that people can read out, such as `QW-7F3K-2M9P`.

    40 of the 128 bits of an id: enough to tell a borough's reports apart, and no
    way back to the id.
    """
    digits = b32encode(bytes.fromhex(thing_id)[:_REFERENCE_BYTES]).decode()
    return f"{prefix}-{digits[:_HALF]}-{digits[_HALF:]}"


def tip_reference(tip_id: str) -> str:
    """The reference by which officers name a tip to each other, never to others."""
    return make_reference("T", tip_id)


def report_reference(report_id: str) -> str:
    """The reference of a report, which its receivers see."""
    return make_reference("QW", report_id)
