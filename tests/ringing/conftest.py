"""A site whose bells ring, a mail server, and the people before and behind them."""

from collections.abc import AsyncIterator

import pytest

from tests.builders import Site
from tests.intake.public import Public, before_the_public
from tests.ringing.postbox import Postbox, Upkeep, open_postbox, upkeep_at_work


@pytest.fixture
async def postbox() -> AsyncIterator[Postbox]:
    """A mail server that takes everything."""
    async with open_postbox() as box:
        yield box


@pytest.fixture
async def public(site: Site) -> AsyncIterator[Public]:
    """The way in, once on each kind of database."""
    async with before_the_public(site) as standing:
        yield standing


@pytest.fixture
async def upkeep(site: Site, postbox: Postbox) -> AsyncIterator[Upkeep]:
    """Upkeep, with the site's clock."""
    async with upkeep_at_work(site, site.clock, postbox.reach()) as working:
        yield working
