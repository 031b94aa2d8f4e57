"""Files as they come and go: sealed on their way in, opened on their way out.

What opens one is the key in its `Attachment`, which lies in a letter or on a page
and never beside the object.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

from crypto import (
    CannotOpenError,
    CryptoError,
    FileKey,
    FileOpener,
    FileSealer,
    random_id,
)
from service.domain.answers import Attachment
from service.domain.errors import NotFoundError
from service.files.objects import Objects


@dataclass(frozen=True, slots=True, repr=False)
class SealedFiles:
    """Keeps files sealed, each under a key of its own."""

    objects: Objects

    async def keep(
        self, plain: AsyncIterator[bytes], *, kind: str, blur: str = ""
    ) -> Attachment:
        """Seal a file while it comes, and return what opens it again.

        Whatever `plain` raises goes through, and then nothing is kept.

        Raises:
            UnavailableError: The store did not take it.
        """
        file_id, key = random_id(), FileKey.generate()
        size = await self.objects.put(file_id, _seal(plain, FileSealer(key, file_id)))
        return Attachment(file_id, key.raw.hex(), kind, size, blur)

    async def open(self, attachment: Attachment) -> AsyncGenerator[bytes, None]:
        """Return what a file says, piece by piece.

        Only the end tells that it was whole: what came before an error is to be
        thrown away.

        Raises:
            NotFoundError: It is lost.
            CannotOpenError: It does not open, or not to its end.
            UnavailableError: The store did not answer.
        """
        opener = _make_opener(attachment)
        async with aclosing(self.objects.get(attachment.id)) as pieces:
            async for piece in pieces:
                yield _open(opener, piece)
        yield _finish(opener)

    async def has(self, attachment: Attachment) -> bool:
        """Tell whether a file is there; one whose id is none is not.

        Raises:
            UnavailableError: The store did not answer.
        """
        try:
            return await self.objects.has(attachment.id)
        except NotFoundError:
            return False

    async def remove(self, attachment: Attachment) -> None:
        """Remove a file; it may be gone already.

        Raises:
            UnavailableError: The store did not answer.
        """
        await self.objects.remove(attachment.id)


async def _seal(
    plain: AsyncIterator[bytes], sealer: FileSealer
) -> AsyncIterator[bytes]:
    async for piece in plain:
        yield sealer.update(piece)
    yield sealer.finish()


def _make_opener(attachment: Attachment) -> FileOpener:
    try:
        return FileOpener(FileKey(bytes.fromhex(attachment.key)), attachment.id)
    except (ValueError, CryptoError):
        raise CannotOpenError from None


def _open(opener: FileOpener, piece: bytes) -> bytes:
    try:
        return opener.update(piece)
    except CryptoError:
        raise CannotOpenError from None


def _finish(opener: FileOpener) -> bytes:
    try:
        return opener.finish()
    except CryptoError:
        raise CannotOpenError from None
