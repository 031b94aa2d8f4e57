"""Mistakes, changes and a script that fails, where questions come one at a time."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.answering import (
    HEADINGS,
    PLACE,
    SHOWN,
    TOLD,
    come_to,
    finish,
    go_on,
    is_last,
    see,
)
from tests.browser.pictures import list_barriers, take_picture


@pytest.fixture
def page(form_page: Page) -> Page:
    """The form before somebody whose browser runs scripts."""
    return form_page


async def make_two_mistakes(page: Page) -> None:
    await come_to(page, "Where is it?")
    await page.get_by_label("Where is it?").fill("a" * 201)
    await go_on(page)
    await page.get_by_label("When was it").fill("b" * 201)
    await come_to(page, HEADINGS[-1])
    await finish(page)
    await page.locator("#place").wait_for()


async def test_an_error_from_the_server_opens_at_the_first_wrong_question(
    page: Page,
) -> None:
    await make_two_mistakes(page)

    assert await see(page) == "Where is it?"
    assert (await page.title()).startswith("Error:")
    assert await list_barriers(page) == []
    await take_picture(page, "reporter-question-mistake")


async def test_what_is_wrong_is_mended_one_by_one_and_leads_straight_back(
    page: Page,
) -> None:
    await make_two_mistakes(page)
    await page.get_by_role("link", name="When must be 200").click()
    assert await see(page) == "When was it, or when will it be?"
    await page.go_back()
    await page.get_by_label("Where is it?").fill(PLACE)
    await go_on(page)
    await page.get_by_label("When was it").fill("Friday")
    await go_on(page)
    await expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    assert await page.get_by_text(TOLD).first.is_visible()


async def test_a_change_opens_at_its_question_and_leads_straight_back(
    page: Page,
) -> None:
    await come_to(page, HEADINGS[-1])
    await finish(page)
    await page.get_by_role("button", name=re.compile("Change.*Where$")).click()
    await page.locator("#place").wait_for()

    assert await see(page) == "Where is it?"
    await page.get_by_label("Where is it?").fill(PLACE)
    await go_on(page)
    await expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    assert await page.get_by_text(PLACE).first.is_visible()
    assert await page.get_by_text(TOLD).first.is_visible()


async def test_if_the_script_fails_the_whole_form_is_there(page: Page) -> None:
    await go_on(page)
    await page.evaluate("document.querySelector('#place').remove()")
    await page.evaluate("void (history.pushState = () => { throw new Error() })")
    await page.get_by_role("button", name="Continue").click()

    count = await page.locator("[data-question]").count()
    await expect(page.locator(SHOWN)).to_have_count(count)
    assert await page.locator("#topic option").count() == 40
    await page.get_by_label("Tell us what you know").fill(TOLD)
    await go_on(page)
    await expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()


async def test_the_whole_journey_can_be_made_by_keyboard_alone(page: Page) -> None:
    await page.keyboard.press("Tab")
    for _ in range(90):
        focus = str(await page.evaluate("document.activeElement.id"))
        name = str(await page.evaluate("document.activeElement.innerText"))
        if focus == "text":
            await page.keyboard.type(TOLD)
        if name == "Continue" and await is_last(page):
            break
        key = "Enter" if focus == "where" or name == "Continue" else "Tab"
        await page.keyboard.press(key)
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    assert await page.get_by_text(TOLD).first.is_visible()


@pytest.mark.parametrize("topic", ["SU1", "SX1", "ST1", "AB1"])
async def test_a_page_of_advice_bars_nobody_and_leads_back_to_its_question(
    page: Page, topic: str
) -> None:
    await go_on(page, 2)
    await page.get_by_label("What fits best?").select_option(topic)
    await come_to(page, HEADINGS[-1])
    await finish(page)

    assert await list_barriers(page) == []
    await take_picture(page, f"reporter-advice-{topic.lower()}")
    await page.get_by_role("button", name="Change my answers").click()
    assert await see(page) == "What fits best?"
    assert await page.locator("#topic").input_value() == topic
