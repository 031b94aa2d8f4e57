"""The form with its script: one question at a time, on the same page."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from service.domain.answers import TESTING
from tests.browser.answering import (
    HEADINGS,
    PLACE,
    TOLD,
    come_to,
    finish,
    go_on,
    see,
)
from tests.browser.conftest import House
from tests.browser.pictures import list_barriers


@pytest.fixture
def page(form_page: Page) -> Page:
    """The form before somebody whose browser runs scripts."""
    return form_page


async def test_the_questions_come_one_by_one_and_can_all_be_answered(
    page: Page,
) -> None:
    seen = []
    for number, heading in enumerate(HEADINGS, 1):
        await come_to(page, heading)
        seen.append(await see(page))
        place = await page.locator("#place").inner_text()
        assert place.startswith(f"Question {number} of ")
        assert await list_barriers(page) == []
    assert seen == HEADINGS
    assert await page.title() == "Quiet Word"


async def test_each_question_takes_its_reader_along(page: Page) -> None:
    await go_on(page)

    focused = "document.activeElement"
    assert await page.evaluate(f"{focused}.innerText") == "What is it about? (optional)"
    described = f"document.getElementById({focused}.getAttribute('aria-describedby'))"
    assert str(await page.evaluate(f"{described}.innerText")).startswith("Question 2")
    assert await page.locator("h1").count() == 1


async def test_nothing_leaves_the_page_or_is_stored_before_the_check_page(
    page: Page,
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.locator("#danger").check()
    await come_to(page, "Where is it?")
    await page.get_by_label("Where is it?").fill(PLACE)
    await go_on(page, 2)

    assert asked == []
    assert await page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    state: dict[str, Any] = await page.evaluate("history.state")
    assert set(state) == {"step", "deep"}
    assert all(isinstance(number, int) for number in state.values())
    assert page.url.endswith("/form")


async def test_back_and_forward_walk_through_the_questions_at_one_address(
    page: Page,
) -> None:
    await come_to(page, "Where is it?")
    await page.get_by_label("Where is it?").fill(PLACE)
    addresses = {page.url}
    walked = []
    for _ in range(4):
        await page.go_back()
        walked.append(await see(page))
        addresses.add(page.url)
    for _ in range(4):
        await page.go_forward()
    kept = await page.get_by_label("Where is it?").input_value()

    assert walked == [*reversed(HEADINGS[:4])]
    assert len(addresses) == 1
    assert await see(page) == "Where is it?"
    assert kept == PLACE
    for _ in range(5):
        await page.go_back()
    assert page.url.rstrip("/").count("/") == 2


async def test_the_pages_own_way_back_leads_to_the_question_before(page: Page) -> None:
    back = page.locator(".govuk-back-link")
    assert await back.inner_text() == "Back to the first page"
    await go_on(page, 2)
    assert await back.inner_text() == "Back"
    await back.click()
    assert await see(page) == HEADINGS[1]
    await back.click()
    assert await see(page) == HEADINGS[0]
    assert await back.inner_text() == "Back to the first page"
    await back.click()
    await expect(page.get_by_role("button", name="Tell us")).to_be_visible()


async def test_after_a_reload_it_begins_again_and_says_so_by_its_first_question(
    page: Page,
) -> None:
    await come_to(page, "Where is it?")
    await page.reload()

    assert await see(page) == HEADINGS[0]
    assert await page.locator("#text").input_value() == ""
    await page.go_back()
    assert await see(page) in HEADINGS[:4], "not past what has to be answered"


async def test_who_comes_back_from_the_check_page_finds_the_question_they_left(
    page: Page,
) -> None:
    await come_to(page, HEADINGS[-1])
    await finish(page)
    await page.go_back()
    await page.locator("#place").wait_for()

    left = await page.locator("#text").input_value()
    assert await see(page) == (HEADINGS[-1] if left else HEADINGS[0]) or not left
    assert left in {TOLD, ""}


async def test_enter_in_a_line_goes_to_the_next_question(page: Page) -> None:
    await come_to(page, "Where is it?")
    await page.get_by_label("Where is it?").fill(PLACE)
    await page.keyboard.press("Enter")

    assert await see(page) == "When was it, or when will it be?"
    assert page.url.endswith("/form")


async def test_what_has_to_be_answered_is_asked_for_at_once(page: Page) -> None:
    await go_on(page, 3)
    await go_on(page)

    assert await see(page) == "Tell us what you know"
    await expect(page.locator("#text-needed")).to_be_visible()
    assert await page.evaluate("document.activeElement.id") == "text"
    assert await list_barriers(page) == []


async def test_the_closer_question_offers_what_fits_the_group_and_what_is_about_us(
    page: Page, house: House
) -> None:
    await go_on(page)
    await page.get_by_label("Drugs").check()
    await go_on(page)

    offered = await page.locator("#topic option").all_inner_texts()
    topics = house.site.borough.topics
    expected = [t.label for t in topics if t.group == "drugs" or t.independent]
    assert sorted(offered[1:]) == sorted(expected)
    await page.get_by_label("What fits best?").select_option("DR2")
    await page.go_back()
    await page.get_by_label("Knives and weapons").check()
    await go_on(page)
    assert await page.locator("#topic").input_value() == ""


async def test_who_is_just_trying_it_out_is_not_asked_what_fits_best(
    page: Page,
) -> None:
    await go_on(page)
    await page.locator(f"input[value={TESTING}]").check()
    await go_on(page)

    assert await see(page) == "Tell us what you know"
    assert (await page.locator("#place").inner_text()).startswith("Question 3 of ")


async def test_the_form_has_no_number_of_a_question_without_its_script(
    phone: Page, house: House
) -> None:
    await phone.goto(f"{house.reporter.url}/form")

    assert await phone.locator("#place").count() == 0
    assert await phone.locator("[data-question]").count() >= len(HEADINGS)
