"""How a tip's judgement begins, what a save changed, and what comes of it."""

from dataclasses import replace

import pytest

from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.duties import (
    Duty,
    Step,
    Turn,
    keep_real,
    open_by_hand,
    read_duty,
    write_turn,
)
from service.domain.grading import Assessment, Grade
from service.domain.judgement_changes import UNSAID, list_saves
from service.domain.judgements import Child, Judgement
from service.domain.judging import Standing, begin_judgement, suggest_judgement
from service.domain.letters import Kind, Remark
from service.domain.opened import OpenedTip
from service.domain.reports import Report, ReportId, tip_reference
from service.domain.sealed import DutyMark, StoredTip
from service.domain.source_review import (
    MANY_ADDITIONS,
    SourceDecision,
    decide_source,
    find_decision,
    review_source,
)
from service.domain.writing import PROVENANCE, begin_report, list_saved
from service.domain.writing import list_saves as list_report_saves
from tests.builders import POLICE_DESK, SAFEGUARDING_DESK, TRIAGE_DESK, a_borough
from tests.domain.opened import AMIRA, BEN, BODY, DAY, RECORD, a_tip, told_so

BOROUGH = a_borough()
DOER = Doer(BEN, DAY)
SEEN = Answers("A fight", topic="KN1", where="the park", how_known="saw")
JUDGED = Judgement(topic="DR1", ward="E05013735", place="a stair", priority=1)
DUE = DutyMark(SAFEGUARDING_DESK, open=True)


def judged_as(*judgements: Judgement, tip: OpenedTip | None = None) -> OpenedTip:
    letters = a_tip(
        *((Kind.JUDGEMENT, Remark(DAY, by=BEN, content=one.json)) for one in judgements)
    )
    return replace(tip or told_so(SEEN), letters=letters.letters)


def with_turns(*turns: Turn, answers: Answers = SEEN) -> OpenedTip:
    said = (
        (Kind.DUTY, Remark(DAY, one.text, one.by, content=one.json)) for one in turns
    )
    return replace(told_so(answers), duties=(DUE,), letters=a_tip(*said).letters)


def added(*texts: str) -> list[tuple[Kind, Remark | None]]:
    return [(Kind.ADDITION, Remark(DAY, text)) for text in texts]


def test_a_judgement_begins_with_what_the_reporter_said() -> None:
    begun = begin_judgement(told_so(SEEN), BOROUGH)

    assert (begun.topic, begun.place, begun.priority) == ("KN1", "the park", 3)
    assert begun.grade.assessment == Assessment.KNOWN_DIRECTLY
    unknown = suggest_judgement(told_so(replace(SEEN, topic="NO1")), BOROUGH)
    assert unknown.topic == ""


def test_of_what_was_deleted_only_the_urgency_is_known() -> None:
    assert suggest_judgement(a_tip(body=None), BOROUGH) == Judgement(priority=3)


def test_the_next_judgement_begins_with_the_last_and_asks_for_a_new_reason() -> None:
    last = replace(JUDGED, priority_reason="A child is in it.")

    begun = begin_judgement(judged_as(last), BOROUGH)

    assert begun == replace(last, priority=3, priority_reason="")


def test_a_tip_stays_in_the_cluster_it_was_put_in_after_the_others_are_gone() -> None:
    last = replace(JUDGED, same_as="T-BBBB-BBBB", cluster=("T-CCCC-CCCC",))

    standing = Standing.of(judged_as(last), ["T-DDDD-DDDD"])

    assert standing.known == {"T-BBBB-BBBB", "T-CCCC-CCCC", "T-DDDD-DDDD"}
    assert standing.reference == tip_reference(RECORD.id)
    assert Standing.of(a_tip(), []).known == frozenset()


def test_each_save_says_what_it_changed_and_the_first_what_was_suggested() -> None:
    more = replace(JUDGED, ward="E00000001", priority_reason="A child is in it.")

    first, second = list_saves(judged_as(JUDGED, more), BOROUGH)

    changes = {change.what: (change.before, change.after) for change in first.changes}
    assert changes["Place"] == ("the park", "a stair")
    assert changes["Ward"] == (UNSAID, "Brook Green")
    assert first.by == BEN
    assert [change.what for change in second.changes] == [
        "Ward",
        "Why the urgency was changed",
    ]


def test_a_first_save_that_changed_the_urgency_says_from_what() -> None:
    urgent = replace(JUDGED, priority=0, priority_reason="Now.")

    for tip, before in ((told_so(SEEN), "P2"), (a_tip(body=None), "P0")):
        [save] = list_saves(judged_as(urgent, tip=tip), BOROUGH)
        said = {one.what: one.before for one in save.changes}
        assert said.get("Urgency", "P0")[:2] == before


def test_a_save_that_is_none_is_left_out_and_no_urgency_is_the_usual_one() -> None:
    odd = judged_as(JUDGED, replace(JUDGED, priority=9))
    broken = replace(odd.letters[0], remark=Remark(DAY, content="[]"))

    saves = list_saves(replace(odd, letters=(broken, *odd.letters)), BOROUGH)

    assert len(saves) == 2
    assert saves[1].changes[0].after.startswith("P3 ")


@pytest.mark.parametrize(
    ("child", "about", "may_be", "concerns"),
    [
        ("", "", True, False),
        (Child.NO, "", False, False),
        (Child.NO, Child.YES, False, True),
        (Child.UNSURE, "", True, True),
    ],
)
def test_unsaid_is_not_no_where_a_child_is_concerned(
    child: str,
    about: str,
    may_be: bool,  # noqa: FBT001 - a row of the table
    concerns: bool,  # noqa: FBT001 - a row of the table
) -> None:
    judgement = Judgement(child=child, about_child=about)

    assert judgement.may_be_child is may_be
    assert judgement.concerns_child is concerns


def test_a_doubtful_grade_needs_its_grounds_and_an_unknown_one_is_low() -> None:
    assert Grade(source="3").needs_reason
    assert not Grade().needs_reason
    assert Grade("X", "Y").confidence(BOROUGH.confidence) == "low"


def test_a_report_begins_judged_and_empty_of_words() -> None:
    graded = replace(JUDGED, grade=Grade("1", "B", reason="They live there."))

    report = begin_report(judged_as(graded))

    assert (report.topic, report.ward) == ("DR1", "E05013735")
    assert report.grade == Grade("1", "B")
    assert (report.title, report.text, report.provenance) == ("", "", PROVENANCE)


def test_a_report_of_an_unjudged_tip_begins_with_what_was_said_if_it_is_there() -> None:
    assert begin_report(told_so(SEEN)).topic == "KN1"
    assert begin_report(told_so(SEEN)).grade.assessment == Assessment.KNOWN_DIRECTLY
    assert begin_report(a_tip(body=None)) == Report(provenance=PROVENANCE)


def test_the_saves_of_one_report_are_listed_the_newest_first() -> None:
    saves = [
        (Kind.REPORT, Remark(DAY, content=Report(title).json, about=about))
        for title, about in (("one", "x"), ("other", "y"), ("two", "x"))
    ]

    tip = a_tip(*saves)

    listed = list_report_saves(tip, ReportId("x"))
    assert [one.report.title for one in listed] == ["two", "one"]
    assert [one.report.title for one in list_saved(tip)] == ["two", "other"]


def test_a_turn_of_a_duty_is_written_for_both_desks_and_opens_a_closed_tip_again() -> (
    None
):
    closed = a_tip(record=replace(RECORD, open=False, forget_on=DAY))
    opened = open_by_hand(BEN, "They are 14.", notify=False)
    acted = Turn(Step.ACTED, BEN, "Called them.")

    again = write_turn(DOER, closed, opened, SAFEGUARDING_DESK)
    stays = write_turn(DOER, closed, acted, SAFEGUARDING_DESK)

    assert again.also_for == {TRIAGE_DESK, SAFEGUARDING_DESK}
    assert (again.open, again.forget_on) == (True, None)
    assert (stays.open, stays.forget_on) == (False, DAY)
    assert again.record.act == Act.DUTY_OPENED
    assert again.record.text == "They are 14."


def test_a_duty_is_a_desks_only_where_it_belongs() -> None:
    forged = DutyMark(POLICE_DESK, open=True)
    stored = StoredTip(RECORD, (), {}, held=False, rings=False, duties=(forged, DUE))

    assert keep_real(stored, BOROUGH).duties == (DUE,)


def test_a_duty_that_came_with_its_topic_is_automatic_and_one_by_hand_is_not() -> None:
    by_hand = open_by_hand(BEN, "They are 14.", notify=True)

    assert read_duty(a_tip(), BOROUGH) is None
    assert read_duty(with_turns(by_hand), BOROUGH) == Duty(automatic=False, notify=True)
    abuse = with_turns(answers=replace(SEEN, topic="SX1"))
    assert read_duty(abuse, BOROUGH) == Duty(automatic=True, notify=True)
    told = read_duty(replace(with_turns(), body=None), BOROUGH)
    assert told == Duty(automatic=True, notify=False)


def test_a_supervisor_decides_again_once_more_was_added() -> None:
    many = a_tip(*added(*["More"] * MANY_ADDITIONS))
    deed = decide_source(DOER, many, SourceDecision.SILENT, "Asked the RIPA officer.")
    decided = (Kind.NOTE, deed.record)
    after = a_tip(*added(*["More"] * MANY_ADDITIONS), decided)
    later = a_tip(*added(*["More"] * (MANY_ADDITIONS + 1)), decided)

    due, done, again = (review_source(tip) for tip in (many, after, later))

    assert due is not None
    assert (due.is_due, due.decided) == (True, None)
    assert done is not None
    assert not done.is_due
    assert again is not None
    assert again.is_due
    assert find_decision(after) == deed.record
    assert deed.record.text.startswith(SourceDecision.SILENT.label)


def test_one_addition_that_sounds_like_tasking_is_looked_at() -> None:
    review = review_source(a_tip(*added("I'll find out where he lives.")))

    assert review is not None
    assert review.phrases == ("I'll find out",)
    assert review_source(a_tip(*added("It is gone."))) is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"heard": "\u00b2"}'])
def test_a_decision_that_says_nothing_of_how_much_was_added_is_due_again(
    content: str,
) -> None:
    note = Remark(DAY, by=AMIRA, act=Act.SOURCE_REVIEWED.value, content=content)
    tip = a_tip(*added(*["More"] * 3), (Kind.NOTE, note), body=BODY)

    review = review_source(tip)

    assert review is not None
    assert review.is_due
