"""Telling us and coming back, whole: with and without JavaScript, small and wide."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page

from tests.browser.conftest import PATIENCE, House, staff
from tests.browser.pictures import (
    DESKTOP,
    PHONE,
    list_barriers,
    list_plain_barriers,
    take_picture,
)
from tests.databases import copy_sqlite
from tests.processes import run_process

TOLD = "Two boys say there will be a fight by the pond after school on Friday."
MOST_QUESTIONS = 15
WAYS = [
    pytest.param((False, PHONE), id="phone-plain"),
    pytest.param((True, PHONE), id="phone-script"),
    pytest.param((False, DESKTOP), id="desk-plain"),
    pytest.param((True, DESKTOP), id="desk-script"),
]


@dataclass(slots=True)
class Somebody:
    """A reporter in their browser, and what barred them on the way."""

    page: Page
    url: str
    runs_scripts: bool
    barred: list[str] = field(default_factory=list)

    async def look(self, heading: str, picture: str = "") -> None:
        """Wait for a page by its first heading, and look for barriers on it.

        axe is a script and may wait for ever where none run; there the page's source
        and its width are looked at, and axe sees the same page with scripts.
        """
        await self.page.get_by_role("heading", name=heading).first.wait_for()
        found = await self._list_barriers()
        self.barred += [f"{heading}: {barrier}" for barrier in found]
        if picture and self.page.viewport_size == PHONE:
            await take_picture(self.page, picture)

    async def _list_barriers(self) -> list[str]:
        if self.runs_scripts:
            return await list_barriers(self.page)
        return await list_plain_barriers(self.page)

    async def press(self, button: str) -> None:
        await self.page.get_by_role("button", name=button).last.click()

    async def answer(
        self, label: str, act: Callable[[Locator], Awaitable[None]]
    ) -> None:
        """Answer a question; where they come one at a time, go on until it is there."""
        asked = self.page.get_by_label(label).first
        for _ in range(MOST_QUESTIONS):
            if await asked.is_visible():
                break
            await self.press("Continue")
        await act(asked)

    async def finish(self) -> None:
        """Go on past what is not answered, to whatever comes after the form."""
        form = self.page.locator("form[action$='/check'] textarea")
        for _ in range(MOST_QUESTIONS):
            await self.press("Continue")
            await self.page.wait_for_load_state()
            if not await form.count():
                return


@pytest.fixture(scope="module")
def house(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """A house of its own: what is told and taken back here meets no other story."""
    folder = tmp_path_factory.mktemp("every-way")
    database = copy_sqlite(sqlite_template, folder / "vault.db")
    site = asyncio.run(staff(database, folder))
    with run_process(site, "reporter") as reporter, run_process(site, "desk") as desk:
        yield House(site, reporter, desk)


@pytest.fixture(params=WAYS)
async def somebody(
    request: pytest.FixtureRequest, chromium: Browser, house: House
) -> AsyncIterator[Somebody]:
    runs_scripts, size = request.param
    context = await chromium.new_context(
        viewport=size, java_script_enabled=runs_scripts
    )
    context.set_default_timeout(PATIENCE)
    yield Somebody(await context.new_page(), house.reporter.url, runs_scripts)
    await context.close()


async def tell(somebody: Somebody) -> str:
    """Go the whole way from the first page to the six words, and return them."""
    page = somebody.page
    await page.goto(somebody.url)
    await somebody.look("Tell us what you know")
    await somebody.press("Tell us")
    await somebody.look("leave", "reporter-ready")
    await somebody.press("Continue")
    await somebody.answer("Yes", Locator.check)
    await somebody.answer("Fighting, robbery or threats", Locator.check)
    await somebody.answer("What fits best?", choose_a_fight)
    await somebody.answer("Tell us what you know", lambda asked: asked.fill(TOLD))
    await somebody.answer("Where is it?", lambda asked: asked.fill("Marlow Gardens"))
    await somebody.finish()
    await somebody.look("Call 999 now", "reporter-danger")
    await somebody.press("I have done that, or I cannot: go on")
    await somebody.look("Check your answers")
    await somebody.press("Send")
    await page.locator(".qw-words").wait_for()
    await somebody.look("We have it")
    return " ".join(await page.locator(".qw-words li").all_inner_texts())


async def test_a_young_person_is_sent_to_999_goes_on_and_takes_it_back(
    somebody: Somebody,
) -> None:
    words, page = await tell(somebody), somebody.page

    await page.goto(f"{somebody.url}/back")
    await page.get_by_label("Your six words").fill(words)
    await somebody.press("Continue")
    await page.get_by_text("Nobody has picked it up yet").wait_for()
    await page.get_by_label("add").first.fill("It is at the other pond.")
    await somebody.press("Send")
    await page.get_by_text("It is at the other pond.").first.wait_for()
    await page.goto(f"{somebody.url}/back/forget")
    await page.get_by_label("six words").first.fill(words)
    await somebody.press("Delete")

    await page.get_by_role("heading", name="deleted").wait_for()
    assert somebody.barred == []


async def test_a_councillor_tells_what_residents_said_and_leaves_no_name(
    somebody: Somebody,
) -> None:
    page = somebody.page
    await page.goto(somebody.url)
    await page.get_by_role("link", name="part of my work").click()
    await somebody.look("part of your work")
    if page.viewport_size == DESKTOP:
        await take_picture(page, "reporter-work")
    await page.get_by_label("Councillor").check()
    await page.get_by_label("Several residents told me").check()
    await page.get_by_label("4 to 9").check()
    await page.get_by_label("What do you know?").fill(
        "Residents say that drugs are sold by the side gate on Friday evenings."
    )
    await somebody.press("Continue")

    await somebody.look("Check your answers")
    assert await page.get_by_text("Several residents told me").count()
    await somebody.press("Send")
    await page.locator(".qw-words").wait_for()
    assert somebody.barred == []


async def choose_a_fight(asked: Locator) -> None:
    """Choose the closer topic from its list."""
    await asked.select_option("KN6")
