"""What a borough's file names, read without asking whether the rest of it holds.

A file that was put away may be of an older version, and the one in place may have
a mistake: both still tell what desks and topics were called, and what changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from service.domain.borough_checks import IDENTIFIED_BY
from service.domain.borough_mistakes import BoroughError, read_toml
from service.domain.boroughs import Names
from service.domain.people import DeskId

_LABELS = ("name", "label")

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outline:
    """The tables of a file, whatever is in them."""

    tables: Mapping[str, object]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what can be read: nothing, if it is not TOML."""
        try:
            return cls(read_toml(text))
        except BoroughError:
            return cls({})

    def find_rows(self, name: str) -> dict[str, Row]:
        """Return the rows of a list by their id or code."""
        found, key = self.tables.get(name), IDENTIFIED_BY[name]
        rows = found if isinstance(found, list) else []
        return {str(r[key]): r for r in rows if isinstance(r, dict) and key in r}

    def find_names(self, name: str) -> dict[str, str]:
        """Return what the rows of a list are called, by their id or code."""
        return {
            code: next((str(row[label]) for label in _LABELS if label in row), code)
            for code, row in self.find_rows(name).items()
        }

    def find_works(self) -> dict[DeskId, str]:
        """Return what desks are there for, where it is said."""
        desks = self.find_rows("desks").items()
        return {DeskId(id_): str(row["work"]) for id_, row in desks if "work" in row}

    def name_until(self, day: date) -> Names:
        """Return the names that held before a day."""
        return Names(day, self.find_names("desks"), self.find_names("topics"))


def list_changes(before: Outline, after: Outline) -> list[str]:
    """Say what one file has otherwise than another, a line each."""
    changes = [
        change
        for name in IDENTIFIED_BY
        for change in _compare_lists(name, before, after)
    ]
    others = (before.tables.keys() | after.tables.keys()) - IDENTIFIED_BY.keys()
    for name in sorted(others):
        old, new = before.tables.get(name), after.tables.get(name)
        if isinstance(old, dict) and isinstance(new, dict):
            keys = _find_different(old, new)
            changes += [f"[{name}] changed: {', '.join(keys)}"] if keys else []
        elif old != new:
            changes.append(f"{name}: changed")
    return changes


def _compare_lists(name: str, before: Outline, after: Outline) -> Iterator[str]:
    was, called = before.find_names(name), after.find_names(name)
    old, new = before.find_rows(name), after.find_rows(name)
    for code in was:
        if code not in called:
            yield f"{name}: removed {code} ({was[code]})"
        elif was[code] != called[code]:
            yield f"{name}: {code} was {was[code]}, is {called[code]}"
    for code in called:
        if code not in was:
            yield f"{name}: added {code} ({called[code]})"
            continue
        keys = [k for k in _find_different(old[code], new[code]) if k not in _LABELS]
        if keys:
            yield f"{name}: {code} changed: {', '.join(keys)}"


def _find_different(old: Row, new: Row) -> list[str]:
    """Return the keys that were added, taken out or changed."""
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]
