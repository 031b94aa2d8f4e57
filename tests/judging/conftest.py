"""The Community Safety Team judging, and two of its officers before their screens."""

from collections.abc import AsyncIterator

import pytest

from tests.builders import Site
from tests.judging.judges import Bench, at_the_bench
from tests.tips import Desk


@pytest.fixture
async def bench(site: Site) -> AsyncIterator[Bench]:
    """The desk at work, once on each kind of database."""
    async with at_the_bench(site) as working:
        yield working


@pytest.fixture
async def office(small_site: Site) -> AsyncIterator[Bench]:
    """The desk at work, for what does not depend on the database."""
    async with at_the_bench(small_site) as working:
        yield working


@pytest.fixture
def small_desk(office: Bench) -> Desk:
    """The team among them, whose officers sit at screens."""
    return office.desk
