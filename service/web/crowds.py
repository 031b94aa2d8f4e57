"""How many requests one worker holds at once. The next is told, and not left hanging.

What waits costs memory, and whoever waits too long believes that it was sent. Nobody
is turned away by address: whoever comes when there is no room reads so at once.
"""

from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.refusals import CrowdedError

MOST_AT_ONCE = 256
"""Some seconds of Sends; with the largest form each, 64 MiB."""


@dataclass(slots=True)
class CrowdGate:
    """Middleware of the public process that counts who is inside."""

    app: ASGIApp
    most: int = MOST_AT_ONCE
    inside: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise CrowdedError where there is no room, before anything is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.inside >= self.most:
            raise CrowdedError
        self.inside += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.inside -= 1
