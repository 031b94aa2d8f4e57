"""The recorded vectors: one JSON file a subject, each a list of cases."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from crypto import Box
from crypto._letters import Part

VECTORS = Path(__file__).parent / "vectors"

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """One recorded case: names and values, as text or hexadecimal digits."""

    fields: Fields

    def text(self, name: str) -> str:
        return self.fields[name]

    def raw(self, name: str) -> bytes:
        return bytes.fromhex(self.fields[name])

    def find(self, name: str) -> bytes | None:
        return self.raw(name) if name in self.fields else None

    def box(self, name: str) -> Box:
        return Box(self.raw(name))

    @property
    def parts(self) -> tuple[Part, ...]:
        parts: tuple[Part, ...] = ("summary", "body")
        return tuple(part for part in parts if part in self.fields)

    def number(self, name: str) -> int:
        return int(self.fields[name])


def read_subject(subject: str) -> list[Fields]:
    """Read one file of cases; a new subject has none."""
    path = VECTORS / f"{subject}.json"
    return json.loads(path.read_text()) if path.exists() else []


def every_case(subject: str) -> pytest.MarkDecorator:
    """Run a test over each case of a subject, whoever made it."""
    found = read_subject(subject)
    names = [fields["name"] for fields in found]
    return pytest.mark.parametrize(
        "case", [Case(fields) for fields in found], ids=names
    )


def fix(name: str, length: int = 32) -> bytes:
    """Bytes that only their name decides, so that a case can be explained."""
    return hashlib.shake_256(f"quietword vectors: {name}".encode()).digest(length)
