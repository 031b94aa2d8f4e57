"""Every response carries exactly the same headers."""

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service.web.application import Street
from service.web.headers import ALWAYS
from tests.web.frames import (
    AWAY,
    ECHO,
    HOST,
    URLENCODED,
    browse,
    desk_app,
    public_app,
    public_pages,
    raises,
)

COMMON = {*ALWAYS, "cache-control", "content-type", "content-length"}
STYLESHEET = public_pages().assets.locate("reporter.css")
FAULT = Route("/fault", raises(ZeroDivisionError("secret")), methods=["GET"])


@pytest.mark.parametrize(
    ("method", "path", "status", "besides"),
    [
        ("GET", "/none", 404, set()),
        ("GET", "/fault", 500, set()),
        ("GET", "/echo", 405, {"allow"}),
        ("POST", "/echo", 415, set()),
        ("GET", STYLESHEET, 200, {"content-encoding", "vary"}),
        ("HEAD", STYLESHEET, 200, {"content-encoding", "vary"}),
        ("GET", "/static/none", 404, set()),
        ("BREW", "/", 404, set()),
    ],
)
async def test_every_response_carries_exactly_these_headers(
    method: str, path: str, status: int, besides: set[str]
) -> None:
    client = browse(public_app(ECHO, FAULT))

    response = await client.request(method, path)

    assert response.status_code == status
    assert set(response.headers) == COMMON | besides
    assert {name: response.headers[name] for name in ALWAYS} == dict(ALWAYS)


async def test_a_page_of_ours_is_never_stored() -> None:
    page = await browse(public_app(ECHO)).post("/echo", data={"text": "a"})

    assert page.headers["cache-control"] == "no-store"
    assert set(page.headers) == COMMON


async def test_a_redirect_carries_them_with_a_path_to_go_to() -> None:
    response = await browse(public_app(AWAY)).get("/away")

    assert response.headers["location"] == "/elsewhere"
    assert set(response.headers) == COMMON - {"content-type"} | {"location"}


async def test_a_body_that_was_refused_also_closes_the_connection() -> None:
    response = await browse(public_app(ECHO)).post(
        "/echo", content=b"a" * (2 * 1024 * 1024), headers=URLENCODED
    )

    assert response.status_code == 413
    assert set(response.headers) == COMMON | {"connection"}
    assert response.headers["connection"] == "close"


async def test_an_unknown_host_gets_them_too() -> None:
    response = await browse(public_app()).get("/", headers={"host": "other.test"})

    assert set(response.headers) == COMMON


async def test_a_form_from_another_site_gets_them_too() -> None:
    response = await browse(desk_app(ECHO)).post(
        "/echo", headers={"sec-fetch-site": "cross-site"}
    )

    assert response.status_code == 403
    assert set(response.headers) == COMMON


async def test_what_a_door_adds_by_accident_is_taken_away() -> None:
    async def chatter(_request: Request) -> Response:
        names = ("Server", "Date", "ETag", "X-Powered-By", "Set-Cookie")
        return Response("", headers=dict.fromkeys(names, "a"))

    response = await browse(public_app(Route("/", chatter))).get("/")

    assert set(response.headers) == COMMON - {"content-type"} | {"set-cookie"}


async def test_only_where_https_is_all_there_is_browsers_are_held_to_it() -> None:
    street = Street(hosts=(HOST,), https_only=True)

    response = await browse(public_app(street=street)).get("/")

    assert response.headers["strict-transport-security"] == "max-age=31536000"


async def test_the_policy_lets_nothing_in_but_our_own_files() -> None:
    response: httpx.Response = await browse(public_app()).get("/")

    assert response.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
