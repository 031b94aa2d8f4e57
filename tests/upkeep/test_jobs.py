"""Upkeep's rounds: what they do, when they end, and what the night leaves."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from crypto import random_id
from service.db.engine import Vault
from service.db.schema import Base, CampaignVisitRow
from service.db.tidying import tidy_disk
from service.domain.clock import SetClock
from service.domain.errors import UnavailableError
from service.upkeep import jobs
from service.upkeep.jobs import Rounds, run_until_told
from service.upkeep.usecases import Forgetting
from tests.builders import NOON, Site
from tests.databases import Database
from tests.upkeep.rows import TODAY, Given, add_acts, add_tip, find_kept

YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
async def owner(site: Site) -> AsyncIterator[Vault]:
    vault = Vault(site.database.owner)
    yield vault
    await vault.close()


def list_tables_of_a_tip() -> set[str]:
    """Every table that names a tip or a letter of one, as the schema has it now."""
    tables = Base.metadata.tables.values()
    naming = {table.name for table in tables if "tip" in table.columns}
    of_letters = {
        key.parent.table.name
        for table in tables
        for key in table.foreign_keys
        if key.column.table.name == "letters"
    }
    return {"tips"} | naming | of_letters


def make_rounds(vault: Vault, nights: list[date]) -> Rounds:
    async def note(today: date) -> None:
        nights.append(today)

    clock = SetClock(NOON.seconds)
    return Rounds(Forgetting(vault, clock), clock, note)


def read_files(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.glob("vault.db*")]


async def test_a_round_forgets_all_that_is_due(
    owner: Vault, site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    withdrawn = await add_tip(owner, Given(withdrawn=True))
    due = await add_tip(owner, Given(forget_on=TODAY))
    upkeep = Vault(site.database.upkeep)
    with caplog.at_level(logging.INFO, "quietword"):
        await make_rounds(upkeep, []).run_once()
    await upkeep.close()
    assert (await find_kept(owner, withdrawn)).tables == {"tips"}
    assert (await find_kept(owner, due)).tables == set()
    assert caplog.messages == ["upkeep: tips forgotten: 2"]


async def test_the_night_comes_once_a_day_and_a_signal_ends_the_rounds(
    owner: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights: list[date] = []
    rounds = make_rounds(owner, nights)
    monkeypatch.setattr(jobs, "EVERY_SECONDS", 0.01)
    running = asyncio.create_task(run_until_told(rounds))
    for _ in range(200):
        # A busy machine takes its time; then a few rounds more.
        await asyncio.sleep(0.1)
        if nights:
            break
    await asyncio.sleep(0.1)
    assert nights == [TODAY]
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.wait_for(running, 5)


async def test_a_database_that_is_away_is_one_line_and_another_try(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    away = Vault(f"sqlite+aiosqlite:///{tmp_path}/no/such/folder.db")
    monkeypatch.setattr(jobs, "EVERY_SECONDS", 0.01)
    stopped = asyncio.Event()
    rounds = make_rounds(away, [])
    running = asyncio.create_task(rounds.run_until(stopped))
    await asyncio.sleep(0.2)
    stopped.set()
    await asyncio.wait_for(running, 5)
    await away.close()
    assert len(caplog.messages) > 1
    assert set(caplog.messages) == {jobs.Event.UNAVAILABLE.value}


async def test_sqlite_keeps_nothing_of_a_forgotten_tip_after_the_night(
    sqlite_database: Database, tmp_path: Path
) -> None:
    vault = Vault(sqlite_database.owner)
    tip = await add_tip(vault, Given(forget_on=TODAY, words=False))
    assert any(tip.encode() in file for file in read_files(tmp_path))
    await Forgetting(vault, SetClock(NOON.seconds)).forget_due()
    async with vault.writing() as connection:
        await connection.execute(text("DELETE FROM deletions"))
    await tidy_disk(vault, TODAY)
    assert not any(tip.encode() in file for file in read_files(tmp_path))
    await add_tip(vault, Given())  # and the same connection still writes
    await vault.close()


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_postgres_tells_no_order_of_arrival_after_the_night(
    owner: Vault,
) -> None:
    for _ in range(9):
        tip = await add_tip(owner, Given(day=YESTERDAY, files=(random_id(),)))
        await add_acts(owner, tip, YESTERDAY)
    await tidy_disk(owner, TODAY)
    for table in list_tables_of_a_tip():
        async with owner.reading() as connection:
            rows = (
                await connection.execute(text(f"SELECT xmin, * FROM {table}"))  # noqa: S608 - names of ours
            ).all()
        assert len(rows) >= 9, table
        assert len({row[0] for row in rows}) == 1, table
        keys = [tuple(row[1:2]) for row in rows]
        assert keys == sorted(keys), table


@pytest.mark.postgres
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_postgres_tells_no_order_of_visits_after_the_night(owner: Vault) -> None:
    for code in ("STOP", "SCHOOL", "LIBRARY"):
        await add_tip(owner, Given(day=YESTERDAY))
        async with owner.writing() as connection:
            row = {"code": code, "day": YESTERDAY, "visits": 1}
            await connection.execute(insert(CampaignVisitRow).values(**row))
    await tidy_disk(owner, TODAY)
    async with owner.reading() as connection:
        query = text("SELECT xmin, code FROM campaign_visits ORDER BY ctid")
        visits = (await connection.execute(query)).all()
        tips = await connection.scalars(text("SELECT xmin FROM tips"))
        assert {xmin for xmin, _ in visits} == set(tips)
    assert [code for _, code in visits] == ["LIBRARY", "SCHOOL", "STOP"]


async def test_the_night_waits_for_nobody_for_ever(sqlite_database: Database) -> None:
    vault, busy = Vault(sqlite_database.owner), Vault(sqlite_database.owner)
    async with busy.writing(), vault.outside() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout = 10")
    async with busy.writing():
        with pytest.raises(UnavailableError):
            await tidy_disk(vault, TODAY)
    await vault.close()
    await busy.close()


def test_the_tables_of_a_tip_are_more_than_somebody_remembers() -> None:
    assert {"tips", "seals", "duties", "deletions"} <= list_tables_of_a_tip()
