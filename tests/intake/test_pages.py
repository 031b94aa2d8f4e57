import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from starlette.applications import Starlette

from crypto import ProcessSecret
from service import reporter
from service.db.schema import MailboxRow, TipRow
from service.domain.people import AUDITOR_DESK
from tests.builders import REPORTER_HOST, TRIAGE_DESK, Site
from tests.intake.public import A_MOPED, AWAY, Public
from tests.visitors import (
    FORM_TYPE,
    Visitor,
    at_the_door,
    read_forms,
    read_words,
    shows_words,
)

TOLD = {"text": A_MOPED.text, "where": "Marlow Parade", "group": "fighting"}
GUARD = {"x": "x"}


async def check(kim: Visitor, **answers: str) -> dict[str, str]:
    """Fill in the form and look at the check page; return what Send would send."""
    await kim.visit("/form")
    await kim.press("Continue", **{**TOLD, **answers})
    form, _button = kim.find_button("Send")
    return dict(form.fields)


async def post(kim: Visitor, path: str, fields: dict[str, str]) -> str:
    response = await kim.client.post(path, data=fields)
    kim.status = response.status_code
    return response.text


async def test_the_first_page_says_who_reads_it_when_and_where_the_rest_stands(
    kim: Visitor, site: Site
) -> None:
    await kim.visit("/")

    assert kim.status == 200
    for said in (site.borough.team, site.borough.read_when, "999", "press 55"):
        assert said in unescape(kim.page).replace("Press", "press")
    for path in ("/ready", "/work", "/back", "/info/about", "/info/help"):
        assert f'href="{path}"' in kim.page


async def test_the_form_is_the_same_bytes_for_everybody(kim: Visitor) -> None:
    first, second = await asyncio.gather(*(kim.client.get("/form") for _ in range(2)))

    assert first.content == second.content
    assert "ticket" not in first.text
    assert "Do not try to find out more" in first.text


async def test_every_form_holds_what_keeps_it_out_of_session_files(
    kim: Visitor,
) -> None:
    await check(kim)
    check_page = kim.page
    await kim.visit("/form")

    for page in (check_page, kim.page):
        assert all(form.fields.items() >= GUARD.items() for form in read_forms(page))
        assert 'type="password" name="x" value="x" hidden' in page
        assert page.count('<form method="post"') == len(read_forms(page))


async def test_a_journey_sets_no_cookie_and_puts_nothing_into_an_address(
    kim: Visitor,
) -> None:
    await check(kim)
    await kim.press("Send")

    assert not any("set-cookie" in response.headers for response in kim.seen)
    assert [r.request.url.path for r in kim.seen] == ["/form", "/check", "/send"]
    assert not any(response.request.url.query for response in kim.seen)
    assert "moped" not in "".join(re.findall(r'(?:href|action)="[^"]*"', kim.page))


async def test_what_was_typed_stands_on_the_check_page_and_goes_back_to_be_changed(
    kim: Visitor,
) -> None:
    carried = await check(kim, how_known="told", when="<b>Friday</b>")
    assert "Somebody told me" in kim.page
    assert "&lt;b&gt;Friday&lt;/b&gt;" in kim.page

    form = await post(kim, "/form", carried)

    [kept] = read_forms(form)
    assert kept.fields["text"] == A_MOPED.text
    assert kept.fields["when"] == "<b>Friday</b>"
    assert kept.fields["how_known"] == "told"
    assert "There is a problem" not in form


async def test_who_is_not_sure_about_danger_reads_of_999_before_their_answers(
    kim: Visitor,
) -> None:
    await check(kim, danger="not-sure")

    assert "cannot: go on and send it" in kim.page
    assert kim.page.index("tel:999") < kim.page.index("summary-list")
    assert "tel:18000" in kim.page


async def test_the_words_are_shown_and_how_to_keep_them(
    kim: Visitor, public: Public
) -> None:
    await check(kim)
    await kim.press("Send")

    assert kim.status == 200
    assert len(read_words(kim.page)) == 6
    assert "screenshot" in kim.page
    assert "second report" in kim.page
    assert await public.count(TipRow) == 1


async def test_whoever_wants_no_words_is_told_that_there_are_none(
    kim: Visitor, public: Public
) -> None:
    await check(kim, wants_words="no")
    await kim.press("Send")

    assert read_words(kim.page) == []
    assert "did not want words" in kim.page
    assert await public.count(MailboxRow) == 0


async def test_send_pressed_again_and_again_shows_the_same_words(
    kim: Visitor, public: Public
) -> None:
    sent = await check(kim)
    pages = await asyncio.gather(*(post(kim, "/send", sent) for _ in range(4)))
    public.site.clock.advance(timedelta(minutes=29))
    pages = [*pages, await post(kim, "/send", sent)]

    assert len({tuple(read_words(page)) for page in pages}) == 1
    assert await public.count(TipRow) == 1


async def test_after_half_an_hour_the_words_are_not_shown_again(
    kim: Visitor, public: Public
) -> None:
    sent = await check(kim)
    words = read_words(await post(kim, "/send", sent))
    public.site.clock.advance(timedelta(minutes=31))

    page = await post(kim, "/send", sent)

    assert "We have this. The words were shown once" in page
    assert not shows_words(page, words)
    assert await public.count(TipRow) == 1


async def test_who_took_it_back_and_presses_send_again_is_told_so(
    kim: Visitor, public: Public
) -> None:
    sent = await check(kim)
    words = read_words(await post(kim, "/send", sent))
    await public.mailbox.delete(" ".join(words))

    page = await post(kim, "/send", sent)

    assert "You took this back" in page
    assert not shows_words(page, words)


async def test_a_check_page_left_open_for_hours_still_sends(
    kim: Visitor, public: Public
) -> None:
    sent = await check(kim)
    public.site.clock.advance(timedelta(hours=23))

    assert len(read_words(await post(kim, "/send", sent))) == 6


@pytest.mark.parametrize("spoiled", ["old", "changed", "gone", "ours no more"])
async def test_a_ticket_that_is_no_use_brings_a_fresh_check_page(
    kim: Visitor, public: Public, spoiled: str
) -> None:
    sent = await check(kim)
    if spoiled == "old":
        public.site.clock.advance(timedelta(hours=25))
    if spoiled == "changed":
        sent["ticket"] = sent["ticket"][:-1]
    if spoiled == "gone":
        del sent["ticket"]
    if spoiled == "ours no more":
        site = replace(public.site, reporter_secret=ProcessSecret.generate())
        async with at_the_door(_app(site), REPORTER_HOST) as other:
            sent["ticket"] = (await check(other))["ticket"]

    kim.page = await post(kim, "/send", sent)

    assert kim.status == 403
    assert "Nothing was sent just now" in kim.page
    assert await public.count(TipRow) == 0
    await kim.press("Send")
    assert len(read_words(kim.page)) == 6
    [tip] = await public.open_tips()
    assert tip.body.answers.text == A_MOPED.text


async def test_answers_changed_under_the_same_ticket_are_another_tip(
    kim: Visitor, public: Public
) -> None:
    sent = await check(kim)
    first = read_words(await post(kim, "/send", sent))
    second = read_words(await post(kim, "/send", {**sent, "when": "Now"}))

    assert first != second
    assert await public.count(TipRow) == 2


async def test_with_the_database_away_all_is_kept_and_send_works_later(
    kim: Visitor, public: Public
) -> None:
    sent = await check(kim)
    settings = replace(public.site.reporter_settings, database=AWAY)
    away_app = reporter.app(settings, public.site.clock)
    async with at_the_door(away_app, REPORTER_HOST) as waiting:
        waiting.page = await post(waiting, "/send", sent)
        form, _button = waiting.find_button("Send")

    assert waiting.status == 503
    assert "Press Send again: it can never arrive twice" in waiting.page
    assert "0800 555 111" in waiting.page
    assert form.fields == sent
    assert len(read_words(await post(kim, "/send", form.fields))) == 6
    assert await public.count(TipRow) == 1


async def test_when_reports_cannot_be_taken_the_first_page_says_where_else_to_turn(
    site: Site,
) -> None:
    unpinned = replace(site.reporter_settings, pins={})
    wrong = {**site.pins, TRIAGE_DESK: site.pins[AUDITOR_DESK]}
    untrusted = replace(site.reporter_settings, pins=wrong)
    away = replace(site.reporter_settings, database=AWAY)

    for settings, said in (
        (unpinned, "Reports cannot be taken here yet."),
        (untrusted, "key is not the one it was set up with."),
        (away, "Reports cannot be taken here yet."),
    ):
        async with at_the_door(reporter.app(settings), REPORTER_HOST) as kim:
            await kim.visit("/")
        assert said in unescape(kim.page)
        assert 'href="/form"' not in kim.page
        assert all(number in kim.page for number in ("999", "101", "0800 555 111"))


async def test_a_send_that_nobody_could_open_keeps_all_that_was_typed(
    kim: Visitor, public: Public
) -> None:
    sent = await check(kim)
    unpinned = replace(public.site.reporter_settings, pins={})
    app = reporter.app(unpinned, public.site.clock)
    async with at_the_door(app, REPORTER_HOST) as waiting:
        waiting.page = await post(waiting, "/send", sent)

    assert waiting.status == 503
    assert waiting.find_button("Send")[0].fields == sent
    assert await public.count(TipRow) == 0


async def test_a_page_that_takes_a_form_cannot_be_opened_by_its_address(
    kim: Visitor,
) -> None:
    for path in ("/check", "/send"):
        response = await kim.client.get(path)

        assert response.status_code == 405
        assert "<h1" in response.text


async def test_more_than_a_form_can_hold_is_refused_in_plain_words(
    kim: Visitor,
) -> None:
    many = "&".join(f"f{number}=x" for number in range(10_000))
    huge = b"text=" + b"x" * 2_000_000

    for body, status in ((many.encode(), 400), (huge, 413)):
        response = await kim.client.post("/check", content=body, headers=FORM_TYPE)
        assert response.status_code == status
        assert "Nothing was kept" in response.text


def _app(site: Site) -> Starlette:
    return reporter.app(site.reporter_settings, site.clock)
