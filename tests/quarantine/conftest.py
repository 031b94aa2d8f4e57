"""A desk after a flood, and some of its people before their screens."""

from collections.abc import AsyncIterator

import pytest

from tests.builders import Site
from tests.quarantine.flooded import Flooded, after_a_flood
from tests.tips import Desk


@pytest.fixture
async def flooded(site: Site) -> AsyncIterator[Flooded]:
    """The desk, once on each kind of database."""
    async with after_a_flood(site) as working:
        yield working


@pytest.fixture
async def small(small_site: Site) -> AsyncIterator[Flooded]:
    """The desk, for what does not depend on the database."""
    async with after_a_flood(small_site) as working:
        yield working


@pytest.fixture
def small_desk(small: Flooded) -> Desk:
    """The team among them, whose officers sit at screens."""
    return small.desk
