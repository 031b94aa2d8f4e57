"""Small applications in the real frame, and browsers to stand before them."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Scope, Send

from crypto import OfficerKey, random_bytes
from service.domain.people import OfficerId, Post, SignedIn
from service.web.application import Knows, Street, build_desk, build_reporter
from service.web.forms import read_form
from service.web.menus import Menu
from service.web.pages import Pages
from tests.builders import a_borough

HOST = "tell.test"
URLENCODED = {"content-type": "application/x-www-form-urlencoded"}

_STREET = Street(hosts=(HOST, "[::1]"), https_only=False)


@cache
def public_pages() -> Pages:
    return Pages.for_reporters(borough=a_borough())


@cache
def desk_pages() -> Pages:
    return Pages.for_desk(borough="Hammersmith & Fulham", menu=Menu(a_borough()))


async def close() -> None:
    """Nothing is open."""


def public_app(*routes: BaseRoute, street: Street = _STREET) -> Starlette:
    return build_reporter(routes, pages=public_pages(), street=street, close=close)


async def know_nobody(_request: Request) -> None:
    """Nobody has signed in."""


def desk_app(*routes: BaseRoute, knows: Knows = know_nobody) -> Starlette:
    return build_desk(
        routes, pages=desk_pages(), street=_STREET, close=close, knows=knows
    )


def browse(app: Starlette) -> httpx.AsyncClient:
    """A browser before an application. What escapes from the frame is raised here."""
    transport = httpx.ASGITransport(app)
    return httpx.AsyncClient(transport=transport, base_url=f"https://{HOST}")


async def echo(request: Request) -> Response:
    """A door that says what it read."""
    form = await read_form(request, typed=("text",))
    return JSONResponse({"fields": dict(form.fields), "garbled": sorted(form.garbled)})


async def go_away(_request: Request) -> Response:
    return RedirectResponse("/elsewhere", 303)


def raises(error: BaseException) -> Callable[[Request], Awaitable[Response]]:
    """A door that reads its form and then fails."""

    async def fail(request: Request) -> Response:
        if request.method == "POST":
            await read_form(request, typed=("text",))
        raise error

    return fail


ECHO = Route("/echo", echo, methods=["POST"])
AWAY = Route("/away", go_away, methods=["GET"])


async def pieces(count: int, piece: bytes, asked: list[int]) -> AsyncIterator[bytes]:
    """A body in pieces that notes how many of them were asked for."""
    for number in range(count):
        asked.append(number)
        yield piece


def an_officer(*posts: Post, administrator: bool = False) -> SignedIn:
    """Somebody with an open session."""
    return SignedIn(
        officer_id=OfficerId("0" * 32),
        name="Ama Boateng",
        administrator=administrator,
        posts=posts,
        key=OfficerKey(random_bytes(32), "0" * 32),
        session_id=random_bytes(32),
    )


def a_post(path: str) -> Scope:
    """A form's request as a server hands it on, for what no client library does."""
    headers = [(b"host", HOST.encode())]
    headers += [(n.encode(), v.encode()) for n, v in URLENCODED.items()]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": headers,
    }


async def hang_up() -> Message:
    """A browser that went away before it had sent everything."""
    return {"type": "http.disconnect"}


def keep_in(sent: list[Message]) -> Send:
    """A server that keeps what it is given to send."""

    async def send(message: Message) -> None:
        sent.append(message)

    return send
