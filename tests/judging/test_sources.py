"""A reporter who keeps coming back: a warning, and a supervisor's decision."""

import pytest

from service.domain.audit import Act
from service.domain.errors import BadFormError, ForbiddenError
from service.domain.forms import Ending
from service.domain.letters import Kind
from service.domain.opened import OpenedTip
from service.domain.source_review import SourceDecision, review_source
from tests.judging.judges import Bench
from tests.tips import A_KNIFE, LeftTip, a_form

WHY = "Spoke with the RIPA officer by telephone"


async def come_back(bench: Bench, *additions: str) -> tuple[LeftTip, OpenedTip]:
    """Leave a tip, let ben have it, and let its reporter add to it."""
    left, ben = await bench.leave(), bench.officer("ben")
    tip = (await bench.desk.casebook.open_tip(ben, left.id)).tip
    await bench.desk.handling.claim(ben, a_form(tip))
    return left, await add(bench, left, *additions)


async def add(bench: Bench, left: LeftTip, *additions: str) -> OpenedTip:
    """Let a reporter add something, each after ben has looked."""
    ben = bench.officer("ben")
    for text in additions:
        await bench.desk.add(left, text)
        await bench.desk.casebook.open_tip(ben, left.id)
    return (await bench.judging.open_tip(ben, left.id)).seen.tip


async def test_somebody_who_adds_a_little_is_just_a_reporter(bench: Bench) -> None:
    _left, tip = await come_back(bench, "It is gone.", "Thank you.")

    assert review_source(tip) is None


async def test_the_third_addition_is_a_reason_to_stop_and_ask(bench: Bench) -> None:
    _left, tip = await come_back(bench, "It is gone.", "It is back.", "Gone again.")

    review = review_source(tip)

    assert review is not None
    assert (review.additions, review.phrases, review.is_due) == (3, (), True)


async def test_one_promise_to_find_out_is_reason_enough(bench: Bench) -> None:
    _left, tip = await come_back(bench, "I'll find out who it belongs to.")

    review = review_source(tip)

    assert review is not None
    assert review.phrases == ("I'll find out",)


async def test_what_the_tip_itself_says_is_no_sign(bench: Bench) -> None:
    left = await bench.leave()

    tip = await add(bench, left)

    assert tip.answers == A_KNIFE
    assert review_source(tip) is None


async def test_a_supervisors_decision_stands_until_the_reporter_adds_more(
    bench: Bench,
) -> None:
    left, tip = await come_back(bench, "I'll ask him.")
    amira = bench.officer("amira")

    sheet = await bench.judging.decide_source(
        amira, a_form(tip), SourceDecision.ADVICE, WHY
    )
    decided = review_source(sheet.seen.tip)
    later = review_source(await add(bench, left, "He said no."))

    assert sheet.seen.ending is Ending.DONE
    assert decided is not None
    assert decided.decided is not None
    assert not decided.is_due
    assert decided.decided.by == amira.officer_id
    assert WHY in decided.decided.text
    assert later is not None
    assert later.is_due
    assert (await bench.desk.list_acts()).count(Act.SOURCE_REVIEWED) == 1


async def test_only_a_supervisor_decides(bench: Bench) -> None:
    _left, tip = await come_back(bench, "I'll ask him.")

    with pytest.raises(ForbiddenError):
        await bench.judging.decide_source(
            bench.officer("ben"), a_form(tip), SourceDecision.VOLUNTEER, WHY
        )

    assert Act.SOURCE_REVIEWED not in await bench.desk.list_acts()


@pytest.mark.parametrize("reason", ["", "x" * 501])
async def test_a_decision_needs_its_reason(bench: Bench, reason: str) -> None:
    _left, tip = await come_back(bench, "I'll ask him.")

    with pytest.raises(BadFormError):
        await bench.judging.decide_source(
            bench.officer("amira"), a_form(tip), SourceDecision.SILENT, reason
        )


async def test_a_source_can_be_decided_about_after_the_tip_was_closed(
    bench: Bench,
) -> None:
    left, tip = await come_back(bench)
    ben, amira = bench.officer("ben"), bench.officer("amira")
    await bench.desk.handling.close(ben, a_form(tip), "action")

    closed = await add(bench, left, "I will keep watching him.")
    sheet = await bench.judging.decide_source(
        amira, a_form(closed), SourceDecision.SILENT, WHY
    )

    assert not sheet.seen.tip.record.open
    assert sheet.seen.tip.deeds[-1].kind is Kind.NOTE
    assert review_source(sheet.seen.tip) is not None
