"""The Community Safety Team's desk."""

from collections.abc import AsyncIterator

import pytest

from tests.builders import Site
from tests.tips import Desk, at_work


@pytest.fixture
async def desk(site: Site) -> AsyncIterator[Desk]:
    """The desk at work, once on each kind of database."""
    async with at_work(site) as working:
        yield working
