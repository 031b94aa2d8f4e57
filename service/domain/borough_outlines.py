"""What a borough's file names, read without asking whether the rest of it holds.

A file that was put away may be of an older version, and the one in place may have
a mistake: both still tell what desks and topics were called.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from service.domain.borough_checks import IDENTIFIED_BY
from service.domain.borough_mistakes import BoroughError, read_toml
from service.domain.boroughs import Names

_LABELS = ("name", "label")


@dataclass(frozen=True, slots=True)
class Outline:
    """Every list of a file: its codes and what they are called; and desks' work."""

    lists: Mapping[str, Mapping[str, str]]
    works: Mapping[str, str]

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what can be read; raises BoroughError where it is not TOML."""
        tables = read_toml(text)
        lists = {
            name: _read_list(tables.get(name), key)
            for name, key in IDENTIFIED_BY.items()
        }
        works = {
            desk: str(row["work"])
            for desk, row in _list_rows(tables.get("desks"), "id")
            if "work" in row
        }
        return cls(lists, works)

    def name_until(self, day: date) -> Names:
        """Return the names that held before a day."""
        return Names(day, self.lists["desks"], self.lists["topics"])


EMPTY = Outline({name: {} for name in IDENTIFIED_BY}, {})
"""What is known of a file that is not TOML."""


def read_what_can_be(text: str) -> Outline:
    """Read a file's outline; nothing of it if it is not TOML."""
    try:
        return Outline.read(text)
    except BoroughError:
        return EMPTY


def _read_list(found: object, key: str) -> dict[str, str]:
    return {
        code: next((str(row[label]) for label in _LABELS if label in row), code)
        for code, row in _list_rows(found, key)
    }


def _list_rows(found: object, key: str) -> list[tuple[str, Mapping[str, object]]]:
    rows = found if isinstance(found, list) else []
    return [
        (str(row[key]), row) for row in rows if isinstance(row, dict) and key in row
    ]
