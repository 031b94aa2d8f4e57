"""What a saved judgement changes besides: urgency in clear, and safeguarding duties."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from service.db.schema import DoorbellRow, DutyRow
from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.people import DeskId
from tests.builders import INDEPENDENT_DESK, SAFEGUARDING_DESK
from tests.judging.judges import (
    ABOUT_STAFF,
    CARRIED_KNIFE,
    TAKEN_HOME,
    Bench,
)
from tests.tips import A_KNIFE, Facts

LATE = 2_000_000_000


async def ring_late(bench: Bench, tip_id: str) -> None:
    """Set a tip's doorbell to a day that is far away."""
    change = update(DoorbellRow).where(DoorbellRow.tip == tip_id)
    async with bench.desk.vault.writing() as connection:
        await connection.execute(change.values(ring_at=LATE))


async def test_a_tip_judged_more_urgent_rings_sooner(bench: Bench) -> None:
    left = await bench.leave()
    await ring_late(bench, left.id)

    sheet = await bench.judge(left, priority="1", priority_reason="A child saw it")

    now = bench.desk.site.clock.now()
    (bell,) = await bench.read_bells(left.id)
    assert sheet.seen.tip.record.priority == 1
    assert await bench.read_priority(left.id) == 1
    assert bell[0] == 1
    assert now < bell[1] <= now + 30 * 60


async def test_a_tip_judged_less_urgent_is_not_put_off(bench: Bench) -> None:
    left = await bench.leave()
    before = await bench.read_bells(left.id)

    await bench.judge(left, priority="4", priority_reason="An old story")

    after = await bench.read_bells(left.id)
    assert [priority for priority, _ring in after] == [4]
    assert [ring for _priority, ring in after] == [ring for _p, ring in before]


async def test_an_urgency_that_stays_needs_no_reason(bench: Bench) -> None:
    left = await bench.leave()
    await ring_late(bench, left.id)

    sheet = await bench.judge(left)

    assert sheet.problems == {}
    assert await bench.read_bells(left.id) == [(2, LATE)]


async def test_a_topic_that_is_a_safeguarding_matter_opens_a_duty(
    bench: Bench,
) -> None:
    left = await bench.leave()

    sheet = await bench.judge(
        left, topic=TAKEN_HOME, priority="1", priority_reason="He is not safe there"
    )

    (duty,) = sheet.seen.tip.duties
    assert (duty.desk, duty.open) == (SAFEGUARDING_DESK, True)
    assert [priority for priority, _ring in await bench.read_bells(left.id)] == [1, 1]
    assert set(await bench.desk.list_acts()) == {
        Act.TIP_OPENED,
        Act.TIP_JUDGED,
        Act.DUTY_OPENED,
    }
    faye = bench.officer("faye")
    theirs = await bench.desk.casebook.open_tip(faye, left.id, SAFEGUARDING_DESK)
    assert theirs.tip.answers == A_KNIFE


async def test_a_duty_is_opened_once_and_its_form_can_be_sent_again(
    bench: Bench,
) -> None:
    left = await bench.leave()
    first = await bench.judge(left, topic=TAKEN_HOME)

    again = await bench.save(first.seen.tip, topic=TAKEN_HOME, harm="He is frail")

    assert len(again.seen.tip.duties) == 1
    assert await bench.desk.count(DutyRow) == 1
    acts = await bench.desk.list_acts()
    assert acts.count(Act.DUTY_OPENED) == 1


@pytest.mark.parametrize(("said", "duties"), [("yes", 1), ("not-sure", 1), ("no", 0)])
async def test_a_knife_is_a_safeguarding_matter_where_a_child_is_in_it(
    bench: Bench, said: str, duties: int
) -> None:
    left = await bench.leave()

    sheet = await bench.judge(left, topic=CARRIED_KNIFE, about_child=said)

    assert sheet.problems == {}
    assert len(sheet.seen.tip.duties) == duties


async def test_whether_a_child_is_in_it_is_not_left_open_where_it_decides_a_duty(
    bench: Bench,
) -> None:
    left = await bench.leave()

    sheet = await bench.judge(left, topic=CARRIED_KNIFE)

    assert set(sheet.problems) == {"about_child"}
    assert await bench.desk.count(DutyRow) == 0


async def test_a_tip_about_a_teacher_goes_to_no_other_desk_by_being_judged(
    bench: Bench,
) -> None:
    left = await bench.leave()

    sheet = await bench.judge(left, topic=ABOUT_STAFF)

    assert sheet.problems == {}
    assert sheet.seen.tip.duties == ()
    assert await bench.desk.count(DutyRow) == 0


async def test_the_independent_desk_judges_what_it_alone_may_read(
    bench: Bench,
) -> None:
    tip = replace(A_KNIFE, topic=ABOUT_STAFF)
    left = await bench.leave(tip, Facts(desk=DeskId(INDEPENDENT_DESK)))

    sheet = await bench.judge(left, "ines", topic=ABOUT_STAFF)

    assert sheet.problems == {}
    assert {duty.desk for duty in sheet.seen.tip.duties} <= {INDEPENDENT_DESK}


async def test_what_is_typed_wrong_opens_no_duty(bench: Bench) -> None:
    left = await bench.leave(Answers(text="Strange people go in and out"))

    await bench.judge(left, topic=TAKEN_HOME, harm="x" * 1501)

    assert await bench.desk.count(DutyRow) == 0
    assert Act.DUTY_OPENED not in await bench.desk.list_acts()
