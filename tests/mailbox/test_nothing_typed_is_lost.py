"""Nothing that a reporter types is lost: not by a mistake, a wait or a fault."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crypto import ProcessSecret
from service import reporter
from service.db.schema import LetterRow
from tests.builders import REPORTER_HOST
from tests.intake.public import AWAY, Public
from tests.mailbox.coming_back import RED, come_back, post
from tests.visitors import FORM_TYPE, Visitor, at_the_door


@pytest.mark.parametrize(
    "mistake",
    [
        (b"%20", "Type what you want to add", ""),
        (b"a" * 4001, "must be 4,000 characters or fewer", "a" * 4001),
        (b"so%00me", "could not be read", "some"),
        (b"so%ffme", "could not be read", "so\ufffdme"),
    ],
)
async def test_a_mistake_in_an_addition_is_pointed_out_and_the_text_is_kept(
    kim: Visitor, public: Public, mistake: tuple[bytes, str, str]
) -> None:
    raw, said, kept = mistake
    await come_back(kim, await public.tell())
    page = kim.find_button("Send")[0].fields["page"].encode()
    body = b"page=" + page + b"&text=" + raw

    response = await kim.client.post("/back/add", content=body, headers=FORM_TYPE)

    kim.page = response.text
    assert response.status_code == 400
    assert "<title>Error:" in kim.page
    assert kim.page.count(said) == 2
    assert kim.find_button("Send")[0].fields["text"] == kept
    assert await public.count(LetterRow) == 1


async def test_after_fifteen_minutes_the_words_are_asked_again_and_the_text_is_kept(
    kim: Visitor, public: Public
) -> None:
    receipt = await public.tell()
    await come_back(kim, receipt)
    public.site.clock.advance(timedelta(minutes=16))

    await kim.press("Send", text=RED)
    assert kim.status == 403
    assert "open for too long" in kim.page
    await kim.press("Continue", words="wrong")
    await kim.press("Continue", words=receipt.words)

    assert "Not sent yet" in kim.page
    assert kim.find_button("Send")[0].fields["text"] == RED
    await kim.press("Send")
    assert kim.page.count(f">{RED}<") == 1


async def test_what_did_arrive_before_the_page_ran_out_is_not_added_again(
    kim: Visitor, public: Public
) -> None:
    receipt = await public.tell()
    await come_back(kim, receipt)
    sent = {**kim.find_button("Send")[0].fields, "text": RED}
    await post(kim, "/back/add", sent)
    public.site.clock.advance(timedelta(minutes=16))

    await post(kim, "/back/add", sent)
    await kim.press("Continue", words=receipt.words)
    await kim.press("Send")

    assert await public.count(LetterRow) == 2


async def test_a_page_of_before_a_restart_loses_nothing_that_was_typed(
    kim: Visitor, public: Public
) -> None:
    await come_back(kim, await public.tell())
    sent = {**kim.find_button("Send")[0].fields, "text": RED}
    settings = replace(public.site.reporter_settings, secret=ProcessSecret.generate())

    app = reporter.app(settings, public.site.clock)
    async with at_the_door(app, REPORTER_HOST) as other:
        await post(other, "/back/add", sent)

    assert other.status == 403
    assert other.find_button("Continue")[0].fields["text"] == RED
    assert await public.count(LetterRow) == 1


async def test_with_the_database_away_an_addition_is_kept_and_can_be_sent_later(
    kim: Visitor, public: Public
) -> None:
    receipt = await public.tell()
    await come_back(kim, receipt)
    sent = {**kim.find_button("Send")[0].fields, "text": RED}
    app = reporter.app(
        replace(public.site.reporter_settings, database=AWAY), public.site.clock
    )
    async with at_the_door(app, REPORTER_HOST) as waiting:
        await post(waiting, "/back/add", sent)
        assert waiting.status == 503
        assert "it can never arrive twice" in waiting.page
        assert waiting.find_button("Send")[0].fields == sent
        await post(waiting, "/back", {"words": receipt.words})
        assert waiting.status == 503
        assert waiting.find_button("Continue")[0].fields["words"] == receipt.words

    await post(kim, "/back/add", sent)
    assert kim.page.count(f">{RED}<") == 1
