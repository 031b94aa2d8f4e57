"""Letting a report go with a second person: no barriers, and no script needed."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, BrowserContext, Page

from tests.browser.conftest import PATIENCE, House
from tests.browser.office import (
    choose_report,
    fill_terms,
    go_back,
    judge,
    open_tip,
    press,
    show,
    tell,
    wait_for,
    write_report,
)
from tests.browser.pictures import PHONE, look, measure_overflow

Officers = dict[str, BrowserContext]
TOPIC = "Someone carries a knife"
TOLD = (
    "theres a knife in a locker at my school. my best mate showed me in year 9 form,"
    " pls dont say it was me"
)
POINTING = (
    "Weapon in a school locker",
    "A weapon may be kept in a locker of a secondary school in year 9.",
)
SHOP_TOPIC = "Stealing from shops"
SHOP = "A group kicks the doors of the supermarket every afternoon."
LOUD = ("Rowdy group at a supermarket", "A group is loud there in the afternoons.")


async def test_nothing_bars_two_officers_from_letting_a_report_go_and_asking_it_back(
    officers: Officers, house: House
) -> None:
    page = await officers["ben"].new_page()
    await tell(page, house, TOLD, "KN1")
    await open_tip(page, house, TOPIC)
    found = await look(page, "Tip")
    await press(page, "Release a report")
    found += await look(page, "Release a report")
    await go_back(page)
    await judge(page, knows="A few", child="Yes")
    await write_report(page, *POINTING)
    found += await ask_for_a_second_person(page)
    found += await decide(await officers["amira"].new_page(), house)
    await page.close()

    assert found == []


async def ask_for_a_second_person(page: Page) -> list[str]:
    """Err at the form, say why each mark stays, and see that it waits."""
    await choose_report(page, POINTING[0])
    found = await look(page, "Release a report", "desk-release")
    await press(page, "Release it")
    found += await look(page, "Error: Release a report")
    await fill_terms(page, "Neighbourhood police")
    for why in await page.get_by_label("Why it stays").all():
        await why.select_option("needed")
    await press(page, "Release it")
    await wait_for(page, "It waits for a second person. Nothing has left yet.")
    found += await look(page, "Release a report")
    await go_back(page)
    found += await look(page, "Tip")
    await press(page, "Look at what waits")
    await wait_for(page, "A supervisor who did not ask for this")
    return found + await look(page, "Second person")


async def decide(page: Page, house: House) -> list[str]:
    """Look at it as the second person, let it go, and ask it back again."""
    await open_tip(page, house, TOPIC)
    await press(page, "Look at what waits")
    await page.get_by_role("button", name="Release it").wait_for()
    found = await look(page, "Second person", "desk-review")
    await press(page, "Send it back")
    found += await look(page, "Error: Second person")
    await press(page, "Release it")
    await wait_for(page, "It went out.")
    found += await look(page, "Second person")
    await go_back(page)
    found += await ask_back(page)
    await page.close()
    return found


async def ask_back(page: Page) -> list[str]:
    """Withdraw the report: first without a reason, then with one."""
    await press(page, "Release a report")
    await show(page, "Release a report")
    await page.locator("summary", has_text="Withdraw it").click()
    found = await look(page, "Release a report")
    await press(page, "Withdraw it")
    found += await look(page, "Error: Release a report")
    await page.get_by_label("Why", exact=True).select_option("wrong-desk")
    await press(page, "Withdraw it")
    await wait_for(page, "It was withdrawn.")
    return found + await look(page, "Release a report")


@pytest.fixture
async def bare(chromium: Browser, officers: Officers) -> AsyncIterator[Page]:
    """A small screen without JavaScript, before which ben is signed in."""
    context = await chromium.new_context(
        viewport=PHONE,
        java_script_enabled=False,
        storage_state=await officers["ben"].storage_state(),
    )
    context.set_default_timeout(PATIENCE)
    yield await context.new_page()
    await context.close()


async def test_a_tip_is_judged_written_up_and_released_without_a_script_on_a_phone(
    bare: Page, house: House
) -> None:
    await tell(bare, house, SHOP, "SH1")
    await open_tip(bare, house, SHOP_TOPIC)
    too_wide = [await measure_overflow(bare)]
    await judge(bare, knows="Many", child="No")
    await write_report(bare, *LOUD)
    await choose_report(bare, LOUD[0])
    too_wide.append(await measure_overflow(bare))
    await fill_terms(bare, "Neighbourhood police")
    await press(bare, "Release it")
    await wait_for(bare, "It was released.")
    too_wide.append(await measure_overflow(bare))
    await go_back(bare)
    await wait_for(bare, "Neighbourhood police")

    assert await bare.get_by_text("not acknowledged").is_visible()
    assert too_wide == [0, 0, 0]
