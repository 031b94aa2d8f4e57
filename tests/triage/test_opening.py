import pytest

from service.db.schema import AuditEntryRow, DoorbellRow, LetterRow, ShredRow
from service.domain.audit import Act
from service.domain.errors import NotFoundError
from service.domain.forms import Ending
from service.domain.people import AUDITOR_DESK
from service.domain.tips import TipId
from tests.tips import A_KNIFE, Desk, Facts, a_form


async def test_an_officer_reads_everything_a_reporter_answered(desk: Desk) -> None:
    left = await desk.leave_tip()

    seen = await desk.casebook.open_tip(desk.officer("ben"), left.id)

    assert seen.tip.answers == A_KNIFE
    assert seen.ending is Ending.SHOWN
    assert await desk.list_acts() == [Act.TIP_OPENED]


async def test_the_first_opening_takes_the_seal_into_the_desks_own_keeping(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    before = await desk.list_seals(left.letter)

    await desk.casebook.open_tip(desk.officer("ben"), left.id)
    after = await desk.list_seals(left.letter)
    again = await desk.casebook.open_tip(desk.officer("amira"), left.id)

    assert (before, after) == ([False], [True])
    assert again.tip.answers == A_KNIFE
    assert await desk.count(ShredRow) == 2


async def test_opening_is_not_yet_picking_up(desk: Desk) -> None:
    left = await desk.leave_tip()

    seen = await desk.casebook.open_tip(desk.officer("ben"), left.id)

    assert not seen.tip.record.picked_up
    assert await desk.count(DoorbellRow) == 1


async def test_another_desks_tip_is_not_there(desk: Desk) -> None:
    theirs = await desk.leave_tip(facts=Facts(desk=AUDITOR_DESK))

    with pytest.raises(NotFoundError):
        await desk.casebook.open_tip(desk.officer("ben"), theirs.id)

    assert await desk.count(AuditEntryRow) == 0
    assert await desk.list_seals(theirs.letter) == [False]


@pytest.mark.parametrize("tip_id", ["0" * 32, "", "nonsense", "'; --"])
async def test_a_tip_that_never_was_is_not_there(desk: Desk, tip_id: str) -> None:
    with pytest.raises(NotFoundError):
        await desk.casebook.open_tip(desk.officer("ben"), TipId(tip_id))


async def test_an_administrator_can_open_no_tip(desk: Desk) -> None:
    left = await desk.leave_tip()

    with pytest.raises(NotFoundError):
        await desk.casebook.open_tip(desk.officer("carol"), left.id)


@pytest.mark.parametrize(
    "nonsense",
    ["", "[]", "{}", '{"answers": 7}', '{"answers": {"text": "\\ud800"}}', "\x00{"],
)
async def test_nonsense_sealed_to_the_desk_is_shown_as_such_and_can_be_closed(
    desk: Desk, nonsense: str
) -> None:
    left = await desk.leave_tip(body=nonsense)
    ben = desk.officer("ben")

    seen = await desk.casebook.open_tip(ben, left.id)
    closed = await desk.handling.close(ben, a_form(seen.tip), "not-enough")

    assert seen.tip.answers is None
    assert not seen.tip.withdrawn
    assert closed.ending is Ending.DONE
    assert not closed.tip.record.open


async def test_a_tip_with_a_broken_byte_still_shows_what_is_known_in_clear(
    desk: Desk,
) -> None:
    left = await desk.leave_tip(facts=Facts(priority=1))
    await desk.break_letter(left.letter)

    seen = await desk.casebook.open_tip(desk.officer("ben"), left.id)

    assert seen.tip.answers is None
    assert seen.tip.record.priority == 1


@pytest.mark.parametrize(
    "wrong",
    [{"card": bytes(32)}, {"box": b"\x01" + bytes(1168)}, {"desk": "auditor"}],
    ids=["an unknown card", "a broken box", "another desk"],
)
async def test_a_tip_with_no_seal_that_fits_is_shown_and_can_be_picked_up(
    desk: Desk, wrong: dict[str, bytes | str]
) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    await desk.change_seal(left.letter, **wrong)

    seen = await desk.casebook.open_tip(ben, left.id)
    seen = await desk.handling.claim(ben, a_form(seen.tip))

    assert seen.tip.answers is None
    assert seen.tip.holder == ben.officer_id
    assert await desk.list_seals(left.letter) == [False]


async def test_one_broken_letter_of_a_thread_leaves_the_others_readable(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, left.id)
    for words in ("The first", "The second"):
        seen = await desk.answering.send_message(ben, a_form(seen.tip), words)

    await desk.break_letter(seen.tip.talk[0].id)
    seen = await desk.casebook.open_tip(ben, left.id)

    told = [one.remark.text if one.remark else None for one in seen.tip.talk]
    assert told == [None, "The second"]


async def test_what_a_reporter_adds_stands_in_the_thread(desk: Desk) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, left.id)
    await desk.handling.claim(ben, a_form(seen.tip))

    await desk.add(left, "It is gone now.")
    seen = await desk.casebook.open_tip(desk.officer("amira"), left.id)
    still_new = seen.tip.has_news
    seen = await desk.casebook.open_tip(ben, left.id)

    assert seen.tip.talk[-1].remark is not None
    assert seen.tip.talk[-1].remark.text == "It is gone now."
    assert still_new
    assert await desk.count(DoorbellRow) == 0


async def test_a_withdrawn_tip_leaves_officers_what_they_wrote(desk: Desk) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    seen = await desk.casebook.open_tip(ben, left.id)
    await desk.answering.add_note(ben, a_form(seen.tip), "Told the park rangers")

    await desk.withdraw(left)
    seen = await desk.casebook.open_tip(ben, left.id)

    assert seen.tip.withdrawn
    assert seen.tip.answers is None
    assert seen.tip.deeds[0].remark is not None
    assert seen.tip.deeds[0].remark.text == "Told the park rangers"


async def test_a_tip_withdrawn_before_anybody_opened_it_gets_no_file(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    await desk.withdraw(left)

    seen = await desk.casebook.open_tip(desk.officer("ben"), left.id)

    assert seen.tip.withdrawn
    assert not seen.tip.kept
    assert await desk.count(ShredRow) == 0


async def test_a_letter_slipped_in_by_the_public_process_replaces_no_opened_tip(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    ben = desk.officer("ben")
    await desk.casebook.open_tip(ben, left.id)
    other = await desk.leave_tip()

    await desk.move_letter(other.letter, left.id)
    seen = await desk.casebook.open_tip(ben, left.id)

    assert seen.tip.answers == A_KNIFE
    assert await desk.count(LetterRow) == 2
