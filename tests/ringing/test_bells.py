"""An urgent tip wakes people, one after the other, until somebody picks it up."""

import asyncio
from dataclasses import replace

from sqlalchemy import insert, select, update

from service.db.schema import DoorbellRow, DutyRow, TipRow
from service.domain.answers import Answers
from service.domain.clock import SetClock
from service.domain.sending import Sending
from service.domain.staffed import Staffed
from service.domain.tips import TipId
from tests.builders import NOON, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.intake.public import SEED, Public
from tests.ringing.postbox import Postbox, Upkeep, upkeep_at_work
from tests.tips import A_KNIFE, Desk, a_form

HOUR, QUARTER, MINUTE = 3600, 900, 60
NOW = NOON.seconds  # a Wednesday in March, at noon
DESK = "community-safety@borough.example"
SUPERVISOR = "community-safety-supervisor@borough.example"
OWNER = "head-of-community-safety@borough.example"
SAFEGUARDERS = "childrens-front-door@borough.example"
THEIR_SUPERVISOR = "childrens-front-door-supervisor@borough.example"
IN_DANGER = replace(A_KNIFE, danger="yes", topic="")
LESS_URGENT = Answers(text="Bins are set on fire.", group="asb", danger="no")


async def tell(public: Public, answers: Answers = IN_DANGER) -> TipId:
    await public.intake.send_tip(Sending(answers, SEED))
    async with public.behind.reading() as connection:
        return TipId((await connection.scalars(select(TipRow.id))).one())


async def test_a_life_at_risk_wakes_the_desk_at_the_next_quarter_hour_and_a_bit(
    public: Public, upkeep: Upkeep, postbox: Postbox
) -> None:
    upkeep.clock.seconds = NOW + 4 * MINUTE
    await tell(public)
    [(level, ring_at)] = await upkeep.list_bells()
    assert level == 0
    assert NOW + QUARTER <= ring_at < NOW + 2 * QUARTER
    await upkeep.rounds(NOW + 4 * MINUTE, ring_at)
    assert postbox.collect_rings() == []
    await upkeep.at(ring_at)
    assert postbox.collect_rings() == [DESK]
    await upkeep.rounds(ring_at + MINUTE, ring_at + QUARTER)
    assert postbox.collect_rings() == []


async def test_nobody_picks_up_so_the_supervisor_is_told_and_then_the_owner_again(
    public: Public, upkeep: Upkeep, postbox: Postbox
) -> None:
    await tell(public)
    heard = []
    for _ in range(5):
        [(level, ring_at)] = await upkeep.list_bells()
        await upkeep.at(ring_at)
        heard.append((level, postbox.collect_rings()))
        [(_level, following)] = await upkeep.list_bells()
        assert following == ring_at + QUARTER  # the limit of a life at risk
    assert heard == [
        (0, [DESK]),
        (1, [SUPERVISOR]),
        (2, [OWNER]),
        (3, [OWNER]),
        (3, [OWNER]),
    ]


async def test_at_night_it_rings_and_its_limit_begins_in_the_morning(
    public: Public, upkeep: Upkeep, postbox: Postbox
) -> None:
    night = NOW + 14 * HOUR
    upkeep.clock.seconds = night
    await tell(public)
    [(_level, ring_at)] = await upkeep.list_bells()
    await upkeep.at(ring_at)
    assert postbox.collect_rings() == [DESK]
    [(level, following)] = await upkeep.list_bells()
    assert (level, following) == (1, NOW + 21 * HOUR + QUARTER)


async def test_picked_up_it_is_silent(
    public: Public, desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    tip = await tell(public)
    [(_level, ring_at)] = await upkeep.list_bells()
    await upkeep.at(ring_at)
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, tip)
    await desk.handling.claim(ben, a_form(seen.tip))
    postbox.collect_rings()
    await upkeep.rounds(ring_at, NOW + HOUR - MINUTE)
    assert postbox.collect_rings() == []
    assert await upkeep.list_bells() == []


async def test_what_is_less_urgent_has_no_mail_of_its_own_until_its_limit_is_missed(
    public: Public, upkeep: Upkeep, postbox: Postbox
) -> None:
    await tell(public, LESS_URGENT)
    one = NOW + HOUR
    priority = await find_priority(upkeep)
    limit = upkeep.site.borough.priorities[priority].pick_up_minutes
    late = Staffed(upkeep.site.borough.hours).add_minutes(one, limit)
    assert await upkeep.list_bells() == [(0, one)]
    await upkeep.at(one)
    assert postbox.collect_rings() == []
    assert await upkeep.list_bells() == [(1, late)]
    await upkeep.at(late - 1)
    assert postbox.collect_rings() == []
    await upkeep.at(late)
    assert postbox.collect_rings() == [SUPERVISOR]


async def find_priority(upkeep: Upkeep) -> int:
    async with upkeep.vault.reading() as connection:
        return (await connection.scalars(select(DoorbellRow.priority))).one()


async def test_an_addition_to_a_tip_that_was_picked_up_rings_the_same_way(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, left.id)
    await desk.handling.claim(ben, a_form(seen.tip))
    assert await upkeep.list_bells() == []
    await desk.add(left, "He is back.")
    await upkeep.at(NOW + MINUTE)
    [(level, late)] = await upkeep.list_bells()
    assert level == 1
    await upkeep.at(late)
    assert postbox.collect_rings() == [SUPERVISOR]


async def test_a_duty_rings_until_it_is_done(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    left = await desk.leave_tip()
    duty = {"tip": left.id, "desk": SAFEGUARDING_DESK, "open": True, "priority": 1}
    async with desk.vault.writing() as connection:
        await connection.execute(update(DoorbellRow).values(ring_at=NOW + 999 * HOUR))
        await connection.execute(insert(DutyRow).values(**duty, level=0, ring_at=NOW))
    heard = []
    for _ in range(4):
        [(_level, ring_at)] = await upkeep.list_duties()
        await upkeep.at(ring_at)
        heard += postbox.collect_rings()
    assert heard == [SAFEGUARDERS, THEIR_SUPERVISOR, OWNER, OWNER]
    async with desk.vault.writing() as connection:
        await connection.execute(update(DutyRow).values(open=False))
    [before] = await upkeep.list_duties()
    await upkeep.at(before[1] + HOUR)
    assert await upkeep.list_duties() == [before]


async def test_many_bells_of_a_desk_are_one_mail(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    for _ in range(7):
        await desk.leave_tip()
    async with desk.vault.writing() as connection:
        await connection.execute(update(DoorbellRow).values(priority=0))
    await upkeep.at(NOW + MINUTE)
    assert postbox.collect_rings() == [DESK]
    assert {level for level, _ring_at in await upkeep.list_bells()} == {1}


async def test_two_upkeeps_at_once_make_no_doubles(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    for _ in range(5):
        await desk.leave_tip()
    async with desk.vault.writing() as connection:
        await connection.execute(update(DoorbellRow).values(priority=0))
    upkeep.clock.seconds = NOW + MINUTE
    other_clock = SetClock(NOW + MINUTE)
    post = postbox.reach()
    async with upkeep_at_work(upkeep.site, other_clock, post) as other:
        both = (upkeep, other) * 3
        await asyncio.gather(*(one.bells.run_once() for one in both))
    assert postbox.collect_rings() == [DESK]
    assert {level for level, _ring_at in await upkeep.list_bells()} == {1}


async def test_where_a_desk_has_no_address_whoever_comes_after_it_is_told(
    desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    borough = upkeep.site.borough
    silent = tuple(
        replace(one, mail=()) if one.id == TRIAGE_DESK else one for one in borough.desks
    )
    changed, bells = replace(borough, desks=silent), upkeep.bells
    assert bells.sending is not None
    bells.ringing = replace(bells.ringing, borough=changed)
    bells.sending = replace(bells.sending, borough=changed)
    await desk.leave_tip()
    async with desk.vault.writing() as connection:
        await connection.execute(update(DoorbellRow).values(priority=1))
    await upkeep.at(NOW + MINUTE)
    assert postbox.collect_rings() == [SUPERVISOR]
