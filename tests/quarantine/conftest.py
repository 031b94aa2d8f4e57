"""A desk after a flood, and some of its people before their screens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from service import desk as process
from tests.builders import DESK_HOST, Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.quarantine.flooded import Flooded, after_a_flood
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def flooded(site: Site) -> AsyncIterator[Flooded]:
    """The desk, once on each kind of database."""
    async with after_a_flood(site) as standing:
        yield standing


@pytest.fixture
async def small(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Flooded]:
    """The desk, for what does not depend on the database."""
    site = await make_site(sqlite_database, tmp_path, WORDS)
    async with after_a_flood(site) as standing:
        yield standing


@asynccontextmanager
async def _signed_in(small: Flooded, name: str) -> AsyncIterator[Visitor]:
    app = process.app(small.site.desk_settings, small.site.clock)
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await small.desk.sign_in(name))
        yield visitor


@pytest.fixture
async def amira(small: Flooded) -> AsyncIterator[Visitor]:
    """The supervisor, who has signed in."""
    async with _signed_in(small, "amira") as visitor:
        yield visitor


@pytest.fixture
async def ben(small: Flooded) -> AsyncIterator[Visitor]:
    """An officer, who has signed in."""
    async with _signed_in(small, "ben") as visitor:
        yield visitor


@pytest.fixture
async def ines(small: Flooded) -> AsyncIterator[Visitor]:
    """A supervisor of another desk, who has signed in."""
    async with _signed_in(small, "ines") as visitor:
        yield visitor
