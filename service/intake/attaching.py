"""Taking in what is sent along, before the tip itself is sent.

A file is cleaned and sealed as it comes. What opens it travels on the reporter's own
page, sealed for this process alone; we remember nothing. What is never sent is
removed by upkeep, and so is what its reporter takes away again: nothing is removed
from here, for the same page may have been sent meanwhile.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field, replace

from crypto import Box, CryptoError, ProcessSecret
from service.domain.answers import Attachment
from service.domain.attaching import (
    MOST_PIECES,
    FileRefusedError,
    FilesWithheldError,
    Refusal,
)
from service.domain.brought import Brought, Enclosed, NotAdded
from service.domain.budgets import Budget
from service.domain.clock import Clock
from service.domain.errors import TooLargeError, UnavailableError
from service.domain.guide import FileRules, Guide
from service.files.cleaning import Cleaner
from service.files.sealed_files import SealedFiles

KEPT_SECONDS = 2 * 60 * 60
"""How long what was sealed may wait for its Send. Half an hour later it is swept."""

_PURPOSE = "file"
_MORE_TRIES = 5
_FOR_ALL = frozenset({Refusal.TOO_MANY, Refusal.NOT_WITH_THIS})


@dataclass(frozen=True, slots=True, repr=False)
class Attaching:
    """Everything that taking files in may touch."""

    files: SealedFiles
    cleaner: Cleaner
    secret: ProcessSecret
    guide: Guide
    budget: Budget
    clock: Clock

    @property
    def rules(self) -> FileRules:
        """What may be sent along."""
        return self.guide.files

    def takes_with(self, fields: Mapping[str, str]) -> bool:
        """Tell whether files are taken with what a form is about."""
        return self.guide.takes_files_with(fields.get("topic", "").strip())

    async def take_in(self, raw: AsyncIterator[bytes], *, room: int) -> Enclosed:
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
                    # Charged too: a small file can become a large picture.
                    content = self._measure(one.content)
                    pieces.append(
                        await self.files.keep(content, kind=one.kind, blur=one.blur)
                    )
                    shown = shown or one.thumbnail
        except UnavailableError:
            raise FileRefusedError(Refusal.NOT_KEPT) from None
        if not pieces:
            raise FileRefusedError(Refusal.BROKEN)
        return self._seal(Enclosed(tuple(pieces), shown, self.clock.now()))

    def read(self, fields: Mapping[str, str]) -> Brought:
        """Open what a page carries, whether or not it can still be sent."""
        written = fields.get("files", "").split()[: self.rules.most]
        opened = {k.pieces[0].id: k for k in map(self._open, written) if k}
        kept = tuple(_cut(opened.values()))
        brought = Brought(kept, is_broken=len(kept) < len(written))
        brought = brought.recall(fields.get("not_added", ""))
        return brought if self.takes_with(fields) else brought.withheld()

    def check_send(self, fields: Mapping[str, str]) -> None:
        """Refuse a Send whose page still carries what is not taken with it.

        Raises:
            FilesWithheldError: It does. Nothing is sent before that was said.
        """
        if fields.get("files", "").strip() and not self.takes_with(fields):
            raise FilesWithheldError

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

    def _is_fresh(self, kept: Enclosed) -> bool:
        return 0 <= self.clock.now() - kept.sealed_at <= KEPT_SECONDS

    def _seal(self, kept: Enclosed) -> Enclosed:
        box = self.secret.seal_token(kept.content, purpose=_PURPOSE)
        return replace(kept, token=urlsafe_b64encode(box).decode().rstrip("="))

    def _open(self, token: str) -> Enclosed | None:
        try:
            raw = urlsafe_b64decode(token + "=" * (-len(token) % 4))
            content = self.secret.open_token(Box(raw), purpose=_PURPOSE)
            return Enclosed.read(content, token)
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
    added: list[Enclosed] = field(default_factory=list)
    not_added: list[NotAdded] = field(default_factory=list)

    async def take(self, raw: AsyncIterator[bytes], sent: Mapping[str, str]) -> None:
        """Take one file; `sent` are the fields of the form that came before it."""
        self.tries += 1
        if not self.attaching.takes_with(sent):
            self._refuse(Refusal.NOT_WITH_THIS)
            return
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
        now = replace(
            before,
            kept=(*before.kept, *self.added)[: self.attaching.rules.most],
            not_added=tuple(self.not_added),
            is_cut=is_cut,
        )
        # A form may say last what it is about, though ours do not.
        return now if self.attaching.takes_with(fields) else now.withheld()

    async def _take(self, raw: AsyncIterator[bytes], before: Brought) -> Enclosed:
        most = self.attaching.rules.most
        here = [*before.kept, *self.added]
        room = MOST_PIECES - sum(len(kept.pieces) for kept in here)
        if len(here) >= most or room < 1 or self.tries > most + _MORE_TRIES:
            raise FileRefusedError(Refusal.TOO_MANY)
        return await self.attaching.take_in(raw, room=room)

    def _refuse(self, why: Refusal) -> None:
        # Said once: it goes for all that come after, too.
        if not any(one.why in _FOR_ALL for one in self.not_added):
            self.not_added.append(NotAdded(self.tries, why))


def _cut(kept: Iterable[Enclosed]) -> Iterator[Enclosed]:
    """Leave out those with which a tip would have too many pieces."""
    pieces = 0
    for one in kept:
        pieces += len(one.pieces)
        if pieces > MOST_PIECES:
            return
        yield one
