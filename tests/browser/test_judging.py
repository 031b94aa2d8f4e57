"""Officers before the judging page, small and wide, with a keyboard and no barriers."""

import re
from collections.abc import Awaitable, Callable, Mapping

import pytest
from playwright.async_api import BrowserContext, Page

from tests.browser.conftest import House
from tests.browser.pictures import DESKTOP, PHONE, list_barriers, take_picture
from tests.browser.test_on_a_phone import tell

Steps = Callable[[Page, House], Awaitable[object]]
SAVE = "Save the judgement"


async def judging(page: Page, house: House) -> None:
    """Open the judging page of a tip, with another one like it."""
    await tell(page, house)
    await tell(page, house)
    await page.goto(f"{house.desk.url}/inbox")
    await page.get_by_role("button", name="Knives and weapons").first.click()
    await page.get_by_role("button", name="Judge it").click()
    await page.get_by_role("button", name=SAVE).wait_for()


async def mistakes(page: Page, house: House) -> None:
    """Send a form with several things to mend."""
    await judging(page, house)
    await page.get_by_label("Topic").select_option("")
    await page.get_by_label("P0 Life at risk").check()
    await page.get_by_label("Person 2, as the tip names them").fill("A tall boy")
    await page.get_by_role("button", name=SAVE).click()
    await page.locator(".govuk-error-summary").wait_for()


async def saved(page: Page, house: House) -> None:
    """Save a judgement of a tip about a teacher."""
    await judging(page, house)
    await page.get_by_label("Topic").select_option("ST1")
    await page.get_by_role("button", name=SAVE).click()
    await page.get_by_text("The judgement is saved").wait_for()
    await take_picture(page, "desk-judging")


async def narrowed(page: Page, house: House) -> None:
    """Look at the inbox for one urgency."""
    await judging(page, house)
    await page.goto(f"{house.desk.url}/inbox")
    await page.get_by_label("Urgency").select_option("1")
    await page.get_by_role("button", name="Show", exact=True).click()
    await page.wait_for_url(re.compile("priority=1"))


PAGES = {
    "judging-begun": judging,
    "judging-mistakes": mistakes,
    "judging-saved": saved,
    "judging-inbox": narrowed,
}


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
async def test_nothing_bars_an_officer_from_judging(
    officers: Mapping[str, BrowserContext], house: House, name: str
) -> None:
    page = await officers["ben"].new_page()
    await PAGES[name](page, house)
    wide = await list_barriers(page)
    await take_picture(page, name)
    await page.set_viewport_size(PHONE)
    small = await list_barriers(page)
    await take_picture(page, f"{name}-small")
    await page.set_viewport_size(DESKTOP)
    await page.close()

    assert (wide, small) == ([], [])


@pytest.mark.browser
async def test_a_tip_is_judged_with_the_keyboard_alone(
    officers: Mapping[str, BrowserContext], house: House
) -> None:
    page = await officers["ben"].new_page()
    await judging(page, house)

    await page.get_by_label("Topic").focus()
    await page.keyboard.type("KN3")
    await page.keyboard.press("Tab")
    await page.keyboard.type("Brook")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")

    await page.get_by_text("The judgement is saved.").wait_for()

    assert await page.get_by_label("Ward").input_value() == "E05013735"
    await page.close()
