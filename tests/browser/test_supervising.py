"""The supervisor's page with everything on it, small and wide, without barriers."""

from datetime import date

import pytest
from playwright.async_api import BrowserContext, Page, ViewportSize
from sqlalchemy import insert

from crypto import random_id
from service.db.engine import Vault
from service.db.schema import DoorbellRow, MailRow, ReleaseRow, ReviewRow, TipRow
from tests.browser.conftest import House
from tests.browser.office import open_tip, press, tell, wait_for
from tests.browser.pictures import DESKTOP, PHONE, list_barriers, look, take_picture
from tests.builders import TRIAGE_DESK

LONG_AGO = date(2026, 1, 5)
TOPIC, TOPIC_NAME = "AS5", "Graffiti, damage, rubbish, fly-tipping"


async def fill(house: House) -> None:
    """Let something be late, wait for a second person, be unanswered and unsent."""
    tip, desk = random_id(), {"desk": TRIAGE_DESK}
    state = {"picked_up": False, "open": True, "version": 1, "forget_on": None}
    sent = {"from_desk": TRIAGE_DESK, "to_desk": "gangs-and-exploitation"}
    open_report = {"answered": False, "withdrawn": False, "news": "", "version": 1}
    days = {"day": LONG_AGO, "due_on": LONG_AGO, "forget_on": date(2099, 1, 1)}
    mail = {"kind": "ring", "sent": False, "attempts": 3, "made_at": 1, "next_at": 1}
    vault = Vault(house.site.database.owner)
    async with vault.writing() as connection:
        for table, row in (
            (TipRow, {"id": tip, "day": LONG_AGO, "priority": 0, **desk, **state}),
            (DoorbellRow, {"tip": tip, "priority": 0, "level": 3, "ring_at": 1} | desk),
            (ReviewRow, {"tip": tip, "day": LONG_AGO, **desk}),
            (ReleaseRow, {"id": random_id(), **sent, **open_report, **days}),
            (MailRow, {"id": random_id(), **mail, **desk}),
        ):
            await connection.execute(insert(table).values(**row))
    await vault.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_nothing_bars_a_supervisor(
    officers: dict[str, BrowserContext], house: House, size: ViewportSize
) -> None:
    await fill(house)
    page = await officers["amira"].new_page()
    await page.set_viewport_size(size)
    await page.goto(f"{house.desk.url}/watch/{TRIAGE_DESK}")
    await page.get_by_text("The service owner was told").first.wait_for()
    found = await list_barriers(page)
    width = await page.evaluate("document.documentElement.scrollWidth")
    await page.get_by_role("heading", name="Mail").wait_for()
    if size is DESKTOP:
        await take_picture(page, "desk-supervising")
    await page.close()
    assert found == []
    assert width <= size["width"]


async def test_nothing_bars_a_supervisor_who_forgets_to_say_whose_work_to_hand_on(
    officers: dict[str, BrowserContext], house: House
) -> None:
    await fill(house)
    await pick_up(await officers["ben"].new_page(), house)
    page = await officers["amira"].new_page()
    await page.goto(f"{house.desk.url}/watch/{TRIAGE_DESK}")
    found = await look(page, "Supervising", "desk-watch")
    await press(page, "Hand it on")
    found += await look(page, "Error: Supervising")
    await page.close()

    assert found == []


async def pick_up(page: Page, house: House) -> None:
    """Let ben have something."""
    await tell(page, house, "They tip rubbish by the arches at night.", TOPIC)
    await open_tip(page, house, TOPIC_NAME)
    await press(page, "Pick up")
    await wait_for(page, "You have it")
    await page.close()
