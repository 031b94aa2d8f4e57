"""Those who may look at files, and some of them before their screens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette

from service import desk as process
from tests.builders import DESK_HOST, Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.viewing.album import Album, with_an_album
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def album(site: Site) -> AsyncIterator[Album]:
    """Everybody at work, once on each kind of database."""
    async with with_an_album(site) as working:
        yield working


@pytest.fixture
async def small_album(
    sqlite_database: Database, tmp_path: Path
) -> AsyncIterator[Album]:
    """Everybody at work, for what does not depend on the database."""
    site = await make_site(sqlite_database, tmp_path, WORDS)
    async with with_an_album(site) as working:
        yield working


@pytest.fixture
def app(small_album: Album) -> Starlette:
    """The officers' process."""
    return process.app(small_album.site.desk_settings, small_album.site.clock)


@asynccontextmanager
async def _signed_in(album: Album, app: Starlette, name: str) -> AsyncIterator[Visitor]:
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await album.desk.sign_in(name))
        yield visitor


@pytest.fixture
async def ben(small_album: Album, app: Starlette) -> AsyncIterator[Visitor]:
    """An officer of the Community Safety Team."""
    async with _signed_in(small_album, app, "ben") as visitor:
        yield visitor


@pytest.fixture
async def faye(small_album: Album, app: Starlette) -> AsyncIterator[Visitor]:
    """A supervisor of the children's front door."""
    async with _signed_in(small_album, app, "faye") as visitor:
        yield visitor


@pytest.fixture
async def gita(small_album: Album, app: Starlette) -> AsyncIterator[Visitor]:
    """Her colleague, who supervises nothing."""
    async with _signed_in(small_album, app, "gita") as visitor:
        yield visitor
