"""The Community Safety Team writing reports, and two of its officers at screens."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette

from service import desk as process
from service.domain.answers import Answers
from service.reporting.usecases import Writing
from tests.builders import DESK_HOST, Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.tips import Desk, at_work
from tests.visitors import Visitor, at_the_door

A_BROTHER = Answers(
    text="My brother has a knife. I saw it from my window on Lillie Road at 16:45.",
    group="weapons",
    topic="KN1",
    where="14 Lillie Road",
    when="Every day at 16:45",
    how_known="saw",
)


@pytest.fixture
async def desk(site: Site) -> AsyncIterator[Desk]:
    """The desk at work, once on each kind of database."""
    async with at_work(site) as working:
        yield working


@pytest.fixture
def writing(desk: Desk) -> Writing:
    """What writes reports there."""
    return Writing(desk.casebook, desk.site.borough)


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
async def amira(office: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """Their supervisor, who has signed in as well."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.sign_in("amira"))
        yield visitor
