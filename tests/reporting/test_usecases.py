import asyncio
from dataclasses import replace

import pytest

from crypto import random_bytes
from service.db.schema import LetterRow
from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending, Wish
from service.domain.grading import Grade
from service.domain.judgements import Judgement
from service.domain.letters import Kind
from service.domain.people import AUDITOR_DESK
from service.domain.reports import Answered, Report, ReportId
from service.domain.writing import PROVENANCE, list_saved, list_saves
from service.extract.marks import MarkKind
from service.reporting.usecases import Writing
from tests.reporting.conftest import A_BROTHER
from tests.tips import TODAY, Desk, Facts, a_form

ONE = ReportId("1" * 32)
OTHER = ReportId("2" * 32)
A_REPORT = Report(
    title="A knife on a street",
    text="A young person may carry a knife in the afternoons.",
    topic="KN1",
    provenance=PROVENANCE,
)


async def test_a_first_draft_is_judged_already_and_empty_of_the_reporters_words(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)

    sheet = await writing.begin(ben, tip.record.id, random_bytes(16))

    assert sheet.report == Report(
        topic="KN1", provenance=PROVENANCE, grade=Grade.suggest("saw")
    )
    assert list_saved(sheet.seen.tip) == ()


async def test_a_draft_takes_what_was_judged_last_but_not_why(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)
    grade = Grade(source="3", reason="She told us wrong things before")
    judged = Judgement(topic="KN3", ward="E05013740", place="Flat 3", grade=grade)
    doer, wish = Doer(ben.officer_id, TODAY), Wish(Act.TIP_JUDGED, judged.json)
    await desk.casebook.carry_out(
        ben,
        a_form(tip),
        wish,
        lambda now, _people: doer.keep(
            now, Kind.JUDGEMENT, Act.TIP_JUDGED, judged.json
        ),
    )

    sheet = await writing.begin(ben, tip.record.id, random_bytes(16))

    assert (sheet.report.topic, sheet.report.ward) == ("KN3", "E05013740")
    assert sheet.report.grade == replace(grade, reason="")
    assert sheet.report.place == ""


async def test_the_button_pressed_twice_begins_one_report(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)
    seed = random_bytes(16)

    first = await writing.begin(ben, tip.record.id, seed)
    second = await writing.begin(ben, tip.record.id, seed)
    other = await writing.begin(ben, tip.record.id, random_bytes(16))

    assert first.report_id == second.report_id != other.report_id


async def test_what_points_at_the_reporter_is_marked_in_what_they_wrote(
    desk: Desk, writing: Writing
) -> None:
    left = await desk.leave_tip(A_BROTHER, Facts(picked_up=True))
    ben = desk.officer("ben")
    await desk.add(left, "Ring me on 07700 900123")

    sheet = await writing.begin(ben, left.id, random_bytes(16))

    kinds = {mark.kind for note in sheet.told.notes for mark in note.marks}
    assert {
        MarkKind.RELATION,
        MarkKind.VANTAGE,
        MarkKind.TIME,
        MarkKind.PHONE,
        MarkKind.ADDRESS,
    } <= kinds
    assert [one.question for one in sheet.originals] == [
        "What they told us",
        "Where",
        "When",
        "They added",
    ]
    assert all(mark.why for note in sheet.told.notes for mark in note.marks)


async def test_what_is_carried_over_stands_in_the_report_and_blocks_nothing(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)
    carried = replace(A_REPORT, text="Seen from my window at 16:45 by my brother.")

    sheet = await writing.save(ben, a_form(tip), ONE, carried)

    words = " ".join(note.words.lower() for note in sheet.standing)
    assert sheet.seen.ending is Ending.DONE
    assert "my brother" in words
    assert "16:45" in words
    assert "window" in words


async def test_a_report_in_our_own_words_has_nothing_left_to_mark(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)

    sheet = await writing.save(ben, a_form(tip), ONE, A_REPORT)

    assert sheet.standing == ()


async def test_every_save_is_a_letter_and_the_newest_counts(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)
    amira = desk.officer("amira")

    first = await writing.save(ben, a_form(tip), ONE, A_REPORT)
    later = replace(A_REPORT, title="A knife on a road")
    second = await writing.save(amira, a_form(first.seen.tip), ONE, later)
    last = await writing.save(ben, a_form(second.seen.tip), OTHER, A_REPORT)

    saved, saves = list_saved(last.seen.tip), list_saves(last.seen.tip, ONE)
    assert [(one.id, one.report.title) for one in saved] == [
        (ONE, "A knife on a road"),
        (OTHER, "A knife on a street"),
    ]
    assert [one.letter.by for one in saves] == [amira.officer_id, ben.officer_id]
    assert await desk.list_acts() == [Act.TIP_OPENED, *[Act.REPORT_SAVED] * 3]


async def test_the_same_save_sent_twice_at_once_is_one_letter(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)
    form = a_form(tip)

    sheets = await asyncio.gather(
        *(writing.save(ben, form, ONE, A_REPORT) for _ in range(3))
    )

    assert sorted(one.seen.ending for one in sheets) == [
        Ending.ALREADY,
        Ending.ALREADY,
        Ending.DONE,
    ]
    assert len(list_saves(sheets[0].seen.tip, ONE)) == 1


async def test_of_two_officers_at_once_the_second_keeps_what_they_typed(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)
    mine = replace(A_REPORT, title="Mine")

    await writing.save(desk.officer("amira"), a_form(tip), ONE, A_REPORT)
    sheet = await writing.save(ben, a_form(tip), ONE, mine)
    again = await writing.save(ben, a_form(sheet.seen.tip), ONE, mine)

    assert sheet.seen.ending is Ending.CHANGED
    assert sheet.report == mine
    assert list_saved(sheet.seen.tip)[0].report == A_REPORT
    assert [one.remark and one.remark.act for one in sheet.seen.since] == [
        Act.REPORT_SAVED
    ]
    assert again.seen.ending is Ending.DONE


async def test_an_answer_to_a_mark_is_kept_with_the_next_save(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(A_BROTHER)
    answered = (Answered("name", "ryan", "The report is about him"),)
    told = replace(A_REPORT, answered=answered)
    doer, wish = Doer(ben.officer_id, TODAY), Wish(Act.REPORT_SAVED, told.json)
    seen = await desk.casebook.carry_out(
        ben,
        a_form(tip),
        wish,
        lambda now, _people: doer.keep(
            now, Kind.REPORT, Act.REPORT_SAVED, told.json, about=ONE
        ),
    )

    sheet = await writing.save(ben, a_form(seen.tip), ONE, A_REPORT)

    assert sheet.report.answered == answered


async def test_checking_keeps_nothing(desk: Desk, writing: Writing) -> None:
    ben, tip = await desk.open_new(A_BROTHER)
    typed = replace(A_REPORT, text="My brother")

    sheet = await writing.open_report(ben, tip.record.id, ONE, typed)

    assert sheet.report == typed
    assert sheet.standing
    assert await desk.count(LetterRow) == 1


async def test_a_report_stays_as_it_is_when_its_reporter_deletes_the_tip(
    desk: Desk, writing: Writing
) -> None:
    left = await desk.leave_tip(A_BROTHER)
    ben = desk.officer("ben")
    tip = (await desk.casebook.open_tip(ben, left.id)).tip
    await writing.save(ben, a_form(tip), ONE, A_REPORT)

    await desk.withdraw(left)
    sheet = await writing.open_report(ben, left.id, ONE)
    form = a_form(sheet.seen.tip)
    begun = await writing.save(ben, form, OTHER, A_REPORT)
    later = await writing.save(ben, form, ONE, replace(A_REPORT, title="Later"))
    kept = await writing.open_report(ben, left.id, ONE)

    assert sheet.report == kept.report == A_REPORT
    assert sheet.originals == ()
    assert [begun.seen.ending, later.seen.ending] == [Ending.CHANGED, Ending.CHANGED]


async def test_what_cannot_be_kept_is_refused(desk: Desk, writing: Writing) -> None:
    ben, tip = await desk.open_new(A_BROTHER)

    with pytest.raises(BadFormError):
        await writing.save(ben, a_form(tip), ONE, replace(A_REPORT, title=""))

    assert await desk.count(LetterRow) == 1


async def test_another_desk_writes_nothing_from_it(
    desk: Desk, writing: Writing
) -> None:
    left = await desk.leave_tip(A_BROTHER, Facts(desk=AUDITOR_DESK))
    faye = desk.officer("faye")

    for officer in (desk.officer("ben"), faye):
        with pytest.raises(NotFoundError):
            await writing.begin(officer, left.id, random_bytes(16))


async def test_the_longest_tip_and_report_in_the_widest_script_fit(
    desk: Desk, writing: Writing
) -> None:
    ben, tip = await desk.open_new(Answers(text="𒀀" * 4000))
    wide = replace(A_REPORT, title='"' * 200, text="𒀀\\" * 2000)

    sheet = await writing.save(ben, a_form(tip), ONE, wide)

    assert list_saved(sheet.seen.tip)[0].report == wide
