from datetime import timedelta

import pytest

from service.db.schema import DoorbellRow, LetterRow
from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.deeds import HoldReason
from service.domain.errors import BadFormError, ForbiddenError
from service.domain.forms import Ending
from service.domain.letters import Kind, Remark, Stage
from service.domain.people import OfficerId
from tests.tips import TODAY, Desk, a_form, at_version, told

NO_WORDS = Answers(text="A fight is planned", wants_words=False)


async def test_picking_up_makes_it_ones_own_and_tells_the_reporter(desk: Desk) -> None:
    ben, tip = await desk.open_new()

    seen = await desk.handling.claim(ben, a_form(tip))

    assert seen.ending is Ending.DONE
    assert seen.tip.holder == ben.officer_id
    assert seen.tip.record.picked_up
    assert told(seen.tip) == [Remark(day=TODAY, stage=Stage.BEING_READ.value)]
    assert await desk.count(DoorbellRow) == 0
    assert await desk.list_acts() == [Act.TIP_OPENED, Act.TIP_CLAIMED]


async def test_a_reporter_who_took_no_words_is_told_nothing(desk: Desk) -> None:
    ben, tip = await desk.open_new(NO_WORDS)

    seen = await desk.handling.claim(ben, a_form(tip))
    seen = await desk.handling.close(ben, a_form(seen.tip), "action")

    assert seen.tip.talk == ()
    assert len(seen.tip.deeds) == 2


async def test_handing_over_names_a_colleague(desk: Desk) -> None:
    ben, tip = await desk.open_new()
    amira = desk.officer("amira")

    seen = await desk.handling.hand_over(ben, a_form(tip), amira.officer_id)
    later = await desk.handling.claim(ben, a_form(seen.tip))

    assert seen.tip.holder == amira.officer_id
    assert seen.tip.record.picked_up
    assert later.tip.holder == ben.officer_id
    assert len(told(later.tip)) == 1


@pytest.mark.parametrize("name", ["carol", "dev", "nobody"])
async def test_a_tip_is_handed_to_nobody_outside_the_desk(
    desk: Desk, name: str
) -> None:
    ben, tip = await desk.open_new()
    person = desk.site.people.get(name)

    with pytest.raises(BadFormError):
        await desk.handling.hand_over(
            ben, a_form(tip), person.id if person else OfficerId("f" * 32)
        )

    assert await desk.list_acts() == [Act.TIP_OPENED]


async def test_a_note_stays_with_the_desk(desk: Desk) -> None:
    ben, tip = await desk.open_new()

    seen = await desk.answering.add_note(ben, a_form(tip), "Rang the parks team")

    record = seen.tip.deeds[0].remark
    assert record is not None
    assert (record.text, record.by) == ("Rang the parks team", ben.officer_id)
    assert seen.tip.talk == ()


async def test_a_message_reaches_the_thread_without_an_officers_name(
    desk: Desk,
) -> None:
    ben, tip = await desk.open_new()

    seen = await desk.answering.send_message(ben, a_form(tip), "Thank you.")

    assert told(seen.tip) == [Remark(day=TODAY, text="Thank you.")]
    assert seen.tip.talk[0].kind is Kind.MESSAGE
    record = seen.tip.deeds[0].remark
    assert record is not None
    assert (record.by, record.text) == (ben.officer_id, "")


async def test_closing_tells_the_outcome_and_sets_the_day_of_forgetting(
    desk: Desk,
) -> None:
    ben, tip = await desk.open_new()

    seen = await desk.handling.close(ben, a_form(tip), "action", "It is gone.")

    last = told(seen.tip)[-1]
    assert last is not None
    assert last.stage == Stage.CLOSED.value
    assert last.text == "We did something about what you told us.\n\nIt is gone."
    assert not seen.tip.record.open
    assert seen.tip.record.forget_on == TODAY + timedelta(days=365)
    assert await desk.count(DoorbellRow) == 0


async def test_a_closed_tip_is_taken_up_again_and_its_reporter_is_told(
    desk: Desk,
) -> None:
    ben, tip = await desk.open_new()
    closed = (await desk.handling.close(ben, a_form(tip), "known")).tip

    seen = await desk.handling.reopen(ben, a_form(closed))

    assert seen.tip.record.open
    assert seen.tip.record.forget_on is None
    assert seen.tip.holder == ben.officer_id
    last = told(seen.tip)[-1]
    assert last is not None
    assert last.stage == Stage.BEING_READ.value


async def test_an_open_tip_is_not_opened_again(desk: Desk) -> None:
    ben, tip = await desk.open_new()

    with pytest.raises(BadFormError):
        await desk.handling.reopen(ben, a_form(tip))


async def test_a_closed_tip_takes_notes_and_nothing_else(desk: Desk) -> None:
    ben, tip = await desk.open_new()
    seen = await desk.handling.close(ben, a_form(tip), "known")
    closed_until = seen.tip.record.forget_on

    with pytest.raises(BadFormError):
        await desk.handling.claim(ben, a_form(seen.tip))
    with pytest.raises(BadFormError):
        await desk.answering.send_message(ben, a_form(seen.tip), "One more thing")
    seen = await desk.answering.add_note(ben, a_form(seen.tip), "For the record")

    assert seen.ending is Ending.DONE
    assert not seen.tip.record.open
    assert seen.tip.record.forget_on == closed_until


@pytest.mark.parametrize("text", ["", "  \n", "x" * 4001])
async def test_words_that_no_page_would_send_are_refused(desk: Desk, text: str) -> None:
    ben, tip = await desk.open_new()

    with pytest.raises(BadFormError):
        await desk.answering.send_message(ben, a_form(tip), text)
    with pytest.raises(BadFormError):
        await desk.handling.close(ben, a_form(tip), "no-such-outcome")
    with pytest.raises(BadFormError):
        await desk.handling.close(ben, a_form(tip), "action", "x" * 4001)


async def test_four_thousand_characters_of_any_script_can_be_sent(
    desk: Desk,
) -> None:
    ben, tip = await desk.open_new()
    longest = '"\\' + "\U0001f600" * 3998

    seen = await desk.answering.send_message(ben, a_form(tip), longest)

    assert told(seen.tip) == [Remark(day=TODAY, text=longest)]


async def test_a_supervisor_puts_a_hold_on_deletion_and_lifts_it(desk: Desk) -> None:
    _ben, tip = await desk.open_new()
    amira = desk.officer("amira")

    held = await desk.handling.set_hold(amira, a_form(tip), HoldReason.POLICE)
    lifted = await desk.handling.lift_hold(amira, a_form(held.tip))

    assert held.tip.held
    assert not lifted.tip.held
    assert (await desk.list_acts())[1:] == [Act.HOLD_SET, Act.HOLD_LIFTED]


async def test_an_officer_may_put_no_hold_on_deletion(desk: Desk) -> None:
    ben, tip = await desk.open_new()

    with pytest.raises(ForbiddenError):
        await desk.handling.set_hold(ben, a_form(tip), HoldReason.POLICE)
    with pytest.raises(ForbiddenError):
        await desk.handling.lift_hold(ben, a_form(tip))

    assert await desk.list_acts() == [Act.TIP_OPENED]


async def test_a_reporter_who_withdrew_meanwhile_gets_no_message(desk: Desk) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, left.id)

    await desk.withdraw(left)
    seen = await desk.answering.send_message(ben, a_form(seen.tip), "Thank you")

    assert seen.ending is Ending.CHANGED
    assert seen.tip.withdrawn
    assert await desk.count(LetterRow) == 1


async def test_nothing_can_be_sent_to_a_reporter_without_words(desk: Desk) -> None:
    ben, tip = await desk.open_new(NO_WORDS)

    with pytest.raises(BadFormError):
        await desk.answering.send_message(ben, a_form(tip), "Thank you")


@pytest.mark.parametrize("version", [1, 7, 999_999_999])
async def test_a_form_with_a_forged_version_changes_nothing(
    desk: Desk, version: int
) -> None:
    ben, tip = await desk.open_new()

    seen = await desk.handling.claim(ben, at_version(a_form(tip), version))

    assert seen.ending is Ending.CHANGED
    assert seen.since == ()
    assert await desk.count(LetterRow) == 1
