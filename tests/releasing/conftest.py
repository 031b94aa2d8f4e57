"""The Community Safety Team's desk and the neighbourhood police's, both at work."""

from collections.abc import AsyncIterator

import pytest

from tests.builders import Site
from tests.releases import Exchange, between_desks
from tests.releasing.counter import Counter, at_the_counter


@pytest.fixture
async def exchange(site: Site) -> AsyncIterator[Exchange]:
    """Two desks that send each other reports, once on each kind of database."""
    async with between_desks(site) as open_desks:
        yield open_desks


@pytest.fixture
async def counter(site: Site) -> AsyncIterator[Counter]:
    """The desk where reports leave, once on each kind of database."""
    async with at_the_counter(site) as open_counter:
        yield open_counter
