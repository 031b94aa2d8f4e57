"""Where each table and key of a TOML text stands, to name the line of a mistake.

`tomllib` says what a text holds and forgets where. This reads only as much of the
layout as it takes to find the lines again, in text that is known to be TOML:
strings over lines, lists over lines, quoted and dotted names, tables in one line.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field

_STRING = r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_NAME = rf"(?:{_STRING}|[^]=#\n\"'])+"
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_HEADER = re.compile(rf"(?P<open>\[{{1,2}})(?P<name>{_NAME})\]{{1,2}}", re.DOTALL)
_KEY = re.compile(rf"(?P<name>{_NAME})=", re.DOTALL)
_PIECE = re.compile(rf"{_STRING}|#[^\n]*|[][{{}}\n]|[^][{{}}\n\"'#]+", re.DOTALL)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Place:
    """The line of a table's header, and of each of its keys."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A header, or a key with its value. `rows` are the lines of rows in the value."""

    path: tuple[str, ...]
    line: int
    opens: str = ""
    rows: tuple[int, ...] = ()


def find_places(text: str) -> dict[str, list[Place]]:
    """Find the lines of each table, and of each row of a list of tables."""
    places: dict[str, list[Place]] = {}
    header: tuple[str, ...] = ()
    for said in _list_statements(text):
        header, path = (
            (said.path, said.path) if said.opens else (header, header + said.path)
        )
        if said.opens == "[[" and len(path) == 1:
            places.setdefault(path[0], []).append(Place(said.line))
        elif len(path) == 1:
            places.setdefault(
                path[0], [Place(row) for row in said.rows or (said.line,)]
            )
        else:
            table = places.setdefault(path[0], [Place(said.line)])[-1]
            table.keys.setdefault(path[1], said.line)
    return places


def _list_statements(text: str) -> Iterator[_Statement]:
    at, line = 0, 1
    while (start := _skip(text, at)) < len(text):
        line += text.count("\n", at, start)
        at = start
        header = _HEADER.match(text, at)
        if header:
            yield _Statement(_split(header["name"]), line, header["open"])
            at = header.end()
        else:
            key = _KEY.match(text, at)
            if key is None:
                return
            rows, at = _read_value(text, key.end())
            counted = (line + text.count("\n", start, row) for row in rows)
            yield _Statement(_split(key["name"]), line, rows=tuple(counted))
            line += text.count("\n", start, at)


def _read_value(text: str, at: int) -> tuple[list[int], int]:
    """Find where rows begin in a value, and where the value ends."""
    rows: list[int] = []
    opened = ""
    while match := _PIECE.match(text, at):
        piece = match[0]
        if piece == "\n" and not opened:
            break
        if piece in ("[", "{"):
            opened += piece
            if opened == "[{":  # a row of a list of tables, written in one line
                rows.append(at)
        elif piece in ("]", "}"):
            opened = opened[:-1]
        at = match.end()
    return rows, at


def _skip(text: str, at: int) -> int:
    match = _BLANK.match(text, at)
    return match.end() if match else at


def _split(name: str) -> tuple[str, ...]:
    """Split a name at its dots, as TOML does: quoted parts may hold any of them."""
    if _BARE.fullmatch(name.strip()):
        return (name.strip(),)
    found: object = tomllib.loads(f"{name.strip()} = 0")
    path: list[str] = []
    while isinstance(found, dict):
        part, found = next(iter(found.items()))
        path.append(part)
    return tuple(path)
