"""A copy of a text that is spelled plainly, with the place of each letter in the text.

In it "José", "JOSE" and letters that are wide, bold or typed with an accent of their
own are alike. What stands between two words stays apart, so that words stay words.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

SPACE, APOSTROPHE, OTHER = " ", "'", "-"
"""What is no letter: what parts words, what stands inside one, and all the rest."""

_APOSTROPHES = frozenset("'`\u00b4\u2018\u2019\u201b\u02bc")
# Letters that Unicode takes apart neither into marks nor by their names.
_SPELLED = {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "\u0131": "i"}
# Marks that a script cannot do without (a vowel sign, a virama, a voiced kana) have
# these classes; points, accents and nuktas, which many leave out, have others.
_NEEDED = frozenset({0, 8, 9, 84, 91, 103, 107, 118, 122, 129, 130, 132})


@dataclass(frozen=True, slots=True, repr=False)
class Folded:
    """A text in plain letters: small, without marks, and each with its place."""

    original: str
    text: str
    places: tuple[int, ...]

    def find_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text itself a part of the copy stands, marks and all."""
        last = self.places[end - 1] + 1
        while last < len(self.original) and not fold_sign(self.original[last]):
            last += 1
        return self.places[start], last


def fold_text(text: str) -> Folded:
    """Make the plain copy of a text."""
    signs = [(sign, at) for at, one in enumerate(text) for sign in fold_sign(one)]
    return Folded(
        text, "".join(sign for sign, _at in signs), tuple(at for _sign, at in signs)
    )


@lru_cache(maxsize=4_096)
def fold_sign(sign: str) -> str:
    """Return a character in plain letters; nothing, if it is a mark or not seen."""
    if sign.isspace() or sign in _APOSTROPHES:
        return SPACE if sign.isspace() else APOSTROPHE
    apart = unicodedata.normalize("NFKD", sign).casefold()
    return "".join(_fold_plain(unicodedata.normalize("NFKD", apart)))


def _fold_plain(apart: str) -> Iterator[str]:
    for one in apart:
        kind = unicodedata.category(one)
        if kind == "Nd":
            yield str(unicodedata.decimal(one))
        elif one.isalnum():
            yield _SPELLED.get(one) or _drop_stroke(one)
        elif kind.startswith("M"):
            yield from one if _is_needed(one) else ""
        elif kind != "Cf":
            yield SPACE if one.isspace() else OTHER


def _is_needed(mark: str) -> bool:
    name = unicodedata.name(mark, "")
    is_shape = name.startswith(("VARIATION SELECTOR", "COMBINING"))
    needed = unicodedata.combining(mark) in _NEEDED
    return needed and not is_shape and unicodedata.category(mark) != "Me"


def _drop_stroke(letter: str) -> str:
    """Return "l" for "ł": by its name, the letter without what it was made with."""
    name, made, _with = unicodedata.name(letter, "").partition(" WITH ")
    if not made or not name.startswith("LATIN SMALL LETTER"):
        return letter
    try:
        return unicodedata.lookup(name)
    except KeyError:
        return letter
