"""A custodian is called when a name is asked for, and who asked when it is answered."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from service.db.schema import DoorbellRow, MailRow, TipRow
from service.domain.mails import MailKind
from service.domain.tips import TipId
from tests.builders import NOON
from tests.custody.custodians import Town
from tests.ringing.postbox import Postbox, Upkeep, open_postbox, upkeep_at_work
from tests.tips import a_form

NOW, QUARTER, MINUTE, HOUR = NOON.seconds, 900, 60, 3600
DESK = "community-safety@borough.example"
CUSTODIAN = "custodian@borough.example"


@pytest.fixture
async def postbox() -> AsyncIterator[Postbox]:
    """A mail server that takes everything."""
    async with open_postbox() as box:
        yield box


@pytest.fixture
async def upkeep(town: Town, postbox: Postbox) -> AsyncIterator[Upkeep]:
    """Upkeep of the town, with its clock."""
    site = town.desk.site
    site.clock.seconds = NOW
    async with upkeep_at_work(site, site.clock, postbox.reach()) as working:
        yield working


async def pick_up(town: Town, *, priority: int) -> TipId:
    """Let a councillor leave a name with a tip that ben has in hand."""
    tip, _receipt = await town.leave()
    ben = town.officer("ben")
    seen = await town.desk.casebook.open_tip(ben, tip)
    await town.desk.handling.claim(ben, a_form(seen.tip))
    async with town.desk.vault.writing() as connection:
        change = update(TipRow).where(TipRow.id == tip)
        await connection.execute(change.values(priority=priority))
    return tip


async def list_calls(town: Town) -> list[tuple[str, str, int]]:
    query = select(MailRow.desk, MailRow.kind, MailRow.next_at).where(~MailRow.sent)
    async with town.desk.vault.reading() as connection:
        found = (await connection.execute(query)).all()
    return sorted((row.desk, row.kind, row.next_at) for row in found)


async def test_a_custodian_is_called_once_soon_after_an_urgent_name_is_asked_for(
    town: Town, upkeep: Upkeep, postbox: Postbox
) -> None:
    tip = await pick_up(town, priority=1)
    await upkeep.at(NOW)
    postbox.collect()

    sought = await town.ask(tip)

    [(desk, kind, ring_at)] = await list_calls(town)
    assert (desk, kind) == ("custodian", MailKind.RING)
    assert NOW + QUARTER <= ring_at < NOW + 2 * QUARTER
    await upkeep.at(ring_at - 1)
    assert postbox.collect_rings() == []
    await upkeep.at(ring_at)
    [mail] = postbox.got
    assert mail.text.startswith("Something waits for your desk.")
    assert not [one for one in (tip, sought.requests[0].id) if one in mail.raw]
    assert postbox.collect_rings() == [CUSTODIAN]
    await upkeep.rounds(ring_at + MINUTE, ring_at + 30 * HOUR, every=QUARTER)
    assert postbox.collect_rings() == []


async def test_what_is_less_urgent_is_called_for_at_the_next_fixed_time(
    town: Town, upkeep: Upkeep, postbox: Postbox
) -> None:
    tip = await pick_up(town, priority=3)
    await upkeep.at(NOW)
    postbox.collect()

    await town.ask(tip)

    assert await list_calls(town) == [("custodian", "ring", NOW + HOUR)]
    await upkeep.at(NOW + HOUR)
    assert postbox.collect_rings() == [CUSTODIAN]


async def test_two_names_asked_for_in_one_morning_are_one_mail(
    town: Town, upkeep: Upkeep
) -> None:
    await upkeep.at(NOW)
    for _ in range(2):
        await town.ask(await pick_up(town, priority=3))

    assert await list_calls(town) == [("custodian", "ring", NOW + HOUR)]


@pytest.mark.parametrize("priority", [1, 3])
async def test_the_desk_that_asked_is_called_once_and_its_inbox_shows_the_tip(
    town: Town, upkeep: Upkeep, postbox: Postbox, priority: int
) -> None:
    tip = await pick_up(town, priority=priority)
    sought = await town.ask(tip)
    await upkeep.rounds(NOW, NOW + HOUR + MINUTE, every=MINUTE)
    postbox.collect()

    await town.open_name(sought.requests[0].id)

    [(desk, _kind, ring_at)] = await list_calls(town)
    async with town.desk.vault.reading() as connection:
        bells = (await connection.execute(select(DoorbellRow.desk))).all()
    assert [desk, *(row.desk for row in bells)] == ["community-safety"] * 2
    await upkeep.at(ring_at)
    assert postbox.collect_rings() == [DESK]
    seen = await town.desk.casebook.open_tip(town.officer("ben"), tip)
    assert seen.tip.has_news
    await upkeep.rounds(ring_at, ring_at + 30 * HOUR, every=QUARTER)
    assert postbox.collect_rings() == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_the_desks_role_writes_a_call_down_and_touches_no_mail(
    town: Town,
) -> None:
    await town.ask(await pick_up(town, priority=3))

    with pytest.raises(ProgrammingError, match="permission denied"):
        async with town.desk.vault.writing() as connection:
            await connection.execute(update(MailRow).values(sent=True))
