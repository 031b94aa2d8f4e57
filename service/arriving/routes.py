"""The door of posters: `/p/CODE` counts one and leads to the first page.

The count belongs to nobody: what is told afterwards holds no code, no GET writes,
and what is written down later leads from nobody's visit to anybody's tip.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.arriving.usecases import Arriving
from service.web.languages import lead_to

_FETCHED_AHEAD = ("sec-purpose", "purpose")


@dataclass(frozen=True, slots=True)
class ArrivingRoutes:
    arriving: Arriving

    def routes(self) -> list[BaseRoute]:
        return [Route("/p/{code}", self.follow, methods=["GET"])]

    async def follow(self, request: Request) -> Response:
        if _is_person(request):
            self.arriving.count_visit(request.path_params["code"])
        return RedirectResponse(lead_to("/"), status_code=303)


def _is_person(request: Request) -> bool:
    """Tell whether somebody comes, and not a browser that looks ahead."""
    ahead = any(request.headers.get(name) for name in _FETCHED_AHEAD)
    return request.method == "GET" and not ahead
