"""The demonstration's tips, read from the files beside this one."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.domain.answers import Answers, Identity
from service.domain.boroughs import Borough
from service.domain.tips import check_form

_TIPS = Path(__file__).with_name("tips.toml")
_FLOOD = Path(__file__).with_name("flood.toml")
_NOT_ANSWERS = ("key", "days_ago", "wants_words", "photo", "left")


@dataclass(frozen=True, slots=True)
class Told:
    """A tip, and how many days ago it came. `key` is its name in the story.

    `identity` is the name its reporter left for the custodian, `photo` tells that
    they sent one along, `hurried` that it came faster than people type.
    """

    key: str
    days_ago: int
    answers: Answers
    identity: Identity | None
    photo: bool
    hurried: bool


def read_tips(borough: Borough) -> tuple[Told, ...]:
    """Read the tips as a reporter's form would be read."""
    return _read(_TIPS, borough, hurried=False)


def read_flood(borough: Borough) -> tuple[Told, ...]:
    """Read what came in a flood, and waits apart because of how it came."""
    return _read(_FLOOD, borough, hurried=True)


def _read(path: Path, borough: Borough, *, hurried: bool) -> tuple[Told, ...]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))["tips"]
    return tuple(_read_tip(table, borough, hurried=hurried) for table in tables)


def _read_tip(table: dict[str, Any], borough: Borough, *, hurried: bool) -> Told:
    left = table.get("left")
    return Told(
        key=table["key"],
        days_ago=table["days_ago"],
        answers=check_form(_type(table), borough).answers,
        identity=Identity(**left) if left else None,
        photo=table.get("photo", False),
        hurried=hurried,
    )


def _type(table: dict[str, object]) -> dict[str, str]:
    typed = {n: str(t) for n, t in table.items() if n not in _NOT_ANSWERS}
    return {**typed, "wants_words": "yes" if table.get("wants_words", True) else "no"}
