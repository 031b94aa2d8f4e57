"""Every title and address that can get into a history, a tab or a log says nothing."""

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.routing import Route

from service import reporter
from tests.builders import make_site
from tests.conftest import WORDS
from tests.databases import ROOT, Database

PATHS = {
    "/",
    "/p/{code}",
    "/ready",
    "/form",
    "/work",
    "/check",
    "/send",
    "/back",
    "/back/add",
    "/back/forget",
    "/leave",
    "/left",
    "/info/help",
    "/info/about",
    "/info/access",
    "/info/privacy-easy",
    "/info/privacy",
    "/info/cookies",
    "/static/{hashed}",
}
"""All of them, by hand: a new one is looked at by a person who adds it here."""

ROOMS = ("intake", "mailbox", "guiding", "web")
TITLE = re.compile(r"{% block title %}(.*?){% endblock %}|<title>([^{].*?)</title>")
MISTAKE = re.compile(r'{{ *"Error: " if \w+ *}}|{{ *_\("Error:"\).*?}}|Error: ')


async def test_every_address_is_one_that_was_looked_at(
    sqlite_database: Database, tmp_path: Path
) -> None:
    site = await make_site(sqlite_database, tmp_path, WORDS)
    routes = reporter.app(site.reporter_settings).routes

    assert {route.path for route in routes if isinstance(route, Route)} == PATHS


@pytest.mark.parametrize("room", ROOMS)
def test_every_title_is_the_dull_one(room: str) -> None:
    folder = ROOT / "service" / room / "templates"
    pages = [p for p in folder.glob("*.html") if not p.name.startswith("desk_")]
    titles = [
        unescape(MISTAKE.sub("", inner or plain))
        for page in pages
        for inner, plain in TITLE.findall(page.read_text())
    ]

    assert set(titles) <= {"Quiet Word"}


def test_the_icon_is_two_lines_on_a_grey_square() -> None:
    icon = (ROOT / "service" / "web" / "assets" / "favicon.svg").read_text()

    assert re.findall(r"<(\w+)", icon) == ["svg", "rect", "path"]
    assert "text" not in icon
    assert set(re.findall(r"#\w+", icon)) == {"#4a5654", "#fff"}
