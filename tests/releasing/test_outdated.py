"""What waits for a second person is let go only while all it stands on is the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto import random_id
from service.db.schema import ReleaseRow
from service.domain.clock import SetClock
from service.domain.errors import ForbiddenError
from service.domain.forms import Ending
from service.domain.letters import Kind
from service.domain.opened import OpenedTip
from service.domain.proposals import list_asked
from service.domain.reviews import DuePastError, OutdatedError
from tests.releasing.counter import FEW_KNOW, PLAIN_REPORT, Counter
from tests.tips import TODAY, Facts

LATER = replace(PLAIN_REPORT, title="Later")


async def wait(counter: Counter, by: str = "ben") -> OpenedTip:
    """Ask a second person to release a report."""
    return (await counter.send("ben", await counter.judged(FEW_KNOW, by=by))).seen.tip


async def refuse(counter: Counter, tip: OpenedTip) -> None:
    """It is not let go, but can be sent back and asked for again."""
    with pytest.raises(OutdatedError, match="Send it back so that it is asked for"):
        await counter.let_go("zoe", tip)
    assert await counter.exchange.desk.count(ReleaseRow) == 0
    seen = await counter.send_back("zoe", tip, "Look at it again.")
    assert not seen.tip.waits
    look = await counter.send("ben", seen.tip)
    seen = await counter.let_go("zoe", look.seen.tip)
    assert seen.ending is Ending.DONE


def report_of(tip: OpenedTip) -> str:
    remark = tip.read_last(Kind.REPORT)
    assert remark is not None
    return remark.about


async def test_not_when_the_report_was_saved_again(counter: Counter) -> None:
    tip = await wait(counter)
    about = report_of(tip)

    tip = await counter.keep("ben", tip, Kind.REPORT, LATER.json, about=about)

    await refuse(counter, tip)


async def test_not_when_the_tip_was_judged_anew(counter: Counter) -> None:
    tip = await wait(counter)

    tip = await counter.keep("ben", tip, Kind.JUDGEMENT, FEW_KNOW.json)

    await refuse(counter, tip)


@pytest.mark.parametrize("number", [1, 9])
async def test_not_when_the_reporter_added_something(
    counter: Counter, number: int
) -> None:
    # The mailbox counts its own letters: a late one may stand before staff's.
    left = await counter.exchange.desk.leave_tip(facts=Facts(picked_up=True))
    tip = (await counter.open("ben", left.id)).tip
    tip = await counter.keep("ben", tip, Kind.JUDGEMENT, FEW_KNOW.json)
    tip = await counter.keep(
        "ben", tip, Kind.REPORT, PLAIN_REPORT.json, about=random_id()
    )
    await counter.send("ben", tip)

    await counter.exchange.desk.add(left, "It was my cousin.", number=number)

    await refuse(counter, (await counter.open("zoe", left.id)).tip)


async def test_still_when_another_report_of_it_was_saved_or_a_note_added(
    counter: Counter,
) -> None:
    tip = await wait(counter)
    tip = await counter.keep("ben", tip, Kind.REPORT, LATER.json, about=random_id())
    tip = await counter.keep("ben", tip, Kind.NOTE, "")

    seen = await counter.let_go("zoe", tip)

    assert seen.ending is Ending.DONE


async def test_not_when_the_day_for_an_answer_is_over(counter: Counter) -> None:
    tip, clock = await wait(counter), counter.site.clock
    due_on = TODAY + timedelta(days=14)

    clock.seconds = SetClock.at_noon(due_on + timedelta(days=1)).seconds
    with pytest.raises(DuePastError, match="with a later day"):
        await counter.let_go("zoe", tip)
    clock.seconds = SetClock.at_noon(due_on).seconds

    assert (await counter.let_go("zoe", tip)).ending is Ending.DONE


async def test_nobody_decides_who_ever_saved_the_report(counter: Counter) -> None:
    tip = await counter.judged(FEW_KNOW, by="amira")
    tip = await counter.keep("ben", tip, Kind.REPORT, LATER.json, about=report_of(tip))
    look = await counter.send("ben", tip)
    assert list_asked(look.seen.tip)

    with pytest.raises(ForbiddenError):
        await counter.let_go("amira", look.seen.tip)
    seen = await counter.let_go("zoe", look.seen.tip)

    assert seen.ending is Ending.DONE
