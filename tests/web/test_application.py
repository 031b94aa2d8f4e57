"""The frame stands, opens and closes."""

from starlette.routing import Route

from service.web.application import Street, build_reporter
from tests.web.frames import HOST, browse, echo, public_app, public_pages


async def test_what_was_opened_is_closed_when_the_process_stops() -> None:
    closed: list[str] = []

    async def close() -> None:
        closed.append("vault")

    street = Street(hosts=(HOST,), https_only=False)
    app = build_reporter((), pages=public_pages(), street=street, close=close)
    async with app.router.lifespan_context(app):
        assert closed == []

    assert closed == ["vault"]


async def test_nobody_is_kept_from_telling_us_by_where_they_came_from() -> None:
    client = browse(public_app(Route("/", echo, methods=["POST"])))

    response = await client.post(
        "/", data={"text": "a"}, headers={"sec-fetch-site": "cross-site"}
    )

    assert response.status_code == 200
