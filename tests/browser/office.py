"""What officers do at their desks, click by click, for stories that share it."""

from playwright.async_api import Page, expect

from tests.browser.answering import answer
from tests.browser.conftest import House
from tests.builders import TRIAGE_DESK

REPORT = (
    "Suspected dealing near flats",
    "Drugs are believed to be dealt near flats in the ward in the evenings.",
)


async def press(page: Page, button: str) -> None:
    """Press a button of the page by its name."""
    await page.get_by_role("button", name=button, exact=True).click()


async def wait_for(page: Page, text: str) -> None:
    """Wait until the page says something."""
    await page.get_by_text(text).first.wait_for()


async def show(page: Page, title: str) -> None:
    """Wait until a page of this title has come."""
    await expect(page).to_have_title(f"{title}: Quiet Word")


async def tell(page: Page, house: House, text: str, topic: str) -> None:
    """Tell the team something, with the closer question answered from its list."""
    await page.goto(f"{house.reporter.url}/form")
    await answer(page, text, topic)
    await page.get_by_role("button", name="Send").last.click()
    await page.locator(".qw-words").wait_for()


async def open_tip(page: Page, house: House, topic: str) -> None:
    """Open the first tip of this topic in the inbox of the Community Safety Team."""
    await page.goto(f"{house.desk.url}/inbox/{TRIAGE_DESK}")
    await page.get_by_role("button", name=topic).first.click()
    await show(page, "Tip")


async def go_back(page: Page) -> None:
    """Go back to the tip from a page of one of its steps."""
    await page.get_by_role("button", name="Back to the tip").first.click()
    await show(page, "Tip")


async def judge(page: Page, *, knows: str, child: str) -> None:
    """Judge the tip that is open: how many could know it, and are children in it."""
    await page.get_by_role("button", name="Judge it").click()
    await page.get_by_role("group", name="could know this").get_by_label(knows).check()
    for question in ("the reporter perhaps a child", "somebody in it under 18"):
        group = page.get_by_role("group", name=question)
        await group.get_by_label(child, exact=True).check()
    await press(page, "Save the judgement")
    await wait_for(page, "The judgement is saved")
    await go_back(page)


async def write_report(page: Page, title: str, text: str) -> None:
    """Write a report from the tip that is open."""
    await press(page, "Write reports")
    await press(page, "Write a report")
    await page.get_by_label("Title").fill(title)
    await page.get_by_label("What is to be passed on").fill(text)
    await press(page, "Save the report")
    await page.get_by_role("heading", name="Saved", exact=True).wait_for()
    await go_back(page)


async def choose_report(page: Page, title: str) -> None:
    """Choose one of the tip's reports for release."""
    await press(page, "Release a report")
    await press(page, title)
    await page.get_by_role("heading", name="On which terms").wait_for()


async def fill_terms(page: Page, *desks: str) -> None:
    """Say to whom a report goes, on which ground, and why."""
    for box in await page.get_by_role("checkbox", checked=True).all():
        await box.uncheck()
    for desk in desks:
        await page.get_by_label(desk, exact=True).check()
    await page.get_by_label("Legal ground").select_option("cda-115")
    await page.get_by_label("Purpose").select_option("prevent")
    await page.get_by_label("Why it must be shared").fill("Only they can act there.")


async def ask_for_pictures(page: Page, place: str) -> None:
    """Ask the camera room to keep pictures, on the form that is open."""
    await page.get_by_label("Place", exact=True).fill(place)
    today = await page.evaluate("new Date().toISOString().slice(0, 10)")
    await page.get_by_label("Day it happened").fill(today)
    await page.get_by_label("From").fill("15:00")
    await page.get_by_label("To", exact=True).fill("17:00")
    await page.get_by_label("What for").select_option("preserve")
    await press(page, "Ask to keep them")
    await wait_for(page, "was asked to keep the pictures")


async def open_list(page: Page, house: House, path: str, entry: str) -> None:
    """Open an entry of a list by its name."""
    await page.goto(f"{house.desk.url}/{path}")
    await page.get_by_role("button", name=entry).first.click()
