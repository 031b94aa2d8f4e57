"""Answering the form: all on one page, or one question at a time where scripts run."""

import re

from playwright.async_api import Locator, Page, expect

MOST_QUESTIONS = 15
TOLD = "Two boys hide something under the bench by the pond."
PLACE = "Marlow Gardens"
SHOWN = "[data-question]:not([hidden])"
HEADINGS = [
    "Is anyone in danger right now?",
    "What is it about?",
    "What fits best?",
    "Tell us what you know",
    "Where is it?",
    "When was it, or when will it be?",
    "How do you know?",
    "Could somebody work out that it was you who told us?",
    "Do you want six words to come back with?",
]


async def reach(page: Page, asked: Locator) -> Locator:
    """Go on until a question is there, answering nothing on the way."""
    for _ in range(MOST_QUESTIONS):
        if await asked.is_visible():
            break
        await page.get_by_role("button", name="Continue").click()
    return asked


async def is_last(page: Page) -> bool:
    """Tell whether Continue leaves the form from here."""
    place = page.locator("#place")
    if not await place.count():
        return True
    number, of = re.findall(r"\d+", await place.inner_text())
    return bool(number == of)


async def finish(page: Page) -> None:
    """Go on to the end, and to the page that comes after the form."""
    while not await is_last(page):
        await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("button", name="Continue").click()
    await page.wait_for_url("**/check")


async def look_on(page: Page) -> None:
    """Go on from what is shown before the check page."""
    while await page.get_by_role("button", name="Change my answers").count():
        await page.locator("main button").first.click()
        await page.wait_for_load_state()


async def answer(page: Page, text: str, topic: str = "") -> None:
    """Tell a text and perhaps a topic, up to the check page."""
    if topic:
        closer = await reach(page, page.locator("#topic"))
        await closer.select_option(topic)
    asked = await reach(page, page.locator("#text"))
    await asked.fill(text)
    await finish(page)
    await look_on(page)


async def see(page: Page) -> str:
    """The one question that is shown, without what stands in brackets."""
    await expect(page.locator(SHOWN)).to_have_count(1)
    heading = await page.locator(f"{SHOWN} h2").inner_text()
    return heading.partition(" (")[0]


async def go_on(page: Page, times: int = 1) -> None:
    for _ in range(times):
        await page.get_by_role("button", name="Continue").click()


async def come_to(page: Page, heading: str) -> None:
    """Go on until a question, answering only what has to be answered."""
    while (shown := await see(page)) != heading:
        if shown == "Tell us what you know":
            await page.get_by_label("Tell us what you know").fill(TOLD)
        await go_on(page)
