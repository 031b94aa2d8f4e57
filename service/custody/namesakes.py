"""Where the words of a name stand in a text, spelled as people spell them in earnest.

A word counts with its apostrophes and hyphens left out or put in, with a possessive,
written in one with its neighbour or, with capitals, in two. A word that is also
another word counts where it has a capital, or beside another word of the name.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from service.custody.folding import Folded, fold_text
from service.extract.rules import list_words
from service.extract.words import PREMISES, STREET

Span = tuple[int, int]

_LONG = 4
"""Fewer letters than that are too often part of another word."""

_BREAK, _INSIDE = "[ '-]{0,3}", "['-]{0,3}"
_START, _END = "(?<![^ '-])", "(?![^ '-])"
_PART = re.compile(r"[^ '-]+")
_WORD = re.compile(r"[^ '-]+(?:'[^ '-]+)*")
_ANYBODYS = list_words("mr mrs ms miss mx dr prof sir cllr of the and s")
# "d" and "o" are hardly ever initials: somebody typed "O Brien".
_PREFIXES = list_words("o d")
# In small letters these are the words, not the names: words of two or three letters,
# and things, colours, months and deeds that people are called after.
_ALSO_WORDS = list_words(
    """
    a ah al am an any van are as ask at be bo but by can car cow day did do far few for
    get go had hall has he hi him his ho how i if in is it la lad law lay le let lot
    low ma man may me met mi my new no nor not now of off old on one or our out own pa
    ran run sat saw say see set she shy sin sit so son sun ta tall than the then they
    thin this to too two un up us war was way we well wells who why win with you
    ace amber angel april art august autumn baker banks bell bill bird bishop black blue
    bond bridge brooks brown bush butler candy chance chase china chuck church clay
    clerk cliff cook cooper coral court cross dale dawn dean destiny drake drew earl
    ebony english eve fair faith farmer fern field fields fish fisher forest fox frank
    french garden gardener gates gene ginger glory gold golden good grace grant gray
    green grey guy hand hands hard hazel heather high hill hills holly home hope house
    hunt hunter ireland iris ivy jack jade jasmine jet jewel joy judge june keep king
    knight lake lance land lane laurel light lily little lock long longer love low major
    march mark marsh mason mercy miles miller moody moon moor more mount nick north
    olive page park parker parks pat patience peace pearl penny pike place pond pope
    poppy porter potter power powers precious price prince princess quick ray read
    reader reed rice rich river road rob robin rocky rod rose ruby rush rusty sage said
    saint sales sands sandy savage self sharp shepherd short singer sky small smart
    smith snow south speed spring star steel stone stones storm street strong sue sultan
    summer summers swift tanner temple thorn tower towns turner violet wade walker wall
    ward warren waters weaver week weeks west wheeler white wild will willow winter
    winters wise wood woods worth young
    """
)
_NOT_OF_A_FIRM = list_words(
    """
    ltd limited plc llp llc cic cio uk inc co company the a an of and for in at on to
    """
)
# These are written without a space between words, or with endings that stand on them.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")
_FIRMS = re.compile(
    rf"""(?:{PREMISES}|{STREET}|council|borough|city|town|county|local|primary
    |secondary|junior|infant|high|community|residents|residence|tenants|association
    |society|trust|foundation|housing|health|medical|care|social|family|youth|young
    |sports?|football|boxing|clinic|police|public|national|royal|north|south|east
    |west|central|london|street|saint|st|support|services?|department|hub|federation
    |authority|action|advice|people|childrens?|womens?|mens?)s?""",
    re.VERBOSE,
)


def find_name(name: str, text: Folded) -> Iterator[Span]:
    """Find each word of a name, but not "will" where somebody called Will left one."""
    words = [word for word in _list_words(name) if word not in _ANYBODYS]
    own = {word for word in words if len(word) > 1}
    parts = {part for part in _PART.findall(fold_text(name).text) if len(part) >= _LONG}
    for one in own | parts - _ANYBODYS:
        for span in _scan(one, text):
            if not (one in _ALSO_WORDS and text.original[slice(*span)].islower()):
                yield span
    for run in _list_runs(words):
        yield from _scan_run(run, text)


def find_firm(organisation: str, text: Folded) -> Iterator[Span]:
    """Find a place of work, whole, or any two words of it that belong together."""
    words = [word for word in _list_words(organisation) if word not in _NOT_OF_A_FIRM]
    runs: set[tuple[str, ...]] = {
        run for run in pairwise(words) if not all(map(_FIRMS.fullmatch, run))
    }
    if len(words) > 1 or not all(map(_FIRMS.fullmatch, words)):
        runs.add(tuple(words))
    for run in runs:
        yield from _scan_run(run, text)


def find_phrase(phrase: str, text: Folded) -> Iterator[Span]:
    """Find words as they were typed: an address, for one."""
    if words := _list_words(phrase):
        yield from _scan_run(words, text)


def _list_words(text: str) -> list[str]:
    """List the words of a text in plain letters, each without its apostrophes."""
    return [word.replace("'", "") for word in _WORD.findall(fold_text(text).text)]


def _list_runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    """List words of a name that may be written in one, or side by side."""
    runs = [run for run in pairwise(words) if _can_be_one(*run)]
    return [*runs, tuple(words)] if 1 < len(runs) == len(words) - 1 else [*runs]


def _can_be_one(one: str, two: str) -> bool:
    """Leave out initials: "A. Long" is not "along"."""
    shorter, longer = sorted((len(one), len(two)))
    return longer >= _LONG and (shorter > 1 or one in _PREFIXES)


def _scan(letters: str, text: Folded) -> Iterator[Span]:
    """Find a word, in two only where both begin with a capital: not in "has an"."""
    each = [re.escape(letter) for letter in letters]
    pattern = _bound(_BREAK.join(each) + "(?:'?s)?", letters)
    if len(letters) < _LONG:
        pattern = _bound(_INSIDE.join(each) + "(?:'s)?", letters)
    for found in re.finditer(pattern, text.text):
        span = text.find_span(*found.span())
        if " " not in found[0] or _has_capitals(text.original[slice(*span)]):
            yield span


def _scan_run(words: Sequence[str], text: Folded) -> Iterator[Span]:
    """Find words that follow each other, whatever stands between them but words."""
    each = [_match_word(word) for word in words]
    pattern = _bound(_BREAK.join(each), "".join(words))
    for found in re.finditer(pattern, text.text):
        yield text.find_span(*found.span())


def _match_word(word: str) -> str:
    stem = word.removesuffix("s") if len(word) >= _LONG else word
    return _INSIDE.join(re.escape(letter) for letter in stem) + "(?:'?s)?"


def _bound(pattern: str, letters: str) -> str:
    """Let a pattern fit whole words, in scripts that have a space between words."""
    names = (unicodedata.name(letter, "") for letter in letters)
    is_spaced = not all(name.startswith(_UNSPACED) for name in names)
    return f"{_START}{pattern}{_END}" if is_spaced else pattern


def _has_capitals(words: str) -> bool:
    return all(word[0].isupper() for word in re.findall(r"\w+", words))
