"""The Community Safety Team and the neighbourhood police, at their desks and pages."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from starlette.applications import Starlette

from service import desk as process
from tests.builders import Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.partnership import Partnership, People, before_their_pages
from tests.releases import between_desks


@pytest.fixture
async def work(site: Site) -> AsyncIterator[Partnership]:
    """Both desks at work, once on each kind of database."""
    async with between_desks(site) as exchange:
        yield Partnership(exchange)


@pytest.fixture
async def office(
    sqlite_database: Database, tmp_path: Path
) -> AsyncIterator[Partnership]:
    """Both desks at work, for what does not depend on the database."""
    site = await make_site(sqlite_database, tmp_path, WORDS)
    async with between_desks(site) as exchange:
        yield Partnership(exchange)


@pytest.fixture
def app(office: Partnership) -> Starlette:
    """The officers' process."""
    return process.app(office.site.desk_settings, office.site.clock)


@pytest.fixture
async def people(office: Partnership, app: Starlette) -> AsyncIterator[People]:
    """Officers who have signed in: gina and hal of the police, ben and faye."""
    async with AsyncExitStack() as stack:
        yield await before_their_pages(office, app, stack)
