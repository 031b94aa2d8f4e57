from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.domain.alike import (
    CLOSED_DAYS,
    MOST_OFFERED,
    Likeness,
    Matter,
    Other,
    choose_alike,
)
from service.domain.judgements import Judged, Judgement
from service.domain.letters import TipSummary
from service.domain.tips import TipId
from tests.builders import a_borough

TODAY = date(2026, 3, 4)
BOROUGH = a_borough()
FEW = st.sampled_from(["", "a", "b"])
MATTERS = st.builds(Matter, FEW, FEW, FEW, FEW)
OTHERS = st.lists(
    st.builds(
        Other,
        id=st.integers(0, 2**128 - 1).map(lambda n: TipId(f"{n:032x}")),
        day=st.dates(TODAY - timedelta(days=400), TODAY),
        priority=st.integers(0, 4),
        matter=MATTERS,
        closed_on=st.none() | st.dates(TODAY - timedelta(days=400), TODAY),
    ),
    max_size=30,
    unique_by=lambda other: other.id,
)


@given(MATTERS, MATTERS)
def test_two_matters_are_alike_either_way_round(one: Matter, two: Matter) -> None:
    assert one.compare(two) == two.compare(one)


@given(MATTERS)
def test_what_nobody_knows_is_like_nothing(matter: Matter) -> None:
    assert Matter().compare(matter) == ()


@given(MATTERS, OTHERS)
def test_what_is_offered_is_alike_current_in_order_and_not_too_much(
    matter: Matter, others: list[Other]
) -> None:
    offered = choose_alike(matter, others, TODAY)

    assert len(offered) <= MOST_OFFERED
    oldest = TODAY - timedelta(days=CLOSED_DAYS)
    for one in offered:
        assert one.why == matter.compare(one.other.matter) != ()
        assert one.other.closed_on is None or one.other.closed_on >= oldest
    order = [(one.other.priority, -one.other.day.toordinal()) for one in offered]
    assert order == sorted(order)


@given(MATTERS, OTHERS)
def test_whatever_is_linked_is_listed_first_and_once(
    matter: Matter, others: list[Other]
) -> None:
    linked = {one.reference for one in others[:4]}

    found = [one.other.reference for one in choose_alike(matter, others, TODAY, linked)]

    kept = [one.reference for one in others if one.reference in linked]
    assert set(found[: len(kept)]) == linked
    assert len(found) == len(
        {one.other.id for one in choose_alike(matter, others, TODAY, linked)}
    )


def test_a_group_counts_only_where_one_of_two_has_no_topic() -> None:
    told = Matter(group="drugs")

    assert told.compare(Matter("DR1", "drugs")) == (Likeness.GROUP,)
    assert Matter("DR2", "drugs").compare(Matter("DR1", "drugs")) == ()
    assert Matter("DR1", "drugs").compare(Matter("DR1", "drugs")) == (Likeness.TOPIC,)


def test_a_place_is_the_same_however_it_is_spaced_or_written() -> None:
    one, two = Matter(place="Brook  Green"), Matter(place="brook green ")

    assert one.compare(two) == (Likeness.PLACE,)


def test_what_was_judged_counts_before_what_was_told() -> None:
    told = TipSummary("weapons", "The park", "", "", "KN1")
    judged = Judged("DR1", "E05013735", "By the gate")

    assert Matter.of(told, judged, BOROUGH) == Matter(
        "DR1", "drugs", "E05013735", "By the gate"
    )
    assert Matter.of(told, None, BOROUGH) == Matter("KN1", "weapons", "", "The park")
    assert Matter.of(None, None, BOROUGH) == Matter()
    empty = Matter.of_judgement(Judgement(), told, BOROUGH)
    assert (empty.topic, empty.place) == ("KN1", "")


def test_what_was_closed_long_ago_is_not_the_same_matter_any_more() -> None:
    oldest = TODAY - timedelta(days=CLOSED_DAYS)
    tip = Other(TipId("1d" * 16), TODAY, 3, Matter())

    assert tip.is_current(TODAY)
    assert replace(tip, closed_on=oldest).is_current(TODAY)
    assert not replace(tip, closed_on=oldest - timedelta(days=1)).is_current(TODAY)
    assert tip.reference.startswith("T-")
