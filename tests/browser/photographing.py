"""Somebody with photos on their phone, before the form."""

from pathlib import Path

from playwright.async_api import Page

from tests.browser.conftest import House
from tests.photos import NAME, a_photo

SAID = "He keeps it in the blue shed, see the photo."
_QUESTIONS = 20


def take_photos(folder: Path, *colours: str) -> list[Path]:
    """Take photos; the first has a name that says something."""
    folder.mkdir(exist_ok=True)
    paths = [folder / NAME, *(folder / f"{n}.jpg" for n in range(1, len(colours)))]
    for path, colour in zip(paths, colours, strict=True):
        path.write_bytes(a_photo(colour=colour))
    return paths


async def come_to_photos(page: Page, house: House) -> None:
    """Fill in the form, with JavaScript or without, up to the question for photos."""
    await page.goto(f"{house.reporter.url}/form")
    go_on = page.get_by_role("button", name="Continue")
    for _question in range(_QUESTIONS):
        if await page.locator("#text").is_visible():
            await page.locator("#text").fill(SAID)
        if await page.locator("#added").is_visible():
            break
        await go_on.click()


async def tell_with_photos(page: Page, house: House, *photos: Path) -> None:
    """Tell something with photos, up to the check page."""
    await come_to_photos(page, house)
    await page.locator("#added").set_input_files(photos)
    await page.get_by_role("button", name="Continue").click()
    await page.wait_for_url("**/check")
    await page.get_by_text("These are new copies").wait_for()
