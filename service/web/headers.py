"""The headers of every response: exactly these, whatever made it.

A response keeps only the headers that say what it is (`_ITS_OWN`); all others
are taken away, and ours are added. A page is never stored anywhere; only a
static file, whose name changes with its content, may say that it can be kept.

`Referrer-Policy: no-referrer` makes browsers send `Origin: null` with our own
forms, so nothing may ever rely on that header: see csrf.py.
"""

from dataclasses import dataclass
from types import MappingProxyType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.domain.errors import TooLargeError
from service.web.refusals import status_of

_DENIED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
)

ALWAYS = MappingProxyType(
    {
        "content-security-policy": (
            "default-src 'none'; style-src 'self'; script-src 'self'; "
            "img-src 'self' data:; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        ),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": ", ".join(f"{feature}=()" for feature in _DENIED),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
    }
)
"""What every response carries, besides Cache-Control and what `_ITS_OWN` allows."""

_STRICT_TRANSPORT = (b"strict-transport-security", b"max-age=31536000")
_NO_STORE = (b"cache-control", b"no-store")
_CLOSE = (b"connection", b"close")

_ITS_OWN = frozenset(
    {
        b"allow",
        b"cache-control",
        b"clear-site-data",
        b"content-disposition",
        b"content-encoding",
        b"content-length",
        b"content-type",
        b"location",
        b"set-cookie",
        b"vary",
    }
)

_PLAYS = "quietword.plays"
_POLICY = "content-security-policy"

_Headers = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class ExactHeaders:
    """The outermost middleware of both processes."""

    app: ASGIApp
    https_only: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and the response through `_dress`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                dressed = self._dress(message["status"], message["headers"])
                message["headers"] = _let(dressed) if _PLAYS in scope else dressed
            await send(message)

        await self.app(scope, receive, send_dressed)

    def _dress(self, status: int, given: _Headers) -> _Headers:
        kept = [(n.lower(), v) for n, v in given if n.lower() in _ITS_OWN]
        if not any(name == b"cache-control" for name, _ in kept):
            kept.append(_NO_STORE)
        if self.https_only:
            kept.append(_STRICT_TRANSPORT)
        # A body that we would not read to its end is still arriving, so nothing
        # else can be said on this connection.
        if status == status_of(TooLargeError):
            kept.append(_CLOSE)
        return kept + [(n.encode(), v.encode()) for n, v in ALWAYS.items()]


def let_play(scope: Scope) -> None:
    """Let the one page that answers this request play a video that stands in it."""
    scope[_PLAYS] = True


def _let(headers: _Headers) -> _Headers:
    policy, more = _POLICY.encode(), b"; media-src data:"
    return [(n, v + more if n == policy else v) for n, v in headers]
