"""Taking in what people send along: cleaned in a process apart, or refused.

The file passes through: nothing here holds more of it than one chunk, nothing is
written to a disk, nothing parses it. Many may be on their way in at once, as a
telephone's network is slow; few are opened at once, as opening costs. Who has sent
next to nothing costs no process yet.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field

from anyio import CapacityLimiter, fail_after

from service.domain.attaching import FileRefusedError, Refusal
from service.domain.guide import FileRules
from service.files.child import Child, start_child
from service.files.scanning import Scan, Scanner, Scanning, no_scan

_WAIT_SECONDS = 30.0
_ARRIVING_FOR_EACH = 4
"""How many files may be on their way in for each one that may be opened. Each has a
process that waits, of 14 MB and what has come of the file."""

_BEGINNING = 4 * 1024
"""So much of a file, or all of it, is here before a process is started for it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Something clean. `content` is read to its end before the next piece is asked for.

    `kind` is its media type, `thumbnail` a JPEG of at most 6 KB, `blur` a tiny one in
    base64, too coarse to know anybody by.
    """

    kind: str
    thumbnail: bytes = field(repr=False)
    blur: str = field(repr=False)
    content: AsyncIterator[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Makes something new of each file that is sent along.

    `limiter` says how many are opened at once; more wait their turn.
    """

    rules: FileRules
    limiter: CapacityLimiter
    scanner: Scanner | None
    _arriving: CapacityLimiter = field(init=False)

    def __post_init__(self) -> None:
        """Make room for files on their way in."""
        room = CapacityLimiter(self.limiter.total_tokens * _ARRIVING_FOR_EACH)
        object.__setattr__(self, "_arriving", room)

    async def clean(self, raw: AsyncIterator[bytes]) -> AsyncGenerator[Piece, None]:
        """Clean one file as it comes, and hand out what was made of it.

        Most files become one piece, a document one for each page. Who iterates
        closes this (`contextlib.aclosing`): that ends the process. A refusal comes
        before the first piece, but for a machine that fails meanwhile.

        Raises:
            FileRefusedError: Nothing clean can be made of it, and why.
        """
        beginning = await _begin(raw)
        async with (
            _room(self._arriving),
            start_child(self._allowed) as child,
            self._scan() as scan,
        ):
            await self._take_in(beginning, raw, child, scan)
            async with _room(self.limiter):
                for head in await child.answer():
                    thumbnail = await child.read(head.thumbnail)
                    async with aclosing(child.read_on(head.content)) as content:
                        yield Piece(head.kind, thumbnail, head.blur, content)
                        async for _ in content:
                            pass  # What nobody wanted lies before the next piece.

    @property
    def _allowed(self) -> str:
        rules = self.rules
        words = {
            "pictures": rules.pictures,
            "videos": rules.videos,
            "documents": rules.documents,
        }
        return ",".join(word for word, may_be in words.items() if may_be)

    def _scan(self) -> Scanning:
        return no_scan() if self.scanner is None else self.scanner.begin()

    async def _take_in(
        self, beginning: bytes, raw: AsyncIterator[bytes], child: Child, scan: Scan
    ) -> None:
        size = 0
        async for chunk in _go_on(beginning, raw):
            size += len(chunk)
            if size > self.rules.most_bytes:
                raise FileRefusedError(Refusal.TOO_LARGE)
            await scan.add(chunk)
            await child.feed(chunk)
        await scan.finish()


@asynccontextmanager
async def _room(limiter: CapacityLimiter) -> AsyncIterator[None]:
    """Wait for a place, and refuse plainly if none comes free."""
    whose = object()  # Not the task's: another may close a generator.
    try:
        with fail_after(_WAIT_SECONDS):
            await limiter.acquire_on_behalf_of(whose)
    except TimeoutError:
        raise FileRefusedError(Refusal.BUSY) from None
    try:
        yield
    finally:
        limiter.release_on_behalf_of(whose)


async def _begin(raw: AsyncIterator[bytes]) -> bytes:
    """Wait for the beginning of a file, or for all of a small one."""
    beginning = b""
    async for chunk in raw:
        beginning += chunk
        if len(beginning) >= _BEGINNING:
            break
    if not beginning:
        raise FileRefusedError(Refusal.EMPTY)
    return beginning


async def _go_on(beginning: bytes, raw: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield beginning
    async for chunk in raw:
        yield chunk
