"""A flood that came slowly is in the inbox: a supervisor moves it to the quarantine."""

import asyncio
from datetime import timedelta

import pytest

from service.domain.audit import Act
from service.domain.errors import ForbiddenError, NotFoundError
from service.domain.quarantine import Which
from service.domain.reports import tip_reference
from service.domain.tips import TipId
from tests.builders import INDEPENDENT_DESK, TRIAGE_DESK
from tests.quarantine.flooded import A_RUNNER, REAL, SPAM, Flooded
from tests.tips import a_form
from tests.visitors import Visitor

PAGE = f"/quarantine/{TRIAGE_DESK}"


async def move(flooded: Flooded, which: Which, name: str = "amira") -> int:
    officer = flooded.officer(name)
    return (await flooded.filling.move(officer, TRIAGE_DESK, which)).done


async def test_what_looks_like_a_tip_is_moved_and_what_does_not_stays(
    flooded: Flooded,
) -> None:
    await flooded.send(REAL, suspect=False)
    real = await flooded.list_inbox()
    await flooded.send(SPAM, count=5, suspect=False)
    spam = await flooded.list_inbox() - real

    moved = await move(flooded, Which(like=min(spam)))

    assert moved == 5
    assert await flooded.list_held() == spam
    assert await flooded.list_inbox() == real
    assert await flooded.list_ringing() == real | spam


async def test_what_looks_like_a_sample_of_the_quarantine_is_moved_to_it(
    flooded: Flooded,
) -> None:
    await flooded.send(SPAM)
    [sample] = await flooded.list_held()
    await flooded.send(SPAM, count=2, suspect=False)
    await flooded.send(REAL, suspect=False)

    assert await move(flooded, Which(like=sample)) == 2
    assert len(await flooded.list_inbox()) == 1
    assert (await flooded.close("amira", Which(like=sample))).done == 3


async def test_all_of_a_day_are_moved_and_the_log_says_how_many(
    flooded: Flooded,
) -> None:
    await flooded.send(SPAM, count=3, suspect=False)
    today = flooded.site.clock.today()
    flooded.site.clock.advance(timedelta(days=1))
    await flooded.send(REAL, suspect=False)

    look = await flooded.looking.look(flooded.officer("amira"), TRIAGE_DESK)
    moved = await move(flooded, Which(day=today))

    assert look.new == ((today + timedelta(days=1), 1), (today, 3))
    assert moved == 3
    assert len(await flooded.list_inbox()) == 1
    details = await flooded.desk.list_details()
    act = Act.QUARANTINE_FILLED.value
    told = [(one.subject, one.reason) for one in details if one.act == act]
    assert told == [(TRIAGE_DESK, "3")]


async def test_opened_or_picked_up_with_a_duty_or_deleted_it_stays(
    flooded: Flooded,
) -> None:
    ben, today = flooded.officer("ben"), flooded.site.clock.today()
    await flooded.send(SPAM, count=2, suspect=False)
    opened, claimed = sorted(await flooded.list_inbox())
    await flooded.desk.handling.open_tip(ben, opened)
    seen = await flooded.desk.handling.open_tip(ben, claimed)
    await flooded.desk.handling.claim(ben, a_form(seen.tip))
    await flooded.send(A_RUNNER, suspect=False)
    [receipt] = await flooded.send(REAL, suspect=False)
    assert receipt is not None
    await flooded.public.mailbox.delete(receipt.words)

    look = await flooded.looking.look(ben, TRIAGE_DESK)

    assert look.new == ()
    assert await move(flooded, Which(day=today)) == 0
    assert await move(flooded, Which(like=opened)) == 0
    assert await move(flooded, Which(one=claimed)) == 0
    assert await flooded.list_held() == set()


async def test_two_supervisors_at_once_move_each_tip_once(flooded: Flooded) -> None:
    await flooded.add_supervisor("gil")
    await flooded.send(SPAM, count=12, suspect=False)
    which = Which(day=flooded.site.clock.today())

    moved = await asyncio.gather(move(flooded, which), move(flooded, which, "gil"))

    assert sum(moved) == 12
    assert len(await flooded.list_held()) == 12


async def test_only_a_supervisor_of_the_desk_moves_tips(flooded: Flooded) -> None:
    await flooded.send(SPAM, suspect=False)
    [tip] = await flooded.list_inbox()
    ines, which = flooded.officer("ines"), Which(like=tip)

    with pytest.raises(ForbiddenError):
        await move(flooded, which, "ben")
    with pytest.raises(NotFoundError):
        await move(flooded, which, "ines")
    with pytest.raises(NotFoundError):
        await flooded.filling.find_tip(ines, TRIAGE_DESK, tip_reference(tip))
    with pytest.raises(NotFoundError):
        await flooded.filling.move(ines, INDEPENDENT_DESK, which)
    with pytest.raises(NotFoundError):
        await move(flooded, Which(like=TipId("none")))
    assert await flooded.list_inbox() == {tip}


async def test_a_supervisor_moves_what_looks_like_the_tip_whose_reference_they_type(
    small: Flooded, amira: Visitor
) -> None:
    await small.send(SPAM, count=3, suspect=False)
    reference = tip_reference(min(await small.list_inbox()))

    await amira.visit(PAGE)
    await amira.press("Move what looks like it", reference=reference.lower())

    assert "3 tips were moved here from the inbox." in amira.page
    assert len(await small.list_held()) == 3


@pytest.mark.parametrize("typed", ["", "T-2345-2345", "casino", "%" * 300])
async def test_a_reference_that_no_tip_has_moves_nothing_and_is_kept(
    small: Flooded, amira: Visitor, typed: str
) -> None:
    await small.send(SPAM, suspect=False)

    await amira.visit(PAGE)
    await amira.press("Move what looks like it", reference=typed)

    assert amira.status == 400
    assert "Type the reference of an open tip" in amira.page
    assert f'value="{typed}"' in amira.page
    assert await small.list_held() == set()


async def test_a_supervisor_moves_a_day_and_sees_how_many(
    small: Flooded, amira: Visitor
) -> None:
    await small.send(SPAM, count=2, suspect=False)

    await amira.visit(PAGE)
    offered = amira.page
    await amira.press("Move them here")

    assert "2 tips that came on" in offered
    assert "2 tips were moved here from the inbox." in amira.page
    assert "Move here from the inbox" not in amira.page


async def test_an_officer_is_not_offered_to_move_any(
    small: Flooded, ben: Visitor
) -> None:
    await small.send(SPAM, suspect=False)

    await ben.visit(PAGE)

    assert "Move here from the inbox" not in ben.page
