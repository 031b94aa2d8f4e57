"""A worker holds so many requests at once, and says so to the next."""

import asyncio

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.crowds import MOST_AT_ONCE, CrowdGate
from service.web.refusals import CrowdedError, status_of


async def greet(_request: Request) -> Response:
    await asyncio.sleep(0)
    return PlainTextResponse("come in")


GREETING = Route("/", greet, methods=["GET", "POST"]).app


async def come(app: ASGIApp, method: str = "POST") -> str:
    """Let one request in; return what was said."""

    async def refuse_plainly(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except CrowdedError as refused:
            page = PlainTextResponse(str(refused), status_of(CrowdedError))
            await page(scope, receive, send)

    transport = httpx.ASGITransport(refuse_plainly)
    async with httpx.AsyncClient(transport=transport, base_url="http://t") as client:
        return (await client.request(method, "/")).text


@pytest.mark.parametrize("most", [1, 5])
async def test_so_many_are_let_in_and_the_rest_are_told(most: int) -> None:
    gate = CrowdGate(GREETING, most)

    said = await asyncio.gather(*(come(gate) for _ in range(20)))

    assert 1 <= said.count("come in") < 20
    assert set(said) == {"come in", CrowdedError.public_message}
    assert gate.sending.inside == 0


async def test_a_crowd_that_sends_slowly_never_shuts_the_pages_one_looks_at() -> None:
    goes_on, is_full = asyncio.Event(), asyncio.Event()

    async def wait(request: Request) -> Response:
        if request.method == "POST":
            if gate.sending.inside == 3:
                is_full.set()
            await goes_on.wait()
        return PlainTextResponse("come in")

    gate = CrowdGate(Route("/", wait, methods=["GET", "POST"]).app, 3)
    slow = [asyncio.create_task(come(gate)) for _ in range(3)]
    await is_full.wait()

    assert await come(gate) == CrowdedError.public_message
    assert await come(gate, "GET") == "come in"
    goes_on.set()
    assert await asyncio.gather(*slow) == ["come in"] * 3


async def test_those_who_look_are_so_many_and_no_more() -> None:
    gate = CrowdGate(GREETING, 2)

    said = await asyncio.gather(*(come(gate, "GET") for _ in range(20)))

    assert set(said) == {"come in", CrowdedError.public_message}
    assert gate.looking.inside == 0


async def test_when_they_have_left_there_is_room_again() -> None:
    gate = CrowdGate(GREETING, 2)
    await asyncio.gather(*(come(gate) for _ in range(9)))

    assert await come(gate) == "come in"


async def test_who_goes_away_in_the_middle_leaves_room() -> None:
    async def break_off(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ConnectionResetError

    gate = CrowdGate(break_off, 1)
    for _ in range(3):
        with pytest.raises(ConnectionResetError):
            await gate({"type": "http", "method": "POST"}, None, None)  # type: ignore[arg-type] # never called

    assert gate.sending.inside == 0


def test_there_is_room_for_several_classes() -> None:
    assert MOST_AT_ONCE >= 200
    assert status_of(CrowdedError) == 503
