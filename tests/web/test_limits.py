"""A body beyond the limit is refused, and never held."""

from starlette.types import Message

from service.web.limits import MOST_BYTES
from tests.web.frames import (
    ECHO,
    URLENCODED,
    a_post,
    browse,
    desk_app,
    hang_up,
    keep_in,
    pieces,
    public_app,
)

MIB = 1024 * 1024


async def test_a_hundred_megabytes_in_pieces_are_not_read_to_their_end() -> None:
    asked: list[int] = []
    body = pieces(100, b"a" * MIB, asked)

    response = await browse(public_app(ECHO)).post(
        "/echo", content=body, headers=URLENCODED
    )

    assert response.status_code == 413
    assert "more than we can take" in response.text
    assert len(asked) < 12


async def test_a_stated_hundred_megabytes_are_not_even_begun() -> None:
    asked: list[int] = []
    headers = {**URLENCODED, "content-length": str(100 * MIB)}

    response = await browse(public_app(ECHO)).post(
        "/echo", content=pieces(100, b"a" * MIB, asked), headers=headers
    )

    assert response.status_code == 413
    assert asked == []


async def test_a_little_too_much_is_read_and_dropped_so_the_page_is_seen() -> None:
    asked: list[int] = []
    headers = {**URLENCODED, "content-length": str(2 * MIB)}

    response = await browse(public_app(ECHO)).post(
        "/echo", content=pieces(2, b"a" * MIB, asked), headers=headers
    )

    assert response.status_code == 413
    assert asked == [0, 1]


async def test_a_body_that_ends_just_beyond_the_limit_is_refused() -> None:
    response = await browse(public_app(ECHO)).post(
        "/echo", content=pieces(1, b"a" * (MOST_BYTES + 1), []), headers=URLENCODED
    )

    assert response.status_code == 413


async def test_a_body_of_exactly_the_limit_is_read() -> None:
    response = await browse(public_app(ECHO)).post(
        "/echo", content=b"text=" + b"a" * (MOST_BYTES - 5), headers=URLENCODED
    )

    assert len(response.json()["fields"]["text"]) == MOST_BYTES - 5


async def test_a_browser_that_goes_away_in_the_middle_is_told_nothing() -> None:
    sent: list[Message] = []

    await public_app(ECHO)(a_post("/echo"), hang_up, keep_in(sent))

    assert sent == []


async def test_what_is_not_http_is_let_through_to_the_routes() -> None:
    sent: list[Message] = []

    await desk_app()({"type": "websocket", "path": "/"}, hang_up, keep_in(sent))

    assert [message["type"] for message in sent] == ["websocket.close"]
