"""Somebody whose line is slow, and a frame that has next to no patience."""

from collections.abc import Awaitable, Callable, Mapping

import anyio
import pytest
from starlette.applications import Starlette
from starlette.types import Message

from service.web import limits
from service.web.limits import Pace
from tests.web.frames import URLENCODED, a_post, keep_in

Then = Callable[[], Awaitable[Message]]

_LITTLE = Pace(whole=0.02, begin=0.02, least=1024 * 1024, silent=0.02)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the patience from every frame."""
    monkeypatch.setattr(limits, "FORM_PACE", _LITTLE)
    monkeypatch.setattr(limits, "UPLOAD_PACE", _LITTLE)


async def begin(
    app: Starlette,
    body: bytes,
    then: Then,
    *,
    path: str = "/echo",
    headers: Mapping[str, str] = URLENCODED,
) -> list[Message]:
    """Send the beginning of a body, and then what `then` brings; return the answer."""
    scope = a_post(path)
    said = {"host": "tell.test", **headers}
    scope["headers"] = [(n.encode(), v.encode()) for n, v in said.items()]
    arrived = iter([body])

    async def receive() -> Message:
        piece = next(arrived, None)
        return await then() if piece is None else a_piece(piece)

    sent: list[Message] = []
    await app(scope, receive, keep_in(sent))
    return sent


def a_piece(body: bytes) -> Message:
    return {"type": "http.request", "body": body, "more_body": True}


async def say_nothing() -> Message:
    await anyio.sleep_forever()
    return {}


async def drip() -> Message:
    """A byte now and then, without an end."""
    await anyio.sleep(0.001)
    return a_piece(b"a")


def read_page(sent: list[Message]) -> str:
    """Return the page that answered, which closes its connection."""
    start, *rest = sent
    assert start["status"] == 413
    assert (b"connection", b"close") in start["headers"]
    return b"".join(m["body"] for m in rest).decode()
