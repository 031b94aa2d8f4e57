"""Somebody at a school and a councillor tell; a custodian opens a name."""

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from tests.browser.conftest import PATIENCE, House
from tests.browser.pictures import (
    DESKTOP,
    PHONE,
    list_barriers,
    measure_overflow,
    take_picture,
)

MOST_TABS = 120
CONTACT = "020 7946 0123"


async def tab_to(page: Page, field: str) -> None:
    """Press Tab until a field has the focus, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.id") == field:
            return
    pytest.fail(f"Tab never comes to {field}")


async def press_by_keyboard(page: Page, button: str) -> None:
    """Press Tab until a button has the focus, then Enter."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        focused = "document.activeElement.tagName + document.activeElement.innerText"
        if await page.evaluate(focused) == f"BUTTON{button}":
            await page.keyboard.press("Enter")
            return
    pytest.fail(f"Tab never comes to {button}")


async def fill_concern(page: Page) -> None:
    """Pass on what a pupil told, by keyboard alone."""
    await tab_to(page, "role")
    await page.keyboard.press("Space")
    await tab_to(page, "text")
    await page.keyboard.type("A pupil brings a lock knife to the bus stop.")
    await tab_to(page, "behalf")
    await page.keyboard.press("Space")
    await page.keyboard.press("ArrowDown")
    await tab_to(page, "further")
    await page.keyboard.press("Enter")
    await tab_to(page, "often")
    await page.keyboard.type("Most days after school")
    await tab_to(page, "your-name")
    await page.keyboard.press("Enter")
    await tab_to(page, "left_name")
    await page.keyboard.press("Space")
    await tab_to(page, "my_name")
    await page.keyboard.type("Ruth Adeyemi-Lowe")
    await tab_to(page, "my_contact")
    await page.keyboard.type(CONTACT)


async def tell_as_school(page: Page, house: House) -> list[str]:
    """Send a concern with a name; return what axe finds on the way."""
    await page.goto(f"{house.reporter.url}/work")
    found = await list_barriers(page)
    await fill_concern(page)
    await press_by_keyboard(page, "Continue")
    await page.get_by_role("heading", name="Check your answers").wait_for()
    found += await list_barriers(page)
    assert await page.get_by_text("Only the custodian can open this").is_visible()
    assert await page.get_by_text("A child or young person told me").is_visible()
    await press_by_keyboard(page, "Send")
    await page.locator(".qw-words").wait_for()
    return found


async def test_a_schools_officer_passes_on_a_concern_by_keyboard_alone(
    chromium: Browser, house: House
) -> None:
    context = await chromium.new_context(viewport=DESKTOP)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()

    assert await tell_as_school(page, house) == []

    await context.close()


async def test_a_councillor_tells_on_a_small_phone_without_a_script(
    phone: Page, house: House
) -> None:
    await phone.goto(f"{house.reporter.url}/work")
    assert await measure_overflow(phone) == 0
    await phone.get_by_role("button", name="Continue").click()
    assert await list_names(phone) == ["Choose what you do", "Tell us what you know"]
    await phone.get_by_label("Councillor").check()
    await phone.get_by_label("Several residents told me").check()
    await phone.get_by_label("4 to 9").check()
    await phone.get_by_label("What do you know?").fill("Dealing by the garages.")
    await phone.get_by_label("Where? (optional)").fill("Marlow Parade")
    await phone.get_by_label("What fits best?").select_option("DR1")
    await phone.get_by_role("button", name="Continue").click()

    assert await phone.get_by_text("4 to 9").is_visible()
    assert await measure_overflow(phone) == 0
    await phone.get_by_role("button", name="Send").last.click()
    await phone.locator(".qw-words").wait_for()


async def list_names(page: Page) -> list[str]:
    """What the summary of mistakes says, in order."""
    return await page.locator(".govuk-error-summary__list li").all_inner_texts()


async def test_nothing_is_in_the_way_on_the_form_small_or_wide(
    chromium: Browser, house: House
) -> None:
    found = []
    for size in (PHONE, DESKTOP):
        context = await chromium.new_context(viewport=size)
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await page.goto(f"{house.reporter.url}/work")
        found += await list_barriers(page)
        await page.get_by_role("button", name="Continue").click()
        await page.get_by_role("alert").wait_for()
        found += await list_barriers(page)
        await context.close()

    assert found == []


async def ask_for_name(ben: Page, house: House) -> list[str]:
    """Let an officer ask for the name; return what axe finds on the way."""
    await ben.goto(f"{house.desk.url}/inbox/community-safety")
    row = ben.get_by_role("row").filter(has_text="Professional")
    await row.filter(has_text="No topic chosen").get_by_role("button").first.click()
    await ben.get_by_role("button", name="Ask the custodian").click()
    found = await list_barriers(ben)
    await ben.get_by_label("A court ordered it").check()
    await ben.get_by_label("What you need to know").fill("Who saw the knife.")
    await ben.get_by_role("button", name="Ask the custodian").click()
    await ben.get_by_text("The custodian was asked").wait_for()
    return found + await list_barriers(ben)


async def open_name(omar: Page, house: House) -> list[str]:
    """Let a custodian open it and pass it on; return what axe finds on the way."""
    await omar.goto(house.desk.url)
    found = await list_barriers(omar)
    waiting = omar.get_by_role("row").filter(has_text="Waiting")
    await waiting.get_by_role("button").click()
    found += await list_barriers(omar)
    await take_picture(omar, "desk-custody")
    opening = omar.get_by_role("region", name="Open the name")
    await opening.get_by_label("A court ordered it").check()
    await opening.get_by_label("The desk that asks. They").check()
    await opening.get_by_role("button").click()
    await omar.get_by_text(CONTACT).wait_for()
    return found + await list_barriers(omar)


async def test_a_custodian_opens_a_name_that_an_officer_asks_for(
    chromium: Browser, house: House, officers: dict[str, BrowserContext]
) -> None:
    context = await chromium.new_context(viewport=DESKTOP)
    context.set_default_timeout(PATIENCE)
    await tell_as_school(await context.new_page(), house)
    await context.close()
    ben, omar = await officers["ben"].new_page(), await officers["omar"].new_page()

    found = await ask_for_name(ben, house) + await open_name(omar, house)

    assert found == []
    await ben.close()
    await omar.close()
