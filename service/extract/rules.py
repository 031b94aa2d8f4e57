"""How a rule is written: a pattern, what it stands for, and what to write instead."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from service.extract.marks import Mark, MarkKind

# One character for another, so that places in the folded text are places in the text.
_ALIKE = {
    0x2018: "'",
    0x2019: "'",
    0x201B: "'",
    0x0060: "'",
    0x00B4: "'",
    0x201C: '"',
    0x201D: '"',
    0x00AB: '"',
    0x00BB: '"',
    0x2010: "-",
    0x2011: "-",
    0x2012: "-",
    0x2013: "-",
    0x2014: "-",
    0x00A0: " ",
    0x2009: " ",
    0x202F: " ",
    0x200B: " ",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of seeing something.

    If the pattern has a group `it`, that group is marked, and nothing where the
    group took no part: a branch without it says what is *not* meant.
    """

    kind: MarkKind
    pattern: re.Pattern[str]
    why: str
    instead: str | Callable[[str], str] = ""

    def scan(self, folded: str) -> Iterator[Mark]:
        """Mark every place where the pattern fits."""
        group = "it" if "it" in self.pattern.groupindex else 0
        for match in _find_each(self.pattern, folded):
            start, end = match.span(group)
            if start < end:
                yield Mark(start, end, self.kind, self.why, self._word(match[group]))

    def _word(self, seen: str) -> str:
        return self.instead if isinstance(self.instead, str) else self.instead(seen)


def _find_each(pattern: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """Find every place; without capitals in small letters, which is much faster."""
    if not pattern.flags & re.IGNORECASE:
        return pattern.finditer(folded)
    return _make_exact(pattern).finditer(_make_small(folded))


@cache
def _make_exact(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(pattern.pattern, pattern.flags & ~re.IGNORECASE)


def _make_small(folded: str) -> str:
    small = folded.lower()
    if len(small) == len(folded):
        return small
    return "".join(sign.lower()[:1] for sign in folded)


def fold(text: str) -> str:
    """Return the text with plain quotes, dashes and spaces, each in its place."""
    return text.translate(_ALIKE)


def find(source: str) -> re.Pattern[str]:
    """Compile a pattern, written in small letters, that does not mind capitals."""
    return re.compile(source, re.IGNORECASE | re.VERBOSE)


def find_exact(source: str) -> re.Pattern[str]:
    """Compile a pattern for which capitals matter."""
    return re.compile(source, re.VERBOSE)


def any_of(words: str) -> str:
    """Make one choice of many words: `a-b` also fits "a b" and "ab"."""
    each = sorted(words.split(), key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\-", "[ -]?") for w in each) + ")"


def list_words(words: str) -> frozenset[str]:
    """Take words out of a text of words."""
    return frozenset(words.split())
