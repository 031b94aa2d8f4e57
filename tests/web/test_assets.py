"""Built files are served as they are, for ever, and nothing else is."""

import gzip
from pathlib import Path

import pytest

from service.web.assets import BUILT, Assets, AssetsError
from tests.web.frames import browse, desk_pages, public_app, public_pages

STYLESHEET = public_pages().assets.locate("reporter.css")
CONTENT = (BUILT / Path(STYLESHEET).name).read_bytes()


async def test_a_file_is_packed_for_a_browser_that_unpacks() -> None:
    async with browse(public_app()).stream("GET", STYLESHEET) as response:
        raw = b"".join([piece async for piece in response.aiter_raw()])

    assert gzip.decompress(raw) == CONTENT
    assert response.headers["content-length"] == str(len(raw))
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["content-type"] == "text/css; charset=utf-8"


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0", "gzip; q=0.0", "*"])
async def test_a_file_is_plain_for_a_browser_that_does_not(accepted: str) -> None:
    response = await browse(public_app()).get(
        STYLESHEET, headers={"accept-encoding": accepted}
    )

    assert response.content == CONTENT
    assert "content-encoding" not in response.headers
    assert response.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepted", ["gzip", "br, GZIP", "br;q=1, gzip;q=0.8"])
async def test_a_file_is_packed_however_that_is_said(accepted: str) -> None:
    response = await browse(public_app()).get(
        STYLESHEET, headers={"accept-encoding": accepted}
    )

    assert response.content == CONTENT
    assert response.headers["content-encoding"] == "gzip"


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/manifest.json",
        "/static/reporter.css",
        f"{STYLESHEET}.gz",
        "/static/../application.py",
        "/static/..%2fapplication.py",
        "/static/%2e%2e/application.py",
        "/static//etc/passwd",
        desk_pages().assets.locate("desk.css"),
    ],
)
async def test_nothing_else_is_served(path: str) -> None:
    response = await browse(public_app()).get(path)

    assert response.status_code == 404
    assert response.headers["cache-control"] == "no-store"


def test_a_house_whose_files_are_not_built_does_not_open(tmp_path: Path) -> None:
    with pytest.raises(AssetsError, match="run `make assets` first"):
        Assets.load("reporter.css", built=tmp_path)
