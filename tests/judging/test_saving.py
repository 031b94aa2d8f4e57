import pytest

from service.db.schema import LetterRow
from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.casefiles import read_judgement
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending
from service.domain.grading import Grade
from service.domain.judgement_changes import list_saves
from service.domain.judgement_forms import PROSE
from service.domain.judging import JudgementProblem, begin_judgement
from tests.judging.judges import HIDDEN_KNIFE, RAVENSCOURT, Bench, filled_in
from tests.tips import A_KNIFE, TODAY, a_form


async def test_a_tip_begins_with_what_its_reporter_said(bench: Bench) -> None:
    tip = await bench.open_new()

    offered = begin_judgement(tip, bench.desk.site.borough)

    assert offered.place == A_KNIFE.where
    assert offered.priority == tip.record.priority
    assert offered.grade == Grade(source="2", assessment="A", handling="C")
    assert offered.grade.code == "2AC"
    assert await bench.desk.list_acts() == [Act.TIP_OPENED]


@pytest.mark.parametrize(
    ("how", "code"),
    [("told", "2CC"), ("online", "2DC"), ("unsaid", "2DC"), ("", "2DC")],
)
async def test_no_tip_begins_as_corroborated_or_as_false(
    office: Bench, how: str, code: str
) -> None:
    tip = await office.open_new(Answers(text="A fight is planned", how_known=how))

    offered = begin_judgement(tip, office.desk.site.borough)

    assert offered.grade.code == code
    assert offered.grade.conditions == "A1 S2"


async def test_a_saved_judgement_is_a_sealed_letter_and_comes_back_into_the_form(
    bench: Bench,
) -> None:
    tip = await bench.open_new()

    sheet = await bench.save(tip, harm="Children play there.", knows="few")

    saved = read_judgement(sheet.seen.tip)
    assert sheet.seen.ending is Ending.DONE
    assert saved is not None
    assert (saved.topic, saved.ward) == (HIDDEN_KNIFE, RAVENSCOURT)
    assert saved.harm == "Children play there."
    assert begin_judgement(sheet.seen.tip, bench.desk.site.borough) == saved
    assert await bench.desk.list_acts() == [Act.TIP_OPENED, Act.TIP_JUDGED]
    stolen = await bench.read_everything()
    assert b"Children play" not in stolen
    assert RAVENSCOURT.encode() not in stolen


async def test_every_save_stays_and_says_what_it_changed(bench: Bench) -> None:
    tip = await bench.open_new()
    first = await bench.save(tip, assessment="D")
    second = await bench.save(
        first.seen.tip, "amira", ward="", assessment="E", grade_reason="A known joke"
    )
    third = await bench.save(
        second.seen.tip, ward="", assessment="E", grade_reason="A known joke"
    )

    saves = list_saves(third.seen.tip, bench.desk.site.borough)

    assert [save.code for save in saves] == ["2DC", "2EC", "2EC"]
    assert [save.day for save in saves] == [TODAY] * 3
    assert saves[1].by == bench.officer("amira").officer_id
    assert [(one.what, one.before, one.after) for one in saves[1].changes] == [
        ("Ward", "Ravenscourt", "not said"),
        ("Grade", "[2DC] A1 S2", "[2EC] A1 S2"),
        ("Grounds of the grade", "not said", "A known joke"),
    ]
    assert saves[2].changes == ()
    assert await bench.count_judgements() == 3


async def test_of_two_officers_at_once_the_second_is_shown_the_firsts_save(
    bench: Bench,
) -> None:
    tip = await bench.open_new()

    await bench.save(tip, "ben", harm="A child found it")
    late = await bench.save(tip, "amira", harm="Nobody was hurt")

    assert late.seen.ending is Ending.CHANGED
    assert [one.remark and one.remark.act for one in late.seen.since] == [
        Act.TIP_JUDGED
    ]
    saved = read_judgement(late.seen.tip)
    assert saved is not None
    assert saved.harm == "A child found it"
    assert await bench.count_judgements() == 1


async def test_the_same_form_sent_twice_is_saved_once(bench: Bench) -> None:
    tip = await bench.open_new()
    form = a_form(tip)

    first = await bench.send(form)
    second = await bench.send(form)

    assert (first.seen.ending, second.seen.ending) == (Ending.DONE, Ending.ALREADY)
    assert await bench.count_judgements() == 1


async def test_what_cannot_be_kept_changes_nothing_and_is_said_by_field(
    bench: Bench,
) -> None:
    tip = await bench.open_new()

    sheet = await bench.save(tip, topic="", priority="0", assessment="B")

    assert sheet.seen.ending is Ending.SHOWN
    assert sheet.problems == {
        "topic": JudgementProblem.TOPIC,
        "priority_reason": JudgementProblem.PRIORITY_REASON,
        "grade_reason": "Say why: this grade needs its grounds",
    }
    assert await bench.read_priority(tip.record.id) == 2
    assert await bench.desk.list_acts() == [Act.TIP_OPENED] * 2


async def test_the_longest_judgement_in_any_script_can_be_saved(bench: Bench) -> None:
    tip = await bench.open_new()
    longest = dict.fromkeys(PROSE, '"\\\n\U0001f600' * 374 + "end")
    people = {
        f"{part}__{number}": said
        for number in range(1, 7)
        for part, said in (("person", "\U0001f600" * 100), ("role", "other"))
    }
    reasons = dict.fromkeys(("priority_reason", "grade_reason"), '"' * 500)

    sheet = await bench.save(
        tip, **longest, **people, **reasons, place="\U0001f600" * 200, priority="1"
    )

    assert sheet.problems == {}
    saved = read_judgement(sheet.seen.tip)
    assert saved is not None
    assert saved.opinions == longest["opinions"]
    assert len(saved.mentions) == 6


async def test_a_closed_tip_is_not_judged(bench: Bench) -> None:
    tip = await bench.open_new()
    ben = bench.officer("ben")
    closed = (await bench.desk.handling.close(ben, a_form(tip), "test")).tip

    with pytest.raises(BadFormError):
        await bench.save(closed)

    assert await bench.count_judgements() == 0


async def test_what_officers_judged_stays_when_the_reporter_deletes(
    bench: Bench,
) -> None:
    left = await bench.leave()
    sheet = await bench.judge(left)

    await bench.desk.withdraw(left)
    after = await bench.judging.open_tip(bench.officer("ben"), left.id)
    again = await bench.save(after.seen.tip, harm="None")

    assert after.seen.tip.withdrawn
    assert read_judgement(after.seen.tip) == read_judgement(sheet.seen.tip)
    assert again.seen.ending is Ending.DONE


@pytest.mark.parametrize("name", ["carol", "dev", "faye", "ines"])
async def test_nobody_else_judges_the_desks_tips(bench: Bench, name: str) -> None:
    tip = await bench.open_new()
    stranger = bench.officer(name)

    with pytest.raises(NotFoundError):
        await bench.judging.open_tip(stranger, tip.record.id)
    with pytest.raises(NotFoundError):
        await bench.judging.save(stranger, a_form(tip), filled_in())

    assert await bench.desk.count(LetterRow) == 1
