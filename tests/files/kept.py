"""What tests put into a store, and what they find there."""

from collections.abc import AsyncIterator
from pathlib import Path

from service.files.objects import Kept, Objects


class BrokenOffError(Exception):
    """The browser went away in the middle."""


async def pieces(*contents: bytes, breaks_off: bool = False) -> AsyncIterator[bytes]:
    for content in contents:
        yield content
    if breaks_off:
        raise BrokenOffError


async def read(objects: Objects, object_id: str) -> bytes:
    return b"".join([piece async for piece in objects.get(object_id)])


async def list_kept(objects: Objects) -> list[Kept]:
    return sorted([kept async for kept in objects.list_all()], key=lambda one: one.id)


def list_files(folder: Path | None) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder else []
