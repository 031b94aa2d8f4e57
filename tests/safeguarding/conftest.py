"""Those who act for somebody's safety, and some of them before their screens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette

from service import desk as process
from tests.builders import DESK_HOST, Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.safeguarding.guardians import Guardians, on_guard
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def guardians(site: Site) -> AsyncIterator[Guardians]:
    """The desks at work, once on each kind of database."""
    async with on_guard(site) as working:
        yield working


@pytest.fixture
async def office(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Guardians]:
    """The desks at work, for what does not depend on the database."""
    site = await make_site(sqlite_database, tmp_path, WORDS)
    async with on_guard(site) as working:
        yield working


@pytest.fixture
def app(office: Guardians) -> Starlette:
    """The officers' process."""
    return process.app(office.site.desk_settings, office.site.clock)


@asynccontextmanager
async def _signed_in(
    office: Guardians, app: Starlette, name: str
) -> AsyncIterator[Visitor]:
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.desk.sign_in(name))
        yield visitor


@pytest.fixture
async def faye(office: Guardians, app: Starlette) -> AsyncIterator[Visitor]:
    """A supervisor of the children's front door, who has signed in."""
    async with _signed_in(office, app, "faye") as visitor:
        yield visitor


@pytest.fixture
async def gita(office: Guardians, app: Starlette) -> AsyncIterator[Visitor]:
    """Her colleague."""
    async with _signed_in(office, app, "gita") as visitor:
        yield visitor


@pytest.fixture
async def ben(office: Guardians, app: Starlette) -> AsyncIterator[Visitor]:
    """An officer of the Community Safety Team."""
    async with _signed_in(office, app, "ben") as visitor:
        yield visitor
