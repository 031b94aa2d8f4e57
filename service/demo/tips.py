"""The demonstration's tips, read from the file beside this one."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from service.domain.answers import Answers
from service.domain.boroughs import Borough
from service.domain.tips import check_form

_TIPS = Path(__file__).with_name("tips.toml")
_NOT_ANSWERS = ("key", "days_ago", "wants_words")


@dataclass(frozen=True, slots=True)
class Told:
    """A tip, and how many days ago it came. `key` is its name in the story."""

    key: str
    days_ago: int
    answers: Answers


def read_tips(borough: Borough) -> tuple[Told, ...]:
    """Read the tips as a reporter's form would be read."""
    tables = tomllib.loads(_TIPS.read_text(encoding="utf-8"))["tips"]
    return tuple(
        Told(table["key"], table["days_ago"], check_form(_type(table), borough).answers)
        for table in tables
    )


def _type(table: dict[str, object]) -> dict[str, str]:
    typed = {n: str(t) for n, t in table.items() if n not in _NOT_ANSWERS}
    return {**typed, "wants_words": "yes" if table.get("wants_words", True) else "no"}
