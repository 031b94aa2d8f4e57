"""A disk without room, which SQLite can be told that it has."""

from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from service.db.schema import TipRow
from service.domain.errors import UnavailableError
from service.settings import load_words
from tests.builders import Site, make_site
from tests.databases import Database
from tests.intake.public import Public


@pytest.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> Site:
    return await make_site(sqlite_database, tmp_path, load_words())


async def test_no_words_come_of_a_full_disk(public: Public) -> None:
    def fill_disk(connection: DBAPIConnection, _entry: object) -> None:
        connection.cursor().execute("PRAGMA max_page_count = 1")  # no more than now

    event.listen(public.vault.engine.sync_engine, "connect", fill_disk)
    with pytest.raises(UnavailableError):
        await public.tell()

    assert await public.count(TipRow) == 0
