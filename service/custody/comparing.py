"""What in a custodian's words could give away who left a name.

Rules mark what points at people in general, as in all that leaves a desk. Once the
name was opened its own words are looked for too, and those are not let through: to
give a name there is a way that stands in the log. Before that nothing is compared
with a name, or whoever tried names could learn the right one without opening it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from service.custody.folding import Folded, fold_text
from service.custody.namesakes import Span, find_firm, find_name, find_phrase
from service.domain.answers import Identity
from service.domain.errors import BadFormError
from service.extract.checking import MarkName, list_unanswered, name_mark
from service.extract.language import lint_language
from service.extract.marks import Mark, MarkKind
from service.extract.reading import find_marks
from service.extract.rules import fold

Answered = tuple[str, str]
"""What a custodian lets stand: a mark's kind, and the words it stands on."""

_NUMBER = re.compile(r"\d(?:[^\S\n]*[().-]*[^\S\n]*\d)+")
_DIGIT = re.compile(r"\d")
_MAIL = re.compile(r"\S+@\S+\w")
_THEIRS = re.compile(r"\b(?:their|her|his)\b(?=\s)", re.IGNORECASE)
_QUOTES = frozenset("'\"")
_FEWEST, _MOST = 6, 10
"""Digits of a number: of a town's, and of one with its area."""

_SHORTEST = 4
"""Digits of an extension: fewer are a time or a number of things."""


@dataclass(frozen=True, slots=True, repr=False)
class Review:
    """What is marked in a custodian's words.

    `given` are words of the name itself, which cannot stay; `marks` what may stay
    once somebody has looked at it.
    """

    given: tuple[str, ...]
    marks: tuple[tuple[MarkName, Mark], ...]


class MarkedAnswerError(BadFormError):
    """Words for the desk that asked hold something that has to be looked at first."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review


def find_pointing(text: str) -> tuple[Mark, ...]:
    """Mark what points at people, and how nobody should be written about.

    "I" and "told me" are the custodian's own. Whose window or brother it was is
    marked as if the person said it: "their window" is their "my window".
    """
    theirs = _THEIRS.sub(_say_my, fold(text))
    found = {mark for mark in find_marks(text) if not _is_own(mark, fold(text))}
    found |= {mark for mark in find_marks(theirs) if _is_theirs(mark, theirs)}
    found |= {*lint_language(text)}
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end, mark.kind)))


def _is_own(mark: Mark, text: str) -> bool:
    is_said = mark.kind is MarkKind.QUOTE and mark.of(text)[:1] not in _QUOTES
    return is_said or mark.kind is MarkKind.FIRST_PERSON


def _is_theirs(mark: Mark, text: str) -> bool:
    """Leave out "his van": only "from his van" is where somebody stood."""
    stands = mark.kind is MarkKind.VANTAGE and not mark.of(text).startswith("my")
    return stands or mark.kind is MarkKind.RELATION


def _say_my(found: re.Match[str]) -> str:
    """Say "my" in as many characters, so that places stay where they are."""
    return "my".ljust(len(found[0]))


def require_unmarked(
    text: str,
    pointing: Collection[Mark],
    identity: Identity | None,
    answered: Collection[Answered],
) -> None:
    """Refuse words that give the name, or hold a mark that nobody has answered.

    `identity` is the name where it was opened before, else None.

    Raises:
        MarkedAnswerError: Somebody has to look at them first.
    """
    given = _list_given(identity, fold_text(text)) if identity else []
    taken = {place for span in given for place in range(*span)}
    rest = [one for one in pointing if taken.isdisjoint(range(one.start, one.end))]
    if given or list_unanswered(rest, text, answered):
        names = {name_mark(mark, text): mark for mark in reversed(rest)}
        words = tuple(dict.fromkeys(text[start:end] for start, end in given))
        raise MarkedAnswerError(Review(words, tuple(reversed(names.items()))))


def _list_given(identity: Identity, text: Folded) -> list[Span]:
    """List where the words, the place of work or the contact of a name stand."""
    given: list[Span] = []
    for span in sorted({*_find_given(identity, text)}):
        if given and span[0] < given[-1][1]:
            start, end = given.pop()
            given.append((start, max(end, span[1])))
        else:
            given.append(span)
    return given


def _find_given(identity: Identity, text: Folded) -> Iterator[Span]:
    yield from find_name(identity.name, text)
    yield from find_firm(identity.organisation, text)
    for mail in _MAIL.findall(identity.contact):
        yield from find_phrase(mail, text)
    for number in _NUMBER.findall(identity.contact):
        wanted = "".join(_DIGIT.findall(fold_text(number).text))
        yield from _find_number(wanted, text)


def _find_number(wanted: str, text: Folded) -> Iterator[Span]:
    """Find a telephone number, however it is spaced and dialled; or an extension."""
    places = [found.start() for found in _DIGIT.finditer(text.text)]
    digits = "".join(text.text[place] for place in places)
    for length in range(min(_MOST, len(wanted)), _FEWEST - 1, -1):
        if (at := digits.find(wanted[-length:])) >= 0:
            yield text.find_span(places[at], places[at + length - 1] + 1)
            return
    if _SHORTEST <= len(wanted) < _FEWEST:
        for found in re.finditer(rf"(?<!\d){wanted}(?!\d)", text.text):
            yield text.find_span(*found.span())
