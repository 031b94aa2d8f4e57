"""A whole journey with canaries, and then a search of everything that is left."""

import logging
import tempfile
from base64 import b64decode
from pathlib import Path

import pytest

from service.db.engine import Vault
from tests.builders import PASSWORD, Site
from tests.photos import HIDDEN, a_photo, add_photos
from tests.visitors import ADDRESS, USER_AGENT, Visitor, read_words

TEXT = "Zanzibarcanary told in Quillfeather Mews"
PLACE = "Obsidianwharf Lane"
WHEN = "Thrumblesday evening"
NOTE = "Officercanary wrote this"
MESSAGE = "Councilcanary thanks you"
ADDED = "Secondcanary added later"


async def read_database(site: Site) -> bytes:
    """Everything the database holds, as its files or as its rows."""
    if site.database.kind == "sqlite":
        return b"".join(p.read_bytes() for p in site.folder.glob("vault.db*"))
    vault = Vault(site.database.owner)
    rows = b""
    async with vault.reading() as connection:
        tables = await connection.exec_driver_sql(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
        for (table,) in tables.all():
            found = await connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608 - a name from the catalogue
            for row in found.all():
                rows += b"".join(
                    v if isinstance(v, bytes) else str(v).encode() for v in row
                )
    await vault.close()
    return rows


async def walk(kim: Visitor, ben: Visitor) -> str:
    """Tell, read, pick up, note, write, come back, add; return the six words."""
    await kim.visit("/form")
    await add_photos(kim, a_photo(), text=TEXT, where=PLACE, when=WHEN, group="drugs")
    await kim.press("Send")
    words = " ".join(read_words(kim.page))
    await ben.visit("/")
    await ben.press("Drugs", at="/tips/")
    await ben.press("Pick up")
    await ben.press("Save the note", text=NOTE)
    await ben.press("Send the message", text=MESSAGE)
    await kim.visit("/back")
    await kim.press("Continue", words=words)
    await kim.press("Send", text=ADDED)
    return words


async def test_a_whole_journey_leaves_none_of_it_anywhere(  # noqa: PLR0917 - fixtures
    site: Site,
    kim: Visitor,
    ben: Visitor,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    with caplog.at_level(logging.INFO):
        words = await walk(kim, ben)
    copy = shown_first(kim)
    typed = (TEXT, PLACE, WHEN, NOTE, MESSAGE, ADDED, PASSWORD, ADDRESS, USER_AGENT)
    canaries = [piece for text in typed for piece in pieces_of(text)]
    canaries += [words.encode(), words.replace(" ", "-").encode()]
    canaries += [*HIDDEN, a_photo()[3000:3040], copy[64:104], copy[-60:-20]]
    places = {
        "database": await read_database(site),
        "logs": caplog.text.encode(),
        "temporary files": read_files(temporary),
        "sealed files": read_files(site.folder / "files"),
        "addresses and headers": read_heads(kim, ben),
    }

    assert words.count(" ") == 5
    assert places["sealed files"]
    assert {
        (place, canary)
        for place, kept in places.items()
        for canary in canaries
        if canary in kept
    } == set()


async def test_the_search_would_find_what_is_there(site: Site, kim: Visitor) -> None:
    await kim.visit("/form")

    assert b"community-safety" in await read_database(site)
    assert b"no-store" in read_heads(kim)


def shown_first(kim: Visitor) -> bytes:
    """The small copy of the photo that the check page showed."""
    page = next(r.text for r in kim.seen if "data:image/jpeg" in r.text)
    return b64decode(page.partition("data:image/jpeg;base64,")[2].partition('"')[0])


def pieces_of(canary: str) -> list[bytes]:
    """A canary as it may be kept: as it is, its longest word, in wide letters."""
    longest = max(canary.split(), key=len)
    return [canary.encode(), canary.encode("utf-16-le"), longest.encode()]


def read_files(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def read_heads(*visitors: Visitor) -> bytes:
    return b"".join(
        str(response.url).encode() + b"".join(n + v for n, v in response.headers.raw)
        for visitor in visitors
        for response in visitor.seen
    )
