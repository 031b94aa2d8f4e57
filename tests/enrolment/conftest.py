"""The office behind the desks, and somebody before its door."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.builders import Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.offices import Office, at_the_desk_door, at_the_office
from tests.visitors import Visitor


@pytest.fixture
async def office(site: Site) -> AsyncIterator[Office]:
    """The office at work, once on each kind of database."""
    async with at_the_office(site) as working:
        yield working


@pytest.fixture
async def small_office(
    sqlite_database: Database, tmp_path: Path
) -> AsyncIterator[Office]:
    """The office on SQLite alone, for what does not depend on the database."""
    site = await make_site(sqlite_database, tmp_path, WORDS)
    async with at_the_office(site) as working:
        yield working


@pytest.fixture
async def visitor(small_office: Office) -> AsyncIterator[Visitor]:
    """Somebody before the officers' door."""
    async with at_the_desk_door(small_office.site) as standing:
        yield standing
