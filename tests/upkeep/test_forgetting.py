"""What upkeep forgets, as its own role, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select

from crypto import random_bytes, random_id
from service.db.engine import Vault
from service.db.schema import (
    CampaignVisitRow,
    SealRow,
    SessionRow,
    SignInCounterRow,
    TipRow,
)
from service.domain.clock import SetClock
from service.domain.tips import TipId
from service.upkeep.usecases import BATCH, Forgetting
from tests.builders import NOON, Site
from tests.upkeep.rows import TODAY, Given, add_tip, find_kept

EVERYTHING = {"tips", "letters", "shreds", "mailboxes", "doorbells"}
A_DAY = timedelta(days=1)


@pytest.fixture
async def owner(site: Site) -> AsyncIterator[Vault]:
    vault = Vault(site.database.owner)
    yield vault
    await vault.close()


@pytest.fixture
async def forgetting(site: Site) -> AsyncIterator[Forgetting]:
    vault = Vault(site.database.upkeep)
    yield Forgetting(vault, SetClock(NOON.seconds))
    await vault.close()


async def test_a_tip_withdrawn_before_anybody_read_it_leaves_a_bare_row(
    owner: Vault, forgetting: Forgetting
) -> None:
    tip = await add_tip(owner, Given(withdrawn=True))
    assert await forgetting.forget_withdrawn() == 1
    kept = await find_kept(owner, tip)
    assert kept.tables == {"tips"}
    assert kept.causes == ["withdrawn"]
    async with owner.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(SealRow)) == 0
        query = select(TipRow.open, TipRow.forget_on).where(TipRow.id == tip)
        assert tuple((await connection.execute(query)).one()) == (
            False,
            TODAY + 2 * A_DAY,
        )


async def test_the_bare_row_goes_after_two_days_and_is_not_logged_again(
    owner: Vault, forgetting: Forgetting
) -> None:
    tip = await add_tip(owner, Given(withdrawn=True))
    await forgetting.forget_withdrawn()
    later = SetClock(NOON.seconds)
    later.advance(A_DAY)
    assert await Forgetting(forgetting.vault, later).forget_due() == 0
    later.advance(A_DAY)
    assert await Forgetting(forgetting.vault, later).forget_due() == 1
    kept = await find_kept(owner, tip)
    assert kept.tables == set()
    assert kept.causes == ["withdrawn"]


@pytest.mark.parametrize("opened", [True, False])
async def test_files_go_with_what_was_told(
    owner: Vault, forgetting: Forgetting, *, opened: bool
) -> None:
    files = (random_id(), random_id())
    withdrawn = await add_tip(
        owner, Given(withdrawn=True, opened=opened, words=False, files=files)
    )
    kept = await add_tip(owner, Given(opened=opened, files=(random_id(),)))
    await forgetting.forget_withdrawn()
    assert "files" not in (await find_kept(owner, withdrawn)).tables
    assert "files" in (await find_kept(owner, kept)).tables


async def test_what_staff_wrote_about_a_withdrawn_tip_stays(
    owner: Vault, forgetting: Forgetting
) -> None:
    tip = await add_tip(owner, Given(withdrawn=True, opened=True))
    assert await forgetting.forget_withdrawn() == 1
    kept = await find_kept(owner, tip)
    assert kept.tables == {"tips", "letters", "shreds"}
    assert kept.kinds == {"note", "holder"}
    assert kept.causes == ["withdrawn"]
    assert await forgetting.forget_withdrawn() == 0


async def test_a_tip_that_is_due_goes_with_all_that_names_it(
    owner: Vault, forgetting: Forgetting
) -> None:
    due = await add_tip(owner, Given(opened=True, forget_on=TODAY))
    not_yet = await add_tip(owner, Given(opened=True, forget_on=TODAY + A_DAY))
    still_open = await add_tip(owner, Given())
    assert await forgetting.forget_due() == 1
    kept = await find_kept(owner, due)
    assert (kept.tables, kept.causes) == (set(), ["due"])
    for tip in (not_yet, still_open):
        assert (await find_kept(owner, tip)).tables == EVERYTHING


async def test_a_hold_keeps_a_tip_past_its_day(
    owner: Vault, forgetting: Forgetting
) -> None:
    tip = await add_tip(owner, Given(opened=True, held=True, forget_on=TODAY - A_DAY))
    assert await forgetting.forget_due() == 0
    assert (await find_kept(owner, tip)).tables == EVERYTHING


async def test_a_mailbox_goes_on_its_day_and_the_tip_stays(
    owner: Vault, forgetting: Forgetting
) -> None:
    old = await add_tip(owner, Given(delete_on=TODAY))
    young = await add_tip(owner, Given(delete_on=TODAY + A_DAY))
    assert await forgetting.forget_mailboxes() == 1
    assert (await find_kept(owner, old)).tables == EVERYTHING - {"mailboxes"}
    assert (await find_kept(owner, young)).tables == EVERYTHING


async def test_sessions_end_after_a_quarter_of_an_hour_or_eight_hours(
    owner: Vault, forgetting: Forgetting, site: Site
) -> None:
    hour = 60 * 60
    ages = {"idle": (hour, 15 * 60), "long": (8 * hour, 0), "in use": (hour, 60)}
    ids = {name: random_bytes(32) for name in ages}
    async with owner.writing() as connection:
        for name, (started, seen) in ages.items():
            await connection.execute(
                insert(SessionRow).values(
                    id=ids[name],
                    officer=site.people["ben"].id,
                    box=b"box",
                    started_at=NOON.seconds - started,
                    seen_at=NOON.seconds - seen,
                )
            )
    assert await forgetting.forget_sessions() == 2
    async with owner.reading() as connection:
        left = (await connection.scalars(select(SessionRow.id))).all()
    assert left == [ids["in use"]]


async def test_failed_sign_ins_are_remembered_for_a_day(
    owner: Vault, forgetting: Forgetting
) -> None:
    day = 24 * 60 * 60
    async with owner.writing() as connection:
        for ago in (day, day - 1):
            await connection.execute(
                insert(SignInCounterRow).values(
                    name_hash=random_bytes(32),
                    failures=9,
                    wait_until=NOON.seconds - ago,
                )
            )
    assert await forgetting.forget_counters() == 1
    assert await forgetting.forget_counters() == 0


async def test_posters_counts_go_when_no_page_shows_them_any_more(
    owner: Vault, forgetting: Forgetting
) -> None:
    kept = TODAY.replace(year=TODAY.year - 1, day=1)
    async with owner.writing() as connection:
        for day in (kept - A_DAY, kept, TODAY):
            row = {"code": "SCHOOL", "day": day, "visits": 7}
            await connection.execute(insert(CampaignVisitRow).values(**row))
    assert await forgetting.forget_visits() == 1
    assert await forgetting.forget_visits() == 0
    async with owner.reading() as connection:
        left = set(await connection.scalars(select(CampaignVisitRow.day)))
    assert left == {kept, TODAY}


async def test_two_upkeeps_at_once_forget_and_log_everything_once(
    owner: Vault, forgetting: Forgetting, site: Site
) -> None:
    tips = [await add_tip(owner, Given(withdrawn=True)) for _ in range(12)]
    other = Vault(site.database.upkeep)
    both = (forgetting, Forgetting(other, SetClock(NOON.seconds)))
    await asyncio.gather(*(one.forget_withdrawn() for one in both * 3))
    await other.close()
    for tip in tips:
        kept = await find_kept(owner, tip)
        assert (kept.tables, kept.causes) == ({"tips"}, ["withdrawn"])


async def test_one_transaction_forgets_no_more_than_a_batch(
    owner: Vault, forgetting: Forgetting
) -> None:
    async with owner.writing() as connection:
        await connection.execute(
            insert(TipRow),
            [
                {
                    "id": TipId(f"{number:032x}"),
                    "desk": "community-safety",
                    "day": TODAY,
                    "priority": 2,
                    "picked_up": False,
                    "open": False,
                    "version": 1,
                    "forget_on": TODAY,
                }
                for number in range(BATCH + 1)
            ],
        )
    assert [await forgetting.forget_due() for _ in range(3)] == [BATCH, 1, 0]
