"""The labelled tips, and how much of them the recognisers find."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from service.extract.marks import Mark, MarkKind

TIPS = Path(__file__).parent / "tips"
RULES = (TIPS / "rules.txt",)
HELD_OUT = (TIPS / "held_out.txt", TIPS / "held_out_later.txt")

KINDS = {
    "i": MarkKind.FIRST_PERSON,
    "relation": MarkKind.RELATION,
    "name": MarkKind.NAME,
    "user": MarkKind.USER_NAME,
    "phone": MarkKind.PHONE,
    "email": MarkKind.EMAIL,
    "web": MarkKind.WEB,
    "postcode": MarkKind.POSTCODE,
    "house": MarkKind.ADDRESS,
    "plate": MarkKind.VEHICLE,
    "ni": MarkKind.NATIONAL_INSURANCE,
    "nhs": MarkKind.NHS,
    "number": MarkKind.NUMBER,
    "school": MarkKind.SCHOOL,
    "time": MarkKind.TIME,
    "vantage": MarkKind.VANTAGE,
    "role": MarkKind.ROLE,
    "quote": MarkKind.QUOTE,
}
PATTERNED = tuple(
    KINDS[name]
    for name in "user phone email web postcode house plate ni nhs number time".split()  # noqa: SIM905 - a list to read
)
TOLD = tuple(KINDS[name] for name in ("relation", "vantage", "role", "name"))
_LABEL = re.compile(r"\[\[(\w+):(.*?)\]\]")
_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Label:
    """Words that a careful officer would take out, and why."""

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Tip:
    """A made-up tip with its labels."""

    text: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many labels there are and were found; how many marks, and were right."""

    labels: int = 0
    found: int = 0
    marks: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        """The share of what should be seen that is seen."""
        return self.found / self.labels if self.labels else 1.0

    @property
    def precision(self) -> float:
        """The share of what is marked that should be."""
        return self.right / self.marks if self.marks else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.labels + other.labels,
            self.found + other.found,
            self.marks + other.marks,
            self.right + other.right,
        )


def read_tips(files: Iterable[Path]) -> list[Tip]:
    """Read the tips of some files."""
    lines = "\n".join(file.read_text(encoding="utf-8") for file in files).splitlines()
    return [_read_tip(line) for line in lines if line and not line.startswith("#")]


def _read_tip(line: str) -> Tip:
    labels, text, last = [], "", 0
    for match in _LABEL.finditer(line):
        text += line[last : match.start()]
        start, last = len(text), match.end()
        text += match[2]
        labels.append(Label(start, len(text), KINDS[match[1]]))
    return Tip(text + line[last:], tuple(labels))


def score(
    tips: Sequence[Tip], find: Callable[[str], Sequence[Mark]]
) -> dict[MarkKind, Score]:
    """Compare what is marked with what is labelled, by kind."""
    marked = [(tip.labels, find(tip.text)) for tip in tips]
    return {kind: _score_kind(marked, kind) for kind in KINDS.values()}


def total(scores: Iterable[Score]) -> Score:
    """Add scores up."""
    return sum(scores, Score())


def _score_kind(
    marked: Iterable[tuple[Sequence[Label], Sequence[Mark]]], kind: MarkKind
) -> Score:
    sums = Score()
    for labels, marks in marked:
        told = [label for label in labels if label.kind is kind]
        seen = [mark for mark in marks if mark.kind is kind]
        sums += Score(
            len(told),
            sum(_covers(label, seen) for label in told),
            len(seen),
            sum(_covers(mark, told) or _holds(mark, told) for mark in seen),
        )
    return sums


def _covers(one: Label | Mark, others: Iterable[Label | Mark]) -> bool:
    shared = sum(max(0, min(one.end, a.end) - max(one.start, a.start)) for a in others)
    return shared >= _ENOUGH * (one.end - one.start)


def _holds(one: Mark, others: Iterable[Label]) -> bool:
    return any(one.start <= a.start and a.end <= one.end for a in others)
