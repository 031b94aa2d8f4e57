"""The most that one request may bring, and the longest that it may take to.

Nothing beyond the most is kept, even for a moment. Nor is anybody waited for without
an end: whoever sends a byte now and then would hold a place for as long as they like,
and a few hundred of them all places.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from anyio import current_time, fail_after
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.domain.errors import TooLargeError, TooSlowError

MOST_BYTES = 256 * 1024
"""Twenty times the longest honest form: 4,000 characters of the widest script."""

_PATIENCE = 8
"""How many times that is read and dropped of what is too large, so that a browser
which sends its whole body before it listens still gets to show the page that says
so."""

_UPLOAD_PATIENCE = 4
"""The same for a form with files, which is large enough already."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a body is waited for, in seconds of waiting: our own work is not its.

    `begin` seconds are anybody's; each byte that came brings 1 / `least` of a second
    more, up to `whole`. A line may be silent for `silent` seconds at a time.
    """

    whole: float
    begin: float
    least: float
    silent: float

    def left(self, count: int, waited: float) -> float:
        """Return how long the next piece may take, after `count` bytes."""
        until = min(self.whole, self.begin + count / self.least)
        return max(0.0, min(self.silent, until - waited))


FORM_PACE = Pace(whole=60, begin=60, least=MOST_BYTES, silent=60)
"""A minute for texts: 4,000 characters of the widest script and the tokens of five
photos, some 60 KB together, come in time at 1 KB/s, which is less than GPRS brings."""

UPLOAD_PACE = Pace(whole=15 * 60, begin=30, least=2 * 1024, silent=30)
"""An old phone on 3G must make it. Its photos have 3 MB each, five of them 15 MB.
UMTS brings 384 kbit/s up, 48 KB/s: they take five and a half minutes, and a quarter
of an hour is enough for 43 MB. At the edge of 3G, 136 kbit/s or 17 KB/s, the fifteen
minutes just do. Below 2 KB/s not even one photo would come in that time. Half a
minute for the beginning is a lift or a tunnel, and so is every silence later."""


class CutShortError(TooLargeError):
    """A form with files that went on beyond its limit. The rest was read and dropped.

    Nothing of it is on its way any more, so its sender can be given any page.
    """


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """Middleware that raises TooLargeError, however the body's length is told.

    It raises TooSlowError where what was told, or begun, does not come.

    `uploads` says by path how much a form with files may bring there.
    """

    app: ASGIApp
    uploads: Mapping[str, int] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse by the stated length at once, and by the counted one as it comes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
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
            dropped = _UPLOAD_PATIENCE * most
            return _Meter(receive, UPLOAD_PACE, most, dropped, may_be_cut=True)
        dropped = _PATIENCE * MOST_BYTES
        return _Meter(receive, FORM_PACE, MOST_BYTES, dropped, may_be_cut=False)


@dataclass(slots=True)
class _Meter:
    receive: Receive
    pace: Pace
    most: int
    patience: int
    may_be_cut: bool
    count: int = 0
    waited: float = 0.0
    is_whole: bool = False

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
        # Too large is the better reason, for who is too slow as well.
        with suppress(TooSlowError):
            while message.get("more_body") and self.count <= self.patience:
                message = await self._next()
        return message

    async def _next(self) -> Message:
        if self.is_whole:
            # What comes now is only that the browser has gone, whenever that is.
            return await self.receive()
        began = current_time()
        try:
            with fail_after(self.pace.left(self.count, self.waited)):
                message = await self.receive()
        except TimeoutError:
            raise TooSlowError from None
        finally:
            self.waited += current_time() - began
        self.count += len(message.get("body", b""))
        self.is_whole = not message.get("more_body")
        return message


def _brings_files(scope: Scope) -> bool:
    if scope["method"] != "POST":
        return False
    declared = Headers(scope=scope).get("content-type", "")
    return declared.partition(";")[0].strip().lower() == "multipart/form-data"


def _stated_length(scope: Scope) -> int:
    stated = Headers(scope=scope).get("content-length", "")
    # Safe because a length that is no number is refused by the server before us,
    # and a body without one is counted as it comes.
    return int(stated) if stated.isascii() and stated.isdigit() else 0
