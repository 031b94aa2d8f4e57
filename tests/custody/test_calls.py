"""A custodian is called when a name is asked for; who asked hears the tip's bell."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import ProgrammingError

from service.custody.seeking import Seeking
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


async def list_bells(town: Town) -> list[str]:
    async with town.desk.vault.reading() as connection:
        return list(await connection.scalars(select(DoorbellRow.desk)))


def without_address(seeking: Seeking) -> Seeking:
    """Take the custodian's addresses out of what a borough wrote."""
    desks = tuple(
        replace(desk, mail=(), supervisor_mail=()) if desk.id == "custodian" else desk
        for desk in seeking.borough.desks
    )
    return replace(seeking, borough=replace(seeking.borough, desks=desks))


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


async def test_what_is_less_urgent_is_told_by_the_mail_that_comes_anyway(
    town: Town, upkeep: Upkeep, postbox: Postbox
) -> None:
    tip = await pick_up(town, priority=3)
    await upkeep.at(NOW)
    postbox.collect()

    await town.ask(tip)

    assert await list_calls(town) == []
    await upkeep.at(NOW + HOUR)
    assert CUSTODIAN in postbox.collect()


async def test_a_custodian_without_an_address_is_called_for_two_names_by_one_mail(
    town: Town, upkeep: Upkeep
) -> None:
    await upkeep.at(NOW)
    silent = replace(town, seeking=without_address(town.seeking))
    for _ in range(2):
        await silent.ask(await pick_up(town, priority=3))

    assert await list_calls(town) == [("custodian", "ring", NOW + HOUR)]


async def test_the_bell_of_the_desk_that_asked_rings_until_its_officer_looks(
    town: Town, upkeep: Upkeep, postbox: Postbox
) -> None:
    tip = await pick_up(town, priority=1)
    sought = await town.ask(tip)
    await upkeep.rounds(NOW, NOW + HOUR + MINUTE, every=MINUTE)
    postbox.collect()

    await town.open_name(sought.requests[0].id)

    assert await list_calls(town) == []
    [(level, ring_at)] = await upkeep.list_bells()
    assert level == 0
    assert await list_bells(town) == ["community-safety"]
    await upkeep.at(ring_at)
    assert postbox.collect_rings() == [DESK]
    seen = await town.desk.casebook.open_tip(town.officer("ben"), tip)
    assert seen.tip.has_news
    await upkeep.rounds(ring_at, ring_at + 30 * HOUR, every=QUARTER)
    assert postbox.collect_rings() == []


async def test_what_is_less_urgent_is_news_in_the_inbox_of_the_desk_that_asked(
    town: Town, upkeep: Upkeep
) -> None:
    tip = await pick_up(town, priority=3)
    sought = await town.ask(tip)
    await upkeep.rounds(NOW, NOW + HOUR + MINUTE, every=MINUTE)

    await town.open_name(sought.requests[0].id)

    assert await list_calls(town) == []
    assert await list_bells(town) == ["community-safety"]
    seen = await town.desk.casebook.open_tip(town.officer("ben"), tip)
    assert seen.tip.has_news


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_the_desks_role_writes_a_call_down_and_touches_no_mail(
    town: Town,
) -> None:
    await town.ask(await pick_up(town, priority=1))

    with pytest.raises(ProgrammingError, match="permission denied"):
        async with town.desk.vault.writing() as connection:
            await connection.execute(update(MailRow).values(sent=True))
