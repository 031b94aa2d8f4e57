"""A report is acknowledged, taken on, acted on and answered; triage reads it."""

import asyncio
from datetime import timedelta

import pytest

from crypto import random_bytes
from service.domain.answering import Saying, find_holder
from service.domain.audit import Act
from service.domain.errors import BadFormError
from service.domain.forms import Ending
from service.domain.people import NOBODY
from service.domain.released import ReleaseState
from service.domain.releases import Step
from tests.builders import POLICE_DESK, TRIAGE_DESK
from tests.partnership import Partnership, a_form

ACKNOWLEDGE = Saying(Step.ACKNOWLEDGED)
PATROL = Saying(Step.ACTION, "Two evenings on foot.", "patrol", "k4")
DISRUPTED = Saying(Step.RESULT, "They moved on.", "disrupted")
ASK = Saying(Step.QUESTION, "Is it the north or the south side?")


async def test_the_neighbourhood_team_takes_it_on_patrols_and_says_what_came_of_it(
    work: Partnership,
) -> None:
    release = await work.send()
    hal = work.exchange.desk.officer("hal").officer_id

    await work.say("hal", release, ACKNOWLEDGE)
    await work.say("hal", release, Saying(Step.OWNED, choice=hal))
    await work.say("hal", release, PATROL)
    await work.say("hal", release, DISRUPTED)
    await work.say("hal", release, Saying(Step.FEEDBACK, choice="useful"))
    told = (await work.open_sent("ben", release)).seen.file

    assert told.opened.state is ReleaseState.ANSWERED
    assert [step.step for step in told.opened.steps] == [
        Step.ACKNOWLEDGED,
        Step.OWNED,
        Step.ACTION,
        Step.RESULT,
        Step.FEEDBACK,
    ]
    assert told.opened.steps[2].response == "patrol"
    assert told.opened.steps[2].strategy == "k4"
    assert told.opened.steps[3].result == "disrupted"
    assert find_holder(told.opened) == hal
    assert told.record.answered


async def test_each_step_stands_in_the_log_as_what_it_was(work: Partnership) -> None:
    release = await work.send()

    await work.say("hal", release, ACKNOWLEDGE)
    await work.say("hal", release, ASK)
    await work.reply("ben", release, "The north side.")

    assert await work.exchange.desk.list_acts() == [
        Act.REPORT_OPENED,
        Act.REPORT_ACKNOWLEDGED,
        Act.REPORT_OPENED,
        Act.QUESTION_ASKED,
        Act.REPORT_OPENED,
        Act.QUESTION_ANSWERED,
    ]


async def test_a_partner_asks_back_and_triage_answers(work: Partnership) -> None:
    release = await work.send()

    await work.say("hal", release, ASK)
    asked = (await work.open_sent("amira", release)).seen.file.opened.question
    await work.reply("amira", release, "The north side.")
    answered = (await work.open("hal", release)).seen.file

    assert asked is not None
    assert asked.text == ASK.text
    assert answered.opened.question is None
    assert answered.opened.talk[-1].answer is not None
    assert answered.opened.talk[-1].answer.text == "The north side."


async def test_a_reply_needs_a_question_and_words(work: Partnership) -> None:
    release = await work.send()

    with pytest.raises(BadFormError):
        await work.reply("ben", release, "By the way")
    await work.say("hal", release, ASK)
    with pytest.raises(BadFormError):
        await work.reply("ben", release, " \n")
    await work.reply("ben", release, "The north side.")
    with pytest.raises(BadFormError):
        await work.reply("ben", release, "And the south side.")


async def test_whose_turn_it_is_goes_back_and_forth(work: Partnership) -> None:
    release = await work.send()
    turns = []

    for step in (
        work.open("hal", release),
        work.say("hal", release, ASK),
        work.open_sent("ben", release),
        work.reply("ben", release, "The north side."),
        work.open("hal", release),
        work.open("hal", release),
    ):
        await step
        turns.append((await work.find_line(release)).news)

    assert turns == [
        POLICE_DESK,
        TRIAGE_DESK,
        NOBODY,
        POLICE_DESK,
        NOBODY,
        NOBODY,
    ]


async def test_a_report_is_new_until_somebody_says_that_it_arrived(
    work: Partnership,
) -> None:
    release = await work.send()

    await work.open("hal", release)
    looked = await work.list_received("hal")
    await work.say("hal", release, ACKNOWLEDGE)
    said = await work.list_received("hal")

    assert (looked[0].record.news, looked[0].begun) == (POLICE_DESK, False)
    assert (said[0].record.news, said[0].begun) == (TRIAGE_DESK, True)


async def test_of_two_partners_at_once_the_second_is_shown_the_firsts_step(
    work: Partnership,
) -> None:
    release = await work.send()
    forms = {name: a_form(await work.open(name, release)) for name in ("gina", "hal")}

    shown = await asyncio.gather(
        work.send_form("gina", forms["gina"], PATROL),
        work.send_form("hal", forms["hal"], ASK),
    )

    first, second = sorted(shown, key=lambda one: one.seen.ending is Ending.CHANGED)
    assert (first.seen.ending, second.seen.ending) == (Ending.DONE, Ending.CHANGED)
    assert [one.answer for one in second.since] == list(first.seen.file.opened.steps)
    assert second.seen.file.record.version == 1


async def test_the_same_form_sent_twice_at_once_is_done_once(
    work: Partnership,
) -> None:
    release = await work.send()
    form = a_form(await work.open("hal", release))

    shown = await asyncio.gather(
        *(work.send_form("hal", form, PATROL) for _ in range(4))
    )

    endings = sorted(one.seen.ending for one in shown)
    assert endings == [Ending.ALREADY] * 3 + [Ending.DONE]
    assert len((await work.open("hal", release)).seen.file.opened.steps) == 1


async def test_a_step_sent_again_the_day_after_is_still_known(
    work: Partnership,
) -> None:
    release = await work.send()
    form = a_form(await work.open("hal", release))

    await work.send_form("hal", form, PATROL)
    work.site.clock.advance(timedelta(days=1))
    again = await work.send_form("hal", form, PATROL)

    assert again.seen.ending is Ending.ALREADY


async def test_a_seed_used_for_one_report_does_not_block_another(
    work: Partnership,
) -> None:
    seed, releases = random_bytes(16), [await work.send(), await work.send()]

    shown = [
        await work.send_form(
            "hal", a_form(await work.open("hal", release), seed=seed), ACKNOWLEDGE
        )
        for release in releases
    ]

    assert [one.seen.ending for one in shown] == [Ending.DONE] * 2
