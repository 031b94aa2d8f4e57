"""Those who may look at files, and some of them before their screens."""

from collections.abc import AsyncIterator

import pytest

from tests.builders import Site
from tests.tips import Desk
from tests.viewing.album import Album, with_an_album


@pytest.fixture
async def album(site: Site) -> AsyncIterator[Album]:
    """Everybody at work, once on each kind of database."""
    async with with_an_album(site) as working:
        yield working


@pytest.fixture
async def small_album(small_site: Site) -> AsyncIterator[Album]:
    """Everybody at work, for what does not depend on the database."""
    async with with_an_album(small_site) as working:
        yield working


@pytest.fixture
def small_desk(small_album: Album) -> Desk:
    """The team among them, whose officers sit at screens."""
    return small_album.desk
