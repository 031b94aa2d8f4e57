"""The doors to files: look at one, and lock one.

Every look is a POST that answers with its page. A picture travels inside that page
alone: it has no address, so nothing of it is kept by a browser's cache or history.
"""

from base64 import b64encode
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass

from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from crypto import random_id
from service.domain.boroughs import Borough
from service.domain.forms import TipForm
from service.domain.people import DeskId
from service.domain.reports import tip_reference
from service.domain.viewing import FileState, Look
from service.viewing.usecases import Locking, Viewing
from service.web.guards import Guard, Handler
from service.web.headers import let_play
from service.web.pages import Pages
from service.web.tip_forms import read_tip_id
from service.web.visits import Visit

_TRIPLE = 3


@dataclass(frozen=True, slots=True)
class Showing:
    """Makes the page of one file, with the file inside it where there is one."""

    viewing: Viewing
    borough: Borough
    pages: Pages

    def show(
        self, visit: Visit, found: Look, *, base: str = "", locked_for: str = ""
    ) -> Response:
        """Answer with a file; what it says follows the page while it opens."""
        mark = random_id()
        page = self.pages.render(
            "viewing/look.html",
            visit=visit,
            file=found.file,
            state=found.state.value,
            shown_as=found.file.shown_as,
            content=mark,
            reference=tip_reference(read_tip_id(visit)),
            duty_desk=self.borough.name_desk(found.duty_desk),
            base=base,
            locked_for=locked_for,
        )
        before, cut, after = bytes(page.body).partition(mark.encode())
        if not cut:
            return page
        if found.file.shown_as == "video":
            let_play(visit.request.scope)
        parts = self._join(before, found, after)
        return StreamingResponse(parts, media_type=page.media_type)

    async def _join(
        self, before: bytes, found: Look, after: bytes
    ) -> AsyncGenerator[bytes, None]:
        yield before
        rest = b""
        async with aclosing(self.viewing.read(found.file.attachment)) as pieces:
            async for piece in pieces:
                rest += piece
                whole = len(rest) - len(rest) % _TRIPLE
                yield b64encode(rest[:whole])
                rest = rest[whole:]
        yield b64encode(rest) + after


@dataclass(frozen=True, slots=True)
class FileRoutes:
    viewing: Viewing
    locking: Locking
    showing: Showing
    borough: Borough
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            self._route(base, act, handler)
            for base in ("/tips/{tip_id}", "/duties/{desk}/{tip_id}")
            for act, handler in (
                ("", self.look),
                ("/ask", self.ask),
                ("/lock", self.lock),
            )
        ]

    async def look(self, visit: Visit) -> Response:
        found = await self.viewing.look(
            visit.officer, read_tip_id(visit), _desk(visit), read_file(visit)
        )
        return self.showing.show(visit, found, base=_base(visit))

    async def ask(self, visit: Visit) -> Response:
        found = await self.viewing.find(
            visit.officer, read_tip_id(visit), _desk(visit), read_file(visit)
        )
        return self._render(visit, found)

    async def lock(self, visit: Visit) -> Response:
        form = TipForm(read_tip_id(visit), 0, 0, visit.seed)
        found = await self.locking.lock(
            visit.officer, form, _desk(visit), read_file(visit)
        )
        return self._render(visit, found)

    def _render(self, visit: Visit, found: Look) -> Response:
        is_asked = found.state is FileState.READY
        return self.pages.render(
            "viewing/ask.html" if is_asked else "viewing/locked.html",
            visit=visit,
            file=found.file,
            state=found.state.value,
            base=_base(visit),
            desk=found.duty_desk,
            may_look=visit.officer.is_supervisor(found.duty_desk),
            tip_id=read_tip_id(visit),
            reference=tip_reference(read_tip_id(visit)),
            name_desk=self.borough.name_desk,
        )

    def _route(self, base: str, act: str, handler: Handler) -> Route:
        door = self.guard.officer(handler)
        return Route(f"{base}/files/{{file_id}}{act}", door, methods=["POST"])


def _desk(visit: Visit) -> DeskId | None:
    """Return the officer's desk that an address names; else it is the tip's own."""
    desk = DeskId(visit.request.path_params.get("desk", ""))
    return desk if visit.officer.find_post(desk) else None


def read_file(visit: Visit) -> str:
    """Read which file an address names."""
    return str(visit.request.path_params["file_id"])


def _base(visit: Visit) -> str:
    """Return the address of the page that an officer came from."""
    return visit.request.url.path.partition("/files/")[0]
