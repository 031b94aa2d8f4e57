"""A real Chromium, before the service as it is run."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    async_playwright,
)

from crypto import make_totp_code
from service.db.engine import Vault
from service.domain.people import DeskId, Post, Role
from service.settings import load_words
from tests.browser.pictures import CHROMIUM_FLAGS, DESKTOP, PHONE, find_chromium
from tests.browser.watching import Watch
from tests.builders import (
    CUSTODIAN_DESK,
    PASSWORD,
    POLICE_DESK,
    Site,
    add_person,
    make_site,
    open_desk,
)
from tests.databases import Database, copy_sqlite
from tests.processes import Running, run_process

HERE = Path(__file__).parent
NO_BROWSER = "The browser tests did not run: no Chromium was found."
CAMERA_DESK = DeskId("cctv-room")
PATIENCE = 8_000
"""Milliseconds a page may take to show what a test waits for."""


@dataclass(frozen=True, slots=True)
class House:
    """A site whose two web processes are running."""

    site: Site
    reporter: Running
    desk: Running


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave these tests out where there is no browser; on CI, refuse to."""
    if find_chromium():
        return
    if os.environ.get("CI"):  # noqa: TID251 - what CI sets
        raise pytest.UsageError(NO_BROWSER)
    here = [item for item in items if HERE in item.path.parents]
    items[:] = [item for item in items if item not in here]
    config.hook.pytest_deselected(items=here)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that they did not run."""
    if not find_chromium():
        terminalreporter.write_line(NO_BROWSER)


@pytest.fixture(scope="session")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="session")
async def chromium(watch: Watch) -> AsyncIterator[Browser]:
    """A browser that is watched: whatever tab of it any test opens."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_FLAGS
        )
        browser.on("context", watch.follow)
        yield browser
        await browser.close()


@pytest.fixture(autouse=True)
def nothing_strays(watch: Watch) -> Iterator[None]:
    """No page that any test here looks at asks anybody but its own door."""
    yield
    assert watch.take() == []


@pytest.fixture(scope="session")
def house(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    database = copy_sqlite(sqlite_template, folder / "vault.db")
    site = asyncio.run(staff(database, folder))
    with run_process(site, "reporter") as reporter, run_process(site, "desk") as desk:
        yield House(site, reporter, desk)


async def staff(database: Database, folder: Path) -> Site:
    """Make a site with the desks whose pages are looked at here besides."""
    site = await make_site(database, folder, load_words())
    vault = Vault(database.desk)
    for name, desk in (
        ("noor", POLICE_DESK),
        ("cleo", CAMERA_DESK),
        ("omar", CUSTODIAN_DESK),
    ):
        post = Post(desk, Role.SUPERVISOR, admitted=True)
        await add_person(site, vault, name, posts=[post])
        await open_desk(site, vault, desk)
    await vault.close()
    return site


@pytest.fixture
async def phone(chromium: Browser) -> AsyncIterator[Page]:
    """A small phone without JavaScript."""
    context = await chromium.new_context(viewport=PHONE, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield await context.new_page()
    await context.close()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
async def form_page(
    request: pytest.FixtureRequest, chromium: Browser, house: House
) -> AsyncIterator[Page]:
    """The form before somebody whose browser runs scripts."""
    size: ViewportSize = request.param
    async with await chromium.new_context(viewport=size) as context:
        context.set_default_timeout(PATIENCE)
        opened = await context.new_page()
        await opened.goto(house.reporter.url)
        await opened.goto(f"{house.reporter.url}/form")
        await opened.locator("#place").wait_for()
        yield opened


@pytest.fixture(scope="session")
async def browsers(
    chromium: Browser, house: House
) -> AsyncIterator[dict[str, BrowserContext]]:
    """The browser of each officer, before anybody signed in."""
    contexts = {}
    for name in house.site.people:
        contexts[name] = await chromium.new_context(viewport=DESKTOP)
        contexts[name].set_default_timeout(PATIENCE)
    yield contexts
    for context in contexts.values():
        await context.close()


@pytest.fixture(scope="module")
async def officers(
    browsers: dict[str, BrowserContext], house: House
) -> dict[str, BrowserContext]:
    """The browser of each officer, at their desk and signed in.

    Who did nothing for a quarter of an hour, while others' tests ran, was signed out.
    """
    for name, context in browsers.items():
        page = await context.new_page()
        await page.goto(house.desk.url)
        if await page.get_by_role("button", name="Sign out").count() == 0:
            await sign_in(page, house, name)
        await page.close()
    return browsers


async def sign_in(page: Page, house: House, name: str) -> None:
    """Sign an officer in as they would, with password and code."""
    secret = house.site.people[name].secrets.totp_secret
    await page.goto(f"{house.desk.url}/sign-in")
    await page.get_by_label("Name", exact=True).fill(name)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    code = make_totp_code(secret, at=int(time.time()))  # noqa: TID251 - the phone's clock
    await page.get_by_label("Code").fill(code)
    await page.get_by_role("button", name="Sign in").click()
    # A page closed on its way to the next may never say that it is closed.
    await page.get_by_role("button", name="Sign out").wait_for()
