"""The Community Safety Team, its supervisor's page, and who may look at it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.applications import Starlette

from service import desk as process
from service.watching.usecases import HandingOn, Watching
from tests.builders import DESK_HOST, Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.tips import Desk, at_work
from tests.visitors import Visitor, at_the_door


@dataclass(frozen=True, slots=True)
class Supervision:
    """What amira does at her desk."""

    desk: Desk
    watching: Watching
    handing: HandingOn


def supervise(desk: Desk) -> Supervision:
    """Bring the use cases to life."""
    book, site = desk.casebook, desk.site
    watching = Watching(book.vault, book.cards, site.borough, site.clock)
    return Supervision(desk, watching, HandingOn(book))


@pytest.fixture
async def watched(site: Site) -> AsyncIterator[Supervision]:
    """A desk with a supervisor, once on each kind of database."""
    async with at_work(site) as desk:
        yield supervise(desk)


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
async def amira(office: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """The supervisor, who has signed in."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.sign_in("amira"))
        yield visitor


@pytest.fixture
async def ben(office: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """An officer of the same desk."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.sign_in("ben"))
        yield visitor
