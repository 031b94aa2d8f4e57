"""What a desk writes back to a partner is held against what the reporter told it."""

import pytest

from service.domain.answering import Saying
from service.domain.forms import WordsProblem
from service.domain.releases import ReleaseId, Step
from service.partners.usecases import MarkedReplyError, ReleaseShown
from tests.builders import TRIAGE_DESK
from tests.partnership import Partnership, People, a_form

REPEATED = "There is a knife behind the bins, at the far end."
SENT = "/sent/community-safety"
TITLE = "Drug dealing beside a block"


async def asked_of(work: Partnership) -> ReleaseId:
    """A report of a tip that is still there, with a question about it."""
    left = await work.exchange.desk.leave_tip()
    await work.exchange.desk.casebook.open_tip(
        work.exchange.desk.officer("ben"), left.id
    )
    release = await work.send(tip=left.id)
    await work.say("hal", release, Saying(Step.QUESTION, "Where is it?"))
    return release


async def reply(
    work: Partnership, name: str, release: ReleaseId, *kept: tuple[str, str]
) -> ReleaseShown:
    officer = work.exchange.desk.officer(name)
    form = a_form(await work.open_sent(name, release))
    return await work.outgoing.reply(officer, form, REPEATED, kept)


async def test_a_reply_that_repeats_the_reporters_words_is_no_officers_to_send(
    work: Partnership,
) -> None:
    release = await asked_of(work)

    with pytest.raises(MarkedReplyError) as refused:
        await reply(work, "ben", release)

    assert refused.value.problem is WordsProblem.SUPERVISOR
    (marked,) = refused.value.review.marks
    assert marked[0].words == "there is a knife behind the bins"
    assert "knife" not in repr(refused.value)
    assert (await work.open_sent("ben", release)).seen.file.opened.question


async def test_a_supervisor_answers_each_mark_of_a_reply_and_sends_it(
    work: Partnership,
) -> None:
    release = await asked_of(work)
    with pytest.raises(MarkedReplyError) as refused:
        await reply(work, "amira", release)
    assert refused.value.problem is WordsProblem.MARKED

    kept = [name for name, _mark in refused.value.review.marks]
    await reply(work, "amira", release, *kept)

    answer = (await work.open("hal", release)).seen.file.opened.talk[-1].answer
    assert answer is not None
    assert answer.text == REPEATED


async def test_where_the_tip_is_gone_a_reply_is_read_alone(work: Partnership) -> None:
    release = await work.send()
    await work.say("hal", release, Saying(Step.QUESTION, "Where is it?"))

    shown = await reply(work, "ben", release)

    assert shown.seen.file.desk == TRIAGE_DESK
    assert shown.seen.file.opened.question is None


async def test_an_officer_is_told_beside_the_reply_and_keeps_what_was_typed(
    office: Partnership, people: People
) -> None:
    await asked_of(office)
    ben = people["ben"]
    await ben.visit(SENT)
    await ben.press(TITLE)

    await ben.press("Send the answer", text=REPEATED)

    assert ben.status == 400
    assert ben.page.count(WordsProblem.SUPERVISOR) == 2
    assert f">\n{REPEATED}</textarea>" in ben.page
    assert "carried over word for word" in ben.page
    assert "may-0" not in ben.page
    await ben.press("Send the answer", text="Near the far end.")
    assert "You answered the question." in ben.page
