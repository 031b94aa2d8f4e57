"""What reporters are offered beside the form, and who may read what they tell."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.answers import Answers
from service.domain.guide import SUPPORTS, Campaign, FileRules
from service.domain.people import AUDITOR_DESK, DeskId
from tests.builders import (
    CUSTODIAN_DESK,
    INDEPENDENT_DESK,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
    a_borough,
)

BOROUGH = a_borough()
GUIDE = BOROUGH.guide
CHECKED = date(2026, 3, 4)
GONE = DeskId("a-desk-that-the-file-names-no-more")
PICTURES = FileRules(
    pictures=True, videos=False, documents=False, most=5, most_bytes=20_000_000
)


@pytest.mark.parametrize(
    ("days", "stale"), [(0, False), (365, False), (366, True), (-1, True)]
)
def test_a_number_is_stale_a_year_after_somebody_tried_it(
    days: int, *, stale: bool
) -> None:
    number = replace(GUIDE.supports[0], checked=CHECKED)

    assert number.is_stale(CHECKED + timedelta(days=days)) is stale


def test_numbers_are_written_for_people_and_dialled_without_spaces() -> None:
    line = replace(GUIDE.supports[0], phone="020 7946 0123", text="07700 900 123")

    assert (line.dialled, line.texted) == ("02079460123", "07700900123")


def test_who_to_turn_to_is_found_in_the_files_order() -> None:
    ids = [support.id for support in GUIDE.supports]

    assert [one.id for one in GUIDE.list_supports(set(ids))] == ids
    assert {GUIDE.get_support(one).id for one in SUPPORTS} == set(SUPPORTS)
    assert GUIDE.find_support("nobody") is None
    found = GUIDE.find_support("childline")
    assert found == GUIDE.get_support("childline")


def test_a_posters_code_is_found_however_it_was_typed() -> None:
    poster = Campaign("BUS26", "Bus stops")
    guide = replace(GUIDE, campaigns=(poster,))

    assert guide.find_campaign("bus26") == poster
    assert guide.find_campaign("BUS27") is None


def test_what_a_borough_takes_is_what_a_browser_offers_to_choose() -> None:
    everything = replace(PICTURES, videos=True, documents=True)

    assert PICTURES.accept == "image/*"
    assert everything.accept == "image/*,video/mp4,video/quicktime,application/pdf"
    assert PICTURES.most_body == 5 * 20_000_000 + 256 * 1024


def test_a_borough_that_takes_no_files_says_so_in_either_way() -> None:
    assert PICTURES.takes_any
    assert not replace(PICTURES, most=0).takes_any
    assert not replace(PICTURES, pictures=False).takes_any


def test_no_picture_is_taken_with_what_must_not_be_passed_on() -> None:
    refused = {topic for one in GUIDE.advice if one.no_files for topic in one.topics}

    assert refused
    assert not any(GUIDE.takes_files_with(topic) for topic in refused)
    assert GUIDE.takes_files_with("KN1")
    assert GUIDE.takes_files_with("")


def test_danger_now_leads_to_its_page_once_whatever_the_topic() -> None:
    first = GUIDE.choose_advice(topic="KN1", danger="yes", read=())
    assert first is not None

    assert first.danger
    assert GUIDE.choose_advice(topic="KN1", danger="yes", read={first.id}) is None
    assert GUIDE.choose_advice(topic="KN1", danger="no", read=()) is None


def test_a_topic_leads_to_its_own_page() -> None:
    advice = next(one for one in GUIDE.advice if one.topics and not one.danger)

    led = GUIDE.choose_advice(topic=advice.topics[0], danger="no", read=())

    assert led == advice


@pytest.mark.parametrize(
    ("desk", "tips", "reports", "duties", "opens"),
    [
        (TRIAGE_DESK, True, False, True, True),
        (INDEPENDENT_DESK, True, False, True, True),
        (SAFEGUARDING_DESK, False, True, True, True),
        (POLICE_DESK, False, True, False, False),
        (CUSTODIAN_DESK, False, False, False, False),
        (AUDITOR_DESK, False, False, False, False),
        (GONE, True, True, False, True),
    ],
)
def test_every_desk_reads_what_its_work_is_and_a_gone_one_keeps_what_it_holds(  # noqa: PLR0917 - a row of the table
    desk: DeskId,
    tips: bool,  # noqa: FBT001 - a row of the table
    reports: bool,  # noqa: FBT001 - a row of the table
    duties: bool,  # noqa: FBT001 - a row of the table
    opens: bool,  # noqa: FBT001 - a row of the table
) -> None:
    assert BOROUGH.holds_tips(desk) is tips
    assert BOROUGH.gets_reports(desk) is reports
    assert BOROUGH.sees_duties(desk) is duties
    assert BOROUGH.opens_tips(desk) is opens


def test_one_desk_keeps_names_and_a_borough_may_have_none() -> None:
    without = replace(
        BOROUGH, desks=tuple(d for d in BOROUGH.desks if d.id != CUSTODIAN_DESK)
    )

    assert BOROUGH.keeps_names(CUSTODIAN_DESK)
    assert not BOROUGH.keeps_names(TRIAGE_DESK)
    assert without.custodian_desk is None


def test_a_tip_is_sealed_to_its_desk_to_who_acts_for_a_child_and_to_nobody_else() -> (
    None
):
    assert BOROUGH.choose_readers(Answers("a", topic="KN1")) == (TRIAGE_DESK,)
    assert BOROUGH.choose_readers(Answers("a", topic="SX1")) == (
        TRIAGE_DESK,
        SAFEGUARDING_DESK,
    )
    assert BOROUGH.choose_readers(Answers("a", topic="ST1")) == (INDEPENDENT_DESK,)


@pytest.mark.parametrize(("danger", "priority"), [("", 4), ("no", 4), ("yes", 0)])
def test_just_testing_waits_longest_unless_somebody_is_in_danger(
    danger: str, priority: int
) -> None:
    tested = Answers("a", group="testing", danger=danger, traceable="yes")

    assert tested.is_test
    assert BOROUGH.choose_priority(tested) == priority


def test_the_codes_and_names_of_the_file_are_offered_in_its_order() -> None:
    assert BOROUGH.topic_codes[0] == BOROUGH.topics[0].code
    assert len(BOROUGH.topic_codes) == 39
    assert len(BOROUGH.priority_names) == 5
    assert BOROUGH.outcomes == BOROUGH.wordings.outcomes
