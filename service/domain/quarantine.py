"""What came in a flood: which of it looks alike, and what can be done with it at once.

Nothing here says that a tip is false. A tip waits in the quarantine because of how it
came, and people look at samples before they let in, or close, many at once.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from service.domain.configured import Outcome
from service.domain.errors import BadFormError
from service.domain.tips import TipId

SAMPLES = 10
SHOWN_CHARACTERS = 300

TOLD = (
    "Very many messages came to us at once, and we closed yours together with others. "
    "That can be a mistake. If what you told us was real, please write to us here. We "
    "will read it."
)
"""What the reporter of a tip reads that was closed with many others.

True whoever had looked at it by then, and whatever it said.
"""

_WORDS = re.compile(r"\w+")
_PHRASE = 3
_ALIKE = 0.5

_ALL, _DAY, _LIKE, _ONE = "all", "day", "like", "one"
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Which:
    """Which tips of a quarantine are meant. With nothing named: all of them."""

    day: date | None = None
    like: TipId | None = None
    one: TipId | None = None

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what a page of ours offered: `all`, `day:…`, `like:…` or `one:…`.

        Raises:
            BadFormError: No page of ours offers this.
        """
        kind, _, named = text.partition(":")
        if kind == _ALL and not named:
            return cls()
        if kind == _DAY:
            return cls(day=_read_day(named))
        if kind not in {_LIKE, _ONE} or not 0 < len(named) <= _LONGEST_ID:
            raise BadFormError
        tip = TipId(named)
        return cls(like=tip) if kind == _LIKE else cls(one=tip)

    @property
    def is_one(self) -> bool:
        """Tell whether a single tip is meant."""
        return self.one is not None


def tell_plainly(outcome: Outcome) -> Outcome:
    """Return an outcome with what reporters are told of a tip that nobody judged."""
    return replace(outcome, told=TOLD)


def list_phrases(text: str) -> frozenset[str]:
    """Return every three words in a row of a text, without capitals and stops."""
    words = _WORDS.findall(text.casefold())
    last = max(len(words) - _PHRASE, 0)
    return frozenset(" ".join(words[at : at + _PHRASE]) for at in range(last + 1))


def looks_like(one: Collection[str], other: Collection[str]) -> bool:
    """Tell whether two texts have half of their phrases in common, or more."""
    one, other = set(one), set(other)
    return len(one & other) >= _ALIKE * len(one | other)


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadFormError from None
