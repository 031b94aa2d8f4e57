"""How long somebody on 3G waits for the first page: a browser slowed down to it."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, async_playwright

from service.settings import load_words
from tests.browser.pictures import CHROMIUM_FLAGS, PHONE, find_chromium
from tests.builders import make_site
from tests.databases import copy_sqlite, make_sqlite_template
from tests.processes import Running, run_process

SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 // 8,
    "uploadThroughput": 400_000 // 8,
}
"""3G as a browser's own tools mean it: 400 ms there and back, 400 kbit/s."""

TIMES = 5
_SHOWN = "performance.getEntriesByName('first-contentful-paint')"
"""The moment somebody sees words, as the browser itself notes it."""

PAGES = {"First page": "/", "Form, with the files kept": "/form"}


def measure_slow_phone() -> dict[str, list[float]]:
    """Return the seconds until each page can be read, of several tries."""
    with _open_street() as running:
        return asyncio.run(_measure(running.url))


def write_slow_phone(waits: dict[str, list[float]]) -> str:
    """Write a line of Markdown for each page: the middle try and the worst."""
    lines = [
        f"| {name} on 3G, shown after | {sorted(seconds)[len(seconds) // 2]:.1f} s"
        f" (at most {max(seconds):.1f} s) |"
        for name, seconds in waits.items()
    ]
    return "\n".join(["| | |", "| --- | --- |", *lines])


@contextmanager
def _open_street() -> Iterator[Running]:
    with TemporaryDirectory(prefix="quietword-bench-") as made:
        folder = Path(made)
        template = make_sqlite_template(folder / "template.db")
        database = copy_sqlite(template, folder / "vault.db")
        site = asyncio.run(make_site(database, folder, load_words()))
        with run_process(site, "reporter") as running:
            yield running


async def _measure(url: str) -> dict[str, list[float]]:
    waits: dict[str, list[float]] = {name: [] for name in PAGES}
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_FLAGS
        )
        for _ in range(TIMES):
            for name, seconds in zip(PAGES, await _visit(browser, url), strict=True):
                waits[name].append(seconds)
        await browser.close()
    return waits


async def _visit(browser: Browser, url: str) -> list[float]:
    """Look at the pages one after the other on a phone that was never here."""
    context = await browser.new_context(viewport=PHONE)
    page = await context.new_page()
    network = await context.new_cdp_session(page)
    await network.send("Network.enable")
    await network.send("Network.emulateNetworkConditions", SLOW)
    waits = []
    for path in PAGES.values():
        await page.goto(f"{url}{path}", wait_until="load")
        await page.wait_for_function(f"{_SHOWN}.length > 0")
        waits.append(await page.evaluate(f"{_SHOWN}[0].startTime") / 1000)
    await context.close()
    return waits


if __name__ == "__main__":
    print(write_slow_phone(measure_slow_phone()))
