import copy
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from service.domain.boroughs import Borough, BoroughError
from service.domain.letters import Answers
from service.domain.people import DeskId
from tests.databases import ROOT

SHIPPED = tomllib.loads((ROOT / "deploy" / "borough.toml").read_text())
BOROUGH = Borough.parse(SHIPPED)


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


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda t: t.pop("borough"), "the table [borough] is missing"),
        (lambda t: t["borough"].pop("name"), "[borough]: `name` must be some text"),
        (
            lambda t: t["borough"].update(name=" "),
            "`name` must be some text",
        ),
        (lambda t: t["borough"].update(forget_days=0), "`forget_days` must be a whole"),
        (lambda t: t["borough"].update(forget_days=True), "`forget_days` must be"),
        (lambda t: t.update(groups=[]), "at least one [[groups]] is needed"),
        (lambda t: t.update(groups=["x"]), "[[groups]] must be tables"),
        (
            lambda t: t["groups"][1].update(priority=9),
            "[[groups]] number 2: `priority`",
        ),
        (lambda t: t["topics"][0].update(group="x"), "there is no group `x`"),
        (lambda t: t["priority_rules"][0].update(answer="x"), "is not a question"),
        (lambda t: t["borough"].update(intake_desk="x"), "no desk with the id `x`"),
        (lambda t: t["desks"].pop(1), "no desk with the id `auditor`"),
        (lambda t: t["groups"].append(t["groups"][0]), "have the same id"),
    ],
)
def test_a_mistake_in_the_file_is_named(change: Change, message: str) -> None:
    tables = copy.deepcopy(SHIPPED)
    change(tables)

    with pytest.raises(BoroughError) as error:
        Borough.parse(tables)

    assert message in str(error.value)
