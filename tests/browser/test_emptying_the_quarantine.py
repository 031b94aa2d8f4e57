"""A supervisor looks at what came in a flood, and lets a real one in."""

from playwright.async_api import Browser, BrowserContext, Page

from tests.browser.conftest import House
from tests.browser.pictures import DESKTOP, look
from tests.builders import TRIAGE_DESK

TOLD = "Somebody sells pills behind the chip shop on Marlow Lane."


async def tell_as_a_program(page: Page, house: House) -> None:
    """Send the form as a program would, which fills in every field."""
    await page.goto(f"{house.reporter.url}/form")
    await page.evaluate(
        "told => { const form = document.querySelector('main form');"
        " form.querySelector('[name=text]').value = told; form.submit() }",
        TOLD,
    )
    await page.locator("#send").wait_for()
    await page.evaluate(
        "() => { const form = document.querySelector('#answers');"
        " form.querySelector('[name=more]').value = 'yes'; form.submit() }"
    )
    await page.locator(".qw-words").wait_for()


async def test_nothing_bars_who_lets_a_tip_out_of_the_quarantine(
    chromium: Browser, house: House, officers: dict[str, BrowserContext]
) -> None:
    async with await chromium.new_context(viewport=DESKTOP) as context:
        await tell_as_a_program(await context.new_page(), house)
    page = await officers["amira"].new_page()
    await page.goto(f"{house.desk.url}/quarantine/{TRIAGE_DESK}")

    found = await look(page, "Quarantine")
    await page.get_by_role("button", name="Show ten at random").click()
    await page.get_by_text(TOLD).first.wait_for()
    found += await look(page, "Quarantine", "desk-quarantine")
    await page.get_by_role("button", name="Let it into the inbox").first.click()
    await page.get_by_text("in the inbox now").first.wait_for()
    found += await look(page, "Quarantine")

    assert found == []
    await page.close()
