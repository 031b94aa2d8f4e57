"""Files and rows that lost each other: in a directory and in a bucket of S3."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crypto import random_id
from service.db.engine import Vault
from service.domain.clock import SetClock, SystemClock
from service.domain.stores import Bucket, FilesSettings
from service.files.objects import Objects
from service.upkeep.jobs import Event, Sweeps
from service.upkeep.usecases import Forgetting, Sweeping
from tests.buckets import make_bucket
from tests.builders import Site
from tests.files.kept import list_kept, pieces
from tests.upkeep.rows import TODAY, Given, add_tip

NEARLY = timedelta(minutes=149)
THE_QUARTER_AFTER = timedelta(minutes=17)


@pytest.fixture(params=["directory", "s3"])
async def sweeping(
    request: pytest.FixtureRequest, site: Site
) -> AsyncIterator[Sweeping]:
    """Upkeep as its own role. Its clock stands at the moment a store's files have."""
    settings = site.files_settings if request.param == "directory" else make_bucket()
    vault = Vault(site.database.upkeep)
    yield Sweeping(vault, Objects.open(settings), SetClock(SystemClock().now()))
    await vault.close()


@pytest.fixture
async def owner(site: Site) -> AsyncIterator[Vault]:
    vault = Vault(site.database.owner)
    yield vault
    await vault.close()


async def keep(sweeping: Sweeping) -> str:
    object_id = random_id()
    await sweeping.objects.put(object_id, pieces(b"sealed"))
    return object_id


async def later(sweeping: Sweeping, step: timedelta) -> Sweeping:
    return replace(
        sweeping,
        clock=SetClock(sweeping.clock.now() + int(step.total_seconds())),
    )


async def list_ids(sweeping: Sweeping) -> list[str]:
    return [one.id for one in await list_kept(sweeping.objects)]


async def test_a_file_that_nobody_claimed_stays_for_two_and_a_half_hours_and_goes(
    sweeping: Sweeping, owner: Vault
) -> None:
    unclaimed, claimed = await keep(sweeping), await keep(sweeping)
    await add_tip(owner, Given(files=(claimed,)))

    assert await (nearly := await later(sweeping, NEARLY)).sweep_orphans() == 0
    assert await list_ids(sweeping) == sorted([unclaimed, claimed])
    assert await (await later(nearly, THE_QUARTER_AFTER)).sweep_orphans() == 1
    assert await list_ids(sweeping) == [claimed]


async def test_a_forgotten_tip_takes_its_files_along(
    sweeping: Sweeping, owner: Vault
) -> None:
    file = await keep(sweeping)
    await add_tip(owner, Given(opened=True, forget_on=TODAY, files=(file,)))

    await Forgetting(sweeping.vault, sweeping.clock).forget_due()
    swept = await (await later(sweeping, timedelta(hours=3))).sweep_orphans()

    assert swept == 1
    assert await list_ids(sweeping) == []


async def test_two_sweeps_at_once_remove_each_file_and_break_nothing(
    sweeping: Sweeping, owner: Vault
) -> None:
    claimed = await keep(sweeping)
    await add_tip(owner, Given(files=(claimed,)))
    for _ in range(20):
        await keep(sweeping)
    late = await later(sweeping, timedelta(hours=3))

    await asyncio.gather(*(late.sweep_orphans() for _ in range(3)))

    assert await list_ids(sweeping) == [claimed]


async def test_the_night_puts_claimed_files_down_again_and_no_others(
    sweeping: Sweeping, owner: Vault
) -> None:
    claimed, waiting = await keep(sweeping), await keep(sweeping)
    await add_tip(owner, Given(files=(claimed,)))

    assert await sweeping.rehome() == 1
    assert await sweeping.rehome() == 0

    new = {one.id for one in await list_kept(sweeping.objects) if one.is_new}
    assert new == {waiting}
    assert await list_ids(sweeping) == sorted([claimed, waiting])


async def test_two_nights_at_once_lose_no_file(
    sweeping: Sweeping, owner: Vault
) -> None:
    files = tuple([await keep(sweeping) for _ in range(8)])
    await add_tip(owner, Given(files=files))

    await asyncio.gather(*(sweeping.rehome() for _ in range(3)))

    assert set(await list_ids(sweeping)) == set(files)
    assert await sweeping.count_lost() == 0


async def test_a_file_forgotten_while_it_was_put_down_again_does_not_stay(
    sweeping: Sweeping, owner: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = await keep(sweeping)
    await add_tip(owner, Given(forget_on=TODAY, files=(file,)))
    rehome = Objects.rehome

    async def forget_first(objects: Objects, object_id: str, at: int) -> None:
        await Forgetting(sweeping.vault, sweeping.clock).forget_due()
        await rehome(objects, object_id, at)

    monkeypatch.setattr(Objects, "rehome", forget_first)
    await sweeping.rehome()

    assert await list_ids(sweeping) == []


async def test_a_file_that_a_tip_has_and_the_store_has_not_is_counted(
    sweeping: Sweeping, owner: Vault
) -> None:
    there, lost = await keep(sweeping), random_id()
    await add_tip(owner, Given(files=(there, lost)))

    assert await sweeping.count_lost() == 1
    await sweeping.objects.put(lost, pieces(b"found again"))
    assert await sweeping.count_lost() == 0


async def test_upkeep_says_numbers_and_no_names(
    sweeping: Sweeping, owner: Vault, caplog: pytest.LogCaptureFixture
) -> None:
    await keep(sweeping)
    await add_tip(owner, Given(files=(random_id(), random_id())))
    late = await later(sweeping, timedelta(hours=3))
    sweeps = Sweeps(late, late.clock)

    with caplog.at_level(logging.INFO, "quietword"):
        await sweeps.run_once()
        await sweeps.run_once()

    assert caplog.messages == [f"{Event.SWEPT}: 1", f"{Event.LOST}: 2"]


async def test_the_store_is_swept_every_half_hour_and_put_in_order_once_a_day(
    sweeping: Sweeping, owner: Vault
) -> None:
    clock = SetClock.at_noon(TODAY)
    sweeps = Sweeps(replace(sweeping, clock=clock), clock)
    await sweeps.run_once()
    file = await keep(sweeping)
    await add_tip(owner, Given(files=(file,)))

    for step, is_new in ((29, True), (30, True), (24 * 60, False)):
        clock.advance(timedelta(minutes=step))
        await sweeps.run_once()
        assert [one.is_new for one in await list_kept(sweeping.objects)] == [is_new]


async def test_a_store_that_is_away_is_one_line_and_another_try(
    sqlite_database: object, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bucket = Bucket("quietword", "", "eu-west-2", "k", "s", "http://127.0.0.1:9")
    clock, vault = SystemClock(), Vault(f"sqlite+aiosqlite:///{tmp_path}/vault.db")
    away = Sweeping(vault, Objects.open(FilesSettings(bucket)), clock)

    await (sweeps := Sweeps(away, clock)).run_once()
    await sweeps.run_once()
    await vault.close()

    assert sqlite_database
    assert caplog.messages == [Event.FILES_AWAY.value] * 2
