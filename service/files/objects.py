"""The object store: sealed files under random names, in a directory or in S3.

An object is whole or not there. Nothing can be read of it but its size and, until
the night, about when it came: a directory says the quarter hour, a bucket of S3 the
second. A new one lies under `<id>.new`, and in the night it is put down again under
`<id>`, in the order of the ids and without its time.
"""

import os
import re
from collections.abc import AsyncGenerator, AsyncIterator, Iterator
from contextlib import aclosing, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Self

import obstore
from anyio import to_thread
from obstore.exceptions import BaseError
from obstore.store import LocalStore, S3Store

from crypto import random_bytes, random_id
from service.domain.errors import NotFoundError, UnavailableError
from service.domain.stores import Bucket, FilesSettings

PIECE_BYTES = 256 * 1024
"""How much of an object is in memory at a time, on its way out."""

_PART_BYTES = 5 * 1024 * 1024
"""How much of one waits on its way into a bucket: S3 takes no smaller part."""

_NEW = ".new"
_NAME = re.compile(r"([0-9a-f]{32})(\.new)?", re.ASCII)
_UNFINISHED = re.compile(r"[0-9a-f]{32}(\.new)?#\d+", re.ASCII)
_OWNERS, _GROUPS = 0o600, 0o060
_DAY_SECONDS = 24 * 60 * 60
_QUARTER_SECONDS = 15 * 60
_RETRIES = 2
_PATIENCE = timedelta(seconds=20)


@dataclass(frozen=True, slots=True)
class Kept:
    """An object as it lies there. `at` is Unix time; of an old one only a day.

    Of a new one in a directory, the beginning of its quarter hour.
    """

    id: str
    is_new: bool
    at: int


@dataclass(frozen=True, slots=True, repr=False)
class Objects:
    """Puts, gets and removes objects by their ids."""

    store: LocalStore | S3Store
    folder: Path | None

    @classmethod
    def open(cls, settings: FilesSettings) -> Self:
        """Make ready; nothing is looked at yet.

        Raises:
            UnavailableError: The directory is none, or the bucket's address is none.
        """
        where = settings.store
        with _answering():
            if isinstance(where, Bucket):
                return cls(_open_bucket(where), None)
            return cls(LocalStore(where), where)

    async def put(self, object_id: str, pieces: AsyncIterator[bytes]) -> int:
        """Keep a new object and return its size; if `pieces` fails, nothing is kept.

        Raises:
            NotFoundError: The id is none.
            UnavailableError: The store did not take it.
        """
        return await self._put(_check(object_id) + _NEW, pieces)

    async def get(self, object_id: str) -> AsyncGenerator[bytes, None]:
        """Return an object piece by piece.

        Raises:
            NotFoundError: It is not there, or the id is none.
            UnavailableError: The store did not answer.
        """
        name = _check(object_id)
        # It may be put down again between one look and the next, so twice.
        for one in (name, name + _NEW, name):
            with suppress(NotFoundError):
                async with aclosing(self._read(one)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
        raise NotFoundError

    async def has(self, object_id: str) -> bool:
        """Tell whether an object is there.

        Raises:
            NotFoundError: The id is none.
            UnavailableError: The store did not answer.
        """
        name = _check(object_id)
        for one in (name, name + _NEW, name):
            with suppress(NotFoundError), _answering():
                await obstore.head_async(self.store, one)
                return True
        return False

    async def remove(self, object_id: str) -> None:
        """Remove an object; it may be gone already.

        Raises:
            NotFoundError: The id is none.
            UnavailableError: The store did not answer.
        """
        name = _check(object_id)
        await self._delete(name + _NEW)
        await self._delete(name)

    async def list_all(self) -> AsyncIterator[Kept]:
        """List every object. What is not one of ours is passed over.

        Raises:
            UnavailableError: The store did not answer.
        """
        with _answering():
            async for batch in obstore.list(self.store):
                for found in batch:
                    if named := _NAME.fullmatch(found["path"]):
                        at = int(found["last_modified"].timestamp())
                        yield Kept(named[1], named[2] is not None, at)

    async def rehome(self, object_id: str, at: int) -> None:
        """Put a new object down again without the time when it came.

        It may be gone, or have been put down again already. In a directory it
        gets the beginning of the day of `at`; S3 knows the time of this night.

        Raises:
            NotFoundError: The id is none.
            UnavailableError: The store did not answer.
        """
        name = _check(object_id)
        with suppress(NotFoundError):
            async with aclosing(self._read(name + _NEW)) as pieces:
                await self._put(name, pieces, day=at - at % _DAY_SECONDS)
        await self._delete(name + _NEW)

    def sweep_unfinished(self, before: int) -> int:
        """Remove what killed processes left of objects they never finished.

        Of a directory only: a bucket does it itself, by a rule of its own.
        """
        paths = sorted(self.folder.iterdir()) if self.folder else []
        return sum(_remove_old(path, before) for path in paths)

    async def try_out(self) -> None:
        """Put, read and remove an object.

        Raises:
            UnavailableError: One of them did not work.
        """
        object_id, content = random_id(), random_bytes(PIECE_BYTES)
        try:
            await self.put(object_id, _one(content))
            found = b"".join([piece async for piece in self.get(object_id)])
            await self.remove(object_id)
        except NotFoundError:
            raise UnavailableError from None
        if found != content:
            raise UnavailableError

    async def _put(
        self, name: str, pieces: AsyncIterator[bytes], day: int | None = None
    ) -> int:
        counted = _Counted(pieces)
        part = _PART_BYTES if self.folder is None else PIECE_BYTES
        with _answering():
            _insist_on(self.folder)
            await obstore.put_async(
                self.store, name, counted, chunk_size=part, max_concurrency=1
            )
            if self.folder is not None:
                await to_thread.run_sync(_settle, self.folder, name, day)
        return counted.size

    async def _read(self, name: str) -> AsyncGenerator[bytes, None]:
        with _answering():
            found = await obstore.get_async(self.store, name)
            async for piece in found.stream(min_chunk_size=PIECE_BYTES):
                yield bytes(piece)

    async def _delete(self, name: str) -> None:
        with suppress(NotFoundError), _answering():
            await obstore.delete_async(self.store, name)


class _Counted:
    """Pieces on their way in, counted."""

    def __init__(self, pieces: AsyncIterator[bytes]) -> None:
        self.size = 0
        self._pieces = pieces

    def __aiter__(self) -> "_Counted":
        return self

    async def __anext__(self) -> bytes:
        piece = await anext(self._pieces)
        self.size += len(piece)
        return piece


@contextmanager
def _answering() -> Iterator[None]:
    """Say in this house's words what a store says."""
    try:
        yield
    except FileNotFoundError:
        raise NotFoundError from None
    except (BaseError, OSError):
        raise UnavailableError from None


def _check(object_id: str) -> str:
    named = _NAME.fullmatch(object_id)
    if named is None or named[2] is not None:
        raise NotFoundError
    return object_id


def _insist_on(folder: Path | None) -> None:
    # The store would make it again, perhaps where a disk is no longer mounted.
    if folder is not None and not folder.is_dir():
        raise UnavailableError


def _open_bucket(bucket: Bucket) -> S3Store:
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        endpoint=bucket.endpoint or None,
        region=bucket.region,
        access_key_id=bucket.key,
        secret_access_key=bucket.secret,
        client_options={
            "allow_http": bucket.endpoint.startswith("http://"),
            "timeout": _PATIENCE,
        },
        retry_config={"max_retries": _RETRIES, "retry_timeout": _PATIENCE},
    )


def _settle(folder: Path, name: str, day: int | None) -> None:
    """Let in whom the directory lets in, blur the time, and wait for the disk."""
    path = folder / name
    path.chmod(_OWNERS | (folder.stat().st_mode & _GROUPS))
    came = int(path.stat().st_mtime)
    at = came - came % _QUARTER_SECONDS if day is None else day
    os.utime(path, (at, at))
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove_old(path: Path, before: int) -> bool:
    if not _UNFINISHED.fullmatch(path.name):
        return False
    with suppress(FileNotFoundError):  # another upkeep may have been faster
        if path.stat().st_mtime < before:
            path.unlink()
            return True
    return False


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content
