"""Which doors there are, who may go through them, and what every answer carries."""

from collections.abc import AsyncIterator, Sequence

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from service import desk
from service import reporter as public
from tests.builders import DESK_HOST, REPORTER_HOST, Site
from tests.visitors import FORM_TYPE, at_the_door

OPEN_AT_THE_DESK = {
    ("/sign-in", ("GET", "HEAD")),
    ("/sign-in", ("POST",)),
    ("/enrol/{token}", ("GET", "HEAD")),
    ("/enrol/{token}", ("POST",)),
    ("/static/{hashed}", ("GET", "HEAD")),
}
NOTHING_ALLOWED = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(),"
    " encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(),"
    " idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(),"
    " payment=(), picture-in-picture=(), publickey-credentials-get=(),"
    " screen-wake-lock=(), serial=(), storage-access=(), usb=(), xr-spatial-tracking=()"
)
ALWAYS = {
    "content-security-policy": "default-src 'none'; style-src 'self';"
    " script-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": NOTHING_ALLOWED,
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
ITS_OWN = {
    *("allow", "content-encoding", "content-length", "content-type", "location"),
    "set-cookie",
}
ASKED = (
    ("GET", "/", 0),
    ("GET", "/form", 0),
    ("GET", "/work", 0),
    ("GET", "/custody/custodian", 0),
    ("POST", "/custody/custodian/none/open", 10),
    ("POST", "/tips/none/name", 10),
    ("GET", "/back", 0),
    ("GET", "/ready", 0),
    ("GET", "/info/about", 0),
    ("GET", "/sign-in", 0),
    ("GET", "/nowhere", 0),
    ("PUT", "/", 0),
    ("GET", "/send", 0),
    ("GET", "/inbox", 0),
    ("GET", "/officers", 0),
    ("POST", "/check", 10),
    ("POST", "/send", 10),
    ("POST", "/back", 10),
    ("POST", "/sign-in", 10),
    ("GET", "/quarantine/none", 0),
    ("POST", "/quarantine/none/close", 10),
    ("POST", "/quarantine/none/move-alike", 10),
    ("POST", "/tips/none", 10),
    ("POST", "/tips/none/release", 10),
    ("POST", "/tips/none/review/release", 10),
    ("POST", "/reports/none/none/pdf", 10),
    ("GET", "/schema/report-1.json", 0),
    ("POST", "/tips/none/reports", 10),
    ("POST", "/tips/none/template", 10),
    ("POST", "/check", 3_000_000),
)


def list_doors(
    routes: Sequence[BaseRoute],
) -> dict[tuple[str, tuple[str, ...]], object]:
    doors: dict[tuple[str, tuple[str, ...]], object] = {}
    for route in routes:
        assert not isinstance(route, Mount)
        assert isinstance(route, Route)
        doors[route.path, tuple(sorted(route.methods or ()))] = route.endpoint
    return doors


async def test_the_public_process_has_exactly_these_doors(site: Site) -> None:
    doors = list_doors(public.app(site.reporter_settings).routes)

    assert set(doors) == {
        ("/", ("GET", "HEAD")),
        ("/p/{code}", ("GET", "HEAD")),
        ("/form", ("GET", "HEAD")),
        ("/form", ("POST",)),
        ("/work", ("GET", "HEAD")),
        ("/ready", ("GET", "HEAD")),
        ("/leave", ("GET", "HEAD")),
        ("/left", ("GET", "HEAD")),
        ("/info/help", ("GET", "HEAD")),
        ("/info/about", ("GET", "HEAD")),
        ("/info/access", ("GET", "HEAD")),
        ("/info/privacy-easy", ("GET", "HEAD")),
        ("/info/privacy", ("GET", "HEAD")),
        ("/info/cookies", ("GET", "HEAD")),
        ("/check", ("POST",)),
        ("/send", ("POST",)),
        ("/back", ("GET", "HEAD")),
        ("/back", ("POST",)),
        ("/back/add", ("POST",)),
        ("/back/forget", ("GET", "HEAD")),
        ("/back/forget", ("POST",)),
        ("/static/{hashed}", ("GET", "HEAD")),
    }


async def test_every_desk_door_is_guarded_but_sign_in_and_enrolment(site: Site) -> None:
    doors = list_doors(desk.app(site.desk_settings).routes)

    unguarded = {
        door for door, endpoint in doors.items() if not hasattr(endpoint, "guarded_by")
    }
    assert unguarded == OPEN_AT_THE_DESK


@pytest.fixture(params=["reporter", "desk"])
async def client(
    request: pytest.FixtureRequest, site: Site
) -> AsyncIterator[httpx.AsyncClient]:
    apps: dict[str, tuple[Starlette, str]] = {
        "reporter": (public.app(site.reporter_settings, site.clock), REPORTER_HOST),
        "desk": (desk.app(site.desk_settings, site.clock), DESK_HOST),
    }
    app, host = apps[request.param]
    async with at_the_door(app, host) as visitor:
        visitor.client.follow_redirects = False
        yield visitor.client


async def test_every_answer_carries_exactly_these_headers(
    client: httpx.AsyncClient,
) -> None:
    wrong = {}
    for method, path, size in ASKED:
        answer = await client.request(
            method, path, content=b"a" * size, headers=FORM_TYPE if size else {}
        )
        headers = {n: v for n, v in answer.headers.items() if n not in ITS_OWN}
        expected = ALWAYS | {"cache-control": "no-store"}
        if answer.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
            expected["connection"] = "close"
        if headers != expected:
            wrong[method, path] = headers

    assert wrong == {}


async def test_a_static_file_may_be_kept_and_carries_the_same_otherwise(
    client: httpx.AsyncClient,
) -> None:
    page = (
        await client.get("/sign-in" if "desk" in str(client.base_url) else "/")
    ).text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]

    answer = await client.get(path)

    own = {*ITS_OWN, "vary"}
    headers = {n: v for n, v in answer.headers.items() if n not in own}
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    assert headers == ALWAYS | kept


async def test_a_wrong_host_is_a_plain_page_with_the_same_headers(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/", headers={"host": "elsewhere.test"})

    headers = {n: v for n, v in answer.headers.items() if n not in ITS_OWN}
    assert answer.status_code == 400
    assert headers == ALWAYS | {"cache-control": "no-store"}
    assert "<h1" in answer.text
