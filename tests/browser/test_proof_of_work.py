"""A browser works for a Send by itself, and the page asks nobody for anything."""

import asyncio

import pytest
from playwright.async_api import Browser, Page, ViewportSize

from tests.browser.conftest import PATIENCE, House
from tests.browser.pictures import DESKTOP, PHONE


async def go_to_check(page: Page, house: House) -> None:
    """Send the form as it stands without its script's own steps."""
    await page.goto(f"{house.reporter.url}/form")
    await page.evaluate(
        "() => { const form = document.querySelector('main form');"
        " form.querySelector('[name=text]').value = 'Somebody sells pills here.';"
        " form.submit() }"
    )
    await page.locator("#send").wait_for()


async def wait_for_proof(page: Page) -> str:
    proof = page.locator("input[name=proof]")
    for _ in range(PATIENCE // 100):
        if found := await proof.input_value():
            return found
        await asyncio.sleep(0.1)
    return ""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_the_proof_is_there_after_a_while_and_the_send_is_taken(
    chromium: Browser, house: House, size: ViewportSize
) -> None:
    async with await chromium.new_context(viewport=size) as context:
        page = await context.new_page()
        await go_to_check(page, house)
        proof = await wait_for_proof(page)
        width = await page.evaluate("document.documentElement.scrollWidth")
        await page.get_by_role("button", name="Send", exact=True).last.click()
        await page.get_by_text("Your six words").wait_for()

    assert len(proof) > 500
    assert width <= size["width"]


async def test_the_field_that_nobody_sees_is_met_by_nobody_with_a_keyboard(
    chromium: Browser, house: House
) -> None:
    async with await chromium.new_context(viewport=PHONE) as context:
        page = await context.new_page()
        await go_to_check(page, house)
        box = await page.locator(".qw-aside").bounding_box()
        met = set()
        for _ in range(80):
            await page.keyboard.press("Tab")
            met.add(await page.evaluate("document.activeElement.id"))

    assert "more" not in met
    assert box is not None
    assert (box["width"], box["height"]) == (1, 1)
