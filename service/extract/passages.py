"""Marked texts as a page shows them: pieces in order, and numbered notes below.

No piece is markup: templates escape each one. Marks that overlap become one piece;
what is marked alike and says the same shares its number and its note.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from service.extract.marks import Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `number` is its note's, or 0 where nothing is marked."""

    text: str = field(repr=False)
    number: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """What is said about every piece with its number."""

    number: int
    words: str = field(repr=False)
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Passages:
    """Texts cut into pieces, one tuple for each text, and the notes on all of them."""

    texts: tuple[tuple[Piece, ...], ...]
    notes: tuple[Note, ...]


def number_passages(texts: Sequence[str], marks: Sequence[Sequence[Mark]]) -> Passages:
    """Cut texts at their marks, and number what is marked from 1."""
    notes: dict[tuple[object, ...], Note] = {}
    cut = tuple(
        tuple(_cut(text, found, notes))
        for text, found in zip(texts, marks, strict=True)
    )
    return Passages(cut, tuple(notes.values()))


def _cut(
    text: str, marks: Sequence[Mark], notes: dict[tuple[object, ...], Note]
) -> Iterator[Piece]:
    at = 0
    for group in _group(marks):
        start, end = group[0].start, max(mark.end for mark in group)
        words = text[start:end].strip()
        # The space around words is nothing to mark.
        start = text.index(words, start)
        end = start + len(words)
        if start > at:
            yield Piece(text[at:start])
        said = {(mark.kind, mark.why): mark for mark in group}
        name = (" ".join(words.lower().split()), *said)
        fresh = Note(len(notes) + 1, words, tuple(said.values()))
        yield Piece(words, notes.setdefault(name, fresh).number)
        at = end
    if at < len(text):
        yield Piece(text[at:])


def _group(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield marks in order, those that overlap together."""
    group: list[Mark] = []
    end = 0
    for mark in sorted(marks, key=lambda one: (one.start, -one.end, one.kind)):
        if group and mark.start >= end:
            yield group
            group = []
        end = max(end, mark.end) if group else mark.end
        group.append(mark)
    if group:
        yield group
