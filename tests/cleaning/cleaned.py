"""Sending one file through a cleaner, as a door does, and what came of it."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from anyio import CapacityLimiter
from PIL import Image

from service.domain.attaching import FileRefusedError, Refusal
from service.domain.guide import FileRules
from service.files import child as children
from service.files.cleaning import Cleaner
from service.files.scanning import Scanner

CANARY = "CANARY"
CANARIES = tuple(CANARY.encode(code) for code in ("ascii", "utf-16-be", "utf-16-le"))
MOST_BYTES = 20 * 1024 * 1024
_CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One piece, read to its end."""

    kind: str
    thumbnail: bytes
    blur: str
    content: bytes

    @property
    def picture(self) -> Image.Image:
        return Image.open(BytesIO(self.content))

    @property
    def has_canary(self) -> bool:
        """Tell whether something of what a file said of itself is still there."""
        whole = self.content + self.thumbnail + self.blur.encode()
        return any(canary in whole for canary in CANARIES)


def make_cleaner(
    *, at_once: int = 2, most_bytes: int = MOST_BYTES, scanner: Scanner | None = None
) -> Cleaner:
    """Return a cleaner that takes everything a borough can allow."""
    rules = FileRules(
        pictures=True, videos=True, documents=True, most=5, most_bytes=most_bytes
    )
    return Cleaner(rules, CapacityLimiter(at_once), scanner)


async def clean(raw: bytes, cleaner: Cleaner | None = None) -> list[Cleaned]:
    """Send one file through, and read all that was made of it."""
    found: list[Cleaned] = []
    async with aclosing((cleaner or make_cleaner()).clean(send(raw))) as pieces:
        async for piece in pieces:
            content = b"".join([chunk async for chunk in piece.content])
            found.append(Cleaned(piece.kind, piece.thumbnail, piece.blur, content))
    return found


async def clean_one(raw: bytes, cleaner: Cleaner | None = None) -> Cleaned:
    """Send one picture or video through."""
    (only,) = await clean(raw, cleaner)
    return only


async def send(raw: bytes) -> AsyncIterator[bytes]:
    """Bring a file as a network does: a piece at a time."""
    for start in range(0, len(raw), _CHUNK):
        yield raw[start : start + _CHUNK]


def list_children() -> list[int]:
    """Return the processes that this one has started and not yet reaped."""
    own = Path("/proc/self/task").glob("*/children")
    return [int(pid) for one in own for pid in one.read_text().split()]


async def refusal_of(raw: bytes, cleaner: Cleaner | None = None) -> Refusal:
    """Send a file that is refused, and return why."""
    with pytest.raises(FileRefusedError) as refused:
        await clean(raw, cleaner)
    return refused.value.why


def stand_in(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Let a shell answer where the cleaning process would."""
    monkeypatch.setattr(children, "_COMMAND", ("/bin/sh", "-c", script))
