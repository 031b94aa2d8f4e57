"""The Community Safety Team and the neighbourhood police, at their desks and pages."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from starlette.applications import Starlette

from tests.builders import Site
from tests.partnership import Partnership, People, before_their_pages
from tests.releases import between_desks
from tests.tips import Desk


@pytest.fixture
async def work(site: Site) -> AsyncIterator[Partnership]:
    """Both desks at work, once on each kind of database."""
    async with between_desks(site) as exchange:
        yield Partnership(exchange)


@pytest.fixture
async def office(small_site: Site) -> AsyncIterator[Partnership]:
    """Both desks at work, for what does not depend on the database."""
    async with between_desks(small_site) as exchange:
        yield Partnership(exchange)


@pytest.fixture
def small_desk(office: Partnership) -> Desk:
    """The team among them."""
    return office.exchange.desk


@pytest.fixture
async def people(office: Partnership, app: Starlette) -> AsyncIterator[People]:
    """Officers who have signed in: gina and hal of the police, ben and faye."""
    async with AsyncExitStack() as stack:
        yield await before_their_pages(office, app, stack)
