"""The most that one request may bring: nothing beyond it is kept, even for a moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.domain.errors import TooLargeError

MOST_BYTES = 256 * 1024
"""Twenty times the longest honest form: 4,000 characters of the widest script."""

_PATIENCE = 8
"""How many times that is read and dropped of what is too large, so that a browser
which sends its whole body before it listens still gets to show the page that says
so."""

_UPLOAD_PATIENCE = 4
"""The same for a form with files, which is large enough already."""


class CutShortError(TooLargeError):
    """A form with files that went on beyond its limit. The rest was read and dropped.

    Nothing of it is on its way any more, so its sender can be given any page.
    """


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """Middleware that raises TooLargeError, however the body's length is told.

    `uploads` says by path how much a form with files may bring there.
    """

    app: ASGIApp
    uploads: Mapping[str, int] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse by the stated length at once, and by the counted one as it comes."""
        meter = self._choose_meter(scope, receive)
        stated = _stated_length(scope)
        if stated > meter.patience:
            raise TooLargeError
        if stated > meter.most and not meter.may_be_cut:
            await meter.drop_after({"more_body": True})
            raise TooLargeError
        await self.app(scope, meter, send)

    def _choose_meter(self, scope: Scope, receive: Receive) -> "_Meter":
        most = self.uploads.get(scope["path"], 0) if _brings_files(scope) else 0
        if most:
            return _Meter(receive, most, _UPLOAD_PATIENCE * most, may_be_cut=True)
        return _Meter(receive, MOST_BYTES, _PATIENCE * MOST_BYTES, may_be_cut=False)


@dataclass(slots=True)
class _Meter:
    receive: Receive
    most: int
    patience: int
    may_be_cut: bool
    count: int = 0

    async def __call__(self) -> Message:
        message = await self._next()
        if self.count > self.most:
            message = await self.drop_after(message)
            if message["type"] != "http.request":
                return message
            raise CutShortError if self._is_cut(message) else TooLargeError
        return message

    def _is_cut(self, message: Message) -> bool:
        return self.may_be_cut and not message.get("more_body")

    async def drop_after(self, message: Message) -> Message:
        """Read on without keeping anything, to the end or to the end of patience."""
        while message.get("more_body") and self.count <= self.patience:
            message = await self._next()
        return message

    async def _next(self) -> Message:
        message = await self.receive()
        self.count += len(message.get("body", b""))
        return message


def _brings_files(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "POST":
        return False
    declared = Headers(scope=scope).get("content-type", "")
    return declared.partition(";")[0].strip().lower() == "multipart/form-data"


def _stated_length(scope: Scope) -> int:
    if scope["type"] != "http":
        return 0
    stated = Headers(scope=scope).get("content-length", "")
    # Safe because a length that is no number is refused by the server before us,
    # and a body without one is counted as it comes.
    return int(stated) if stated.isascii() and stated.isdigit() else 0
