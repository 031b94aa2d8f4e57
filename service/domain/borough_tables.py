"""How a table of a borough's file is read, and every mistake in it kept.

Whatever is wrong is written down with its line, and reading goes on with a
placeholder, so that one look at the file finds every mistake. What was read is
what is known: any other name in the file is a mistake too.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Self

from service.domain.borough_mistakes import Mistake, Mistakes, read_toml, say_stranger
from service.domain.borough_places import Place, find_places

LONGEST_LINE = 200
LONGEST_TEXT = 4000

_LONGEST_CODE = 64
_LONGEST_MAIL = 254
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MAIL = re.compile(r"[!-~]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_NOT_IN_MAIL = frozenset('<>()[],;:"\\')
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that knows where it stands, to name its line in a mistake."""

    name: str
    fields: Mapping[str, object]
    place: Place
    mistakes: Mistakes
    asked: set[str] = field(default_factory=set)

    def complain(self, name: str, text: str) -> None:
        """Write down that a field is wrong."""
        line = self.place.keys.get(name, self.place.line)
        self.mistakes.add(self.name, line, f"`{name}`: {text}")

    def text(
        self, name: str, *, optional: bool = False, longest: int = LONGEST_LINE
    ) -> str:
        """Return a line of text; empty only where it may be left out."""
        found = self._get(name, "" if optional else None)
        if not isinstance(found, str) or not (found.strip() or optional):
            self.complain(name, "must be some text")
            return ""
        if len(found) > longest:
            self.complain(name, f"must be {longest:,} characters or fewer")
        if not found.isprintable() and longest < LONGEST_TEXT:
            self.complain(name, "must be one line that can be printed")
        return found

    def prose(self, name: str) -> str:
        """Return a text that may run over lines."""
        found = self.text(name, longest=LONGEST_TEXT)
        if not found.replace("\n", "").isprintable():
            self.complain(name, "holds a sign that cannot be printed")
        return found

    def code(self, name: str) -> str:
        """Return what something is kept under: short, and not padded."""
        found = self.text(name, longest=_LONGEST_CODE)
        if found != found.strip():
            self.complain(name, "must not begin or end with a space")
        return found

    def id(self, name: str) -> str:
        """Return what can stand in an address: letters, digits, `-` and `_`."""
        found = self._get(name)
        if isinstance(found, str) and _ID.fullmatch(found):
            return found
        self.complain(
            name, "must be 1 to 64 letters a-z, digits, `-` or `_`, no spaces"
        )
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts; left out is empty."""
        found = self._get(name, [])
        if isinstance(found, list) and all(isinstance(t, str) and t for t in found):
            return tuple(found)
        self.complain(name, "must be a list of texts")
        return ()

    def mail(self, name: str) -> str:
        """Return one mail address."""
        found = self.text(name)
        if found and not _is_mail(found):
            self.complain(name, f"`{found}` is not a mail address")
        return found

    def mails(self, name: str) -> tuple[str, ...]:
        """Return a list of mail addresses; left out is empty."""
        found = self.texts(name)
        for address in found:
            if not _is_mail(address):
                self.complain(name, f"`{address}` is not a mail address")
        return found

    def choice(self, name: str, allowed: Sequence[str]) -> str:
        """Return one of the allowed texts; the first of them if it is wrong."""
        found = self._get(name)
        if isinstance(found, str) and found in allowed:
            return found
        self.complain(name, f"must be one of {', '.join(allowed)}")
        return allowed[0]

    def choices(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Return some of the allowed texts, each once and at least one."""
        found = self._get(name)
        if (
            isinstance(found, list)
            and found
            and all(isinstance(one, str) and one in allowed for one in found)
            and len(set(found)) == len(found)
        ):
            return tuple(found)
        self.complain(
            name, f"must be a list of some of {', '.join(allowed)}, each once"
        )
        return ()

    def number(self, name: str, low: int, high: int) -> int:
        """Return a whole number."""
        found = self._get(name)
        if type(found) is int and low <= found <= high:
            return found
        self.complain(name, f"must be a whole number from {low} to {high}")
        return low

    def optional_number(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number, or None where it was left out."""
        return None if self._get(name) is None else self.number(name, low, high)

    def share(self, name: str) -> float:
        """Return a number from 0 to 1."""
        found = self._get(name)
        if isinstance(found, bool):
            found = None
        if isinstance(found, int | float) and 0 <= found <= 1:
            return float(found)
        self.complain(name, "must be a number from 0 to 1")
        return 0.0

    def truth(self, name: str) -> bool:
        """Return true or false; left out is false."""
        found = self._get(name, left_out=False)
        if isinstance(found, bool):
            return found
        self.complain(name, "must be true or false")
        return False

    def time_of_day(self, name: str) -> time:
        """Return a time of day, written as "09:00"."""
        return self._read_time(name, self._get(name))

    def times_of_day(self, name: str) -> tuple[time, ...]:
        """Return some times of day, at least one."""
        found = self._get(name)
        if isinstance(found, list) and found:
            return tuple(self._read_time(name, one) for one in found)
        self.complain(name, 'must be a list of times such as "09:00"')
        return ()

    def day(self, name: str) -> date:
        """Return a day, written without quotes."""
        found = self._get(name)
        if type(found) is date:
            return found
        self.complain(name, "must be a day such as 2026-12-24")
        return date.min

    def days(self, name: str) -> tuple[date, ...]:
        """Return a list of days, written without quotes; left out is empty."""
        found = self._get(name, [])
        if isinstance(found, list) and all(type(day) is date for day in found):
            return tuple(found)
        self.complain(name, "must be a list of days such as 2026-12-24")
        return ()

    def _get(self, name: str, left_out: object = None) -> object:
        self.asked.add(name)
        return self.fields.get(name, left_out)

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
    places: Mapping[str, list[Place]]
    mistakes: Mistakes = field(default_factory=Mistakes)
    asked: dict[str, list[Table]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read TOML; raises BoroughError with the line where it is none."""
        return cls(read_toml(text), find_places(text))

    def complain(self, name: str, text: str) -> None:
        """Write down what is wrong with a table, or a list of them, as a whole."""
        place = next(iter(self.places.get(name, ())), Place(1))
        self.mistakes.add(name, place.line, text)

    def table(self, name: str) -> Table:
        """Return a table; one that is missing is empty, and a mistake."""
        found = self.tables.get(name)
        if name not in self.asked:
            if not isinstance(found, dict):
                self.complain(name, f"the table [{name}] is missing")
            self._keep(name, [found] if isinstance(found, dict) else [])
        return next(iter(self.asked[name]), Table(name, {}, Place(1), Mistakes()))

    def rows(self, name: str) -> list[Table]:
        """Return the rows of a list of tables, at least one."""
        found = self.tables.get(name)
        if name not in self.asked:
            rows = found if isinstance(found, list) else []
            if not rows or not all(isinstance(row, dict) for row in rows):
                self.complain(name, f"at least one [[{name}]] is needed")
            self._keep(name, [row for row in rows if isinstance(row, dict)])
        return self.asked[name]

    def complain_of_strangers(self) -> None:
        """Write down every name that nobody asked for: a typing error, mostly."""
        for name in self.tables.keys() - self.asked.keys():
            self.complain(name, say_stranger(name, self.asked))
        for table in [each for tables in self.asked.values() for each in tables]:
            for name in table.fields.keys() - table.asked:
                line = table.place.keys.get(name, table.place.line)
                text = say_stranger(name, table.asked)
                self.mistakes.found.append(Mistake(line, text))

    def _keep(self, name: str, found: Sequence[Mapping[str, object]]) -> None:
        places = self.places.get(name, [])
        self.asked[name] = [
            Table(
                name,
                fields,
                places[at] if at < len(places) else Place(1),
                self.mistakes,
            )
            for at, fields in enumerate(found)
        ]


def _is_mail(address: str) -> bool:
    return (
        len(address) <= _LONGEST_MAIL
        and _MAIL.fullmatch(address) is not None
        and not set(address) & _NOT_IN_MAIL
    )
