"""A borough's configuration: what follows from it, and what it was called before."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.answers import Answers
from service.domain.borough_files import BoroughError, read_borough_text
from service.domain.boroughs import Names
from service.domain.configured import Flag, Work
from service.domain.people import DeskId
from tests.databases import ROOT

SHIPPED = (ROOT / "deploy" / "borough.toml").read_text()
BOROUGH = read_borough_text(SHIPPED)
HOUSING = DeskId("housing")
PARKS = DeskId("parks")

FIRST = Names(date(2026, 3, 1), {HOUSING: "Homes", PARKS: "Parks"}, {"ZZ1": "Scooters"})
SECOND = Names(date(2026, 6, 1), {HOUSING: "Housing and homes"}, {"ZZ1": "E-scooters"})
GROWN = replace(BOROUGH, past=(FIRST, SECOND))


def test_the_shipped_borough_has_eight_groups_and_every_topic_in_one_of_them() -> None:
    assert len(BOROUGH.groups) == 8
    assert len(BOROUGH.topics) == 39
    assert {topic.group for topic in BOROUGH.topics} == set(BOROUGH.group_ids)


def test_the_shipped_borough_has_its_wards_and_what_they_were_made_of() -> None:
    assert len(BOROUGH.wards) == 21
    assert {share.ward for share in BOROUGH.ward_shares} == {
        ward.code for ward in BOROUGH.wards
    }
    assert len({share.old for share in BOROUGH.ward_shares}) == 16


def test_tips_are_sealed_to_three_desks_at_most_and_reports_go_to_the_others() -> None:
    assert BOROUGH.sealed_at_intake == {
        "community-safety",
        "independent",
        "childrens-front-door",
    }
    assert len(BOROUGH.desks) == 16
    gets = {desk.id for desk in BOROUGH.report_desks}
    assert gets.isdisjoint({"community-safety", "independent", "auditor", "custodian"})
    assert [d.id for d in BOROUGH.desks if d.work is Work.AREA] == [
        "community-partners"
    ]


def test_a_tip_about_an_officer_goes_to_the_independent_desk_and_nowhere_else() -> None:
    topic = BOROUGH.find_topic("ST1")
    assert topic is not None
    assert topic.routes == ()
    assert BOROUGH.choose_desk(Answers("a", topic="ST1")) == "independent"
    assert BOROUGH.choose_desk(Answers("a", topic="KN1")) == "community-safety"
    assert BOROUGH.choose_desk(Answers("a")) == "community-safety"


def test_sexual_abuse_of_a_child_must_be_notified_and_is_always_a_duty() -> None:
    notified = [topic for topic in BOROUGH.topics if topic.notify]
    assert [topic.code for topic in notified] == ["SX1", "SX2"]
    assert all(topic.flag is Flag.AUTOMATIC for topic in notified)
    assert BOROUGH.has_duty("SX1")


def test_a_knife_is_a_safeguarding_matter_once_a_child_is_part_of_it() -> None:
    assert not BOROUGH.has_duty("KN1")
    assert BOROUGH.has_duty("KN1", child=True)
    assert not BOROUGH.has_duty("AS3", child=True)
    assert not BOROUGH.has_duty("nothing we know", child=True)


@pytest.mark.parametrize(
    ("answers", "priority"),
    [
        (Answers("a"), 3),
        (Answers("a", group="weapons"), 2),
        (Answers("a", group="area"), 3),
        (Answers("a", group="area", traceable="yes"), 1),
        (Answers("a", group="area", danger="not-sure"), 1),
        (Answers("a", group="area", danger="yes", traceable="yes"), 0),
        (Answers("a", group="pressure", danger="no"), 1),
        (Answers("a", group="area", topic="AS3"), 4),
    ],
)
def test_the_most_urgent_answer_decides(answers: Answers, priority: int) -> None:
    assert BOROUGH.choose_priority(answers) == priority


def test_a_mailbox_and_a_closed_tip_have_their_day() -> None:
    assert BOROUGH.mailbox_ends(date(2026, 1, 1)) == date(2026, 6, 30)
    assert BOROUGH.forget_on(date(2026, 1, 1)) == date(2027, 1, 1)
    assert BOROUGH.forget_on(date(2026, 1, 1), "test") == date(2026, 1, 31)


def test_what_is_configured_is_found_by_its_id_or_code() -> None:
    desk = BOROUGH.find_desk(DeskId("auditor"))
    ward = BOROUGH.find_ward("E05013735")

    assert desk is not None
    assert desk.name == "Auditor"
    assert ward is not None
    assert ward.name == "Brook Green"
    assert BOROUGH.find_outcome("test") is not None
    assert BOROUGH.find_desk(DeskId("none")) is None
    assert BOROUGH.find_outcome("none") is None
    assert BOROUGH.find_group("none") is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 2, 28), "Homes"),
        (date(2026, 3, 1), "Housing and homes"),
        (date(2026, 5, 31), "Housing and homes"),
        (date(2026, 6, 1), "Housing"),
        (None, "Housing"),
    ],
)
def test_an_old_tip_says_who_held_it_as_they_were_called_then(
    day: date | None, name: str
) -> None:
    assert GROWN.name_desk(HOUSING, day) == name


@pytest.mark.parametrize("day", [None, date(2026, 1, 1), date(2026, 9, 1)])
def test_a_desk_that_is_gone_still_has_its_name(day: date | None) -> None:
    assert GROWN.name_desk(PARKS, day) == "Parks"
    assert BOROUGH.name_desk(PARKS, day) == "parks"


def test_a_desk_that_did_not_exist_yet_has_the_first_name_it_was_given() -> None:
    assert GROWN.name_desk(DeskId("prevent"), date(2026, 1, 1)) == "Prevent"


def test_a_topic_that_is_no_longer_asked_for_keeps_its_last_label() -> None:
    assert GROWN.name_topic("ZZ1") == "E-scooters"
    assert GROWN.name_topic("ZZ1", date(2026, 2, 1)) == "Scooters"
    assert GROWN.name_topic("KN1") == "Someone carries a knife or weapon"
    assert GROWN.name_topic("ZZ2") == "ZZ2"
    assert GROWN.name_topic("") == ""


@pytest.mark.parametrize(("priority", "minutes"), [(0, 60), (1, 60), (2, 240)])
def test_the_most_urgent_duties_have_the_shorter_limit(
    priority: int, minutes: int
) -> None:
    assert BOROUGH.safeguarding.limit(priority) == minutes


@pytest.mark.parametrize(("priority", "days"), [(0, 1), (1, 1), (2, 10), (4, 10)])
def test_a_partner_has_less_time_for_what_is_urgent(priority: int, days: int) -> None:
    assert BOROUGH.sharing.due_days_of(priority) == days


def test_a_message_about_passing_on_is_offered_only_where_that_is_true() -> None:
    words = BOROUGH.wordings

    assert words.list_replies(passed_on=True) == words.replies
    left = words.list_replies(passed_on=False)
    assert left == tuple(one for one in words.replies if not one.once_passed_on)
    assert len(left) < len(words.replies)


def test_a_word_that_is_none_of_those_allowed_is_told_with_them() -> None:
    with pytest.raises(BoroughError) as refused:
        read_borough_text(SHIPPED.replace('work = "triage"', 'work = "gossip"', 1))

    [mistake] = [one for one in refused.value.mistakes if "one of" in one.text]
    assert "triage" in mistake.text
