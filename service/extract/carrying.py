"""What a draft took over from what a reporter wrote."""

import re
from collections.abc import Iterable, Iterator

from service.extract.finding import find_all
from service.extract.marks import Mark, MarkKind
from service.extract.rules import fold
from service.extract.settling import settle

_RUN = 5  # words: fewer are said alike by anybody
_WORDLIKE = re.compile(r"\w")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def find_carried(original: str, draft: str) -> tuple[Mark, ...]:
    """Mark what is left in a draft of what points at somebody in the original.

    That is what `find_marks` sees in the draft, each phrase it sees in the original
    that stands in the draft again, and runs of five words or more taken over as
    they were. Where a run holds something surer, the rest of the run is marked.
    """
    return _find_carried(original, draft, find_all(fold(draft)))


def find_repeated(original: str, message: str) -> tuple[Mark, ...]:
    """Mark what a message repeats of a tip; "we" and "you" of the sender are theirs."""
    return _find_carried(original, message, ())


def _find_carried(original: str, draft: str, own: Iterable[Mark]) -> tuple[Mark, ...]:
    told, written = fold(original), fold(draft)
    sure = settle([*own, *_find_again(told, written)])
    return settle([*sure, *_find_runs(told, written, sure)])


def _find_again(told: str, written: str) -> Iterator[Mark]:
    """Find what was marked in the original, however it is spaced or capitalised."""
    seen: dict[str, Mark] = {}
    for mark in find_all(told):
        phrase = _flatten(mark.of(told))[0]
        if not _is_anyones(mark.kind, phrase):
            seen.setdefault(phrase, mark)
    words, places = _flatten(written)
    for phrase, mark in seen.items():
        for start, end in _list_places(phrase, words):
            span = places[start], places[end - 1] + 1
            yield Mark(*span, mark.kind, mark.why, mark.instead)


def _flatten(text: str) -> tuple[str, list[int]]:
    """Return the text in small letters with single spaces, and where each stood."""
    kept = [
        (" " if sign.isspace() else sign.lower()[:1], place)
        for place, sign in enumerate(text)
        if not (sign.isspace() and text[place - 1 : place].isspace())
    ]
    return "".join(sign for sign, _ in kept), [place for _, place in kept]


def _list_places(phrase: str, words: str) -> Iterator[tuple[int, int]]:
    start = words.find(phrase)
    while start >= 0:
        end = start + len(phrase)
        if not _WORDLIKE.match(words[start - 1 : start] or " ") and not (
            _WORDLIKE.match(words[end : end + 1])
        ):
            yield start, end
        start = words.find(phrase, end)


def _is_anyones(kind: MarkKind, phrase: str) -> bool:
    """Tell whether these words would be in anybody's message: "I", "told us"."""
    is_said = kind is MarkKind.QUOTE and not phrase.startswith(("'", '"'))
    return is_said or kind is MarkKind.FIRST_PERSON or len(phrase) == 1


_WHY_RUN = (
    "These words stand just so in what was told; their writer can be known by them."
)
_OWN_WORDS = "the same in your own words"


def _find_runs(told: str, written: str, sure: Iterable[Mark]) -> Iterator[Mark]:
    taken = {place for mark in sure for place in range(mark.start, mark.end)}
    for run in _list_runs(told, written):
        pieces = list(_split(run, taken))
        long = [piece for piece in pieces if len(piece) >= _RUN]
        longest = sorted(pieces, key=len)[-1:]
        for piece in long or [a for a in longest if len(a) > 1]:
            start, end = piece[0][0], piece[-1][1]
            yield Mark(start, end, MarkKind.CARRIED, _WHY_RUN, _OWN_WORDS)


def _list_runs(told: str, written: str) -> Iterator[list[tuple[int, int]]]:
    """List the words of each run in the draft that stands in the original too."""
    old = [match[0].lower() for match in _WORD.finditer(told)]
    known = {tuple(old[i : i + _RUN]) for i in range(len(old) - _RUN + 1)}
    new = list(_WORD.finditer(written))
    words = [match[0].lower() for match in new]
    reach, run = 0, list[tuple[int, int]]()
    for place in range(len(words)):
        if tuple(words[place : place + _RUN]) in known:
            reach = place + _RUN
        if place < reach:
            run.append(new[place].span())
        elif run:
            yield run
            run = []
    if run:
        yield run


def _split(
    run: list[tuple[int, int]], taken: set[int]
) -> Iterator[list[tuple[int, int]]]:
    piece: list[tuple[int, int]] = []
    for start, end in run:
        if start in taken or end - 1 in taken:
            if piece:
                yield piece
            piece = []
        else:
            piece.append((start, end))
    if piece:
        yield piece
