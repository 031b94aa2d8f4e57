"""What the inbox says of a tip once it was judged, and what it can be narrowed to."""

from dataclasses import replace

import pytest

from service.db.schema import LetterRow
from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.deeds import Deed, Doer
from service.domain.forms import Wish
from service.domain.judgements import Judged, Judgement
from service.domain.letters import Kind
from service.domain.opened import OpenedTip, People
from service.domain.shown import Wanted
from service.inbox.usecases import EVERYTHING, InboxRow, Shelf
from tests.builders import TRIAGE_DESK
from tests.tips import A_KNIFE, TODAY, Desk, Facts, LeftTip, a_form
from tests.visitors import Visitor

INBOX = "/inbox/community-safety"
BROOK_GREEN = "E05013735"
HIDDEN = Judgement(topic="KN3", ward=BROOK_GREEN, place="Behind the shop")


async def judge(desk: Desk, left: LeftTip, judgement: Judgement) -> OpenedTip:
    """Let ben judge a tip."""
    ben = desk.officer("ben")
    tip = (await desk.casebook.open_tip(ben, left.id)).tip

    def plan(tip: OpenedTip, _people: People) -> Deed:
        doer = Doer(ben.officer_id, TODAY)
        kept = doer.keep(tip, Kind.JUDGEMENT, Act.TIP_JUDGED, judgement.json)
        return replace(kept, summary=judgement.summary)

    wish = Wish(Act.TIP_JUDGED, judgement.json)
    return (await desk.casebook.carry_out(ben, a_form(tip), wish, plan)).tip


async def look(desk: Desk, wanted: Wanted = EVERYTHING) -> tuple[InboxRow, ...]:
    """What ben's inbox shows."""
    ben = desk.officer("ben")
    return (await desk.inbox.list_inbox(ben, TRIAGE_DESK, wanted=wanted)).rows


async def test_the_newest_judgement_is_what_the_inbox_says(desk: Desk) -> None:
    left = await desk.leave_tip()
    (before,) = await look(desk)

    await judge(desk, left, Judgement(topic="DR1"))
    await judge(desk, left, HIDDEN)
    (after,) = await look(desk)

    assert before.judged is None
    assert after.judged == Judged("KN3", BROOK_GREEN, "Behind the shop")
    assert await desk.count(LetterRow) == 3


async def test_one_judgement_that_does_not_open_leaves_the_one_before(
    desk: Desk,
) -> None:
    left = await desk.leave_tip()
    await judge(desk, left, HIDDEN)
    tip = await judge(desk, left, Judgement(topic="DR1"))

    await desk.break_letter(tip.deeds[-1].id)
    (row,) = await look(desk)

    assert row.judged is not None
    assert row.judged.topic == "KN3"


async def test_what_was_judged_stays_when_the_reporter_deletes(desk: Desk) -> None:
    left = await desk.leave_tip()
    await judge(desk, left, HIDDEN)

    await desk.withdraw(left)
    (row,) = await look(desk)

    assert row.withdrawn
    assert row.judged is not None
    assert row.summary is None


async def test_the_inbox_is_narrowed_to_an_urgency_or_to_what_nobody_has(
    desk: Desk,
) -> None:
    urgent = await desk.leave_tip(facts=Facts(priority=1))
    taken = await desk.leave_tip(facts=Facts(priority=1, picked_up=True))
    later = await desk.leave_tip(facts=Facts(priority=3))

    async def find(wanted: Wanted) -> list[str]:
        return [row.id for row in await look(desk, wanted)]

    assert await find(Wanted(priority=1)) == [urgent.id, taken.id]
    assert await find(Wanted(only_new=True)) == [urgent.id, later.id]
    assert await find(Wanted(priority=1, only_new=True)) == [urgent.id]
    assert await find(Wanted(priority=0)) == []


async def test_what_was_written_to_again_can_be_asked_for(desk: Desk) -> None:
    ben = desk.officer("ben")
    taken, quiet, closed = [await desk.leave_tip() for _ in range(3)]
    for left in (taken, quiet, closed):
        seen = await desk.casebook.open_tip(ben, left.id)
        seen = await desk.handling.claim(ben, a_form(seen.tip))
        if left is closed:
            await desk.handling.close(ben, a_form(seen.tip), "known")
    for left in (taken, closed):
        await desk.add(left, "It is back")

    await desk.leave_tip()

    news = Wanted(only_news=True)
    page = await desk.inbox.list_inbox(ben, TRIAGE_DESK, Shelf.CLOSED, wanted=news)

    assert [row.id for row in await look(desk, news)] == [taken.id]
    assert [row.id for row in page.rows] == [closed.id]


async def test_closed_tips_are_narrowed_as_well(desk: Desk) -> None:
    ben, tip = await desk.open_new()
    await desk.handling.close(ben, a_form(tip), "known")

    page = await desk.inbox.list_inbox(
        ben, TRIAGE_DESK, Shelf.CLOSED, wanted=Wanted(priority=2)
    )

    assert [row.id for row in page.rows] == [tip.record.id]


async def test_a_row_says_the_judged_topic_ward_and_place_and_the_reference(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip(facts=Facts(tip_id="7" * 32))
    await ben.visit("/inbox")
    before = ben.page

    await judge(office, left, HIDDEN)
    await ben.visit("/inbox")

    assert "T-O53X-O53X" in before
    assert "Knives and weapons" in before
    assert "A knife or weapon is hidden somewhere" in ben.page
    assert "Behind the shop, Brook Green" in ben.page
    assert A_KNIFE.where not in ben.page
    assert "Knives and weapons" not in ben.page


async def test_a_told_topic_is_shown_before_anybody_judged(
    office: Desk, ben: Visitor
) -> None:
    await office.leave_tip(Answers(text="He has it", group="weapons", topic="KN1"))

    await ben.visit("/inbox")

    assert "Someone carries a knife or weapon" in ben.page


async def test_the_filter_stays_from_page_to_page(office: Desk, ben: Visitor) -> None:
    for _ in range(51):
        await office.leave_tip(facts=Facts(priority=3))
    await office.leave_tip(facts=Facts(priority=1))

    await ben.visit(f"{INBOX}?priority=3&who=nobody")
    first = ben.page
    await ben.visit(f"{INBOX}?priority=3&who=nobody&page=2")

    assert f'href="{INBOX}?priority=3&amp;who=nobody&amp;page=2"' in first
    assert first.count('class="qw-open">Knives') == 50
    assert '<option value="3" selected>' in first
    assert ben.page.count('class="qw-open">Knives') == 1


async def test_a_filter_that_finds_nothing_says_so(office: Desk, ben: Visitor) -> None:
    await office.leave_tip()

    await ben.visit(f"{INBOX}?priority=0")

    assert "No tip is like that." in ben.page
    assert "Show all" in ben.page


@pytest.mark.parametrize(
    "asked", ["priority=5", "priority=x", "who=ben", "priority=-1"]
)
async def test_a_filter_that_is_none_is_not_found(ben: Visitor, asked: str) -> None:
    await ben.visit(f"{INBOX}?{asked}")

    assert ben.status == 404
