"""Letters that are no judgement or no decision: they spoil nothing."""

import pytest

from service.domain.audit import Act
from service.domain.casefiles import read_judgement
from service.domain.deeds import Deed, Doer
from service.domain.forms import Wish
from service.domain.judgement_changes import list_saves
from service.domain.judging import begin_judgement
from service.domain.letters import Kind
from service.domain.opened import OpenedTip, People
from service.domain.source_review import review_source
from tests.judging.judges import Bench
from tests.tips import TODAY, a_form


async def keep(bench: Bench, tip: OpenedTip, kind: Kind, content: str) -> OpenedTip:
    """Let ben keep a letter that says something of no sense."""
    ben = bench.officer("ben")
    act = Act.TIP_JUDGED if kind is Kind.JUDGEMENT else Act.SOURCE_REVIEWED

    def plan(tip: OpenedTip, _people: People) -> Deed:
        return Doer(ben.officer_id, TODAY).keep(tip, kind, act, content)

    wish = Wish(act, content)
    return (await bench.desk.casebook.carry_out(ben, a_form(tip), wish, plan)).tip


async def test_a_judgement_that_is_none_is_left_out(office: Bench) -> None:
    borough = office.desk.site.borough
    tip = await keep(office, await office.open_new(), Kind.JUDGEMENT, "[]")

    sheet = await office.save(tip)

    assert read_judgement(tip) is None
    assert len(list_saves(sheet.seen.tip, borough)) == 1


async def test_a_tip_that_cannot_be_read_any_more_begins_empty(office: Bench) -> None:
    borough, left = office.desk.site.borough, await office.leave()
    await office.judging.open_tip(office.officer("ben"), left.id)
    await office.desk.withdraw(left)

    tip = (await office.judging.open_tip(office.officer("ben"), left.id)).seen.tip

    assert begin_judgement(tip, borough).topic == ""
    assert begin_judgement(tip, borough).priority == 2


@pytest.mark.parametrize("content", ["[]", "{}", '{"heard": "many"}'])
async def test_a_decision_that_says_nothing_does_not_stand(
    office: Bench, content: str
) -> None:
    left, ben = await office.leave(), office.officer("ben")
    tip = (await office.desk.casebook.open_tip(ben, left.id)).tip
    await office.desk.handling.claim(ben, a_form(tip))
    await office.desk.add(left, "I'll ask him.")
    tip = (await office.desk.casebook.open_tip(ben, left.id)).tip

    review = review_source(await keep(office, tip, Kind.NOTE, content))

    assert review is not None
    assert review.is_due
