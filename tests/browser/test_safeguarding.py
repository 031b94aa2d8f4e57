"""The pages of a safeguarding duty, small and wide, without barriers."""

import pytest
from playwright.async_api import BrowserContext, Page, ViewportSize

from tests.browser.answering import answer
from tests.browser.conftest import House
from tests.browser.pictures import DESKTOP, PHONE, list_barriers, take_picture
from tests.builders import SAFEGUARDING_DESK

TOPIC = "A child is being used for sex"


async def tell(page: Page, house: House) -> None:
    """Tell what opens a duty, with the closer question answered from its list."""
    await page.goto(f"{house.reporter.url}/form")
    await answer(page, "She is made to meet men.", "SX2")
    await page.get_by_text("and the Children's front door").wait_for()
    await page.get_by_role("button", name="Send").last.click()
    await page.locator(".qw-words").wait_for()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_nothing_bars_who_has_a_duty(
    officers: dict[str, BrowserContext], house: House, size: ViewportSize
) -> None:
    page = await officers["faye"].new_page()
    await page.set_viewport_size(size)
    await tell(page, house)
    found = []

    await page.goto(f"{house.desk.url}/duties/{SAFEGUARDING_DESK}")
    await page.get_by_role("heading", name="Open").wait_for()
    found += await list_barriers(page)
    await page.get_by_role("button", name=TOPIC).first.click()
    await page.get_by_role("heading", name="What has to be done").wait_for()
    found += await list_barriers(page)
    if size is DESKTOP:
        await take_picture(page, "desk-duty")
    await page.get_by_role("button", name="Propose to close the duty").click()
    await page.get_by_text("Nothing was saved yet").wait_for()
    found += await list_barriers(page)
    await page.close()

    assert found == []


async def test_nothing_bars_who_moves_a_tip(
    officers: dict[str, BrowserContext], house: House
) -> None:
    page = await officers["amira"].new_page()
    await page.set_viewport_size(PHONE)
    await tell(page, house)

    await page.goto(f"{house.desk.url}/duties/community-safety")
    await page.get_by_role("button", name=TOPIC).first.click()
    await page.get_by_text("It is about an officer, a teacher").click()
    found = await list_barriers(page)
    await page.get_by_label("Why", exact=True).fill("It is about a warden.")
    await page.get_by_role("button", name="Move it to the Independent desk").click()
    await page.get_by_text("and nowhere else").first.wait_for()
    found += await list_barriers(page)
    await page.close()

    assert found == []
