"""Those who act for somebody's safety, and some of them before their screens."""

from collections.abc import AsyncIterator

import pytest

from tests.builders import Site
from tests.safeguarding.guardians import Guardians, on_guard
from tests.tips import Desk


@pytest.fixture
async def guardians(site: Site) -> AsyncIterator[Guardians]:
    """The desks at work, once on each kind of database."""
    async with on_guard(site) as working:
        yield working


@pytest.fixture
async def office(small_site: Site) -> AsyncIterator[Guardians]:
    """The desks at work, for what does not depend on the database."""
    async with on_guard(small_site) as working:
        yield working


@pytest.fixture
def small_desk(office: Guardians) -> Desk:
    """The team among them, whose officers sit at screens."""
    return office.desk
