"""Writing a report and a message: side by side or on a phone, with no barriers."""

from collections.abc import Awaitable, Callable, Mapping

import pytest
from playwright.async_api import BrowserContext, Page

from tests.browser.answering import answer
from tests.browser.conftest import House
from tests.browser.office import show
from tests.browser.pictures import DESKTOP, PHONE, list_barriers, take_picture

Steps = Callable[[Page, House], Awaitable[object]]

TOLD = (
    "My brother keeps a knife behind the bins. I see him from my window on Lillie Road"
    " at 16:45. Ring me on 07700 900123."
)


async def tip(page: Page, house: House) -> None:
    await page.goto(f"{house.reporter.url}/form")
    await answer(page, TOLD)
    await page.get_by_role("button", name="Send").click()
    await page.locator(".qw-words").wait_for()
    await page.goto(f"{house.desk.url}/inbox")
    await page.locator("form[action^='/tips/'] button").first.click()
    await show(page, "Tip")


async def reports(page: Page, house: House) -> None:
    await tip(page, house)
    await page.get_by_role("button", name="Write reports").click()
    await show(page, "Reports of a tip")


async def editor(page: Page, house: House) -> None:
    await reports(page, house)
    await page.get_by_role("button", name="Write a report").click()
    await show(page, "Report")


async def checked(page: Page, house: House) -> None:
    await editor(page, house)
    await page.get_by_label("Title").fill("A knife behind bins")
    await page.get_by_label("What is to be passed on").fill(TOLD)
    await page.get_by_role("button", name="Show what is still marked").click()
    await page.get_by_role("heading", name="Not saved yet").wait_for()
    await take_picture(page, "desk-editor")


async def saved(page: Page, house: House) -> None:
    await checked(page, house)
    await page.get_by_role("button", name="Save the report").click()
    await page.get_by_role("heading", name="Saved", exact=True).wait_for()


async def mistake(page: Page, house: House) -> None:
    await editor(page, house)
    await page.get_by_role("button", name="Save the report").click()
    await show(page, "Error: Report")


async def marked_message(page: Page, house: House) -> None:
    await tip(page, house)
    box = page.get_by_label("Message to the reporter")
    await box.fill("Can you find out what your brother does?")
    await page.get_by_role("button", name="Send the message").click()
    await page.get_by_role("heading", name="Nothing was sent: look").wait_for()


PAGES: Mapping[str, Steps] = {
    "desk-reports": reports,
    "desk-report": editor,
    "desk-report-checked": checked,
    "desk-report-saved": saved,
    "desk-report-mistake": mistake,
    "desk-marked-message": marked_message,
}


@pytest.mark.parametrize("name", PAGES)
async def test_nothing_bars_an_officer_who_writes(
    officers: dict[str, BrowserContext], house: House, name: str
) -> None:
    page = await officers["ben"].new_page()
    await PAGES[name](page, house)
    wide = await list_barriers(page)
    await take_picture(page, name)
    await page.set_viewport_size(PHONE)
    small = await list_barriers(page)
    await page.set_viewport_size(DESKTOP)
    await page.close()

    assert (wide, small) == ([], [])
