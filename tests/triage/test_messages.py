"""Words for a reporter are looked at before they go out, and by whom."""

import asyncio

import pytest

from service.db.schema import LetterRow, ReviewRow
from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.deeds import Deed, Doer
from service.domain.errors import BadFormError
from service.domain.forms import Ending, Wish
from service.domain.letters import Kind, Remark, Stage
from service.domain.opened import OpenedTip, People
from service.domain.people import SignedIn
from service.domain.proposals import Asked, Message, ProposalKind, list_asked
from service.triage.usecases import Asking, MarkedError
from tests.tips import A_KNIFE, TODAY, Desk, Facts, a_form, told
from tests.triage.passing import note_passed

TASKING = "Please find out who carries it."
FINE = "Thank you for telling us."
NO_WORDS = Answers(text="A fight is planned", wants_words=False)
BY_MESSAGE = Message(Act.MESSAGE_SENT.value, TASKING)


@pytest.fixture
def asking(desk: Desk) -> Asking:
    """What asks a second person."""
    return Asking(desk.casebook, desk.site.borough)


async def ask(
    desk: Desk, asking: Asking, message: Message = BY_MESSAGE
) -> tuple[SignedIn, OpenedTip, Asked]:
    ben, tip = await desk.open_new()
    seen = await asking.ask_second(ben, a_form(tip), message)
    return ben, seen.tip, list_asked(seen.tip)[0]


async def test_a_message_that_asks_somebody_to_find_out_is_not_sent(desk: Desk) -> None:
    ben, tip = await desk.open_new()

    with pytest.raises(MarkedError):
        await desk.answering.send_message(ben, a_form(tip), TASKING)
    with pytest.raises(MarkedError):
        await desk.answering.pass_on(ben, a_form(tip), TASKING)
    with pytest.raises(MarkedError):
        await desk.handling.close(ben, a_form(tip), "action", TASKING)

    assert await desk.count(LetterRow) == 1
    assert await desk.list_acts() == [Act.TIP_OPENED]


async def test_a_message_that_repeats_what_points_at_its_reporter_is_not_sent(
    desk: Desk,
) -> None:
    left = await desk.leave_tip(facts=Facts(picked_up=True))
    ben = desk.officer("ben")
    await desk.add(left, "My number is 07700 900123")
    tip = (await desk.casebook.open_tip(ben, left.id)).tip

    with pytest.raises(MarkedError):
        await desk.answering.send_message(
            ben, a_form(tip), "We can ring you on 07700 900123."
        )

    assert await desk.count(LetterRow) == 2


async def test_why_a_tip_that_nobody_comes_back_to_is_closed_is_for_the_desk_alone(
    desk: Desk,
) -> None:
    ben, tip = await desk.open_new(NO_WORDS)

    seen = await desk.handling.close(ben, a_form(tip), "action", TASKING)

    assert seen.ending is Ending.DONE


async def test_marked_words_wait_for_a_second_person(
    desk: Desk, asking: Asking
) -> None:
    ben, tip, asked = await ask(desk, asking)

    message = Message.read(asked.proposal.content)
    assert tip.talk == ()
    assert tip.waits
    assert (asked.proposal.what, asked.proposal.by) == (
        ProposalKind.MESSAGE,
        ben.officer_id,
    )
    assert (message.act, message.text) == (Act.MESSAGE_SENT, TASKING)
    assert "asks somebody to find out more" in {mark.kind for mark in message.marks}
    assert await desk.list_acts() == [Act.TIP_OPENED, Act.SECOND_ASKED]


async def test_asking_twice_at_once_is_asking_once(desk: Desk, asking: Asking) -> None:
    ben, tip = await desk.open_new()
    form = a_form(tip)

    seen = await asyncio.gather(
        *(asking.ask_second(ben, form, BY_MESSAGE) for _ in range(3))
    )

    assert sorted(one.ending for one in seen) == [
        Ending.ALREADY,
        Ending.ALREADY,
        Ending.DONE,
    ]
    assert await desk.count(ReviewRow) == 1
    assert len(list_asked(seen[0].tip)) == 1


async def test_two_messages_can_wait_and_the_tip_waits_once(
    desk: Desk, asking: Asking
) -> None:
    ben, tip, first = await ask(desk, asking)
    other = Message(Act.TIP_CLOSED.value, TASKING, "action")

    seen = await asking.ask_second(ben, a_form(tip), other)

    assert list_asked(seen.tip)[0].id == first.id
    assert len(list_asked(seen.tip)) == 2
    assert await desk.count(ReviewRow) == 1


async def test_only_another_supervisor_decides(desk: Desk, asking: Asking) -> None:
    ben, tip, asked = await ask(desk, asking)
    amira, _own = desk.officer("amira"), tip

    seen = await asking.ask_second(amira, a_form(tip), BY_MESSAGE)
    of_ben, of_amira = list_asked(seen.tip)

    assert of_ben.id == asked.id
    assert of_ben.may_be_decided(amira, tip)
    assert not of_ben.may_be_decided(ben, tip)
    assert not of_amira.may_be_decided(amira, tip)
    assert not of_ben.may_be_decided(desk.officer("faye"), tip)


async def decide(desk: Desk, tip: OpenedTip, asked: Asked, act: Act) -> OpenedTip:
    """Answer a proposal as its supervisor."""
    amira = desk.officer("amira")
    doer = Doer(amira.officer_id, TODAY)

    def plan(now: OpenedTip, _people: People) -> Deed:
        if act is Act.SECOND_REFUSED:
            return asked.send_back(doer, now, "Ask only what they know")
        return asked.send_message(doer, now, desk.site.borough)

    wish = Wish(act, choice=asked.id)
    seen = await desk.casebook.carry_out(amira, a_form(tip), wish, plan)
    return seen.tip


async def test_what_a_second_person_lets_go_reaches_the_reporter_once(
    desk: Desk, asking: Asking
) -> None:
    _ben, tip, asked = await ask(desk, asking)

    after = await decide(desk, tip, asked, Act.MESSAGE_SENT)

    assert told(after) == [Remark(day=TODAY, text=TASKING)]
    assert list_asked(after) == ()


async def test_what_is_sent_back_says_why_and_reaches_nobody(
    desk: Desk, asking: Asking
) -> None:
    _ben, tip, asked = await ask(desk, asking)

    after = await decide(desk, tip, asked, Act.SECOND_REFUSED)

    answer = after.read_last(Kind.PROPOSAL)
    assert answer is not None
    assert (answer.text, answer.about) == ("Ask only what they know", asked.id)
    assert told(after) == []
    assert list_asked(after) == ()


async def test_each_way_of_telling_can_wait(desk: Desk, asking: Asking) -> None:
    passed = Message(Act.PASSED_ON.value, TASKING)
    closed = Message(Act.TIP_CLOSED.value, TASKING, "action")
    ben, tip = await desk.open_new()
    tip = await note_passed(desk, tip.record.id)
    tip = (await asking.ask_second(ben, a_form(tip), passed)).tip
    asked = list_asked(tip)[0]

    after = await decide(desk, tip, asked, Act.PASSED_ON)
    seen = await asking.ask_second(ben, a_form(after), closed)
    last = await decide(desk, seen.tip, list_asked(seen.tip)[0], Act.TIP_CLOSED)

    assert [one and one.stage for one in told(last)] == [Stage.PASSED_ON, Stage.CLOSED]
    assert not last.record.open


@pytest.mark.parametrize(
    "message",
    [
        Message(Act.MESSAGE_SENT.value, " "),
        Message(Act.MESSAGE_SENT.value, "x" * 4001),
        Message(Act.TIP_CLOSED.value, TASKING, "because"),
        Message(Act.HOLD_SET.value, TASKING),
    ],
)
async def test_what_no_page_offers_is_not_asked_for(
    desk: Desk, asking: Asking, message: Message
) -> None:
    ben, tip = await desk.open_new()

    with pytest.raises(BadFormError):
        await asking.ask_second(ben, a_form(tip), message)

    assert await desk.count(ReviewRow) == 0


async def test_nobody_is_asked_about_words_that_cannot_be_told(
    desk: Desk, asking: Asking
) -> None:
    ben, tip = await desk.open_new(NO_WORDS)

    with pytest.raises(BadFormError):
        await asking.ask_second(ben, a_form(tip), BY_MESSAGE)

    assert await desk.count(ReviewRow) == 0


async def test_the_most_that_can_be_marked_fits_its_letter(
    desk: Desk, asking: Asking
) -> None:
    words = " ".join(f"07700 9{n:05d}" for n in range(300))
    left = await desk.leave_tip(Answers(text=words[:4000]))
    ben = desk.officer("ben")
    tip = (await desk.casebook.open_tip(ben, left.id)).tip

    seen = await asking.ask_second(
        ben, a_form(tip), Message(Act.MESSAGE_SENT.value, words[:4000])
    )

    assert list_asked(seen.tip)[0].proposal.what == ProposalKind.MESSAGE


async def test_every_text_we_have_ready_can_be_sent(desk: Desk) -> None:
    wordings = desk.site.borough.wordings
    texts = [one.text for one in wordings.replies]
    texts += [one.told for one in wordings.results]
    texts += [one.told for one in wordings.outcomes]
    ben, tip = await desk.open_new(A_KNIFE)

    for text in (*texts, FINE):
        seen = await desk.answering.send_message(ben, a_form(tip), text)
        assert seen.ending is Ending.DONE, text
        tip = seen.tip
