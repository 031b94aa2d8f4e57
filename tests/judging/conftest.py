"""The Community Safety Team judging, and two of its officers before their screens."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from service import desk as process
from tests.builders import DESK_HOST, Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.judging.judges import Bench, at_the_bench
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def bench(site: Site) -> AsyncIterator[Bench]:
    """The desk at work, once on each kind of database."""
    async with at_the_bench(site) as working:
        yield working


@pytest.fixture
async def office(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Bench]:
    """The desk at work, for what does not depend on the database."""
    site = await make_site(sqlite_database, tmp_path, WORDS)
    async with at_the_bench(site) as working:
        yield working


@pytest.fixture
def app(office: Bench) -> Starlette:
    """The officers' process."""
    site = office.desk.site
    return process.app(site.desk_settings, site.clock)


@pytest.fixture
async def ben(office: Bench, app: Starlette) -> AsyncIterator[Visitor]:
    """An officer who has signed in."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.desk.sign_in("ben"))
        yield visitor


@pytest.fixture
async def amira(office: Bench, app: Starlette) -> AsyncIterator[Visitor]:
    """Their supervisor, who has signed in as well."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.desk.sign_in("amira"))
        yield visitor


@pytest.fixture
async def faye(office: Bench, app: Starlette) -> AsyncIterator[Visitor]:
    """A supervisor of the children's front door."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.desk.sign_in("faye"))
        yield visitor
