"""How many requests one worker holds at once. The next is told, and not left hanging.

What waits costs memory, and whoever waits too long believes that it was sent. Nobody
is turned away by address: whoever comes when there is no room reads so at once.

Whoever only looks has room of their own: what a crowd sends, however slowly, never
shuts the pages that say whom to call.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.refusals import CrowdedError

MOST_AT_ONCE = 256
"""Some seconds of Sends; with the largest form each, 64 MiB. As many may look."""

_LOOKING = frozenset({"GET", "HEAD"})


@dataclass(slots=True)
class CrowdGate:
    """Middleware of the public process that counts who is inside."""

    app: ASGIApp
    most: int = MOST_AT_ONCE
    looking: "Room" = field(init=False)
    sending: "Room" = field(init=False)

    def __post_init__(self) -> None:
        """Make room."""
        self.looking, self.sending = Room(self.most), Room(self.most)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise CrowdedError where there is no room, before anything is read."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        room = self.looking if scope["method"] in _LOOKING else self.sending
        with room.enter():
            await self.app(scope, receive, send)


@dataclass(slots=True)
class Room:
    """A number of places."""

    most: int
    inside: int = 0

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Hold a place, or raise CrowdedError."""
        if self.inside >= self.most:
            raise CrowdedError
        self.inside += 1
        try:
            yield
        finally:
            self.inside -= 1
