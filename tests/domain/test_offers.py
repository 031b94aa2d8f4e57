"""Whether a report may go to the desks that somebody chose, and who lets it go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto import CannotOpenError
from service.domain.grading import Grade, Handling
from service.domain.insiders import (
    MoveFirstError,
    ask_second,
    check_insiders,
    must_move,
)
from service.domain.judgements import Child, Judgement, Knows
from service.domain.letters import Kind, Remark
from service.domain.offers import (
    MOST_MARKS,
    KeepReason,
    Kept,
    Material,
    Offer,
    OfferProblem,
    SecondReason,
    Standing,
    Wanted,
    check_wanted,
    list_choices,
    make_offer,
    why_second,
)
from service.domain.people import DeskId
from service.domain.reports import Answered, Report
from tests.builders import INDEPENDENT_DESK, POLICE_DESK, TRIAGE_DESK, a_borough
from tests.domain.opened import DAY, RECORD, a_tip
from tests.domain.releases_open import DUE, REPORT, REPORT_ID, TERMS

BOROUGH = a_borough()
AREA = DeskId("community-partners")
WINDOW = Standing("place", "my window", "It says where they live.", "a window")
MATERIAL = Material(
    report_id=REPORT_ID,
    report=REPORT,
    judgement=Judgement(knows=Knows.MANY, child=Child.NO),
    standing=(WINDOW,),
    answered=(),
    choices=(POLICE_DESK, AREA),
    pinpoints=False,
)
WANTED = Wanted(
    REPORT_ID,
    (POLICE_DESK,),
    TERMS.ground,
    TERMS.purpose,
    TERMS.necessity,
    TERMS.marking,
    DUE.isoformat(),
    {WINDOW.key: Kept("needed", "The only way in.")},
)
OFFER = make_offer(WANTED, MATERIAL, DUE)


def problems(wanted: Wanted, material: Material = MATERIAL) -> dict[str, OfferProblem]:
    return check_wanted(wanted, material, BOROUGH, DAY)


def test_what_is_chosen_and_said_in_full_can_go() -> None:
    assert problems(WANTED) == {}


@pytest.mark.parametrize(
    ("wanted", "field", "problem"),
    [
        (replace(WANTED, desks=()), "desks", OfferProblem.DESKS),
        (replace(WANTED, desks=(TRIAGE_DESK,)), "desks", OfferProblem.DESK),
        (replace(WANTED, ground="x"), "ground", OfferProblem.GROUND),
        (replace(WANTED, purpose=""), "purpose", OfferProblem.PURPOSE),
        (replace(WANTED, marking="x"), "marking", OfferProblem.MARKING),
        (replace(WANTED, necessity=""), "necessity", OfferProblem.NECESSITY),
        (
            replace(WANTED, necessity="x" * 501),
            "necessity",
            OfferProblem.NECESSITY_LONG,
        ),
        (replace(WANTED, due_on="soon"), "due_on", OfferProblem.DUE),
        (
            replace(WANTED, due_on=(DAY - timedelta(days=1)).isoformat()),
            "due_on",
            OfferProblem.DUE,
        ),
        (
            replace(WANTED, due_on=(DAY + timedelta(days=367)).isoformat()),
            "due_on",
            OfferProblem.DUE,
        ),
        (
            replace(WANTED, garbled=frozenset({"necessity"})),
            "necessity",
            OfferProblem.GARBLED,
        ),
        (replace(WANTED, kept={}), f"keep-{WINDOW.key}", OfferProblem.MARK),
        (
            replace(WANTED, kept={WINDOW.key: Kept("needed", "x" * 201)}),
            f"keep-{WINDOW.key}",
            OfferProblem.MARK_LONG,
        ),
    ],
)
def test_what_keeps_a_report_from_going_is_said_by_field(
    wanted: Wanted, field: str, problem: OfferProblem
) -> None:
    assert problems(wanted) == {field: problem}


def test_what_names_somebody_does_not_go_to_a_desk_of_the_whole_area() -> None:
    pinpointing = replace(MATERIAL, pinpoints=True)
    wider = replace(WANTED, desks=(AREA,))

    assert problems(wider, pinpointing) == {"desks": OfferProblem.AREA}
    assert problems(wider) == {}
    assert problems(WANTED, pinpointing) == {}


def test_too_many_marks_are_taken_out_first_and_not_answered_one_by_one() -> None:
    many = tuple(replace(WINDOW, words=f"{n} rooms") for n in range(MOST_MARKS + 1))

    assert problems(WANTED, replace(MATERIAL, standing=many)) == {
        "marks": OfferProblem.MARKS
    }


def test_an_offer_is_read_as_it_was_made_and_its_receivers_read_no_marks() -> None:
    read = Offer.read(OFFER.json)
    sent = read.make_sent(TRIAGE_DESK, DAY, "Intelligence only.")

    assert read == OFFER
    assert read.report.answered == (
        Answered("place", "my window", "Nobody can act without it: The only way in."),
    )
    assert sent.report == REPORT
    assert sent.reference == OFFER.reference
    with pytest.raises(CannotOpenError):
        Offer.read("{}")


def test_each_reason_to_keep_a_mark_is_said_with_or_without_more_words() -> None:
    for reason in KeepReason:
        assert Kept(reason.value).text == reason.label
    assert len({reason.label for reason in KeepReason}) == len(KeepReason)


def test_a_second_person_lets_go_what_could_give_somebody_away() -> None:
    child = replace(MATERIAL.judgement, child="")
    under_c = replace(REPORT, grade=Grade("1", "C", Handling.CONDITIONS))
    few = replace(MATERIAL.judgement, knows="")
    marked = replace(REPORT, answered=(Answered("place", "my window", "Needed"),))

    assert why_second(MATERIAL.judgement, REPORT) == ()
    assert why_second(child, REPORT) == ()
    assert why_second(child, under_c) == (SecondReason.CHILD,)
    assert why_second(few, REPORT) == (SecondReason.FEW,)
    assert why_second(MATERIAL.judgement, marked) == (SecondReason.KEPT,)
    assert OFFER.why == ("KEPT",)


def test_the_usual_desks_of_a_topic_come_first_and_some_get_no_names() -> None:
    first = list_choices(REPORT, BOROUGH)
    area = list_choices(Report(topic="KN3"), BOROUGH)
    topic = BOROUGH.find_topic("KN3")
    assert topic is not None

    usual = {desk.id for desk in first[: len(topic.routes)]}
    assert usual <= set(topic.routes)
    assert AREA not in {desk.id for desk in first}
    assert AREA in {desk.id for desk in area}
    assert len(list_choices(Report(), BOROUGH)) == len(BOROUGH.report_desks)


@pytest.mark.parametrize("judged", ["ST1", "KN1", ""])
@pytest.mark.parametrize("reported", ["ST1", "KN1"])
def test_what_is_about_one_of_us_goes_to_the_independent_desk_first(
    judged: str, reported: str
) -> None:
    remark = Remark(DAY, content=Judgement(topic=judged).json)
    tip = a_tip(*[(Kind.JUDGEMENT, remark)] if judged else [])
    report, is_ours = Report(topic=reported), "ST1" in {judged, reported}

    assert must_move(tip, report, BOROUGH) is is_ours
    there = replace(tip, record=replace(RECORD, desk=INDEPENDENT_DESK))
    check_insiders(there, report, BOROUGH)
    if is_ours:
        with pytest.raises(MoveFirstError):
            check_insiders(tip, report, BOROUGH)


def test_whatever_leaves_the_independent_desk_waits_for_a_second_person() -> None:
    there = a_tip(record=replace(RECORD, desk=INDEPENDENT_DESK))

    assert ask_second(OFFER, there, BOROUGH).why == ("KEPT", "INSIDER")
    assert ask_second(OFFER, a_tip(), BOROUGH).why == ("KEPT",)
