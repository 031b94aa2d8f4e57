"""The doors of leaving in a hurry, and of what reporters can read beside the form.

Leaving takes two answers. The first is an empty page, so that nothing of ours stays
on the screen while the other website is still loading. The page that was left then
lies in the browser's memory for going back, with all that was typed, and only an
answer that comes after it can wipe it out of there: the second one does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.clock import write_day
from service.guiding.notices import describe
from service.web.pages import Pages
from service.web.stills import Still

WIPE = MappingProxyType({"Clear-Site-Data": '"cookies", "storage"'})
"""What leaving wipes. It costs no time, and pages kept for going back go with it.

Not "cache": that makes Chromium wait until it has looked through everything the
browser ever kept, for seconds; and all it holds of us are styles, a script and an
icon, which say no more than the history does. Nothing understands
"executionContexts".
"""

PATHS = MappingProxyType(
    {
        "/ready": "ready",
        "/info/help": "safe",
        "/info/about": "kept",
        "/info/access": "access",
        "/info/privacy-easy": "young",
        "/info/privacy": "privacy",
        "/info/cookies": "cookies",
    }
)
"""Every page to read, by its address. Addresses stay in histories, so they are dull."""


@dataclass(frozen=True, slots=True)
class GuidingRoutes:
    leave_to: str
    blank: Still
    stills: Mapping[str, Still]

    @classmethod
    def build(cls, borough: Borough, pages: Pages) -> Self:
        """Render every page once, so that a mistake in one shows at start."""
        said = describe(borough)

        def make(name: str) -> Callable[[], HTMLResponse]:
            return lambda: pages.render(
                f"guiding/{name}.html", said=said, write_day=write_day
            )

        stills = {path: Still.of(make(name)) for path, name in PATHS.items()}
        return cls(borough.guide.leave_to, Still.of(make("leave")), stills)

    def routes(self) -> list[BaseRoute]:
        """List the doors."""
        reading = [Route(path, self.read, methods=["GET"]) for path in self.stills]
        return [
            Route("/leave", self.leave, methods=["GET"]),
            Route("/left", self.go, methods=["GET"]),
            *reading,
        ]

    async def read(self, request: Request) -> Response:
        """Show a page to read."""
        return self.stills[request.scope["path"]].show(request)

    async def leave(self, request: Request) -> Response:
        """Empty the screen, and go on by itself."""
        page = self.blank.show(request)
        page.headers.update(WIPE)
        return page

    async def go(self, _request: Request) -> Response:
        """Wipe what the browser kept of the page before, and lead somewhere else."""
        return RedirectResponse(self.leave_to, status_code=303, headers=WIPE)
