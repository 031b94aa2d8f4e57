"""The frame of both processes: what happens to a request before and after its door.

From the street inwards: exact headers, plain words for whatever goes wrong, our own
host names only, (at the desk) our own pages' forms only, the limit of a body, and
then the routes. Everything a person can meet is a page of ours.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import MappingProxyType
from typing import cast

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from service.web.addresses import AddressGate
from service.web.crowds import CrowdGate
from service.web.csrf import OwnSiteGate
from service.web.faults import PlainWords
from service.web.headers import ExactHeaders
from service.web.languages import LanguageGate
from service.web.limits import BodyLimit
from service.web.pages import Pages
from service.web.refusals import FaultError, refusal_of
from service.web.visits import Visit

NO_UPLOADS: Mapping[str, int] = MappingProxyType({})
Close = Callable[[], Awaitable[None]]
Knows = Callable[[Request], Awaitable[Visit | None]]


async def _knows_nobody(_request: Request) -> None:
    """Those who tell us something are never known."""


@dataclass(frozen=True, slots=True)
class Street:
    """Where a process stands: its host names, and whether only HTTPS leads there."""

    hosts: Sequence[str]
    https_only: bool


def build_reporter(
    routes: Sequence[BaseRoute],
    *,
    pages: Pages,
    street: Street,
    close: Close,
    uploads: Mapping[str, int] = NO_UPLOADS,
) -> Starlette:
    """Put the public doors in their frame. `close` runs when the process stops.

    `uploads` says by path how much a form with files may bring.
    """
    outer, *inner = _gates(street, pages)
    # Outside of plain words, so that these too are in the language asked for.
    speaks = Middleware(LanguageGate, offered=pages.speech.catalogs)
    limit = Middleware(BodyLimit, uploads=uploads)
    gates = [outer, speaks, *inner, Middleware(CrowdGate), limit]
    return _build(routes, pages, close, gates)


def build_desk(
    routes: Sequence[BaseRoute],
    *,
    pages: Pages,
    street: Street,
    close: Close,
    knows: Knows = _knows_nobody,
) -> Starlette:
    """Put the desk's doors in their frame. `close` runs when the process stops.

    `knows` says who asks for an address that has no door, so that the page which says
    so keeps its menu.
    """
    gates = [*_gates(street, pages), Middleware(OwnSiteGate), Middleware(BodyLimit)]
    return _build(routes, pages, close, gates, knows=knows)


def _gates(street: Street, pages: Pages) -> list[Middleware]:
    return [
        Middleware(ExactHeaders, https_only=street.https_only),
        Middleware(PlainWords, pages=pages),
        Middleware(AddressGate, hosts=frozenset(h.lower() for h in street.hosts)),
    ]


def _build(
    routes: Sequence[BaseRoute],
    pages: Pages,
    close: Close,
    gates: list[Middleware],
    *,
    knows: Knows = _knows_nobody,
) -> Starlette:
    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        await close()

    async def refuse(request: Request, error: Exception) -> Response:
        return _refuse_route(pages, error, await knows(request))

    # The page of last resort is tried before it is needed.
    pages.refuse(FaultError, incident=0)
    app = Starlette(
        routes=[*routes, pages.assets.route()],
        middleware=gates,
        exception_handlers={HTTPException: refuse},
        lifespan=lifespan,
    )
    # A redirect to the same path with a slash would repeat the request's own host.
    app.router.redirect_slashes = False
    return app


def _refuse_route(pages: Pages, error: Exception, visit: Visit | None) -> Response:
    raised = cast("HTTPException", error)
    page = pages.refuse(refusal_of(raised), visit=visit)
    page.headers.update(raised.headers or {})  # What a path does allow.
    return page
