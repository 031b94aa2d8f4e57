"""Photos sent along from a small phone, and what stays on it."""

from base64 import b64decode
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.conftest import PATIENCE, House
from tests.browser.photographing import (
    SAID,
    come_to_photos,
    take_photos,
    tell_with_photos,
)
from tests.browser.pictures import (
    CHROMIUM_FLAGS,
    PHONE,
    find_chromium,
    list_barriers,
    measure_overflow,
    take_picture,
)
from tests.photos import HIDDEN, NAME

COPIES = 'img[src^="data:image/jpeg"]'


@pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "none"])
async def test_a_phone_adds_two_photos_takes_one_away_and_sends(
    chromium: Browser, house: House, tmp_path: Path, *, scripts: bool
) -> None:
    context = await chromium.new_context(viewport=PHONE, java_script_enabled=scripts)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()

    await tell_with_photos(page, house, *take_photos(tmp_path / "p", "teal", "red"))
    assert await page.locator(COPIES).count() == 2
    assert await are_drawn(page)
    assert await measure_overflow(page) <= 0
    await take_picture(page, "reporter-photos")
    await page.get_by_role("button", name="Remove number 1").click()
    await page.get_by_role("button", name="Remove number 2").wait_for(state="detached")
    assert await page.locator(COPIES).count() == 1
    await page.get_by_role("button", name="Send").last.click()
    await page.locator(".qw-words").wait_for()
    await context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "none"])
async def test_what_must_never_be_added_is_on_the_same_small_screen_as_the_button(
    chromium: Browser, house: House, *, scripts: bool
) -> None:
    context = await chromium.new_context(
        viewport={"width": 320, "height": 480}, java_script_enabled=scripts
    )
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await come_to_photos(page, house)
    never = await page.get_by_text("Never add a sexual picture").bounding_box()
    button = await page.locator("#added").bounding_box()
    await context.close()

    assert never
    assert button
    assert 0 < button["y"] + button["height"] - never["y"] < 400


async def test_the_pages_with_photos_keep_nobody_out(
    chromium: Browser, house: House, tmp_path: Path
) -> None:
    context = await chromium.new_context(viewport=PHONE)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()

    await tell_with_photos(page, house, *take_photos(tmp_path / "p", "teal"))
    found = await list_barriers(page)
    await page.get_by_role("button", name="Add more").click()
    await page.get_by_text("1 added already").wait_for()

    assert found + await list_barriers(page) == []
    await context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["JavaScript", "none"])
async def test_neither_text_nor_photo_is_in_the_browsers_profile_afterwards(
    house: House, tmp_path: Path, *, scripts: bool
) -> None:
    photos = take_photos(tmp_path / "p", "teal", "red")
    shown = await walk(tmp_path / "profile", house, photos, scripts=scripts)

    kept = [p.read_bytes() for p in (tmp_path / "profile").rglob("*") if p.is_file()]
    copy = b64decode(shown.partition(",")[2])
    secret = [SAID.encode(), *HIDDEN, photos[0].read_bytes()[3000:3040]]
    secret += [wide(one) for one in secret if one.isascii()]
    secret += [shown[60:120].encode(), copy[-60:-20]]
    # Without JavaScript, Chromium keeps the names of chosen files with the page.
    known = set() if scripts else {wide(NAME.encode())}
    assert any(house.reporter.url.encode() in content for content in kept)
    assert {one for one in secret if any(one in content for content in kept)} == known


async def walk(
    profile: Path, house: House, photos: list[Path], *, scripts: bool
) -> str:
    """Send photos in one profile, and return the first copy that its page showed."""
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            profile,
            executable_path=find_chromium(),
            args=[*CHROMIUM_FLAGS, "--restore-last-session"],
            viewport=PHONE,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await tell_with_photos(page, house, *photos)
        shown = await page.locator(COPIES).first.get_attribute("src") or ""
        await page.wait_for_timeout(6_000)  # until the session files are written
        await page.get_by_role("button", name="Send").last.click()
        await page.locator(".qw-words").wait_for()
        await page.wait_for_timeout(6_000)
        await context.close()
    return shown


def wide(text: bytes) -> bytes:
    """A text in wide letters, as Chromium keeps much of what it keeps."""
    return text.decode().encode("utf-16-le")


async def are_drawn(page: Page) -> bool:
    """Tell whether the browser draws every copy: the page's own rules allow it."""
    drawn: bool = await page.locator(COPIES).evaluate_all(
        "all => all.every(one => one.complete && one.naturalWidth > 0)"
    )
    return drawn
