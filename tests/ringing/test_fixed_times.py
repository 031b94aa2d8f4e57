"""Mails at fixed times: to every desk, the same whether or not anything is new."""

import asyncio
from datetime import date, datetime, time
from email.utils import parsedate_to_datetime

from service.db.schema import MailRow
from service.domain.audit import Act, Entry
from service.domain.clock import LONDON, SetClock
from service.domain.mails import KEPT_SECONDS
from service.domain.sending import Sending
from service.oversight.usecases import Chain
from tests.builders import NOON
from tests.intake.public import SEED, Public
from tests.ringing.postbox import Got, Postbox, Upkeep, upkeep_at_work
from tests.tips import A_KNIFE, Desk

HOUR, MINUTE = 3600, 60
AUDITOR = "auditor@borough.example"
WEDNESDAY, FRIDAY = date(2026, 3, 4), date(2026, 3, 6)
SATURDAY, SUNDAY, MONDAY = date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)


def at(day: date, hour: int, minute: int = 0) -> int:
    return int(datetime.combine(day, time(hour, minute), LONDON).timestamp())


def list_desk_mails(upkeep: Upkeep) -> list[str]:
    named = [name for desk in upkeep.site.borough.desks for name in desk.mail]
    return sorted(name for name in named if name != AUDITOR)


async def test_at_nine_one_and_four_every_desk_gets_a_mail_when_nothing_is_new(
    upkeep: Upkeep, postbox: Postbox
) -> None:
    came: dict[int, list[str]] = {}
    for moment in range(at(WEDNESDAY, 8), at(WEDNESDAY, 18), 5 * MINUTE):
        await upkeep.at(moment)
        heard = [name for name in postbox.collect() if name != AUDITOR]
        if heard:
            came[moment] = heard
    # The first round of all makes good the last fixed time before it.
    hours = (at(WEDNESDAY, 8), *(at(WEDNESDAY, hour) for hour in (9, 13, 16)))
    assert came == dict.fromkeys(hours, list_desk_mails(upkeep))


async def test_the_mail_is_the_same_when_something_is_new(
    public: Public, upkeep: Upkeep, postbox: Postbox
) -> None:
    await upkeep.at(at(WEDNESDAY, 9))
    before = {got.to: (got.text, got.message["Subject"]) for got in postbox.got}
    postbox.got.clear()
    await public.intake.send_tip(Sending(A_KNIFE, SEED))
    await upkeep.at(at(WEDNESDAY, 13))
    after = {
        got.to: (got.text, got.message["Subject"])
        for got in postbox.got
        if got.is_fixed and got.to != (AUDITOR,)
    }
    assert after == {to: said for to, said in before.items() if to != (AUDITOR,)}
    assert len(after) == len(list_desk_mails(upkeep))


async def test_upkeep_stopped_over_several_times_sends_the_latest_mail_once(
    upkeep: Upkeep, postbox: Postbox
) -> None:
    await upkeep.at(at(WEDNESDAY, 9))
    postbox.collect()
    await upkeep.at(at(FRIDAY, 14))
    assert [n for n in postbox.collect() if n != AUDITOR] == list_desk_mails(upkeep)
    await upkeep.rounds(at(FRIDAY, 14, 1), at(FRIDAY, 16), every=10 * MINUTE)
    assert postbox.collect() == []


async def test_a_weekend_has_no_mails_and_repeats_none(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    await upkeep.at(at(FRIDAY, 16))
    postbox.collect()
    since, until = at(FRIDAY, 16, 30), at(MONDAY, 8, 59)
    assert until - since > KEPT_SECONDS
    await upkeep.rounds(since, until, every=HOUR)
    assert postbox.collect() == []
    await upkeep.at(at(MONDAY, 9))
    assert [n for n in postbox.collect() if n != AUDITOR] == list_desk_mails(upkeep)
    for _ in range(5):
        await upkeep.at(upkeep.clock.seconds + 24 * HOUR)
    assert await desk.count(MailRow) < 60  # and what went out is not kept for ever


async def test_two_upkeeps_at_once_send_every_mail_once(
    upkeep: Upkeep, postbox: Postbox
) -> None:
    upkeep.clock.seconds = at(WEDNESDAY, 13)
    clock = SetClock(at(WEDNESDAY, 13))
    async with upkeep_at_work(upkeep.site, clock, postbox.reach()) as other:
        both = (upkeep, other) * 3
        await asyncio.gather(*(one.bells.run_once() for one in both))
    assert postbox.collect() == sorted([*list_desk_mails(upkeep), AUDITOR])


async def test_the_auditor_gets_the_logs_head_once_a_working_day(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    async with desk.vault.writing() as connection:
        entry = Entry(Act.LOG_READ, desk.officer("dev").officer_id)
        await desk.casebook.log.append(connection, entry)
    heard = []
    for hour in range(8, 19):
        await upkeep.at(at(WEDNESDAY, hour))
        heard += [got for got in postbox.got if AUDITOR in got.to]
        postbox.collect()
    chain = await Chain(desk.vault).verify()
    assert len(heard) == 2  # one of the day before, made good, and today's
    assert f"{chain.count} entries, and their head is" in heard[1].text
    assert chain.head in heard[1].text.splitlines()
    assert chain.count == 1


async def test_a_mail_is_plain_and_dull(upkeep: Upkeep, postbox: Postbox) -> None:
    await upkeep.at(NOON.seconds)
    for got in postbox.got:
        assert got.message.get_content_type() == "text/plain"
        assert got.message["Subject"] == "Quiet Word"
        assert got.message["From"] == "quietword@desk.example"
        assert got.message["To"] == ", ".join(got.to)
        sent = parsedate_to_datetime(got.message["Date"]).timestamp()
        assert sent == NOON.seconds
        assert "https://desk.example" in got.text
    assert count_ids(postbox.got) == len(postbox.got) > 10


def count_ids(got: list[Got]) -> int:
    return len({one.message["Message-ID"] for one in got})
