"""Every text that a partner reads is held against what the reporter told."""

from dataclasses import replace

import pytest

from service.db.schema import ReleaseRow
from service.domain.asking import CctvAsk, Withdrawal
from service.domain.offers import MOST_MARKS, Kept, OfferProblem
from service.domain.people import DeskId, Role
from service.domain.reports import Report
from service.releasing.usecases import MarkedError
from tests.releases import open_partner
from tests.releasing.counter import MANY_KNOW, PLAIN_REPORT, Counter, passed
from tests.tips import TODAY, a_form

AREA = DeskId("community-partners")
AREA_REPORT = Report(
    "Knives in the ward", "Knives are hidden.", "KN3", grade=PLAIN_REPORT.grade
)
TELLING = "There is a knife behind the bins. Ring 07700 900123."


async def test_why_it_must_be_shared_is_marked_and_what_stays_waits_for_a_second(
    counter: Counter,
) -> None:
    tip = await counter.judged()
    wanted = counter.want(tip, necessity=TELLING)

    first = await counter.send("ben", tip, wanted)
    assert first.material is not None
    marked = {one.words: one.key for one in first.material.standing}
    assert "07700 900123" in marked
    assert set(first.problems.values()) == {OfferProblem.MARK}
    assert await counter.exchange.desk.count(ReleaseRow) == 0
    kept = {key: Kept("needed") for key in marked.values()}
    second = await counter.send("ben", first.seen.tip, replace(wanted, kept=kept))

    assert second.problems == {}
    assert second.seen.tip.waits
    assert await counter.exchange.desk.count(ReleaseRow) == 0


async def test_what_a_withdrawal_says_to_its_receiver_is_refused_while_it_is_marked(
    counter: Counter,
) -> None:
    look = await counter.send("ben", await counter.judged())
    tip, ben = look.seen.tip, counter.officer("ben")
    asked = Withdrawal(passed(tip).release, "mistake", TELLING)

    with pytest.raises(MarkedError) as refused:
        await counter.releasing.withdraw(ben, a_form(tip), asked)

    assert "Say it without “There is a knife behind the bins”." in refused.value.say
    assert "Say it without “07700 900123”." in refused.value.say
    assert "knife" not in repr(refused.value)
    tip = (await counter.open("ben", tip.record.id)).tip
    assert not passed(tip).withdrawn
    plain = replace(asked, text="It named the wrong street.")
    await counter.releasing.withdraw(ben, a_form(tip), plain)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("Ravenscourt Park, ask Dean Brown", "Dean Brown"),
        ("King Street, seen from my window", "from my window"),
        ("King Street, ring 07700 900123", "07700 900123"),
    ],
)
async def test_the_camera_room_reads_nothing_that_points_at_who_told(
    counter: Counter, place: str, words: str
) -> None:
    await open_partner(counter.exchange.desk, DeskId("cctv-room"), ivy=Role.SUPERVISOR)
    left = await counter.exchange.desk.leave_tip()
    tip = (await counter.open("ben", left.id)).tip
    asked = CctvAsk(place, TODAY.isoformat(), "21:00", "23:00", "prevent")

    with pytest.raises(MarkedError) as refused:
        await counter.releasing.ask_cctv(counter.officer("ben"), a_form(tip), asked)

    assert f"Say it without “{words}”." in refused.value.say
    assert await counter.exchange.desk.count(ReleaseRow) == 0


async def test_a_camera_is_asked_for_by_the_place_the_reporter_named_too(
    counter: Counter,
) -> None:
    await open_partner(counter.exchange.desk, DeskId("cctv-room"), ivy=Role.SUPERVISOR)
    left = await counter.exchange.desk.leave_tip()
    tip = (await counter.open("ben", left.id)).tip
    place = "Behind the bins in Ravenscourt Park, W6 0UL"
    asked = CctvAsk(place, TODAY.isoformat(), "21:00", "23:00", "prevent")

    seen = await counter.releasing.ask_cctv(counter.officer("ben"), a_form(tip), asked)

    assert passed(seen.tip).is_cctv


async def test_partners_of_the_area_get_no_report_that_names_somebody_in_its_text(
    counter: Counter,
) -> None:
    await open_partner(counter.exchange.desk, AREA, pam=Role.SUPERVISOR)
    named = replace(AREA_REPORT, text="Dean Brown hides knives at 12 Askew Road.")

    tip = await counter.judged(MANY_KNOW, named)
    refused = await counter.send_all("ben", tip, counter.want(tip, AREA))
    tip = await counter.judged(MANY_KNOW, AREA_REPORT)
    sent = await counter.send("ben", tip, counter.want(tip, AREA))

    assert refused.problems == {"desks": OfferProblem.AREA}
    assert sent.problems == {}
    assert passed(sent.seen.tip).desk == AREA


async def test_more_marks_than_can_be_answered_are_taken_out_first(
    counter: Counter,
) -> None:
    numbers = ", ".join(f"07700 9001{n:02}" for n in range(MOST_MARKS + 1))
    tip = await counter.judged(MANY_KNOW, replace(PLAIN_REPORT, text=numbers))

    look = await counter.send_all("ben", tip, counter.want(tip))

    assert look.problems == {"marks": OfferProblem.MARKS}
    assert not look.seen.tip.waits
