"""Officers at their desks: what each sees, small and wide, without barriers."""

from collections.abc import Awaitable, Callable, Mapping

import pytest
from playwright.async_api import BrowserContext, Page

from tests.browser.conftest import House
from tests.browser.office import show, wait_for
from tests.browser.pictures import DESKTOP, PHONE, list_barriers, take_picture
from tests.browser.test_on_a_phone import TOLD, tell

Steps = Callable[[Page, House], Awaitable[object]]


async def inbox(page: Page, house: House) -> None:
    await tell(page, house)
    await page.goto(f"{house.desk.url}/inbox")


async def tip(page: Page, house: House) -> None:
    await inbox(page, house)
    await page.get_by_role("button", name="Knives and weapons").first.click()
    await show(page, "Tip")


async def picked_up(page: Page, house: House) -> None:
    await tip(page, house)
    await page.get_by_role("button", name="Pick up").click()
    await wait_for(page, "You have it")


async def closed_without_outcome(page: Page, house: House) -> None:
    await tip(page, house)
    await page.get_by_text("Close it").click()
    await page.get_by_role("button", name="Close the tip").click()
    await show(page, "Error: Tip")


async def desks(page: Page, house: House) -> None:
    await page.goto(f"{house.desk.url}/desks")


async def members(page: Page, house: House) -> None:
    await page.goto(f"{house.desk.url}/desks/community-safety")


async def officer_list(page: Page, house: House) -> None:
    await page.goto(f"{house.desk.url}/officers")


async def bad_name(page: Page, house: House) -> None:
    await officer_list(page, house)
    await page.get_by_label("Name to sign in with").fill("!")
    await page.get_by_role("button", name="Make their link").click()
    await page.locator(".govuk-error-message").wait_for()


async def log(page: Page, house: House) -> None:
    await page.goto(f"{house.desk.url}/log")


async def log_read(page: Page, house: House) -> None:
    await log(page, house)
    await page.get_by_role("button", name="Read the log").click()
    await page.get_by_role("columnheader", name="What was done").wait_for()


async def nowhere(page: Page, house: House) -> None:
    await page.goto(f"{house.desk.url}/nowhere")


PAGES: Mapping[str, tuple[str, Steps]] = {
    "desk-inbox": ("ben", inbox),
    "desk-tip": ("ben", tip),
    "desk-picked-up": ("ben", picked_up),
    "desk-without-outcome": ("amira", closed_without_outcome),
    "desk-desks": ("ben", desks),
    "desk-members": ("amira", members),
    "desk-propose": ("carol", members),
    "desk-officers": ("carol", officer_list),
    "desk-bad-name": ("carol", bad_name),
    "desk-log": ("dev", log),
    "desk-log-read": ("dev", log_read),
    "desk-nowhere": ("ben", nowhere),
}


@pytest.mark.parametrize("name", PAGES)
async def test_nothing_bars_an_officer_from_a_page(
    officers: dict[str, BrowserContext], house: House, name: str
) -> None:
    who, steps = PAGES[name]
    page = await officers[who].new_page()
    await steps(page, house)
    wide = await list_barriers(page)
    await take_picture(page, name)
    await page.set_viewport_size(PHONE)
    small = await list_barriers(page)
    await page.set_viewport_size(DESKTOP)
    await page.close()

    assert (wide, small) == ([], [])


async def test_a_new_officer_uses_their_link_and_signs_in(
    officers: dict[str, BrowserContext], house: House
) -> None:
    page = await officers["carol"].new_page()
    await officer_list(page, house)
    await page.get_by_label("Name to sign in with").fill("erin")
    await page.get_by_role("button", name="Make their link").click()
    link = await page.get_by_text("/enrol/").first.inner_text()
    await page.goto(f"{house.desk.url}/enrol/{link.split('/enrol/')[1].strip()}")
    barriers = await list_barriers(page)
    await take_picture(page, "desk-enrolment")
    await page.close()

    assert barriers == []


async def test_an_opened_tip_shows_what_was_told_and_no_address_names_it(
    officers: dict[str, BrowserContext], house: House
) -> None:
    page = await officers["ben"].new_page()
    await tip(page, house)
    told = await page.get_by_text(TOLD).first.is_visible()
    titled = await page.title()
    await page.close()

    assert told
    assert "knife" not in titled.lower()
