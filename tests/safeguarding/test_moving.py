"""A tip about one of us: it goes to the independent desk and stays nowhere else."""

import asyncio

import pytest
from sqlalchemy import select

from service.db.schema import LetterRow, MailboxRow, SealRow
from service.domain.audit import Act
from service.domain.duties import read_duty
from service.domain.duty_actions import Action
from service.domain.errors import BadFormError, NotFoundError
from service.domain.letters import Kind
from service.domain.people import NOBODY
from tests.builders import INDEPENDENT_DESK, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.safeguarding.guardians import A_RUNNER, SOME_SHOUTING, Guardians
from tests.tips import at_version

WHY = "It is about one of the wardens."


async def test_a_moved_tip_opens_with_the_independent_desks_keys_alone(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(A_RUNNER)
    await guardians.act("faye", tip, Action.POLICE)
    ben = guardians.officer("ben")
    await guardians.desk.handling.claim(ben, await guardians.form("ben", tip))
    form = await guardians.form("ben", tip)
    await guardians.desk.answering.add_note(ben, form, "He works for us.")

    await guardians.moving.move(ben, await guardians.form("ben", tip), WHY)

    assert await guardians.try_keys(tip) == {
        kind: {INDEPENDENT_DESK}
        for kind in (Kind.TIP, Kind.DUTY, Kind.NOTE, Kind.HOLDER)
    }
    assert (await guardians.desk.list_acts())[-1] == Act.TIP_MOVED


async def test_nobody_of_the_old_desks_finds_it_any_more(guardians: Guardians) -> None:
    tip = await guardians.tell(A_RUNNER)
    ben, form = guardians.officer("ben"), await guardians.form("ben", tip)
    await guardians.moving.move(ben, form, WHY)

    for name, desk in (("ben", None), ("amira", None), ("faye", SAFEGUARDING_DESK)):
        with pytest.raises(NotFoundError):
            await guardians.look(name, tip, desk)
    with pytest.raises(NotFoundError):
        await guardians.desk.casebook.open_tip(ben, tip)
    faye = guardians.officer("faye")
    page = await guardians.duties.list_duties(faye, SAFEGUARDING_DESK)
    assert (page.open, page.done) == ((), ())


async def test_the_independent_desk_reads_all_of_it_and_has_the_duty(
    guardians: Guardians,
) -> None:
    receipt = await guardians.public.tell(SOME_SHOUTING)
    ben = guardians.officer("ben")
    [line] = (await guardians.desk.inbox.list_inbox(ben, TRIAGE_DESK)).rows
    await guardians.desk.handling.claim(ben, await guardians.form("ben", line.id))
    await guardians.moving.move(ben, await guardians.form("ben", line.id), WHY)

    seen = await guardians.look("ines", line.id)
    page = await guardians.public.mailbox.open_mailbox(receipt.words)
    await guardians.public.mailbox.add(page.token, "He laughed.")

    duty = read_duty(seen.tip, guardians.site.borough)
    assert seen.tip.answers == SOME_SHOUTING
    assert seen.tip.holder == NOBODY
    assert not seen.tip.record.picked_up
    assert [one.text for one in seen.tip.read_all(Kind.HOLDER)] == ["", WHY]
    assert duty
    assert duty.automatic
    assert await guardians.list_duties() == [(INDEPENDENT_DESK, True, 0)]
    assert await guardians.list_bells() == [INDEPENDENT_DESK]


async def test_a_move_sent_many_times_at_once_is_done_once(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    ben, form = guardians.officer("ben"), await guardians.form("ben", tip)

    moved = await asyncio.gather(
        *(guardians.moving.move(ben, form, WHY) for _ in range(4))
    )

    assert moved == [None] * 4
    assert await guardians.desk.count(LetterRow) == 2
    assert await guardians.desk.count(SealRow) == 2
    assert (await guardians.desk.list_acts()).count(Act.TIP_MOVED) == 1


async def test_a_form_that_moved_nothing_is_no_way_back_in(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    ben = guardians.officer("ben")
    first = await guardians.form("ben", tip)
    await guardians.moving.move(ben, first, WHY)
    other = at_version(first, first.version)

    with pytest.raises(NotFoundError):
        await guardians.moving.move(ben, other, "Another reason.")


async def test_a_tip_that_changed_meanwhile_is_shown_and_not_moved(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    ben, form = guardians.officer("ben"), await guardians.form("ben", tip)
    amira = guardians.officer("amira")
    await guardians.desk.handling.claim(amira, await guardians.form("amira", tip))

    seen = await guardians.moving.move(ben, form, WHY)

    assert seen
    assert seen.tip.answers == SOME_SHOUTING
    assert Kind.TIP in await guardians.try_keys(tip)


async def test_a_tip_of_the_independent_desk_is_moved_nowhere(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    ben, form = guardians.officer("ben"), await guardians.form("ben", tip)
    await guardians.moving.move(ben, form, WHY)
    ines = guardians.officer("ines")

    with pytest.raises(BadFormError):
        await guardians.moving.move(ines, await guardians.form("ines", tip), WHY)


async def test_a_letter_put_beside_the_tip_is_not_taken_along(
    guardians: Guardians,
) -> None:
    left = await guardians.desk.leave_tip(SOME_SHOUTING)
    ben = guardians.officer("ben")
    await guardians.look("ben", left.id)
    other = await guardians.desk.leave_tip()
    await guardians.desk.move_letter(other.letter, left.id)

    form = await guardians.form("ben", left.id)
    await guardians.moving.move(ben, form, WHY)
    seen = await guardians.look("ines", left.id)

    assert seen.tip.answers == SOME_SHOUTING


async def test_the_mailbox_rings_where_the_tip_is(guardians: Guardians) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    ben, form = guardians.officer("ben"), await guardians.form("ben", tip)
    await guardians.moving.move(ben, form, WHY)

    async with guardians.desk.vault.reading() as connection:
        assert await connection.scalar(select(MailboxRow.desk)) == INDEPENDENT_DESK
