"""A reporter is told that something was passed on once it was, and not before."""

import pytest

from service.domain.errors import NotPassedOnError
from service.domain.letters import Remark, Stage
from service.domain.reports import ReportId
from tests.tips import TODAY, Desk, a_form, told
from tests.triage.passing import A_REPORT, NO_REPORT, note_passed
from tests.visitors import Visitor

SAYS = "The park team has it."
OFFER = "Tell the reporter it was passed on"
TEMPLATE = '<option value="passed-on">Passed on</option>'


async def look(ben: Visitor) -> None:
    await ben.visit("/inbox")
    await ben.press("Knives")


async def test_a_reporter_is_told_in_plain_words_that_it_was_passed_on(
    desk: Desk,
) -> None:
    ben, tip = await desk.open_new()
    tip = await note_passed(desk, tip.record.id)

    seen = await desk.answering.pass_on(ben, a_form(tip), SAYS)

    passed_on = Stage.PASSED_ON.value
    assert told(seen.tip) == [Remark(day=TODAY, stage=passed_on, text=SAYS)]


async def test_nobody_is_told_so_before_anything_left(desk: Desk) -> None:
    ben, tip = await desk.open_new()

    with pytest.raises(NotPassedOnError):
        await desk.answering.pass_on(ben, a_form(tip), SAYS)

    assert told((await desk.casebook.open_tip(ben, tip.record.id)).tip) == []


@pytest.mark.parametrize("report", [A_REPORT, NO_REPORT])
async def test_what_was_taken_back_and_a_request_for_pictures_are_not_it(
    office: Desk, report: ReportId
) -> None:
    ben, tip = await office.open_new()
    tip = await note_passed(office, tip.record.id, report)
    if report:
        tip = await note_passed(office, tip.record.id, report, withdrawn=True)

    with pytest.raises(NotPassedOnError):
        await office.answering.pass_on(ben, a_form(tip), SAYS)


async def test_the_page_offers_it_only_once_it_is_true(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()
    await look(ben)
    before = ben.page
    await note_passed(office, left.id)
    await look(ben)
    after = ben.page
    await ben.press("Tell the reporter", text=SAYS)

    assert OFFER not in before
    assert TEMPLATE not in before
    assert OFFER in after
    assert TEMPLATE in after
    assert "You told the reporter that it was passed on." in ben.page


async def test_words_for_a_box_that_is_gone_are_not_lost(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()
    await note_passed(office, left.id)
    await look(ben)
    await note_passed(office, left.id, withdrawn=True)

    await ben.press("Tell the reporter", text=SAYS)

    assert ben.status == 409
    assert "What you wrote to the reporter was not sent." in ben.page
    assert SAYS in ben.page
