"""Forms sent twice, officers who meet, machines that stop in the middle."""

import asyncio
from dataclasses import replace

import pytest
from typing_extensions import override

from crypto import random_bytes
from service.db.audit import AuditLog
from service.db.engine import Transaction
from service.db.schema import AuditEntryRow, LetterRow, SealRow
from service.domain.audit import Act, Entry
from service.domain.forms import Ending
from service.triage.usecases import Answering, Handling
from tests.tips import Desk, a_form, at_work


async def test_the_same_form_sent_twice_is_done_once(desk: Desk) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    form = a_form((await desk.casebook.open_tip(ben, left.id)).tip)

    first = await desk.answering.send_message(ben, form, "Thank you")
    second = await desk.answering.send_message(ben, form, "Thank you")

    assert (first.ending, second.ending) == (Ending.DONE, Ending.ALREADY)
    assert len(second.tip.talk) == 1
    assert await desk.list_acts() == [Act.TIP_OPENED, Act.MESSAGE_SENT, Act.TIP_OPENED]


async def test_the_same_form_sent_twice_at_once_is_done_once(desk: Desk) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    form = a_form((await desk.casebook.open_tip(ben, left.id)).tip)

    seen = await asyncio.gather(
        *(desk.answering.add_note(ben, form, "A note") for _ in range(4))
    )

    assert sorted(one.ending for one in seen) == [Ending.ALREADY] * 3 + [Ending.DONE]
    assert await desk.count(LetterRow) == 2


async def test_a_form_sent_again_with_other_words_is_no_replay(desk: Desk) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    form = a_form((await desk.casebook.open_tip(ben, left.id)).tip)

    await desk.answering.add_note(ben, form, "A note")
    second = await desk.answering.add_note(ben, form, "Another note")

    assert second.ending is Ending.CHANGED
    assert [one.remark and one.remark.text for one in second.since] == ["A note"]


async def test_a_seed_used_for_one_tip_does_not_block_another(desk: Desk) -> None:
    ben, seed = desk.officer("ben"), random_bytes(16)
    left = [await desk.leave_tip(), await desk.leave_tip()]

    for one in left:
        tip = (await desk.casebook.open_tip(ben, one.id)).tip
        seen = await desk.handling.claim(ben, a_form(tip, seed=seed))

        assert seen.ending is Ending.DONE


async def test_of_two_officers_who_pick_up_at_once_one_is_told_of_the_other(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    officers = [desk.officer("ben"), desk.officer("amira")]
    forms = [a_form((await desk.casebook.open_tip(o, left.id)).tip) for o in officers]

    seen = await asyncio.gather(
        *(
            desk.handling.claim(officer, form)
            for officer, form in zip(officers, forms, strict=True)
        )
    )

    first, second = sorted(seen, key=lambda one: one.ending is Ending.CHANGED)
    assert (first.ending, second.ending) == (Ending.DONE, Ending.CHANGED)
    assert first.tip.holder == second.tip.holder
    assert [one.remark and one.remark.act for one in second.since] == [Act.TIP_CLAIMED]
    assert len(second.tip.talk) == 1


async def test_two_processes_that_open_a_tip_at_once_adopt_it_once(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()

    async with at_work(desk.site) as other:
        seen = await asyncio.gather(
            *(
                one.casebook.open_tip(one.officer(name), left.id)
                for one in (desk, other)
                for name in ("ben", "amira")
            )
        )

    assert all(one.tip.answers for one in seen)
    assert await desk.list_seals(left.letter) == [True]
    assert await desk.list_acts() == [Act.TIP_OPENED] * 4


async def test_two_processes_that_act_at_once_lose_nothing(desk: Desk) -> None:
    left = await desk.leave_tip()
    tip = (await desk.casebook.open_tip(desk.officer("ben"), left.id)).tip

    async with at_work(desk.site) as other:
        seen = await asyncio.gather(
            desk.answering.add_note(desk.officer("ben"), a_form(tip), "Ben's note"),
            other.answering.add_note(
                other.officer("amira"), a_form(tip), "Amira's note"
            ),
        )

    assert sorted(one.ending for one in seen) == [Ending.CHANGED, Ending.DONE]
    late = next(one for one in seen if one.ending is Ending.CHANGED)
    assert len(late.since) == len(late.tip.deeds) == 1
    assert late.tip.record.version == tip.record.version + 1


async def test_what_stops_before_the_commit_leaves_nothing(desk: Desk) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    tip = (await desk.casebook.open_tip(ben, left.id)).tip
    before = await desk.count(LetterRow), await desk.count(SealRow)
    dying = replace(desk.casebook, log=DyingLog(desk.casebook.cards, desk.site.clock))

    with pytest.raises(KilledError):
        await Handling(dying, desk.site.borough).claim(ben, a_form(tip))
    with pytest.raises(KilledError):
        await Answering(dying).send_message(ben, a_form(tip), "Thank you")
    after = (await desk.casebook.open_tip(ben, left.id)).tip

    assert (await desk.count(LetterRow), await desk.count(SealRow)) == before
    assert after.record == tip.record
    assert await desk.count(AuditEntryRow) == 2


async def test_a_first_opening_that_stops_in_the_middle_can_be_done_again(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    dying = replace(desk.casebook, log=DyingLog(desk.casebook.cards, desk.site.clock))

    with pytest.raises(KilledError):
        await dying.open_tip(ben, left.id)
    unopened = await desk.list_seals(left.letter)
    seen = await desk.casebook.open_tip(ben, left.id)

    assert unopened == [False]
    assert seen.tip.answers is not None


class KilledError(Exception):
    """The machine stopped."""


class DyingLog(AuditLog):
    """Writes its entry as ever, and takes the machine down before the commit."""

    @override
    async def append(self, connection: Transaction, entry: Entry) -> None:
        await super().append(connection, entry)
        raise KilledError
