"""Somebody before the public doors, who reads before they tell us anything."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from service import reporter
from tests.builders import REPORTER_HOST, make_site
from tests.conftest import WORDS
from tests.databases import Database, copy_sqlite
from tests.processes import Running, run_process
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def kim(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Visitor]:
    """Somebody who knows something, and does not trust everybody around them."""
    site = await make_site(sqlite_database, tmp_path, WORDS)
    app = reporter.app(site.reporter_settings, site.clock)
    async with at_the_door(app, REPORTER_HOST) as visitor:
        visitor.client.follow_redirects = False
        yield visitor


@pytest.fixture(scope="module")
def street(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """The public process as it is run."""
    folder = tmp_path_factory.mktemp("street")
    database = copy_sqlite(sqlite_template, folder / "vault.db")
    site = asyncio.run(make_site(database, folder, WORDS))
    with run_process(site, "reporter") as running:
        yield running
