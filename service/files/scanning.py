"""Asking clamd about a file while it passes: INSTREAM, over a socket of the settings.

It sees the bytes as they were sent, before anything opens them. A check that was
asked for and cannot be had is a refusal: a file nobody checked is not kept.
"""

import asyncio
from asyncio import IncompleteReadError, LimitOverrunError, StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol, Self

from service.domain.attaching import FileRefusedError, Refusal

_SECONDS = 30.0
_LENGTH_BYTES = 4
_CLEAN = b"stream: OK\0"
_FOUND = b" FOUND\0"
_LIMIT = b"INSTREAM size limit exceeded. ERROR\0"
_LOST = (OSError, TimeoutError, IncompleteReadError, LimitOverrunError)


class Scan(Protocol):
    """One file's check."""

    async def add(self, chunk: bytes) -> None:
        """Show it a piece of the file."""

    async def finish(self) -> None:
        """Wait for what it says of the whole.

        Raises:
            FileRefusedError: There is a virus in it, or nobody could look.
        """


Scanning = AbstractAsyncContextManager[Scan]


@dataclass(frozen=True, slots=True)
class Scanner:
    """Where clamd listens: a path, or a host and a port."""

    path: str = ""
    host: str = ""
    port: int = 0

    @classmethod
    def at(cls, address: str) -> Self:
        """Read an address: `/run/clamav/clamd.ctl` or `127.0.0.1:3310`.

        Raises:
            ValueError: It is neither.
        """
        if address.startswith("/"):
            return cls(path=address)
        host, _, port = address.rpartition(":")
        if not host or not (port.isascii() and port.isdigit()):
            message = "not a path, nor a host and a port"
            raise ValueError(message)
        return cls(host=host.strip("[]"), port=int(port))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Scan]:
        """Begin to check one file.

        Raises:
            FileRefusedError: Nobody listens.
        """
        try:
            async with asyncio.timeout(_SECONDS):
                reader, writer = await self._connect()
        except (OSError, TimeoutError):
            raise FileRefusedError(Refusal.NOT_CHECKED) from None
        try:
            writer.write(b"zINSTREAM\0")
            yield _ClamdScan(reader, writer)
        finally:
            writer.close()

    async def _connect(self) -> tuple[StreamReader, StreamWriter]:
        if self.path:
            return await asyncio.open_unix_connection(self.path)
        return await asyncio.open_connection(self.host, self.port)


@dataclass(frozen=True, slots=True)
class _ClamdScan:
    reader: StreamReader
    writer: StreamWriter

    async def add(self, chunk: bytes) -> None:
        """Show it a piece of the file."""
        if not chunk:
            return  # A length of nothing would end the file.
        self.writer.write(len(chunk).to_bytes(_LENGTH_BYTES, "big"))
        self.writer.write(chunk)
        try:
            async with asyncio.timeout(_SECONDS):
                await self.writer.drain()
        except (OSError, TimeoutError):
            # It may have said why before it hung up.
            why = await self._hear() or Refusal.NOT_CHECKED
            raise FileRefusedError(why) from None

    async def finish(self) -> None:
        """Wait for what it says of the whole."""
        self.writer.write(bytes(_LENGTH_BYTES))
        why = await self._hear()
        if why is not None:
            raise FileRefusedError(why)

    async def _hear(self) -> Refusal | None:
        try:
            async with asyncio.timeout(_SECONDS):
                said = await self.reader.readuntil(b"\0")
        except _LOST:
            return Refusal.NOT_CHECKED
        if said == _CLEAN:
            return None
        if said.endswith(_FOUND):
            return Refusal.INFECTED
        return Refusal.TOO_LARGE if said == _LIMIT else Refusal.NOT_CHECKED


@dataclass(frozen=True, slots=True)
class _NoScan:
    async def add(self, chunk: bytes) -> None:
        """Look at nothing."""

    async def finish(self) -> None:
        """Say nothing."""


@asynccontextmanager
async def no_scan() -> AsyncIterator[Scan]:
    """Check nothing: the settings name no clamd."""
    yield _NoScan()
