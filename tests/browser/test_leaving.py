"""Somebody comes into the room: leaving, and what going back then shows."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright, expect

from tests.browser.conftest import PATIENCE, House
from tests.browser.elsewhere import HARMLESS, TITLE, stand_elsewhere
from tests.browser.pictures import CHROMIUM_FLAGS, PHONE, find_chromium

TYPED = "My brother hid something under the stairs."
# What keeps pages for going back, as on everybody's phone. Playwright turns it off.
OFF = ["--disable-back-forward-cache"]

# Says whether the field can still be seen once the overlay is there.
WATCH = """() => new MutationObserver(() => {
  if (!document.querySelector(".govuk-exit-this-page-overlay")) return;
  const seen = document.querySelector("#text").checkVisibility();
  console.log(seen ? "seen" : "hidden");
}).observe(document.body, {childList: true})"""

Leave = Callable[[Page], Awaitable[object]]


async def press_the_button(page: Page) -> None:
    await page.get_by_role("button", name="Leave this page").click()


async def follow_the_first_link(page: Page) -> None:
    await page.locator("a.govuk-js-exit-this-page-skiplink").focus()
    await page.keyboard.press("Enter")


async def press_shift_three_times(page: Page) -> None:
    for _ in range(3):
        await page.keyboard.press("Shift")


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
async def pocket(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[BrowserContext]:
    """A phone with and without JavaScript, that remembers pages for going back."""
    async with async_playwright() as playwright, stand_elsewhere(tmp_path) as flags:
        context = await playwright.chromium.launch_persistent_context(
            tmp_path / "profile",
            executable_path=find_chromium(),
            args=[*CHROMIUM_FLAGS, *flags],
            ignore_default_args=OFF,
            java_script_enabled=request.param,
            viewport=PHONE,
        )
        context.set_default_timeout(PATIENCE)
        yield context
        await context.close()


@pytest.mark.parametrize("leave", [press_the_button, follow_the_first_link])
async def test_nothing_that_was_typed_is_there_after_leaving_and_going_back(
    pocket: BrowserContext, house: House, leave: Leave
) -> None:
    page = await pocket.new_page()
    await page.goto(f"{house.reporter.url}/work")
    await page.locator("#text").fill(TYPED)

    await leave(page)
    await arrive_elsewhere(page)
    await go_back(page)

    assert TYPED not in await everything_on(page)


async def test_without_leaving_going_back_finds_what_was_typed(
    pocket: BrowserContext, house: House
) -> None:
    page = await pocket.new_page()
    await page.goto(f"{house.reporter.url}/work")
    await page.locator("#text").fill(TYPED)

    await page.goto(f"https://{HARMLESS}/")
    await arrive_elsewhere(page)
    await go_back(page)

    assert TYPED in await everything_on(page)


@pytest.mark.parametrize("pocket", [True], indirect=True, ids=["scripts"])
async def test_three_shifts_leave_and_take_the_page_out_of_the_history(
    pocket: BrowserContext, house: House
) -> None:
    page = await pocket.new_page()
    await page.goto(f"{house.reporter.url}/ready")
    await page.goto(f"{house.reporter.url}/work")
    await page.locator("#text").fill(TYPED)

    await press_shift_three_times(page)
    await arrive_elsewhere(page)
    await go_back(page)

    assert page.url.endswith("/ready")


@pytest.mark.parametrize("pocket", [True], indirect=True, ids=["scripts"])
async def test_the_page_is_hidden_before_anything_is_loaded(
    pocket: BrowserContext, house: House
) -> None:
    page = await pocket.new_page()
    await page.goto(f"{house.reporter.url}/work")
    await page.locator("#text").fill(TYPED)
    # A network that never answers: the page is looked at by what it says of itself.
    await page.route("**/leave", lambda _route: None)
    await page.evaluate(WATCH)

    async with page.expect_console_message() as said:
        await press_shift_three_times(page)

    assert (await said.value).text == "hidden"


@pytest.mark.parametrize("pocket", [True], indirect=True, ids=["scripts"])
async def test_a_form_in_steps_is_as_empty_after_leaving(
    pocket: BrowserContext, house: House
) -> None:
    page = await pocket.new_page()
    await page.goto(f"{house.reporter.url}/form")
    while not await page.locator("#text").is_visible():
        await page.get_by_role("button", name="Continue").click()
    await page.locator("#text").fill(TYPED)
    await page.get_by_role("button", name="Continue").click()

    await press_shift_three_times(page)
    await arrive_elsewhere(page)
    await go_back(page)

    assert TYPED not in await everything_on(page)


async def arrive_elsewhere(page: Page) -> None:
    """Wait until the harmless website is there."""
    await expect(page).to_have_title(TITLE)


async def go_back(page: Page) -> None:
    """Press the browser's own Back, which needs no page's JavaScript."""
    browser = await page.context.new_cdp_session(page)
    history = await browser.send("Page.getNavigationHistory")
    before = history["entries"][history["currentIndex"] - 1]
    await browser.send("Page.navigateToHistoryEntry", {"entryId": before["id"]})
    await expect(page).to_have_url(before["url"])
    # Where the page was taken out of the history, the empty first tab lies before it.
    title = "" if before["url"] == "about:blank" else "Quiet Word"
    await expect(page).to_have_title(title)


async def everything_on(page: Page) -> str:
    """Return all a page shows, and what stands in its fields."""
    fields = await page.locator("textarea, input").all()
    typed = [await field.input_value() for field in fields]
    return "\n".join([await page.locator("body").inner_text(), *typed])
