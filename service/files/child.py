"""The parent's hold on one cleaning process: start it, feed it, end it, always."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from anyio import CancelScope

from service.domain.attaching import FileRefusedError, Refusal
from service.files.frames import LONGEST_LINE, BadAnswerError, Head, read_answer
from service.files.limits import OUT_OF_TIME

# Isolated: neither the environment nor the folder decides what it loads.
_COMMAND = (sys.executable, "-I", "-B", "-m", "service.files.cleaner")
_CHUNK = 64 * 1024
_SECONDS = 120.0
"""How long a child may say nothing, once it has the whole file. The kernel ends most
of those sooner; this is for one that does not even work."""
_ENDING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Child:
    """One process that cleans one file. The file goes in as it comes."""

    process: Process

    async def feed(self, chunk: bytes) -> None:
        """Hand on a piece of the file.

        Raises:
            FileRefusedError: It has died of what it was given.
        """
        into = self.process.stdin
        assert into is not None  # noqa: S101 - it was started with pipes
        try:
            into.write(chunk)
            await into.drain()
        except OSError:
            raise FileRefusedError(Refusal.BROKEN) from None

    async def answer(self) -> Sequence[Head]:
        """Tell it that this was all, and wait for what it makes of it.

        Raises:
            FileRefusedError: It makes nothing of it, or takes too long.
        """
        into, out = self.process.stdin, self.process.stdout
        assert into is not None  # noqa: S101 - it was asked for as a pipe
        assert out is not None  # noqa: S101 - it was asked for as a pipe
        into.close()
        try:
            async with asyncio.timeout(_SECONDS):
                answer = read_answer(await out.readuntil(b"\n"))
        except TimeoutError:
            raise FileRefusedError(Refusal.TOO_SLOW) from None
        except (asyncio.LimitOverrunError, BadAnswerError):
            raise FileRefusedError(Refusal.BROKEN) from None
        except asyncio.IncompleteReadError:
            raise FileRefusedError(await self._why_it_died()) from None
        if isinstance(answer, Refusal):
            raise FileRefusedError(answer)
        return answer

    async def read(self, size: int) -> bytes:
        """Read exactly so many bytes of what it made."""
        out = self.process.stdout
        assert out is not None  # noqa: S101 - it was asked for as a pipe
        try:
            async with asyncio.timeout(_SECONDS):
                return await out.readexactly(size)
        except (TimeoutError, asyncio.IncompleteReadError):
            raise FileRefusedError(Refusal.BROKEN) from None

    async def read_on(self, size: int) -> AsyncGenerator[bytes, None]:
        """Read so many bytes of what it made, a little at a time."""
        while size > 0:
            chunk = await self.read(min(size, _CHUNK))
            size -= len(chunk)
            yield chunk

    async def _why_it_died(self) -> Refusal:
        # It is dead or dying: it closed its end.
        try:
            async with asyncio.timeout(_ENDING_SECONDS):
                ended = await self.process.wait()
        except TimeoutError:
            return Refusal.BROKEN
        return Refusal.TOO_SLOW if -ended in OUT_OF_TIME else Refusal.BROKEN

    async def end(self) -> None:
        """End it, whatever it is doing, and wait until it is gone."""
        out = self.process.stdout
        assert out is not None  # noqa: S101 - it was asked for as a pipe
        with CancelScope(shield=True):
            if self.process.returncode is None:
                self.process.kill()
            while await out.read(_CHUNK):
                pass  # What a dead child wrote is dropped, so that its pipe closes.
            await self.process.wait()


@asynccontextmanager
async def start_child(allowed: str) -> AsyncIterator[Child]:
    """Start a process that has nothing of ours but two pipes, and end it.

    Raises:
        FileRefusedError: The machine has no process or no memory left for it.
    """
    child = Child(await _start(allowed))
    try:
        yield child
    finally:
        await child.end()


async def _start(allowed: str) -> Process:
    try:
        return await asyncio.create_subprocess_exec(
            *_COMMAND,
            allowed,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd="/",
            env={"MALLOC_ARENA_MAX": "1"},
            close_fds=True,
            limit=LONGEST_LINE,
        )
    except OSError:
        raise FileRefusedError(Refusal.BUSY) from None
