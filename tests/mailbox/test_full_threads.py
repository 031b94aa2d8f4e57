"""Nobody can fill a desk's page without end, and who is stopped loses nothing."""

import pytest
from sqlalchemy import delete

from crypto import Receipt
from service.db.schema import DoorbellRow, LetterRow
from service.domain.sending import Sending
from service.mailbox.usecases import MOST_ADDITIONS, ThreadFullError
from tests.intake.public import A_MOPED, Public
from tests.mailbox.coming_back import RED, come_back
from tests.visitors import Visitor


async def fill(public: Public) -> tuple[Receipt, str]:
    """Add as often as one can; return the words and the token of the last page."""
    receipt = await public.tell()
    thread = await public.mailbox.open_mailbox(receipt.words)
    token = thread.token
    for number in range(MOST_ADDITIONS):
        token = thread.token
        thread = await public.mailbox.add(token, f"This is number {number}.")
    assert len(thread.talk) == MOST_ADDITIONS
    return receipt, token


async def test_one_addition_too_many_is_not_kept_and_rings_nobody(
    public: Public,
) -> None:
    receipt, _token = await fill(public)
    async with public.behind.writing() as connection:
        await connection.execute(delete(DoorbellRow))
    thread = await public.mailbox.open_mailbox(receipt.words)

    with pytest.raises(ThreadFullError):
        await public.mailbox.add(thread.token, RED)

    assert await public.count(LetterRow) == 1 + MOST_ADDITIONS
    assert await public.count(DoorbellRow) == 0


async def test_the_last_that_fitted_can_be_sent_again(public: Public) -> None:
    _receipt, token = await fill(public)

    again = await public.mailbox.add(token, f"This is number {MOST_ADDITIONS - 1}.")

    assert len(again.talk) == MOST_ADDITIONS


async def test_a_full_thread_takes_no_room_from_anybody_elses(public: Public) -> None:
    await fill(public)
    other = await public.intake.send_tip(Sending(A_MOPED, bytes(16)))
    assert other is not None
    thread = await public.mailbox.open_mailbox(other.words)

    added = await public.mailbox.add(thread.token, RED)

    assert [said.remark.text for said in added.talk] == [RED]


async def test_who_wrote_too_often_is_told_of_999_and_keeps_what_they_typed(
    kim: Visitor, public: Public
) -> None:
    receipt, _token = await fill(public)
    await come_back(kim, receipt)

    await kim.press("Send", text=RED)

    assert kim.status == 400
    assert "<title>Error:" in kim.page
    assert kim.page.count("You have written as often as this page can take") == 2
    assert kim.page.count('href="tel:999"') >= 2
    assert kim.find_button("Send")[0].fields["text"] == RED
    assert "This is number 49." in kim.page
