"""What keeps another site from sending the desk's forms.

Two things, each enough alone: every form carries a ticket of its own session
(guards.py), and a browser says with `Sec-Fetch-Site` where a form came from. Browsers
that do not say so have the ticket. `Origin` is never asked: see headers.py.

The public process has no such gate, on purpose: there is no session to ride, and
nobody who wants to tell us something is refused for where they came from.
"""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.refusals import OtherSiteError

# An address typed or bookmarked is "none". The reporters' process on the same
# machine is "same-site", and has no business here either.
_WELCOME = frozenset({"same-origin", "none"})
_READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class OwnSiteGate:
    """Middleware of the desk: whatever may change something must come from the desk."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise OtherSiteError for a form of somebody else's page."""
        if scope["type"] == "http" and scope["method"] not in _READING:
            site = Headers(scope=scope).get("sec-fetch-site", "none")
            if site not in _WELCOME:
                raise OtherSiteError
        await self.app(scope, receive, send)
