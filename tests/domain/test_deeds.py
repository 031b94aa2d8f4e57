"""What officers do with a tip: what the desk keeps, and what its reporter hears."""

from dataclasses import replace
from datetime import date

import pytest

from crypto import Draft, ShredKey
from service.domain.audit import Act
from service.domain.deeds import Doer, HoldReason, seal_deed
from service.domain.errors import BadFormError, DutyOpenError, NotPassedOnError
from service.domain.forms import (
    Ending,
    TipForm,
    Wish,
    WordsProblem,
    check_length,
    check_words,
    judge,
    record_id,
)
from service.domain.letters import Kind, LetterId, Remark, Side, Stage
from service.domain.opened import OpenedTip, TipFile
from service.domain.passed import note_sent
from service.domain.sealed import DutyMark, StoredTip, read_remark
from service.domain.tips import TipId
from tests.builders import SAFEGUARDING_DESK, TRIAGE_DESK, a_borough
from tests.domain.opened import AMIRA, BEN, BODY, DAY, RECORD, THREAD, a_tip
from tests.domain.releases_open import CCTV, a_parcel
from tests.domain.rings import GUARDS, TRIAGE

BOROUGH = a_borough()
DOER = Doer(BEN, DAY)
NEW = replace(RECORD, picked_up=False)
CLOSED = replace(RECORD, open=False, forget_on=date(2027, 3, 4))
DRAFT = Draft(b"r" * 32)
FORM = TipForm(RECORD.id, RECORD.version, 0, b"s" * 16)
NOTE = Wish(Act.NOTE_ADDED, "Seen")

ACTION = BOROUGH.outcomes[0]
SENT_ON = (Kind.RELEASE, Remark(DAY, content=note_sent([a_parcel()], DRAFT).json))


def filed(tip: OpenedTip) -> TipFile:
    shreds = {Side.TOLD: ShredKey.generate(), Side.STAFF: ShredKey.generate()}
    stored = StoredTip(tip.record, (), shreds, held=False, rings=False)
    return TipFile(stored, tip, TRIAGE, TRIAGE_DESK)


def test_taking_a_new_tip_tells_its_reporter_once_that_it_is_being_read() -> None:
    first = DOER.give(a_tip(record=NEW), BEN)
    again = DOER.give(a_tip(), BEN)

    assert first.told == Remark(DAY, stage=Stage.BEING_READ.value)
    assert first.record.act == Act.TIP_CLAIMED
    assert again.told is None
    assert first.silences
    assert again.silences


def test_handing_a_tip_on_leaves_its_bell_to_the_colleague() -> None:
    handed = DOER.give(a_tip(), AMIRA)

    assert (handed.record.holder, handed.record.act) == (AMIRA, Act.TIP_HANDED)
    assert handed.told is None
    assert not handed.silences
    assert DOER.give(a_tip(record=NEW), AMIRA).silences


def test_a_note_changes_nothing_else_of_a_tip() -> None:
    for record in (RECORD, NEW, CLOSED):
        noted = DOER.note(a_tip(record=record), "Seen")

        assert noted.record.text == "Seen"
        assert noted.told is None
        kept = (noted.open, noted.picked_up, noted.forget_on)
        assert kept == (record.open, record.picked_up, record.forget_on)


def test_a_message_is_for_its_reporter_and_the_desks_record_holds_no_word_of_it() -> (
    None
):
    sent = DOER.message(a_tip(), "Thank you")

    assert sent.told == Remark(DAY, "Thank you")
    assert sent.told_kind is Kind.MESSAGE
    assert sent.record.text == ""


def test_who_told_us_hears_that_it_was_passed_on_without_who_did_it() -> None:
    passed = DOER.pass_on(a_tip(SENT_ON), "The police have it.")

    assert passed.told == Remark(
        DAY, "The police have it.", stage=Stage.PASSED_ON.value
    )
    assert passed.told_kind is Kind.STATUS


def test_nobody_hears_of_passing_on_what_no_other_desk_has() -> None:
    pictures = note_sent([a_parcel(CCTV)], DRAFT)
    back = replace(note_sent([a_parcel()], DRAFT), withdrawn=True)
    asked, taken_back = (
        (Kind.RELEASE, Remark(DAY, content=one.json)) for one in (pictures, back)
    )

    for tip in (a_tip(), a_tip(asked), a_tip(SENT_ON, taken_back)):
        with pytest.raises(NotPassedOnError):
            DOER.pass_on(tip, "The police have it.")


def test_closing_says_why_and_sets_the_day_it_is_forgotten() -> None:
    plain = DOER.close(a_tip(), ACTION, "", BOROUGH)
    more = DOER.close(a_tip(), ACTION, "The bins are gone.", BOROUGH)

    assert plain.told == Remark(DAY, ACTION.told, stage=Stage.CLOSED.value)
    assert more.told is not None
    assert more.told.text == f"{ACTION.told}\n\nThe bins are gone."
    assert plain.forget_on == BOROUGH.forget_on(DAY, ACTION.code)
    assert not plain.open
    assert plain.silences


def test_nobody_closes_a_tip_while_somebody_must_act_for_somebodys_safety() -> None:
    due = replace(a_tip(), duties=(DutyMark(SAFEGUARDING_DESK, open=True),))
    done = replace(a_tip(), duties=(DutyMark(SAFEGUARDING_DESK, open=False),))

    with pytest.raises(DutyOpenError):
        DOER.close(due, ACTION, "", BOROUGH)
    assert not DOER.close(done, ACTION, "", BOROUGH).open


def test_a_closed_tip_that_is_taken_up_again_is_not_forgotten_any_more() -> None:
    again = DOER.reopen(a_tip(record=CLOSED))

    assert again.open
    assert again.forget_on is None
    assert again.record.holder == BEN
    assert again.told == Remark(DAY, stage=Stage.BEING_READ.value)


def test_what_is_open_or_deleted_is_not_taken_up_again() -> None:
    for tip in (a_tip(), a_tip(body=None, record=CLOSED)):
        with pytest.raises(BadFormError):
            DOER.reopen(tip)


def test_a_hold_says_its_reason_in_plain_words_until_it_is_lifted() -> None:
    for reason in HoldReason:
        held = DOER.hold(a_tip(), reason)

        assert held.held is True
        assert held.record.text == reason.label
    assert DOER.lift(a_tip()).held is False
    assert DOER.note(a_tip(), "").held is None
    assert len({one.label for one in HoldReason}) == len(HoldReason)


def test_a_deed_is_sealed_for_the_desk_and_what_is_told_for_the_thread() -> None:
    file = filed(a_tip(record=NEW))

    record, told = seal_deed(DOER.give(file.tip, BEN), file, DRAFT)

    staff, told_to = record.letter, told.letter
    assert staff.id == record_id(DRAFT) != told_to.id
    assert read_remark(staff, TRIAGE, file.stored.shreds) == Remark(
        DAY, by=BEN, holder=BEN, act=Act.TIP_CLAIMED.value
    )
    assert told.seals == ()
    assert read_remark(told_to, TRIAGE, file.stored.shreds, THREAD) is not None
    assert read_remark(told_to, TRIAGE, file.stored.shreds) is None
    assert [staff.number, told_to.number] == [1, 2]


def test_without_words_nobody_is_told_anything() -> None:
    file = filed(a_tip(record=NEW, body=replace(BODY, thread=None)))

    [record] = seal_deed(DOER.give(file.tip, BEN), file, DRAFT)

    assert record.letter.kind is Kind.HOLDER


def test_another_desk_reads_a_copy_of_its_own() -> None:
    file = filed(a_tip())
    deed = replace(DOER.note(file.tip, "Seen"), summary="{}")

    [written] = seal_deed(deed, file, DRAFT, [GUARDS.card])

    seals = dict(written.seals)
    theirs = replace(written.letter, seal=seals[SAFEGUARDING_DESK])
    assert read_remark(theirs, GUARDS, file.stored.shreds) == deed.record
    assert read_remark(theirs, TRIAGE, file.stored.shreds) is None
    assert seals[TRIAGE_DESK].adopted
    assert theirs.size == len(theirs.summary or b"") + len(theirs.body or b"")


def test_what_must_be_written_is_asked_for_and_what_is_too_long_pointed_out() -> None:
    assert check_words(" \n") is WordsProblem.EMPTY
    assert check_words("x" * 4_001) is WordsProblem.TOO_LONG
    assert check_words("x" * 4_000) is None
    assert check_length("") is None


def test_a_form_sent_twice_is_done_once() -> None:
    done = a_tip()
    letter = replace(a_tip((Kind.NOTE, None)).letters[0], id=record_id(DRAFT))

    assert judge(a_tip(), FORM, NOTE, DRAFT) is Ending.DONE
    assert judge(replace(done, letters=(letter,)), FORM, NOTE, DRAFT) is Ending.ALREADY


def test_who_was_slower_than_a_colleague_is_shown_what_changed() -> None:
    newer = a_tip(record=replace(RECORD, version=2))

    assert judge(newer, FORM, NOTE, DRAFT) is Ending.CHANGED


def test_closing_never_buries_what_was_added_since_the_page_was_shown() -> None:
    added = a_tip((Kind.ADDITION, Remark(DAY, "And more")))
    closing = Wish(Act.TIP_CLOSED, choice=ACTION.code)

    assert judge(added, FORM, closing, DRAFT) is Ending.CHANGED
    assert judge(added, FORM, NOTE, DRAFT) is Ending.DONE
    assert judge(a_tip(), FORM, closing, DRAFT) is Ending.DONE


@pytest.mark.parametrize("act", [Act.MESSAGE_SENT, Act.REPORT_SAVED, Act.NAME_ASKED])
def test_nothing_is_made_of_words_that_were_deleted_meanwhile(act: Act) -> None:
    assert judge(a_tip(body=None), FORM, Wish(act), DRAFT) is Ending.CHANGED


def test_no_page_offers_what_does_not_fit_the_tip_as_it_is() -> None:
    never_opened = replace(a_tip(), kept=False)
    closed, silent = a_tip(record=CLOSED), a_tip(body=replace(BODY, thread=None))
    refused = [
        (never_opened, NOTE),
        (closed, Wish(Act.TIP_CLAIMED)),
        (silent, Wish(Act.MESSAGE_SENT, "Thank you")),
    ]

    for tip, wish in refused:
        with pytest.raises(BadFormError):
            judge(tip, FORM, wish, DRAFT)
    assert judge(closed, FORM, NOTE, DRAFT) is Ending.DONE


def test_a_wish_is_another_wish_for_another_tip_act_text_or_choice() -> None:
    wishes = [
        NOTE,
        replace(NOTE, act=Act.HOLD_SET),
        replace(NOTE, text="Seen it"),
        replace(NOTE, choice="police"),
    ]
    bytes_of = {wish.canonical(RECORD.id) for wish in wishes}

    assert len(bytes_of | {NOTE.canonical(TipId("2d" * 16))}) == 5


def test_only_acts_with_a_reason_write_one_into_the_log() -> None:
    assert Wish(Act.HOLD_SET, choice="police").reason == "police"
    assert Wish(Act.TIP_HANDED, choice="somebody").reason == ""


def test_what_was_done_since_a_page_was_shown_leaves_out_what_only_followed() -> None:
    letters = (
        (Kind.NOTE, Remark(DAY, "one")),
        (Kind.ADDITION, Remark(DAY, "added")),
        (Kind.JUDGEMENT, Remark(DAY)),
        (Kind.DUTY, Remark(DAY, about="follows")),
        (Kind.NOTE, None),
    )
    tip = a_tip(*letters, record=replace(RECORD, version=3))

    assert [one.id for one in tip.deeds_since(1)] == [LetterId("3"), LetterId("5")]
    assert tip.deeds_since(3) == ()
