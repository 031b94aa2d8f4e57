"""The Community Safety Team's desk, and who stands before its inbox."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from service import desk as process
from tests.builders import DESK_HOST, Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.tips import Desk, at_work
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def desk(site: Site) -> AsyncIterator[Desk]:
    """The desk at work, once on each kind of database."""
    async with at_work(site) as working:
        yield working


@pytest.fixture
async def office(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Desk]:
    """The desk at work, for what does not depend on the database."""
    async with at_work(await make_site(sqlite_database, tmp_path, WORDS)) as working:
        yield working


@pytest.fixture
def app(office: Desk) -> Starlette:
    """The officers' process."""
    return process.app(office.site.desk_settings, office.site.clock)


@pytest.fixture
async def ben(office: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """An officer who has signed in."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.sign_in("ben"))
        yield visitor


@pytest.fixture
async def carol(office: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """The administrator, who belongs to no desk."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.sign_in("carol"))
        yield visitor


@pytest.fixture
async def faye(office: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """A supervisor of the children's front door."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.sign_in("faye"))
        yield visitor


@pytest.fixture
async def stranger(app: Starlette) -> AsyncIterator[Visitor]:
    """Somebody who has not signed in."""
    async with at_the_door(app, DESK_HOST) as visitor:
        yield visitor
