"""A whole way in Arabic, from right to left, on a small screen and a wide one."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, ViewportSize

from service.settings import load_words
from service.web.catalogs import Catalog
from tests.browser.conftest import PATIENCE
from tests.browser.pictures import DESKTOP, PHONE, list_barriers, take_picture
from tests.builders import make_site
from tests.databases import copy_sqlite
from tests.processes import Running, run_process
from tests.tongues import ALL

ARABIC = Catalog.load("ar").texts
KNIFE = "معه سكين في حقيبته."
_SIDES = """() => {
  const at = (css) => document.querySelector(css).getBoundingClientRect()
  const heading = at("h1"), button = at(".govuk-exit-this-page__button")
  const style = getComputedStyle(document.querySelector("h1"))
  return [style.direction, Math.round(innerWidth - heading.right),
    Math.round(button.left)]
}"""
_FILL_IN = """(knife) => {
  document.querySelector("#text").value = knife
  document.querySelector("#danger").checked = true
  document.querySelector("main form").submit()
}"""
"""The form stands there in English; other tests go through it question by question."""


@pytest.fixture(scope="module")
def abroad(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """The public process of a borough that offers every language there is."""
    folder = tmp_path_factory.mktemp("abroad")
    database = copy_sqlite(sqlite_template, folder / "vault.db")
    site = asyncio.run(make_site(database, folder, load_words()))
    with run_process(site, "reporter", languages=ALL) as running:
        yield running


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
async def page(
    request: pytest.FixtureRequest, chromium: Browser
) -> AsyncIterator[Page]:
    """A browser that says that it reads Arabic."""
    size: ViewportSize = request.param
    context = await chromium.new_context(viewport=size, locale="ar")
    context.set_default_timeout(PATIENCE)
    yield await context.new_page()
    await context.close()


async def press(page: Page, says: str) -> None:
    await page.get_by_role("button", name=says).last.click()


async def look(page: Page, name: str) -> list[str]:
    """Take a picture of a page, and look for barriers in it."""
    await take_picture(page, f"reporter-{name}-in-arabic")
    return await list_barriers(page)


async def test_a_way_in_arabic_bars_nobody(page: Page, abroad: Running) -> None:
    await page.goto(f"{abroad.url}/en/")
    await page.get_by_role("link", name="العربية").press("Enter")
    await page.wait_for_url("**/ar/")
    found = {"start": await look(page, "start")}
    await press(page, ARABIC["Tell us"])
    found["ready"] = await look(page, "ready")
    await press(page, ARABIC["Continue"])
    found["form"] = await look(page, "form")
    await page.evaluate(_FILL_IN, KNIFE)
    await page.wait_for_url("**/ar/check")
    found["danger"] = await look(page, "danger")
    await press(page, ARABIC["I have done that, or I cannot: go on"])
    await press(page, "Send")
    await page.locator(".qw-words").wait_for()
    found["sent"] = await look(page, "sent")

    assert {name: barriers for name, barriers in found.items() if barriers} == {}
    assert await page.locator(".qw-words li").count() == 6
    assert page.url == f"{abroad.url}/ar/send"


async def test_a_page_in_arabic_runs_from_right_to_left(
    page: Page, abroad: Running
) -> None:
    await page.goto(abroad.url)
    direction, right_of_heading, left_of_button = await page.evaluate(_SIDES)
    number = page.locator('main [href^="tel:"]').first

    assert direction == "rtl"
    assert right_of_heading < 200
    assert left_of_button < 200
    assert await number.evaluate("e => getComputedStyle(e).direction") == "ltr"


@pytest.mark.parametrize("code", ALL)
async def test_no_language_is_too_wide_or_barred(
    chromium: Browser, abroad: Running, code: str
) -> None:
    context = await chromium.new_context(viewport=PHONE, java_script_enabled=True)
    page = await context.new_page()
    found = {}
    for path in ("", "ready", "info/help"):
        await page.goto(f"{abroad.url}/{code}/{path}")
        found[path] = await list_barriers(page)
    spoken = await page.locator("html").get_attribute("lang")
    await context.close()

    assert {path: barriers for path, barriers in found.items() if barriers} == {}
    assert spoken == code
