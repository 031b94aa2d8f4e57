"""The mail server is away, full or picky: nothing is lost, and nothing is told."""

import logging

import pytest
from sqlalchemy import select, update

from service.db.schema import DoorbellRow, MailRow
from service.ringing.jobs import Event
from tests.builders import NOON, Site
from tests.ringing.postbox import Postbox, Upkeep, upkeep_at_work
from tests.tips import A_KNIFE, Desk

NOW, MINUTE = NOON.seconds, 60


async def list_tries(upkeep: Upkeep) -> list[tuple[int, bool]]:
    query = select(MailRow.attempts, MailRow.sent).where(MailRow.kind == "ring")
    async with upkeep.vault.reading() as connection:
        return [(r.attempts, r.sent) for r in await connection.execute(query)]


async def leave_urgent_tip(desk: Desk) -> None:
    await desk.leave_tip()
    async with desk.vault.writing() as connection:
        await connection.execute(update(DoorbellRow).values(priority=0))


async def test_a_server_that_is_away_is_tried_again_with_growing_waits(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    await upkeep.at(NOW - MINUTE)
    await postbox.close()
    await leave_urgent_tip(desk)
    tried = []
    for moment in range(NOW, NOW + 45 * MINUTE, MINUTE):
        before = await list_tries(upkeep)
        await upkeep.at(moment)
        if await list_tries(upkeep) != before:
            tried.append((moment - NOW) // MINUTE)
        async with desk.vault.writing() as connection:
            # No later ring comes between.
            await connection.execute(update(DoorbellRow).values(ring_at=NOW * 2))
    assert tried == [0, 1, 3, 8, 18, 38]
    await postbox.open()
    postbox.collect()
    await upkeep.at(NOW + 78 * MINUTE)
    assert "community-safety@borough.example" in postbox.collect()
    assert await list_tries(upkeep) == [(7, True)]


async def test_it_is_logged_as_a_word_and_a_number(
    upkeep: Upkeep, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    postbox.full = True
    with caplog.at_level(logging.INFO, "quietword"):
        await upkeep.at(NOW)
    waiting = await upkeep.count_waiting()
    said = [one.message for one in caplog.records if one.name == "quietword"]
    assert said == [f"{Event.NOT_SENT}: {waiting}"]
    assert waiting > 10


async def test_a_ring_while_the_server_is_away_does_not_pile_up(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    postbox.full = True
    await leave_urgent_tip(desk)
    for _ in range(9):
        [(_level, ring_at)] = await upkeep.list_bells()
        await upkeep.at(max(ring_at, NOW))
    assert await upkeep.count_waiting() < 20
    postbox.full = False
    await upkeep.at(upkeep.clock.seconds + 60 * MINUTE)
    came = postbox.collect_rings()
    assert sorted(set(came)) == came
    assert "head-of-community-safety@borough.example" in came


async def test_one_address_that_is_refused_holds_up_no_other(
    upkeep: Upkeep, postbox: Postbox
) -> None:
    postbox.refuses = "housing"
    await upkeep.at(NOW)
    assert len(postbox.collect()) > 10
    assert await upkeep.count_waiting() == 1


async def test_a_day_without_upkeep_loses_no_ring(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    await leave_urgent_tip(desk)
    await upkeep.at(NOW + 24 * 60 * MINUTE)
    assert postbox.collect_rings() == ["community-safety@borough.example"]


async def test_a_crash_after_sending_repeats_a_mail_and_loses_none(
    upkeep: Upkeep, postbox: Postbox
) -> None:
    await upkeep.at(NOW)
    postbox.collect()
    async with upkeep.vault.writing() as connection:
        unsaid = update(MailRow).where(MailRow.desk == "housing").values(sent=False)
        await connection.execute(unsaid)
    await upkeep.at(NOW + MINUTE)
    assert postbox.collect() == ["housing@borough.example"]


async def test_without_a_server_mails_wait_and_upkeep_says_so_once(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    async with upkeep_at_work(site, site.clock, None) as upkeep:
        with caplog.at_level(logging.INFO):
            await upkeep.rounds(NOW, NOW + 3 * 24 * 60 * MINUTE, every=60 * MINUTE)
        waiting = await upkeep.count_waiting()
    assert caplog.messages == [Event.NO_SERVER.value]
    assert waiting == sum(1 for one in site.borough.desks if one.mail)


async def test_no_mail_says_anything_of_a_tip(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    left = await desk.leave_tip(A_KNIFE)
    async with desk.vault.writing() as connection:
        await connection.execute(update(DoorbellRow).values(priority=0))
    for _ in range(4):
        [(_level, ring_at)] = await upkeep.list_bells()
        await upkeep.at(max(ring_at, NOW))
    everything = "\n".join(got.raw for got in postbox.got).lower()
    assert len(postbox.got) > 10
    canaries = (left.id, left.letter, "knife", "ravenscourt", "weapons", "priority")
    assert [word for word in canaries if word in everything] == []
    names = {str(one.name).lower() for one in upkeep.site.borough.desks}
    texts = "\n".join(got.text for got in postbox.got).lower()
    assert [name for name in names if name in texts] == []
