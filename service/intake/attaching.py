"""Taking in what is sent along, before the tip itself is sent.

A file is cleaned and sealed as it comes. What opens it travels on the reporter's own
page, sealed for this process alone; we remember nothing. What is never sent is
removed by upkeep, and so is what its reporter takes away again: nothing is removed
from here, for the same page may have been sent meanwhile.
"""

from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing, suppress
from dataclasses import asdict, dataclass, field, replace
from typing import Self

from crypto import Box, CannotOpenError, CryptoError, ProcessSecret
from service.domain.answers import Attachment
from service.domain.attaching import FileRefusedError, Refusal
from service.domain.budgets import Budget
from service.domain.clock import Clock
from service.domain.errors import TooLargeError, UnavailableError
from service.domain.guide import FileRules
from service.domain.json_texts import read_json, write_json
from service.files.cleaning import Cleaner
from service.files.sealed_files import SealedFiles

KEPT_SECONDS = 2 * 60 * 60
"""How long what was sealed may wait for its Send. Half an hour later it is swept."""

MOST_PIECES = 10
"""How many pictures may be made of all files of one tip: a document has many."""

_PURPOSE = "file"
_MORE_TRIES = 5
_CUT, _GONE = "cut", "gone"
_NUMBERS = frozenset(map(str, range(1, 100)))


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """A file that was cleaned and sealed, with what carries it from page to page.

    `pieces` are more than one for the pages of a document. `shown` is a small JPEG.
    """

    pieces: tuple[Attachment, ...]
    shown: bytes
    sealed_at: int
    token: str = ""

    @property
    def picture(self) -> str:
        """The small picture, as the address of an image."""
        return f"data:image/jpeg;base64,{b64encode(self.shown).decode()}"

    @property
    def content(self) -> bytes:
        """What is sealed into the token."""
        pieces = [asdict(piece) for piece in self.pieces]
        said = write_json({"at": self.sealed_at, "pieces": pieces})
        # Safe because JSON holds no NUL.
        return said.encode() + b"\0" + self.shown

    @classmethod
    def read(cls, content: bytes, token: str) -> Self:
        """Read what was sealed into a token.

        Raises:
            CannotOpenError: It is none of ours.
        """
        said, _nul, shown = content.partition(b"\0")
        found = read_json(said.decode())
        pieces, at = found.get("pieces"), found.get("at")
        if not (isinstance(pieces, list) and pieces and isinstance(at, int)):
            raise CannotOpenError
        return cls(tuple(map(Attachment.read, pieces)), shown, at, token)


@dataclass(frozen=True, slots=True)
class NotAdded:
    """A file that was not taken: its number among those sent at once, and why."""

    number: int
    why: Refusal


@dataclass(frozen=True, slots=True)
class Brought:
    """Everything that a reporter's page holds of what is sent along.

    `is_gone` tells that something was there that cannot be sent any more; `is_cut`
    that more came at once than may, so that some of it was not even looked at;
    `is_broken` that not all that the page carried could be read.
    """

    kept: tuple[Kept, ...] = ()
    not_added: tuple[NotAdded, ...] = ()
    is_gone: bool = False
    is_cut: bool = False
    is_broken: bool = False

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """All that the tip will hold."""
        return tuple(piece for kept in self.kept for piece in kept.pieces)

    @property
    def carried(self) -> Mapping[str, str]:
        """What the next page has to send back, in hidden fields."""
        said = [f"{one.number}-{one.why.name}" for one in self.not_added]
        said += [_CUT] if self.is_cut else []
        said += [_GONE] if self.is_gone else []
        return {
            "files": " ".join(kept.token for kept in self.kept),
            "not_added": " ".join(said),
        }

    def without(self, number: str) -> Self:
        """Take one away, by its number on the page (from 1)."""
        kept = (k for at, k in enumerate(self.kept, start=1) if str(at) != number)
        return replace(self, kept=tuple(kept))

    def emptied(self) -> Self:
        """Take all of them away, because they cannot be sent any more."""
        return replace(self, kept=(), is_gone=True)

    def recall(self, said: str) -> Self:
        """Add what an earlier page said was not added."""
        words = said.split()
        return replace(
            self,
            not_added=tuple(filter(None, map(_read_not_added, words[:MOST_PIECES]))),
            is_gone=_GONE in words,
            is_cut=_CUT in words,
        )


NOTHING = Brought()


@dataclass(frozen=True, slots=True, repr=False)
class Attaching:
    """Everything that taking files in may touch."""

    files: SealedFiles
    cleaner: Cleaner
    secret: ProcessSecret
    rules: FileRules
    budget: Budget
    clock: Clock

    async def take_in(self, raw: AsyncIterator[bytes], *, room: int) -> Kept:
        """Clean and seal a file as it comes; `room` is how many pieces it may become.

        Raises:
            FileRefusedError: It is not taken, and why. What was kept of it is swept.
            TooLargeError: The body it came in was cut in its middle.
        """
        pieces: list[Attachment] = []
        shown = b""
        try:
            async with (
                aclosing(self._measure(raw)) as measured,
                aclosing(self.cleaner.clean(measured)) as made,
            ):
                async for one in made:
                    if len(pieces) == room:
                        raise FileRefusedError(Refusal.TOO_MANY)
                    pieces.append(
                        await self.files.keep(one.content, kind=one.kind, blur=one.blur)
                    )
                    shown = shown or one.thumbnail
        except UnavailableError:
            raise FileRefusedError(Refusal.NOT_KEPT) from None
        if not pieces:
            raise FileRefusedError(Refusal.BROKEN)
        return self._seal(Kept(tuple(pieces), shown, self.clock.now()))

    def read(self, fields: Mapping[str, str]) -> Brought:
        """Open what a page carries, whether or not it can still be sent."""
        written = fields.get("files", "").split()[: self.rules.most]
        kept = {k.pieces[0].id: k for k in map(self._open, written) if k}
        opened = Brought(tuple(kept.values()), is_broken=len(kept) < len(written))
        return opened.recall(fields.get("not_added", ""))

    def read_fresh(self, fields: Mapping[str, str]) -> Brought:
        """Open what a page carries, and leave out what cannot be sent any more."""
        brought = self.read(fields)
        fresh = tuple(kept for kept in brought.kept if self._is_fresh(kept))
        is_gone = brought.is_gone or brought.is_broken or fresh != brought.kept
        return replace(brought, kept=fresh, is_gone=is_gone)

    async def are_ready(self, brought: Brought) -> bool:
        """Tell whether all of it is still there, and will be for a while.

        Raises:
            UnavailableError: The store does not answer.
        """
        if brought.is_broken or not all(map(self._is_fresh, brought.kept)):
            return False
        for attachment in brought.attachments:
            if not await self.files.has(attachment):
                return False
        return True

    def begin(self) -> "Tray":
        """Make ready for the files of one request."""
        return Tray(self)

    def _is_fresh(self, kept: Kept) -> bool:
        return 0 <= self.clock.now() - kept.sealed_at <= KEPT_SECONDS

    def _seal(self, kept: Kept) -> Kept:
        box = self.secret.seal_token(kept.content, purpose=_PURPOSE)
        return replace(kept, token=urlsafe_b64encode(box).decode().rstrip("="))

    def _open(self, token: str) -> Kept | None:
        try:
            raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
            content = self.secret.open_token(Box(raw), purpose=_PURPOSE)
            return Kept.read(content, token)
        except (CryptoError, ValueError):
            return None

    async def _measure(self, raw: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
        async for piece in raw:
            if not self.budget.take(len(piece)):
                raise FileRefusedError(Refusal.BUSY)
            yield piece


@dataclass(slots=True)
class Tray:
    """The files of one request, one after the other."""

    attaching: Attaching
    tries: int = 0
    added: list[Kept] = field(default_factory=list)
    not_added: list[NotAdded] = field(default_factory=list)

    async def take(self, raw: AsyncIterator[bytes], sent: Mapping[str, str]) -> None:
        """Take one file; `sent` are the fields of the form that came before it."""
        self.tries += 1
        before = self.attaching.read_fresh(sent)
        # A body that was cut says so itself, to who reads it.
        with suppress(TooLargeError):
            try:
                kept = await self._take(raw, before)
            except FileRefusedError as refused:
                self._refuse(refused.why)
            else:
                self.added.append(kept)

    def finish(self, fields: Mapping[str, str], *, is_cut: bool) -> Brought:
        """Return what the page had and still has, with what came now."""
        before = self.attaching.read_fresh(fields).without(fields.get("remove", ""))
        if not self.tries:
            return before
        return replace(
            before,
            kept=(*before.kept, *self.added)[: self.attaching.rules.most],
            not_added=tuple(self.not_added),
            is_cut=is_cut,
        )

    async def _take(self, raw: AsyncIterator[bytes], before: Brought) -> Kept:
        most = self.attaching.rules.most
        here = [*before.kept, *self.added]
        room = MOST_PIECES - sum(len(kept.pieces) for kept in here)
        if len(here) >= most or room < 1 or self.tries > most + _MORE_TRIES:
            raise FileRefusedError(Refusal.TOO_MANY)
        return await self.attaching.take_in(raw, room=room)

    def _refuse(self, why: Refusal) -> None:
        # Said once: it goes for all that come after, too.
        if not any(one.why is Refusal.TOO_MANY for one in self.not_added):
            self.not_added.append(NotAdded(self.tries, why))


def _read_not_added(said: str) -> NotAdded | None:
    number, _dash, name = said.partition("-")
    if number not in _NUMBERS or name not in Refusal.__members__:
        return None
    return NotAdded(int(number), Refusal[name])
