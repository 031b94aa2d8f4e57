from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from service.db.schema import FileRow
from service.domain.answers import Answers
from service.domain.errors import NotFoundError
from service.domain.letters import TipSummary
from service.domain.people import AUDITOR_DESK, NOBODY, DeskId
from service.inbox.usecases import PAGE_SIZE, Shelf
from tests.builders import TRIAGE_DESK
from tests.tips import A_KNIFE, TODAY, Desk, Facts, a_form


async def test_an_officer_sees_what_a_tip_is_about_before_opening_it(
    desk: Desk,
) -> None:
    left = await desk.leave_tip(facts=Facts(priority=1))

    page = await desk.inbox.list_inbox(desk.officer("ben"), TRIAGE_DESK)

    (row,) = page.rows
    assert (row.id, row.priority, row.day) == (left.id, 1, TODAY)
    assert row.summary == TipSummary.of(A_KNIFE)
    assert row.holder == NOBODY
    assert page.waiting.new == 1


async def test_looking_at_the_inbox_changes_nothing(desk: Desk) -> None:
    left = await desk.leave_tip()

    await desk.inbox.list_inbox(desk.officer("ben"), TRIAGE_DESK)

    assert await desk.list_seals(left.letter) == [False]
    assert await desk.list_acts() == []


async def test_what_nobody_has_comes_first_then_the_urgent_then_the_oldest(
    desk: Desk,
) -> None:
    old = TODAY - timedelta(days=9)
    in_order = [
        Facts(tip_id="f" * 32, priority=0, day=old),
        Facts(tip_id="a" * 32, priority=0),
        Facts(tip_id="b" * 32, priority=0),
        Facts(tip_id="9" * 32, priority=4, day=old),
        Facts(tip_id="1" * 32, priority=0, day=old, picked_up=True),
        Facts(tip_id="0" * 32, priority=1, picked_up=True),
    ]
    for facts in reversed(in_order):
        await desk.leave_tip(facts=facts)

    page = await desk.inbox.list_inbox(desk.officer("ben"), TRIAGE_DESK)

    assert [row.id for row in page.rows] == [facts.tip_id for facts in in_order]


async def test_of_closed_tips_what_came_last_comes_first(desk: Desk) -> None:
    ben = desk.officer("ben")
    days = (3, 0, 9, 1)
    for ago in days:
        facts = Facts(priority=ago % 4, day=TODAY - timedelta(days=ago), open=False)
        await desk.leave_tip(facts=facts)

    page = await desk.inbox.list_inbox(ben, TRIAGE_DESK, Shelf.CLOSED)

    assert [(TODAY - row.day).days for row in page.rows] == sorted(days)


async def test_a_row_says_how_many_files_came_until_it_is_withdrawn(
    desk: Desk,
) -> None:
    ben, plain = desk.officer("ben"), await desk.leave_tip()
    left = await desk.leave_tip()
    seen = await desk.casebook.open_tip(ben, left.id)
    await desk.handling.claim(ben, a_form(seen.tip))
    async with desk.vault.writing() as connection:
        for name in "abc":
            row = {"id": name * 32, "tip": left.id, "size": 65_536}
            await connection.execute(insert(FileRow).values(**row))

    before = await desk.inbox.list_inbox(ben, TRIAGE_DESK)
    await desk.withdraw(left)
    after = await desk.inbox.list_inbox(ben, TRIAGE_DESK)

    assert [(row.id, row.files) for row in before.rows] == [(plain.id, 0), (left.id, 3)]
    assert [row.files for row in after.rows] == [0, 0]


async def test_fifty_are_on_a_page_and_every_tip_is_on_one(desk: Desk) -> None:
    left = {(await desk.leave_tip()).id for _ in range(PAGE_SIZE + 3)}
    ben = desk.officer("ben")

    first = await desk.inbox.list_inbox(ben, TRIAGE_DESK)
    second = await desk.inbox.list_inbox(ben, TRIAGE_DESK, number=2)
    third = await desk.inbox.list_inbox(ben, TRIAGE_DESK, number=3)

    assert (len(first.rows), len(second.rows), len(third.rows)) == (PAGE_SIZE, 3, 0)
    assert (first.has_next, second.has_next) == (True, False)
    assert {row.id for row in (*first.rows, *second.rows)} == left


async def test_the_inbox_says_who_has_a_tip(desk: Desk) -> None:
    ben, tip = await desk.open_new()
    amira = desk.officer("amira")
    seen = await desk.handling.claim(ben, a_form(tip))
    await desk.handling.hand_over(ben, a_form(seen.tip), amira.officer_id)

    page = await desk.inbox.list_inbox(ben, TRIAGE_DESK)

    assert page.rows[0].holder == amira.officer_id
    assert page.names[page.rows[0].holder] == "amira"
    assert page.waiting.new == 0


async def test_a_new_message_is_marked_until_the_holder_has_looked(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, left.id)
    await desk.handling.claim(ben, a_form(seen.tip))

    await desk.add(left, "It is gone")
    before = await desk.inbox.list_inbox(ben, TRIAGE_DESK)
    await desk.casebook.open_tip(ben, left.id)
    after = await desk.inbox.list_inbox(ben, TRIAGE_DESK)

    assert (before.rows[0].has_news, after.rows[0].has_news) == (True, False)


async def test_a_message_to_a_closed_tip_is_pointed_out_in_the_open_inbox(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, left.id)
    await desk.handling.close(ben, a_form(seen.tip), "action")

    await desk.add(left, "It is back")
    page = await desk.inbox.list_inbox(ben, TRIAGE_DESK)
    closed = await desk.inbox.list_inbox(ben, TRIAGE_DESK, Shelf.CLOSED)

    assert page.rows == ()
    assert page.waiting.closed_news == 1
    assert closed.rows[0].has_news


async def test_one_letter_that_does_not_open_leaves_its_row_and_the_others(
    desk: Desk,
) -> None:
    broken = await desk.leave_tip()
    whole = await desk.leave_tip()
    await desk.break_letter(broken.letter)

    page = await desk.inbox.list_inbox(desk.officer("ben"), TRIAGE_DESK)

    readable = {row.id: row.summary is not None for row in page.rows}
    assert readable == {broken.id: False, whole.id: True}
    assert not any(row.withdrawn for row in page.rows)


async def test_a_tip_whose_seal_is_another_desks_keeps_its_row(desk: Desk) -> None:
    left = await desk.leave_tip()
    await desk.change_seal(left.letter, desk=AUDITOR_DESK)

    page = await desk.inbox.list_inbox(desk.officer("ben"), TRIAGE_DESK)

    (row,) = page.rows
    assert (row.id, row.summary, row.withdrawn) == (left.id, None, False)


async def test_half_a_character_sealed_by_a_joker_breaks_no_page(desk: Desk) -> None:
    await desk.leave_tip(replace(A_KNIFE, where="\\ud800"))
    await desk.leave_tip(summary='{"where": "\\ud800"}')

    page = await desk.inbox.list_inbox(desk.officer("ben"), TRIAGE_DESK)

    wheres = [row.summary and row.summary.where for row in page.rows]
    assert sorted(wheres, key=str) == [None, "\\ud800"]


async def test_a_withdrawn_tip_is_marked_and_says_nothing_any_more(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, left.id)
    await desk.handling.claim(ben, a_form(seen.tip))

    await desk.withdraw(left)
    page = await desk.inbox.list_inbox(ben, TRIAGE_DESK)

    (row,) = page.rows
    assert row.withdrawn
    assert row.summary is None
    assert row.holder == ben.officer_id


@pytest.mark.parametrize("desk_id", ["auditor", "no-such-desk", ""])
async def test_an_inbox_of_another_desk_is_not_there(desk: Desk, desk_id: str) -> None:
    with pytest.raises(NotFoundError):
        await desk.inbox.list_inbox(desk.officer("ben"), DeskId(desk_id))


@pytest.mark.parametrize("name", ["carol", "dev"])
async def test_those_who_read_no_tips_have_no_inbox(desk: Desk, name: str) -> None:
    with pytest.raises(NotFoundError):
        await desk.inbox.list_inbox(desk.officer(name), TRIAGE_DESK)
    with pytest.raises(NotFoundError):
        await desk.inbox.list_inbox(desk.officer(name), AUDITOR_DESK)


@pytest.mark.parametrize("number", [0, -1, 10_000])
async def test_a_page_that_cannot_be_is_not_there(desk: Desk, number: int) -> None:
    with pytest.raises(NotFoundError):
        await desk.inbox.list_inbox(desk.officer("ben"), TRIAGE_DESK, number=number)


async def test_closed_tips_leave_the_inbox_for_the_other_view(desk: Desk) -> None:
    ben, tip = await desk.open_new(Answers(text="Nothing much"))
    await desk.handling.close(ben, a_form(tip), "known")

    page = await desk.inbox.list_inbox(ben, TRIAGE_DESK)
    closed = await desk.inbox.list_inbox(ben, TRIAGE_DESK, Shelf.CLOSED)

    assert page.rows == ()
    assert [row.id for row in closed.rows] == [tip.record.id]
    assert closed.rows[0].day == date(2026, 3, 4)
