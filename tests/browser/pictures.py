"""Finding a browser, looking for barriers in a page, and taking its picture."""

import os
import shutil
from pathlib import Path

from playwright.async_api import Page, ViewportSize, expect

from tests.browser.sources import list_mistakes
from tests.browser.watching import list_stored, list_traces, read_source
from tests.databases import ROOT

CHROMIUM_FLAGS = [
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    # Chromium's own sandbox refuses to start as root, as on most CI machines.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
PHONE: ViewportSize = {"width": 320, "height": 640}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}

_AXE = ROOT / "deploy" / "node_modules" / "axe-core" / "axe.min.js"
_BROUGHT = Path.home() / ".cache" / "ms-playwright"
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_RUN_AXE = """async () => {
  const found = await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a",
    "wcag21aa", "wcag22aa", "best-practice"]});
  return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.html).join(" | ")}`);
}"""
_OVERFLOW = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)


def find_chromium() -> Path | None:
    """Return the system's Chromium, or the one Playwright brought, or None."""
    named = (shutil.which(name) for name in _NAMES)
    system = next((Path(path) for path in named if path), None)
    return system or next(
        iter(sorted(_BROUGHT.glob("chromium-*/chrome-*/chrome"))), None
    )


async def list_barriers(page: Page) -> list[str]:
    """Return what is wrong with a page, also what it takes a script to see."""
    plain = await list_plain_barriers(page)
    stored = await list_stored(page)
    await page.evaluate(_AXE.read_text())
    found: list[str] = await page.evaluate(_RUN_AXE)
    return [*found, *stored, *plain]


async def list_plain_barriers(page: Page) -> list[str]:
    """Return what is wrong with a page that may run no script: source, width, traces.

    axe is a script and may wait for ever where none run.
    """
    mistakes = list_mistakes(await read_source(page))
    traces = await list_traces(page)
    overflow = await measure_overflow(page)
    wide = [f"{overflow} px too wide"] if overflow > 0 else []
    return [*mistakes, *traces, *wide]


async def measure_overflow(page: Page) -> int:
    """Return by how many pixels a page is wider than the screen."""
    overflow: int = await page.evaluate(_OVERFLOW)
    return overflow


async def look(page: Page, title: str, picture: str = "") -> list[str]:
    """Wait for a page, and return what bars anybody from it, wide and then small."""
    await expect(page).to_have_title(f"{title}: Quiet Word")
    found = [f"{title}, wide: {barrier}" for barrier in await list_barriers(page)]
    if picture:
        await take_picture(page, picture)
    await page.set_viewport_size(PHONE)
    found += [f"{title}, small: {barrier}" for barrier in await list_barriers(page)]
    await page.set_viewport_size(DESKTOP)
    return found


async def take_picture(page: Page, name: str) -> None:
    """Keep a picture for the README where QUIETWORD_PICTURES names a folder."""
    folder = os.environ.get("QUIETWORD_PICTURES")  # noqa: TID251 - `make pictures` asks
    if folder:
        path = Path(folder) / f"{name}.png"
        await page.screenshot(path=path, full_page=True)
