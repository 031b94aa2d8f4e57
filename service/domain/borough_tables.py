"""How a table of a borough's file is read, and where in the text it stands.

Whatever is wrong is written down with its line, and reading goes on with a
placeholder, so that one look at the file finds every mistake.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Self

CODED = (
    "topics",
    "wards",
    "legal_grounds",
    "purposes",
    "markings",
    "strategy_priorities",
    "responses",
    "results",
    "reply_templates",
    "outcomes",
)
"""The lists whose rows are told apart by a `code`."""

_NAMED = re.compile(r"\[{1,2}\s*([A-Za-z0-9_-]+)\s*\]{1,2}\s*(?:#.*)?$")
_KEYED = re.compile(r"([A-Za-z0-9_-]+)\s*=")
_AT_LINE = re.compile(r"at line (\d+)")
_MULTILINE = re.compile(r'"""|\'\'\'')
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong, and the line it stands in (1 is the first)."""

    line: int
    text: str

    def __str__(self) -> str:
        """Say it for a terminal."""
        return f"line {self.line}: {self.text}"


class BoroughError(Exception):
    """The configuration cannot be used. Its message names every line at fault."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        """Keep the mistakes, in the order of their lines."""
        self.mistakes = tuple(sorted(set(mistakes), key=lambda m: (m.line, m.text)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


@dataclass(frozen=True, slots=True)
class Table:
    """A table that knows where it stands, to name its line in a mistake."""

    fields: Mapping[str, object]
    line: int
    lines: Mapping[str, int]
    mistakes: list[Mistake]

    def complain(self, name: str, text: str) -> None:
        """Write down that a field is wrong."""
        line = self.lines.get(name, self.line)
        self.mistakes.append(Mistake(line, f"`{name}`: {text}"))

    def text(self, name: str, *, optional: bool = False) -> str:
        """Return some text; empty only where it may be left out."""
        found = self.fields.get(name, "" if optional else None)
        if isinstance(found, str) and (found.strip() or optional):
            return found
        self.complain(name, "must be some text")
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; left out is empty."""
        found = self.fields.get(name, [])
        if isinstance(found, list) and all(isinstance(t, str) and t for t in found):
            return tuple(found)
        self.complain(name, "must be a list of texts")
        return ()

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """Return one of the allowed texts; the first of them if it is wrong."""
        found = self.fields.get(name)
        if isinstance(found, str) and found in allowed:
            return found
        self.complain(name, f"must be one of {', '.join(allowed)}")
        return allowed[0]

    def choices(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Return some of the allowed texts, at least one."""
        found = self.texts(name)
        if not found or not set(found) <= set(allowed):
            self.complain(name, f"must be a list of some of {', '.join(allowed)}")
        return found

    def number(self, name: str, low: int, high: int) -> int:
        """Return a whole number."""
        found = self.fields.get(name)
        if type(found) is int and low <= found <= high:
            return found
        self.complain(name, f"must be a whole number from {low} to {high}")
        return low

    def optional_number(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number, or None where it was left out."""
        return self.number(name, low, high) if name in self.fields else None

    def share(self, name: str) -> float:
        """Return a number from 0 to 1."""
        found = self.fields.get(name)
        if isinstance(found, int | float) and 0 <= found <= 1:
            return float(found)
        self.complain(name, "must be a number from 0 to 1")
        return 0.0

    def truth(self, name: str) -> bool:
        """Return true or false; left out is false."""
        found = self.fields.get(name, False)
        if isinstance(found, bool):
            return found
        self.complain(name, "must be true or false")
        return False

    def time_of_day(self, name: str) -> time:
        """Return a time of day, written as "09:00"."""
        return self._read_time(name, self.fields.get(name))

    def times_of_day(self, name: str) -> tuple[time, ...]:
        """Return some times of day, at least one."""
        found = self.fields.get(name)
        if isinstance(found, list) and found:
            return tuple(self._read_time(name, one) for one in found)
        self.complain(name, 'must be a list of times such as "09:00"')
        return ()

    def days(self, name: str) -> tuple[date, ...]:
        """Return a list of days, written without quotes; left out is empty."""
        found = self.fields.get(name, [])
        if isinstance(found, list) and all(type(day) is date for day in found):
            return tuple(found)
        self.complain(name, "must be a list of days such as 2026-12-24")
        return ()

    def _read_time(self, name: str, found: object) -> time:
        match = _CLOCK.fullmatch(found) if isinstance(found, str) else None
        if match:
            return time(int(match[1]), int(match[2]))
        self.complain(name, 'must be a time such as "09:00"')
        return time()


@dataclass(frozen=True, slots=True)
class File:
    """A borough's file as it was read, with the line of every table in it."""

    tables: Mapping[str, object]
    places: Mapping[str, list["Place"]]
    mistakes: list[Mistake] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read TOML; raises BoroughError with the line where it is none."""
        try:
            tables = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            at = _AT_LINE.search(str(error))
            line = int(at[1]) if at else text.count("\n") + 1
            raise BoroughError([Mistake(line, f"not TOML: {error}")]) from None
        return cls(tables, find_places(text))

    def complain(self, text: str) -> None:
        """Write down what is wrong with the file as a whole."""
        self.mistakes.append(Mistake(1, text))

    def table(self, name: str) -> Table:
        """Return a table; one that is missing is empty, and a mistake."""
        found = self.tables.get(name)
        if isinstance(found, dict):
            return self._place(name, 0, found)
        self.complain(f"the table [{name}] is missing")
        return Table({}, 1, {}, [])

    def rows(self, name: str) -> list[Table]:
        """Return the rows of a list of tables, at least one."""
        found = self.tables.get(name)
        if (
            isinstance(found, list)
            and found
            and all(isinstance(r, dict) for r in found)
        ):
            return [self._place(name, at, row) for at, row in enumerate(found)]
        self.complain(f"at least one [[{name}]] is needed")
        return []

    def _place(self, name: str, at: int, fields: Mapping[str, object]) -> Table:
        places = self.places.get(name, [])
        place = places[at] if at < len(places) else Place(1, {})
        return Table(fields, place.line, place.keys, self.mistakes)


@dataclass(frozen=True, slots=True)
class Place:
    """The line of a table's header, and of each of its keys."""

    line: int
    keys: dict[str, int]


def find_places(text: str) -> dict[str, list[Place]]:
    """Find where each table and key stands, in text that is known to be TOML."""
    places: dict[str, list[Place]] = {}
    here, is_inside = Place(1, {}), False
    for number, line in enumerate(text.split("\n"), 1):
        if not is_inside:
            named, keyed = _NAMED.match(line.strip()), _KEYED.match(line.strip())
            if named:
                here = Place(number, {})
                places.setdefault(named[1], []).append(here)
            elif keyed:
                here.keys.setdefault(keyed[1], number)
        is_inside ^= len(_MULTILINE.findall(line)) % 2 == 1
    return places
