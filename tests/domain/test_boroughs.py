from datetime import date

import pytest

from service.domain.borough_files import read_borough_text
from service.domain.letters import Answers
from service.domain.people import DeskId
from tests.databases import ROOT

SHIPPED = (ROOT / "deploy" / "borough.toml").read_text()
BOROUGH = read_borough_text(SHIPPED)


def test_the_shipped_borough_has_eight_groups_and_every_topic_in_one_of_them() -> None:
    assert len(BOROUGH.groups) == 8
    assert len(BOROUGH.topics) == 39
    assert {topic.group for topic in BOROUGH.topics} == set(BOROUGH.group_ids)


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
    ],
)
def test_the_most_urgent_answer_decides(answers: Answers, priority: int) -> None:
    assert BOROUGH.choose_priority(answers) == priority


def test_a_mailbox_and_a_closed_tip_have_their_day() -> None:
    assert BOROUGH.mailbox_ends(date(2026, 1, 1)) == date(2026, 6, 30)
    assert BOROUGH.forget_on(date(2026, 1, 1)) == date(2027, 1, 1)


def test_desks_groups_and_outcomes_are_found_by_their_ids() -> None:
    desk = BOROUGH.find_desk(DeskId("auditor"))
    outcome = BOROUGH.find_outcome("test")

    assert desk is not None
    assert desk.name == "Auditor"
    assert outcome is not None
    assert BOROUGH.find_desk(DeskId("none")) is None
    assert BOROUGH.find_outcome("none") is None
    assert BOROUGH.find_group("none") is None
