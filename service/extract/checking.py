"""What still stands in a text that is to leave the desk, and what was answered of it.

A mark is answered by what it is and the words it stands on, not by where: so an
answer still counts when the text around it changes, and a new phrase needs its own.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from service.extract.carrying import find_carried
from service.extract.language import lint_language
from service.extract.marks import Mark, MarkKind
from service.extract.messages import lint_message
from service.extract.reading import find_marks

_MINE = re.compile(r"(?:my|our)\s+(.+\S)", re.IGNORECASE)
_TURNED = (
    "It repeats who somebody is to the reporter: whoever sees it can tell who told."
)


class MarkName(NamedTuple):
    """What makes two marks the same for whoever answers them."""

    kind: MarkKind
    words: str


def list_standing(originals: Sequence[str], report_prose: str) -> tuple[Mark, ...]:
    """Return what is marked in a report written from a reporter's words, in order.

    `originals` are the reporter's texts; the marks are places in the report.
    """
    carried = find_carried("\n\n".join(originals), report_prose)
    found = {*carried, *lint_language(report_prose)}
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind)))


def list_message_marks(originals: Sequence[str], text: str) -> tuple[Mark, ...]:
    """Return what is marked in words for the reporter who wrote these texts."""
    told = "\n\n".join(originals)
    found = {*lint_message(text, told), *_find_turned(told, text)}
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind)))


def _find_turned(told: str, text: str) -> Iterator[Mark]:
    """Find relations told as "my brother" where the answer says "your brother"."""
    related = (
        mark.of(told) for mark in find_marks(told) if mark.kind is MarkKind.RELATION
    )
    whose = {found[1].lower() for words in related if (found := _MINE.match(words))}
    for one in sorted(whose):
        for found in re.finditer(rf"\byour\s+{re.escape(one)}\b", text, re.IGNORECASE):
            yield Mark(found.start(), found.end(), MarkKind.RELATION, _TURNED, "them")


def name_mark(mark: Mark, text: str) -> MarkName:
    """Return by what a mark is known when it is answered."""
    return MarkName(mark.kind, " ".join(mark.of(text).lower().split()))


def list_unanswered(
    standing: Sequence[Mark], text: str, answered: Collection[tuple[str, str]]
) -> tuple[Mark, ...]:
    """Return the first mark of each name that nobody has answered yet, in order.

    `answered` holds pairs of a mark's kind and its words.
    """
    known = {(kind, words.lower()) for kind, words in answered}
    names: dict[MarkName, Mark] = {}
    for mark in standing:
        names.setdefault(name_mark(mark, text), mark)
    return tuple(mark for name, mark in names.items() if tuple(name) not in known)
