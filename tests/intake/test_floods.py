"""Floods: nobody is refused for who they are, told a lie, or asked to solve a thing."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from crypto import Receipt
from service import reporter
from service.db.engine import Vault
from service.db.schema import DoorbellRow, LetterRow, MailboxRow, TipRow
from service.domain.budgets import FloodGate
from service.domain.errors import BusyError, UnavailableError
from service.domain.guide import Floods
from service.domain.sending import Sending
from service.intake import usecases
from tests.builders import REPORTER_HOST, Site
from tests.intake.public import A_MOPED, AWAY, NO_WORDS, SEED, Public
from tests.visitors import FORM_TYPE, Visitor, at_the_door
from tests.web.test_proofs import solve

TINY = Floods(
    inbox_a_minute=1,
    quarantine_a_minute=2,
    burst=1,
    quickest_seconds=2,
    upload_megabytes_a_minute=1,
)
TOLD = "Somebody sells pills behind the chip shop."
NOT_SENT = "It was not sent."
WORDS = "Your six words"


@asynccontextmanager
async def at_a_small_door(site: Site, floods: Floods = TINY) -> AsyncIterator[Visitor]:
    borough = replace(site.borough, guide=replace(site.borough.guide, floods=floods))
    settings = replace(site.reporter_settings, borough=borough)
    async with at_the_door(reporter.app(settings, site.clock), REPORTER_HOST) as one:
        yield one


@pytest.fixture
async def kim(site: Site) -> AsyncIterator[Visitor]:
    """Somebody at a door that takes two into the inbox and two into the quarantine."""
    async with at_a_small_door(site) as visitor:
        yield visitor


async def fill_in(kim: Visitor, text: str = TOLD) -> None:
    await kim.visit("/form")
    await kim.press("Continue", text=text)


async def send(kim: Visitor, site: Site, text: str = TOLD, **typed: str) -> None:
    """Fill in the form, read the check page for a while, and press Send."""
    await fill_in(kim, text)
    site.clock.advance(timedelta(seconds=3))
    await kim.press("Send", **typed)


async def list_places(public: Public) -> list[bool]:
    """Which tips there are: False in the inbox, True in the quarantine."""
    query = select(TipRow.quarantined).order_by(TipRow.quarantined)
    async with public.behind.reading() as connection:
        return list(await connection.scalars(query))


def solve_page(page: str) -> str:
    """Do what the check page's script does."""
    posed = re.search(r'data-challenge="([^"]+)"', page)
    assert posed is not None
    return solve(unescape(posed[1]))


async def test_a_send_that_a_person_could_make_is_in_the_inbox(
    site: Site, kim: Visitor, public: Public
) -> None:
    await send(kim, site)

    assert WORDS in kim.page
    assert await list_places(public) == [False]


async def test_too_quick_it_waits_in_the_quarantine_and_nobody_is_told(
    site: Site, kim: Visitor, public: Public
) -> None:
    await fill_in(kim)
    site.clock.advance(timedelta(seconds=1))
    await kim.press("Send")

    assert WORDS in kim.page
    assert "quarantine" not in kim.page
    assert await list_places(public) == [True]


async def test_who_fills_in_what_nobody_sees_waits_in_the_quarantine(
    site: Site, kim: Visitor, public: Public
) -> None:
    await send(kim, site, more="https://casino.example")

    assert WORDS in kim.page
    assert await list_places(public) == [True]


async def test_the_field_that_nobody_sees_says_so_and_can_be_passed_over(
    kim: Visitor,
) -> None:
    await fill_in(kim)

    assert '<label for="more">Leave this empty</label>' in kim.page
    field = re.search(r"<input[^>]+name=\"more\"[^>]*>", kim.page)
    assert field is not None
    assert 'tabindex="-1"' in field[0]
    assert 'autocomplete="off"' in field[0]
    assert 'class="qw-aside" aria-hidden="true"' in kim.page


async def test_above_the_budget_they_wait_and_above_that_they_are_told(
    site: Site, kim: Visitor, public: Public
) -> None:
    pages = []
    for number in range(5):
        await fill_in(kim, f"{TOLD} {number}")
        pages.append(Visitor(kim.client, kim.page))
    site.clock.advance(timedelta(seconds=3))
    for page in pages:
        await page.press("Send")

    told = [page.status for page in pages]
    assert told == [200, 200, 200, 200, 503]
    assert NOT_SENT in pages[4].page
    assert f"{TOLD} 4" in pages[4].page
    assert "Nothing was sent just now. Your answers are all here." in pages[4].page
    assert await list_places(public) == [False, False, True, True]


async def test_who_was_told_that_it_was_not_sent_sends_it_a_minute_later(
    site: Site, kim: Visitor, public: Public
) -> None:
    for number in range(5):
        await send(kim, site, f"{TOLD} {number}")
    refused = kim.status
    site.clock.advance(timedelta(minutes=1))
    await kim.press("Send")

    assert refused == 503
    assert WORDS in kim.page
    assert len(await list_places(public)) == 5


async def test_a_proof_reaches_the_inbox_when_others_do_not(
    site: Site, kim: Visitor, public: Public
) -> None:
    for number in range(2):
        await send(kim, site, f"{TOLD} {number}")
    await fill_in(kim, "With a proof.")
    proof = solve_page(kim.page)
    site.clock.advance(timedelta(seconds=3))
    await kim.press("Send", proof=proof)
    await send(kim, site, "With somebody else's proof.", proof=proof)
    await send(kim, site, "With none.")

    assert await list_places(public) == [False, False, False, True, True]


async def test_a_proof_does_not_make_other_answers_proven(
    site: Site, kim: Visitor, public: Public
) -> None:
    for number in range(2):
        await send(kim, site, f"{TOLD} {number}")
    await fill_in(kim)
    proof = solve_page(kim.page)
    site.clock.advance(timedelta(seconds=3))
    await kim.press("Send", proof=proof, text="Something else under the same ticket.")

    assert await list_places(public) == [False, False, True]


@pytest.mark.parametrize(
    "proof", ["x", "e30=", "%00", "bnVsbA==", "\u202e", "9" * 4000]
)
async def test_a_broken_proof_is_no_proof_and_no_refusal(
    site: Site, kim: Visitor, public: Public, proof: str
) -> None:
    await send(kim, site, proof=proof)

    assert WORDS in kim.page
    assert await list_places(public) == [False]


async def test_the_same_send_in_a_flood_is_one_tip_and_shows_its_words_again(
    site: Site, kim: Visitor, public: Public
) -> None:
    await fill_in(kim)
    first = Visitor(kim.client, kim.page)
    site.clock.advance(timedelta(seconds=3))
    await first.press("Send")
    pressed = first.seen[-1].request
    for number in range(5):
        await send(kim, site, f"{TOLD} {number}")
    full = kim.status
    again = await kim.client.post("/send", content=pressed.content, headers=FORM_TYPE)

    assert full == 503
    assert find_words(again.text) == find_words(first.page)
    assert len(await list_places(public)) == 4


async def test_a_repeat_costs_nothing(public: Public) -> None:
    intake = replace(public.intake, gate=FloodGate.of(TINY, public.site.clock))
    for _ in range(9):
        await intake.send_tip(Sending(A_MOPED, SEED))

    await intake.send_tip(Sending(NO_WORDS, SEED))

    assert await list_places(public) == [False, False]


async def test_what_could_not_be_stored_costs_nothing(public: Public) -> None:
    gate = FloodGate.of(TINY, public.site.clock)
    away = replace(public.intake, gate=gate, vault=Vault(AWAY))
    for _ in range(9):
        with pytest.raises(UnavailableError):
            await away.send_tip(Sending(A_MOPED, SEED))

    assert gate.inbox.take(2)


async def test_told_not_sent_nothing_of_it_is_stored(public: Public) -> None:
    gate = FloodGate.of(TINY, public.site.clock)
    intake = replace(public.intake, gate=gate)
    gate.inbox.take(2)
    gate.quarantine.take(2)

    with pytest.raises(BusyError):
        await intake.send_tip(Sending(A_MOPED, SEED))

    for table in (TipRow, LetterRow, MailboxRow, DoorbellRow):
        assert await public.count(table) == 0


async def test_too_many_wait_for_their_words_so_one_more_is_told(
    public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(usecases, "MOST_WAITING", 3)
    sendings = [Sending(A_MOPED, bytes([n]) * 16) for n in range(12)]
    came = await asyncio.gather(
        *[await begin(public, one) for one in sendings], return_exceptions=True
    )

    busy = [one for one in came if isinstance(one, BusyError)]
    sent = [one for one in came if not isinstance(one, BaseException)]
    assert len(busy) >= 1
    assert len(busy) + len(sent) == 12
    assert await public.count(TipRow) == len(sent)


async def test_too_many_wait_and_this_one_is_stored_so_nobody_says_it_was_not_sent(
    public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    await public.tell()
    monkeypatch.setattr(usecases, "MOST_WAITING", 0)

    with pytest.raises(UnavailableError):
        await public.tell()
    without = await public.intake.send_tip(Sending(NO_WORDS, SEED))

    assert without is None
    assert await public.count(TipRow) == 2


async def begin(public: Public, sending: Sending) -> asyncio.Task[Receipt | None]:
    """Let somebody send, and stand in the line before the next one comes."""
    task = asyncio.create_task(public.intake.send_tip(sending))
    for _ in range(5):
        await asyncio.sleep(0)
    return task


def find_words(page: str) -> list[str]:
    block = page.split('<ol class="qw-words')[1].split("</ol>", maxsplit=1)[0]
    return re.findall(r"<li[^>]*>([a-z]+)</li>", block)
