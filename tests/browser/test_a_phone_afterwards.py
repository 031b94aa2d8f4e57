"""What somebody who takes the phone later finds: that the site was visited."""

from pathlib import Path

from playwright.async_api import async_playwright

from tests.browser.conftest import PATIENCE, House
from tests.browser.pictures import CHROMIUM_FLAGS, PHONE, find_chromium
from tests.browser.test_on_a_phone import TOLD, tell

ADDED = "Somebody moved it behind the bandstand yesterday."
PLACE = "Marlow Gardens"


async def walk(profile: Path, house: House) -> str:
    """A whole journey in one profile, with the page left open at the end."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=find_chromium(),
            args=[*CHROMIUM_FLAGS, "--restore-last-session"],
            viewport=PHONE,
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        words = await tell(page, house)
        await page.goto(f"{house.reporter.url}/back")
        await page.get_by_label("Your six words").fill(words)
        await page.get_by_role("button", name="Continue").click()
        await page.get_by_label("Answer us, or add more").fill(ADDED)
        await page.get_by_role("button", name="Send").click()
        # Chromium writes its session files every few seconds.
        await page.wait_for_timeout(6_000)
        await context.close()
    return words


async def test_nothing_that_was_typed_or_shown_is_in_the_browsers_profile(
    house: House, tmp_path: Path
) -> None:
    words = await walk(tmp_path / "profile", house)
    files = [p.read_bytes() for p in (tmp_path / "profile").rglob("*") if p.is_file()]
    secret = [TOLD, ADDED, PLACE, words, words.replace(" ", "+"), *told_in_a_url()]

    assert any(house.reporter.url.encode() in content for content in files)
    assert [
        text
        for text in secret
        for kept in (text.encode(), text.encode("utf-16-le"))
        if any(kept in content for content in files)
    ] == []


def told_in_a_url() -> list[str]:
    return [
        text.replace(" ", separator)
        for text in (TOLD, ADDED, PLACE)
        for separator in ("+", "%20")
    ]
