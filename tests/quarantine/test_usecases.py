"""What waits in the quarantine is seen, sampled, let in and closed, exactly once."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from service.db.schema import DoorbellRow
from service.domain.audit import Act
from service.domain.errors import ForbiddenError
from service.domain.letters import Kind
from service.domain.quarantine import TOLD, Which
from service.quarantine import claiming, comparing, usecases
from tests.builders import TRIAGE_DESK
from tests.quarantine.flooded import A_RUNNER, REAL, SPAM, Flooded
from tests.tips import a_form

ALL = Which()


class BrokenOffError(Exception):
    """The process ends here."""


async def test_what_is_suspect_waits_apart_and_is_counted(flooded: Flooded) -> None:
    await flooded.send(SPAM, count=3)
    await flooded.send(REAL, suspect=False)

    held = await flooded.looking.look(flooded.officer("ben"), TRIAGE_DESK)
    page = await flooded.desk.inbox.list_inbox(flooded.officer("ben"), TRIAGE_DESK)

    assert held.total == 3
    assert [count.day for count in held.counts] == [flooded.site.clock.today()]
    assert len(page.rows) == 1
    assert (page.waiting.new, page.waiting.quarantined) == (1, 3)


async def test_one_is_let_in_by_any_officer_and_many_by_a_supervisor(
    flooded: Flooded,
) -> None:
    await flooded.send(count=4)
    [chosen, *_rest] = await flooded.list_held()
    ben, amira = flooded.officer("ben"), flooded.officer("amira")

    one = await flooded.emptying.let_in(ben, TRIAGE_DESK, Which(one=chosen))
    inbox = await flooded.list_inbox()
    with pytest.raises(ForbiddenError):
        await flooded.emptying.let_in(ben, TRIAGE_DESK, ALL)
    rest = await flooded.emptying.let_in(amira, TRIAGE_DESK, ALL)
    again = await flooded.emptying.let_in(amira, TRIAGE_DESK, ALL)

    assert (one.done, rest.done, again.done) == (1, 3, 0)
    assert inbox == {chosen}
    assert len(await flooded.list_inbox()) == 4
    assert await flooded.list_ringing() == await flooded.list_tips()


async def test_closed_together_each_is_closed_as_by_itself_and_told_the_truth(
    flooded: Flooded,
) -> None:
    [receipt, *_] = await flooded.send(count=30)
    assert receipt is not None

    emptied = await flooded.close("amira", ALL)

    assert (emptied.done, emptied.is_more) == (30, False)
    assert await flooded.list_held() == set()
    assert await flooded.list_inbox() == set()
    assert await flooded.desk.count(DoorbellRow) == 0
    thread = await flooded.public.mailbox.open_mailbox(receipt.words)
    assert [(step.stage, step.text) for step in thread.steps] == [("closed", TOLD)]
    tip = next(iter(await flooded.list_tips()))
    seen = await flooded.desk.casebook.open_tip(flooded.officer("ben"), tip)
    outcome = seen.tip.read_last(Kind.OUTCOME)
    assert outcome is not None
    assert outcome.outcome == "malicious"
    forgotten = flooded.site.clock.today() + timedelta(30)
    assert seen.tip.record.forget_on == forgotten


async def test_the_log_says_how_many_were_closed_and_with_which_outcome(
    flooded: Flooded,
) -> None:
    await flooded.send(count=30)

    await flooded.close("amira", ALL, "test")

    assert await list_reasons(flooded, Act.QUARANTINE_CLOSED) == ["test: 25", "test: 5"]


async def test_a_tip_with_a_duty_is_never_closed_with_others(
    flooded: Flooded,
) -> None:
    await flooded.send(SPAM, count=2)
    await flooded.send(A_RUNNER)

    emptied = await flooded.close("amira", ALL)

    held = await flooded.looking.look(flooded.officer("amira"), TRIAGE_DESK)
    assert emptied.done == 2
    assert (held.total, held.duties) == (1, 1)


async def test_what_looks_like_a_sample_goes_and_what_does_not_stays(
    flooded: Flooded,
) -> None:
    await flooded.send(SPAM)
    [sample] = await flooded.list_held()
    for number in range(5):
        await flooded.send(replace(SPAM, text=f"{SPAM.text} {number}"))
    await flooded.send(REAL)

    emptied = await flooded.close("amira", Which(like=sample))

    [left] = await flooded.list_held()
    await flooded.emptying.let_in(
        flooded.officer("amira"), TRIAGE_DESK, Which(like=left)
    )
    assert emptied.done == 6
    assert await flooded.list_inbox() == {left}


async def test_where_more_wait_than_can_be_compared_it_says_so(
    flooded: Flooded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "COMPARED_AT_ONCE", 2)
    await flooded.send(count=9)
    presses = []
    for most in (2, 9):
        monkeypatch.setattr(comparing, "MOST_COMPARISONS", most)
        sample = next(iter(await flooded.list_held()))
        presses.append(await flooded.close("amira", Which(like=sample)))

    assert [one.is_cut for one in presses] == [True, False]
    assert presses[0].done <= 5
    assert sum(one.done for one in presses) == 9


async def test_a_day_can_be_emptied_by_itself(flooded: Flooded) -> None:
    today = flooded.site.clock.today()
    await flooded.send(count=2)
    flooded.site.clock.advance(timedelta(days=1))
    await flooded.send(count=3)

    emptied = await flooded.close("amira", Which(day=today))

    assert emptied.done == 2
    assert len(await flooded.list_held()) == 3


async def test_two_supervisors_at_once_close_each_tip_once(flooded: Flooded) -> None:
    await flooded.add_supervisor("gil")
    await flooded.send(count=60)

    both = await asyncio.gather(
        flooded.close("amira", ALL), flooded.close("gil", ALL, "test")
    )
    rest = await flooded.close("amira", ALL)

    assert sum(one.done for one in both) + rest.done == 60
    tips = await flooded.list_tips(open=False, quarantined=True)
    assert len(tips) == 60
    ben = flooded.officer("ben")
    opened = [await flooded.desk.casebook.open_tip(ben, tip) for tip in list(tips)[:9]]
    assert {len(seen.tip.read_all(Kind.OUTCOME)) for seen in opened} == {1}


async def test_letting_in_and_closing_at_once_each_tip_goes_one_way(
    flooded: Flooded,
) -> None:
    await flooded.add_supervisor("gil")
    await flooded.send(count=40)
    gil = flooded.officer("gil")

    closed, let_in = await asyncio.gather(
        flooded.close("amira", ALL),
        flooded.emptying.let_in(gil, TRIAGE_DESK, ALL),
    )

    shut = await flooded.list_tips(open=False, quarantined=True)
    inbox = await flooded.list_tips(open=True, quarantined=False)
    assert (len(shut), len(inbox)) == (closed.done, let_in.done)
    assert shut | inbox | await flooded.list_held() == await flooded.list_tips()


async def test_broken_off_in_the_middle_the_rest_still_waits(
    flooded: Flooded, monkeypatch: pytest.MonkeyPatch
) -> None:
    await flooded.send(count=30)
    closes = usecases.Emptying._close
    left = iter(range(27))

    async def close_some(*args: object, **named: object) -> None:
        if next(left, None) is None:
            raise BrokenOffError
        await closes(*args, **named)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(usecases.Emptying, "_close", close_some)
    with pytest.raises(BrokenOffError):
        await flooded.close("amira", ALL)
    monkeypatch.undo()

    assert len(await flooded.list_held()) == 5
    assert (await flooded.close("amira", ALL)).done == 5
    assert len(await list_reasons(flooded, Act.QUARANTINE_CLOSED)) == 2


async def test_one_press_does_so_many_and_says_that_there_are_more(
    flooded: Flooded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claiming, "MOST_BATCHES", 1)
    await flooded.send(count=26)

    first = await flooded.close("amira", ALL)
    second = await flooded.close("amira", ALL)

    assert (first.done, first.is_more) == (25, True)
    assert (second.done, second.is_more) == (1, False)


async def test_what_a_reporter_deleted_is_left_to_upkeep(flooded: Flooded) -> None:
    [receipt] = await flooded.send()
    assert receipt is not None
    await flooded.public.mailbox.delete(receipt.words)

    assert (await flooded.close("amira", ALL)).done == 0


async def test_who_writes_again_after_it_was_closed_is_seen(flooded: Flooded) -> None:
    [receipt] = await flooded.send()
    assert receipt is not None
    await flooded.close("amira", ALL)
    thread = await flooded.public.mailbox.open_mailbox(receipt.words)
    await flooded.public.mailbox.add(thread.token, "It was real.")

    held = await flooded.looking.look(flooded.officer("ben"), TRIAGE_DESK)
    page = await flooded.desk.inbox.list_inbox(flooded.officer("ben"), TRIAGE_DESK)

    assert set(held.news) == await flooded.list_tips()
    assert (page.waiting.closed_news, page.waiting.quarantined_news) == (0, 1)


async def test_picking_a_tip_up_lets_it_out(flooded: Flooded) -> None:
    await flooded.send()
    [tip] = await flooded.list_held()
    ben = flooded.officer("ben")
    seen = await flooded.desk.handling.open_tip(ben, tip)

    await flooded.desk.handling.claim(ben, a_form(seen.tip))

    assert seen.tip.record.quarantined
    assert await flooded.list_held() == set()
    assert await flooded.list_inbox() == {tip}


async def list_reasons(flooded: Flooded, act: Act) -> list[str]:
    """The reasons that the log gives for an act, in order."""
    details = await flooded.desk.list_details()
    return [one.reason for one in details if one.act == act.value]
