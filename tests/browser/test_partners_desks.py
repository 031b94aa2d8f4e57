"""Between two desks: every page of what was passed on, small and wide, no barriers."""

import pytest
from playwright.async_api import BrowserContext, Page

from tests.browser.conftest import CAMERA_DESK, House
from tests.browser.office import (
    REPORT,
    ask_for_pictures,
    choose_report,
    fill_terms,
    go_back,
    judge,
    open_list,
    open_tip,
    press,
    show,
    tell,
    wait_for,
    write_report,
)
from tests.browser.pictures import look
from tests.builders import POLICE_DESK, TRIAGE_DESK

Officers = dict[str, BrowserContext]
INBOX, CAMERAS = f"reports/{POLICE_DESK}", f"reports/{CAMERA_DESK}"
SENT = f"sent/{TRIAGE_DESK}"
TITLE = REPORT[0]
TOPIC = "Taking drugs"
TOLD = "They deal at the side door of Tansy Court on Thursday evenings."
PLACE = "Corner of Dawes Road and Bishops Road"


@pytest.fixture(scope="module")
async def passed_on(officers: Officers, house: House) -> list[str]:
    """Pass a report on and ask for pictures, and return what barred anybody."""
    page = await officers["ben"].new_page()
    await tell(page, house, TOLD, "DR3")
    await open_tip(page, house, TOPIC)
    await press(page, "Pick up")
    await wait_for(page, "You have it")
    await judge(page, knows="Many", child="No")
    await write_report(page, *REPORT)
    found = await ask_cameras(page)
    await choose_report(page, TITLE)
    await fill_terms(page, "Neighbourhood police", "CCTV room")
    await press(page, "Release it")
    await wait_for(page, "It was released.")
    found += await look(page, "Release a report")
    await page.close()
    return found


async def ask_cameras(page: Page) -> list[str]:
    """Ask for pictures: first with nothing typed, then as it should be."""
    await press(page, "Ask to keep CCTV pictures")
    found = await look(page, "Ask to keep CCTV pictures")
    await press(page, "Ask to keep them")
    found += await look(page, "Error: Ask to keep CCTV pictures")
    await ask_for_pictures(page, PLACE)
    found += await look(page, "Ask to keep CCTV pictures")
    await go_back(page)
    return found


async def unfold(page: Page) -> None:
    """Open everything that can be unfolded, as a careful reader does."""
    for summary in await page.locator("details > summary").all():
        if await summary.evaluate("summary => !summary.parentElement.open"):
            await summary.click()


async def test_nothing_bars_who_passes_a_report_on_and_asks_for_pictures(
    passed_on: list[str],
) -> None:
    assert passed_on == []


@pytest.mark.usefixtures("passed_on")
async def test_nothing_bars_a_partner_from_a_report_and_its_sender_from_the_answer(
    officers: Officers, house: House
) -> None:
    found = await read_and_ask(officers, house)
    found += await answer_and_look(officers, house)

    assert found == []


async def read_and_ask(officers: Officers, house: House) -> list[str]:
    """Read a report as a partner, err at two forms, and ask the sender something."""
    page = await officers["noor"].new_page()
    await page.goto(f"{house.desk.url}/{INBOX}")
    found = await look(page, "Reports")
    await page.get_by_role("button", name=TITLE).click()
    found += await look(page, "Report", "partner-report")
    await unfold(page)
    found += await look(page, "Report")
    await press(page, "Save the outcome")
    found += await look(page, "Error: Report")
    await page.locator("#question > summary").click()
    await press(page, "Send the question")
    found += await look(page, "Error: Report")
    await page.get_by_label("Your question").fill("Is it at the front or the back?")
    await press(page, "Send the question")
    await wait_for(page, "You asked a question")
    found += await look(page, "Report")
    await page.close()
    return found


async def answer_and_look(officers: Officers, house: House) -> list[str]:
    """Read the question where it was sent from, and answer with words that point."""
    page = await officers["ben"].new_page()
    await page.goto(f"{house.desk.url}/{SENT}")
    found = await look(page, "Sent reports", "desk-sent")
    asked = page.get_by_role("row").filter(has_text="Neighbourhood police")
    await asked.get_by_role("button", name=TITLE).click()
    await page.get_by_label("Your answer").wait_for()
    await unfold(page)
    found += await look(page, "Sent report")
    await press(page, "Send the answer")
    found += await look(page, "Error: Sent report")
    await page.get_by_label("Your answer").fill("At Tansy Court, she saw it at 16:45.")
    await press(page, "Send the answer")
    await wait_for(page, "What could point at somebody")
    found += await look(page, "Error: Sent report")
    await open_tip(page, house, TOPIC)
    await wait_for(page, "Neighbourhood police")
    found += await look(page, "Tip", "desk-tip-passed-on")
    await page.close()
    return found


@pytest.mark.usefixtures("passed_on")
async def test_nothing_bars_the_camera_room_from_what_it_is_asked(
    officers: Officers, house: House
) -> None:
    page = await officers["cleo"].new_page()
    await open_list(page, house, CAMERAS, PLACE)
    await show(page, "Report")
    await unfold(page)
    found = await look(page, "Report")
    await page.close()

    assert found == []


@pytest.mark.usefixtures("passed_on")
async def test_a_partner_acknowledges_and_saves_an_outcome_by_keyboard_alone(
    officers: Officers, house: House
) -> None:
    page = await officers["cleo"].new_page()
    await page.goto(f"{house.desk.url}/{CAMERAS}")
    await reach(page, TITLE)
    await page.keyboard.press("Enter")
    await show(page, "Report")
    await reach(page, "Acknowledge")
    await page.keyboard.press("Enter")
    await wait_for(page, "You acknowledged it")
    await reach(page, "Say what came of it")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type("It was stopped")
    await page.keyboard.press("Tab")
    await page.keyboard.type("They were moved on twice.")
    await reach(page, "Save the outcome")
    await page.keyboard.press("Space")
    await wait_for(page, "You said what came of it: It was stopped or made harder")
    told = await page.get_by_text("They were moved on twice.").first.is_visible()
    await page.close()

    assert told


async def reach(page: Page, name: str) -> None:
    """Go on with the Tab key until this is where a keyboard is."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.innerText.trim()") == name:
            return
    pytest.fail(f"No keyboard comes to {name!r}.")
