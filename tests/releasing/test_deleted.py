"""A reporter deletes what they told: no report of it is made or leaves any more.

Without their words nothing that points at them would be marked.
"""

import pytest

from crypto import ShredKey, random_id
from service.db.schema import ReleaseRow
from service.domain.audit import Act
from service.domain.forms import Ending
from service.domain.letters import Kind
from service.domain.opened import OpenedTip
from service.domain.proposals import Message, ProposalKind, list_asked
from service.domain.reports import ReportId
from service.domain.reviews import ToldDeletedError
from service.domain.tips import TipId
from service.reporting.usecases import Writing
from service.triage.usecases import Asking
from tests.releasing.counter import FEW_KNOW, PLAIN_REPORT, Counter
from tests.releasing.test_cctv import an_ask
from tests.tips import Desk, LeftTip, a_form


async def delete_told(counter: Counter, tip: OpenedTip) -> OpenedTip:
    """Let the reporter delete it, and an officer look again."""
    desk = counter.exchange.desk
    await forget_told(desk, tip.record.id)
    return (await counter.open("ben", tip.record.id)).tip


async def forget_told(desk: Desk, tip_id: TipId) -> None:
    await desk.withdraw(LeftTip(tip_id, random_id(), None, ShredKey.generate()))


async def test_no_report_of_it_leaves_alone_or_with_a_second_person(
    counter: Counter,
) -> None:
    for judgement in (None, FEW_KNOW):
        tip = await (counter.judged(judgement) if judgement else counter.judged())
        gone = await delete_told(counter, tip)

        look = await counter.send("ben", gone)

        assert look.seen.ending is Ending.CHANGED
        assert look.seen.tip.withdrawn
        assert list_asked(look.seen.tip) == ()
    assert await counter.exchange.desk.count(ReleaseRow) == 0


async def test_it_is_deleted_between_the_look_and_the_lock_and_nothing_leaves(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    tip = await counter.judged()
    desk, take = counter.exchange.desk, type(counter.exchange.desk.casebook).carry_out

    async def later(*args: object, **more: object) -> object:
        await forget_told(desk, tip.record.id)
        return await take(*args, **more)  # type: ignore[arg-type]  # fields by name

    monkeypatch.setattr(type(desk.casebook), "carry_out", later)
    look = await counter.send("ben", tip)

    assert look.seen.ending is Ending.CHANGED
    assert await desk.count(ReleaseRow) == 0
    assert Act.REPORT_RELEASED not in await desk.list_acts()


async def test_what_waits_can_only_be_sent_back(counter: Counter) -> None:
    look = await counter.send("ben", await counter.judged(FEW_KNOW))
    gone = await delete_told(counter, look.seen.tip)

    seen = await counter.let_go("amira", gone)
    assert seen.ending is Ending.CHANGED
    assert await counter.exchange.desk.count(ReleaseRow) == 0
    assert list_asked(seen.tip) != ()

    seen = await counter.send_back("amira", seen.tip, "They took it back.")
    assert seen.ending is Ending.DONE
    assert not seen.tip.waits


async def test_words_that_close_it_are_not_let_go_either(counter: Counter) -> None:
    desk = counter.exchange.desk
    ben, tip = await desk.open_new()
    asking = Asking(desk.casebook, desk.site.borough)
    closing = Message(Act.TIP_CLOSED.value, "Find out who it was.", "action")
    seen = await asking.ask_second(ben, a_form(tip), closing)
    assert list_asked(seen.tip)[0].proposal.what == ProposalKind.MESSAGE
    gone = await delete_told(counter, seen.tip)

    with pytest.raises(ToldDeletedError, match="can only be sent back"):
        await counter.let_go("amira", gone)

    assert (await counter.open("ben", tip.record.id)).tip.record.open


async def test_no_report_of_it_is_saved(counter: Counter) -> None:
    desk = counter.exchange.desk
    gone = await delete_told(counter, await counter.judged())
    writing, saves = Writing(desk.casebook, desk.site.borough), len(gone.deeds)
    remark = gone.read_last(Kind.REPORT)
    assert remark is not None

    sheet = await writing.save(
        counter.officer("ben"), a_form(gone), ReportId(remark.about), PLAIN_REPORT
    )

    assert sheet.seen.ending is Ending.CHANGED
    assert len(sheet.seen.tip.deeds) == saves


async def test_no_pictures_are_asked_for_because_of_it(counter: Counter) -> None:
    gone = await delete_told(counter, await counter.judged())

    seen = await counter.releasing.ask_cctv(
        counter.officer("ben"), a_form(gone), an_ask()
    )

    assert seen.ending is Ending.CHANGED
    assert await counter.exchange.desk.count(ReleaseRow) == 0
