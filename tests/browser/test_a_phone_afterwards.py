"""What somebody who takes the phone later finds: that the site was visited."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, Page, async_playwright

from tests.browser.conftest import PATIENCE, House
from tests.browser.elsewhere import TITLE, stand_elsewhere
from tests.browser.pictures import CHROMIUM_FLAGS, PHONE, find_chromium
from tests.browser.test_on_a_phone import TOLD, tell

ADDED = "Somebody moved it behind the bandstand yesterday."
PLACE = "Marlow Gardens"
SEEN = "Several parents told me of a man at the gate with sweets."
UNSENT = "My cousin keeps something in a shoe box."
NOTICES = ("help", "about", "access", "privacy-easy", "privacy", "cookies")


@dataclass(frozen=True, slots=True)
class Found:
    """All that a browser's profile holds once it was closed."""

    profile: Path

    def holds(self, text: str) -> bool:
        """Tell whether a text is anywhere in it, in either way to write letters."""
        kinds = (text.encode(), text.encode("utf-16-le"))
        return any(kind in kept for kept in self._read() for kind in kinds)

    def list_passwords(self) -> list[object]:
        """Return what the password manager kept, and where it was told never to."""
        stores = [*self.profile.rglob("Login Data"), *self.profile.rglob("*Account")]
        return [row for store in stores if store.is_file() for row in _read_all(store)]

    def list_filled_in(self) -> list[object]:
        """Return what the browser would offer in a field."""
        store = self.profile / "Default" / "Web Data"
        if not store.exists():
            return []
        with sqlite3.connect(store) as kept:
            return kept.execute("SELECT name, value FROM autofill").fetchall()

    def list_visits(self) -> set[tuple[str, str]]:
        """Return the history: each address, and the title beside it."""
        with sqlite3.connect(self.profile / "Default" / "History") as kept:
            return set(kept.execute("SELECT url, title FROM urls").fetchall())

    def _read(self) -> list[bytes]:
        return [p.read_bytes() for p in self.profile.rglob("*") if p.is_file()]


def _read_all(store: Path) -> list[object]:
    with sqlite3.connect(store) as kept:
        return kept.execute("SELECT * FROM logins").fetchall()


@asynccontextmanager
async def carry(folder: Path, *, scripts: bool) -> AsyncIterator[BrowserContext]:
    """Carry a phone through a journey, and put it away with its pages open."""
    async with async_playwright() as playwright, stand_elsewhere(folder) as flags:
        context = await playwright.chromium.launch_persistent_context(
            folder / "profile",
            executable_path=find_chromium(),
            args=[*CHROMIUM_FLAGS, *flags, "--restore-last-session"],
            java_script_enabled=scripts,
            ignore_default_args=["--disable-back-forward-cache"],
            viewport=PHONE,
        )
        context.set_default_timeout(PATIENCE)
        yield context
        # Chromium writes its session files every few seconds.
        await (await context.new_page()).wait_for_timeout(6_000)
        await context.close()


async def come_back(page: Page, house: House, words: str) -> None:
    await page.goto(f"{house.reporter.url}/back")
    await page.get_by_label("Your six words").fill(words)
    await page.get_by_role("button", name="Continue").click()


async def add(page: Page, house: House, words: str) -> None:
    await come_back(page, house, words)
    await page.get_by_label("Answer us, or add more").fill(ADDED)
    await page.get_by_role("button", name="Send").click()
    await page.get_by_text("We have it. You can see it below.").wait_for()


async def delete(page: Page, house: House, words: str) -> None:
    await page.goto(f"{house.reporter.url}/back/forget")
    await page.get_by_label("Your six words").fill(words)
    await page.get_by_role("button", name="Delete it for good").click()
    await page.get_by_role("heading", name="It is deleted").wait_for()


async def tell_at_work(page: Page, house: House) -> str:
    await page.goto(f"{house.reporter.url}/work")
    await page.locator("#role").check()
    await page.locator("#text").fill(SEEN)
    await page.get_by_role("button", name="Continue").last.click()
    await page.get_by_role("button", name="Send").last.click()
    await page.locator(".qw-words").wait_for()
    return " ".join(await page.locator(".qw-words li").all_inner_texts())


async def begin_and_leave(page: Page, house: House) -> None:
    await page.goto(f"{house.reporter.url}/work")
    await page.locator("#text").fill(UNSENT)
    await page.get_by_role("button", name="Leave this page").click()
    await page.get_by_role("heading", name="It rains").wait_for()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
async def test_nothing_that_was_typed_or_shown_is_in_the_browsers_profile(
    house: House, tmp_path: Path, *, scripts: bool
) -> None:
    async with carry(tmp_path, scripts=scripts) as phone:
        page = await phone.new_page()
        mine = await tell(page, house)
        await add(page, house, mine)
        taken_back = await tell_at_work(page, house)
        await delete(await phone.new_page(), house, taken_back)
        for notice in NOTICES:
            await page.goto(f"{house.reporter.url}/info/{notice}")
        await begin_and_leave(await phone.new_page(), house)

    found = Found(tmp_path / "profile")
    secret = [TOLD, ADDED, PLACE, SEEN, UNSENT, mine, taken_back]
    assert found.holds(house.reporter.url)
    assert [text for text in secret if any(map(found.holds, write(text)))] == []
    assert found.list_passwords() == []
    assert found.list_filled_in() == []
    ours = {(u, t) for u, t in found.list_visits() if house.reporter.url in u}
    assert {title for _url, title in ours} <= {"Quiet Word", "", TITLE}


def write(text: str) -> tuple[str, ...]:
    """Return a text in the ways an address writes it, too."""
    return (text, text.replace(" ", "+"), text.replace(" ", "%20"))
