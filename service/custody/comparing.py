"""What in a custodian's words could give away who left a name.

Rules mark what points at people in general, as in all that leaves a desk. Once the
name was opened its own words are looked for too, and those are not let through: to
give a name there is a way that stands in the log. Before that nothing is compared
with a name, or whoever tried names could learn the right one without opening it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from service.domain.answers import Identity
from service.domain.errors import BadFormError
from service.extract.checking import MarkName, list_unanswered, name_mark
from service.extract.language import lint_language
from service.extract.marks import Mark, MarkKind
from service.extract.reading import find_marks
from service.extract.rules import fold

Answered = tuple[str, str]
"""What a custodian lets stand: a mark's kind, and the words it stands on."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d(?:[\s()-]*\d)+")
_DIGIT = re.compile(r"\d")
_MAIL = re.compile(r"\S+@\S+\w")
_THEIRS = re.compile(r"\b(?:their|her|his)\b(?=\s)", re.IGNORECASE)
_QUOTES = frozenset("'\"")
_FEWEST, _MOST = 6, 10
"""Digits: fewer are a time or a number of things, more are a way of dialling."""

# A name's word in small letters may be one of these; and a title is anybody's.
_ALSO_VERBS = frozenset({"may", "will", "can", "mark", "bill", "rob", "grant", "hope"})
_ANYBODYS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "of", "the", "and", "s"})

_Span = tuple[int, int]


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
    given = sorted({*_find_given(identity, fold(text))}) if identity else []
    taken = {place for span in given for place in range(*span)}
    rest = [one for one in pointing if taken.isdisjoint(range(one.start, one.end))]
    if given or list_unanswered(rest, text, answered):
        names = {name_mark(mark, text): mark for mark in reversed(rest)}
        words = tuple(dict.fromkeys(text[start:end] for start, end in given))
        raise MarkedAnswerError(Review(words, tuple(reversed(names.items()))))


def _find_given(identity: Identity, text: str) -> Iterator[_Span]:
    """Find where the words, the place of work or the contact of a name stand."""
    yield from _find_words(identity.name, text)
    for phrase in (identity.organisation, *_MAIL.findall(identity.contact)):
        yield from _find_phrase(phrase, text)
    for number in _NUMBER.findall(identity.contact):
        yield from _find_number(number, text)


def _find_words(name: str, text: str) -> Iterator[_Span]:
    """Find each word of a name, but not "will" where somebody called Will left one."""
    known = {part.lower() for part in _PART.findall(name)} - _ANYBODYS
    known = {part for part in known if len(part) > 1}
    for found in _WORD.finditer(text):
        parts = {part.lower() for part in _PART.findall(found[0])} & known
        if parts and not (found[0].islower() and parts <= _ALSO_VERBS):
            yield found.span()


def _find_phrase(phrase: str, text: str) -> Iterator[_Span]:
    words = [re.escape(word) for word in phrase.split()]
    if words:
        spaced = r"\s+".join(words)
        pattern = rf"(?<!\w){spaced}(?!\w)"
        yield from (one.span() for one in re.finditer(pattern, text, re.IGNORECASE))


def _find_number(number: str, text: str) -> Iterator[_Span]:
    """Find a telephone number, however it is spaced and dialled."""
    wanted = "".join(_DIGIT.findall(number))[-_MOST:]
    places = [one.start() for one in _DIGIT.finditer(text)]
    at = "".join(text[place] for place in places).find(wanted)
    if len(wanted) >= _FEWEST and at >= 0:
        yield places[at], places[at + len(wanted) - 1] + 1
