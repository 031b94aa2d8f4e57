"""The most that one request may bring: nothing beyond it is kept, even for a moment."""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.domain.errors import TooLargeError

MOST_BYTES = 256 * 1024
"""Twenty times the longest honest form: 4,000 characters of the widest script."""

_PATIENCE = 8 * MOST_BYTES
"""How much of what is too large is read and dropped, so that a browser which sends
its whole body before it listens still gets to show the page that says so."""


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """Middleware that raises TooLargeError, however the body's length is told."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse by the stated length at once, and by the counted one as it comes."""
        meter = _Meter(receive)
        if _stated_length(scope) > MOST_BYTES:
            if _stated_length(scope) <= _PATIENCE:
                await meter.drop_after({"more_body": True})
            raise TooLargeError
        await self.app(scope, meter, send)


@dataclass(slots=True)
class _Meter:
    receive: Receive
    count: int = 0

    async def __call__(self) -> Message:
        message = await self._next()
        if self.count > MOST_BYTES:
            await self.drop_after(message)
            raise TooLargeError
        return message

    async def drop_after(self, message: Message) -> None:
        """Read on without keeping anything, to the end or to the end of patience."""
        while message.get("more_body") and self.count <= _PATIENCE:
            message = await self._next()

    async def _next(self) -> Message:
        message = await self.receive()
        self.count += len(message.get("body", b""))
        return message


def _stated_length(scope: Scope) -> int:
    if scope["type"] != "http":
        return 0
    stated = Headers(scope=scope).get("content-length", "")
    # Safe because a length that is no number is refused by the server before us,
    # and a body without one is counted as it comes.
    return int(stated) if stated.isascii() and stated.isdigit() else 0
