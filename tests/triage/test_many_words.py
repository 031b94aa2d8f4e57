"""Whoever writes very much keeps nobody from working, and nothing from being seen."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import delete

from service.db.schema import DoorbellRow, LetterRow
from service.domain.errors import ChangedMeanwhileError
from service.domain.forms import Ending
from service.domain.originals import MOST_READ, is_cut, list_words
from service.extract.checking import list_message_marks
from service.extract.marks import Mark
from service.triage import usecases
from tests.tips import Desk, Facts, LeftTip, a_form
from tests.visitors import Visitor

CUT = "They wrote more than the machine looks through."
MANY = 5
LONG = "x " * 1999


async def leave_much(desk: Desk) -> LeftTip:
    """Let a reporter add more than recognisers read."""
    left = await desk.leave_tip(facts=Facts(picked_up=True))
    texts = [f"The first. {LONG}"[:4000], *[LONG] * MANY, "My number is 07700 900123"]
    for number, text in enumerate(texts):
        async with desk.casebook.vault.writing() as connection:
            await connection.execute(delete(DoorbellRow))
        await desk.add(left, text, 10 + number)
    return left


async def test_recognisers_read_the_tip_and_the_newest_and_no_more(desk: Desk) -> None:
    left = await leave_much(desk)

    tip = (await desk.casebook.open_tip(desk.officer("ben"), left.id)).tip

    words = list_words(tip)
    assert tip.answers is not None
    assert words[0] == tip.answers.text
    assert words[-1] == "My number is 07700 900123"
    assert sum(map(len, words)) <= MOST_READ
    assert not any(text.startswith("The first.") for text in words)
    assert is_cut(tip)


async def test_what_was_added_last_is_still_kept_out_of_messages(desk: Desk) -> None:
    left, ben = await leave_much(desk), desk.officer("ben")
    tip = (await desk.casebook.open_tip(ben, left.id)).tip

    with pytest.raises(usecases.MarkedError):
        await desk.answering.send_message(ben, a_form(tip), "Is it 07700 900123?")


async def test_officers_are_told_that_something_was_not_looked_at(
    office: Desk, ben: Visitor
) -> None:
    await leave_much(office)
    await ben.visit("/inbox")

    await ben.press("", at="/tips/")
    assert CUT in ben.page
    await ben.press("", at="/reports")
    await ben.press("Write a report")

    assert CUT in ben.page


async def test_officers_are_told_so_only_then(office: Desk, ben: Visitor) -> None:
    await office.leave_tip()
    await ben.visit("/inbox")

    await ben.press("", at="/tips/")

    assert "Send the message" in ben.page
    assert CUT not in ben.page


async def test_what_is_added_while_a_message_is_marked_is_not_passed_over(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = await desk.leave_tip(facts=Facts(picked_up=True))
    ben = desk.officer("ben")
    tip = (await desk.casebook.open_tip(ben, left.id)).tip
    loop = asyncio.get_running_loop()

    def add_meanwhile(words: Sequence[str], text: str) -> tuple[Mark, ...]:
        # It would wait for ever if a lock were held, or the loop were busy.
        adding = desk.add(left, "My number is 07700 900123")
        asyncio.run_coroutine_threadsafe(adding, loop).result(timeout=30)
        return list_message_marks(words, text)

    monkeypatch.setattr(usecases, "list_message_marks", add_meanwhile)

    with pytest.raises(ChangedMeanwhileError):
        await desk.answering.send_message(ben, a_form(tip), "Is it 07700 900123?")
    assert await desk.count(LetterRow) == 2


async def test_a_message_sent_again_after_they_added_is_known_and_not_refused(
    desk: Desk,
) -> None:
    left = await desk.leave_tip(facts=Facts(picked_up=True))
    ben, text = desk.officer("ben"), "We hope your brother is well."
    tip = (await desk.casebook.open_tip(ben, left.id)).tip
    form = a_form(tip)
    first = await desk.answering.send_message(ben, form, text)
    await desk.add(left, "It is my brother who keeps it")

    again = await desk.answering.send_message(ben, form, text)

    assert (first.ending, again.ending) == (Ending.DONE, Ending.ALREADY)
    now = (await desk.casebook.open_tip(ben, left.id)).tip
    with pytest.raises(usecases.MarkedError):
        await desk.answering.send_message(ben, a_form(now), text)
