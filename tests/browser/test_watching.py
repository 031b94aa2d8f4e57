"""The watch that is kept on every page finds what it is there for."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page

from tests.browser.answering import TOLD, come_to, finish
from tests.browser.conftest import PATIENCE, House
from tests.browser.pictures import PHONE, list_barriers
from tests.browser.watching import Watch, list_traces, read_source

ELSEWHERE = "https://elsewhere.example"
STORES = """async () => {
  localStorage.setItem('told', 'a'); sessionStorage.setItem('step', 'b')
  await caches.open('pages')
  await new Promise(done => indexedDB.open('answers').onsuccess = done)
}"""
HINT = f'<link rel="preconnect" href="{ELSEWHERE}"><form action="{ELSEWHERE}/x"></form>'


@pytest.fixture
async def form_page(chromium: Browser, house: House) -> AsyncIterator[Page]:
    """The form on a small phone: a size more would say nothing more here."""
    async with await chromium.new_context(viewport=PHONE) as context:
        context.set_default_timeout(PATIENCE)
        page = await context.new_page()
        await page.goto(f"{house.reporter.url}/form")
        await page.locator("#place").wait_for()
        yield page


@pytest.mark.parametrize(
    "asks",
    [
        f'<img alt="" src="{ELSEWHERE}/pixel.png">',
        f'<link rel="stylesheet" href="{ELSEWHERE}/font.css">',
        f'<iframe src="{ELSEWHERE}/"></iframe>',
    ],
)
async def test_a_page_that_asks_another_origin_for_anything_is_found(
    form_page: Page, watch: Watch, asks: str
) -> None:
    assert watch.take() == []

    await form_page.goto("about:blank")
    await form_page.set_content(asks, wait_until="commit")
    await form_page.wait_for_timeout(500)

    assert [url.startswith(ELSEWHERE) for url in watch.take()] == [True]


async def test_a_page_that_asks_the_officers_door_is_found_too(
    form_page: Page, house: House, watch: Watch
) -> None:
    # Our own pages' policy would not let it out; a page without one stands here.
    asks = f'<img alt="" src="{house.desk.url}/static/logo.png">'
    await form_page.route(
        "**/bare", lambda route: route.fulfill(body=asks, content_type="text/html")
    )
    await form_page.goto(f"{house.reporter.url}/bare")

    assert watch.take() == [f"{house.desk.url}/static/logo.png"]


async def test_what_leads_elsewhere_or_stays_in_the_browser_is_found(
    form_page: Page, house: House
) -> None:
    assert await list_barriers(form_page) == []

    await form_page.evaluate(STORES)
    await form_page.context.add_cookies(
        [{"name": "seen", "value": "yes", "url": house.reporter.url}]
    )
    await form_page.evaluate(
        "html => document.body.insertAdjacentHTML('beforeend', html)", HINT
    )

    found = await list_barriers(form_page)
    assert {f"leads to {ELSEWHERE}", "cookie: seen"} <= set(found)
    assert {"localStorage: told", "sessionStorage: step"} <= set(found)
    assert {"IndexedDB: answers", "CacheStorage: pages"} <= set(found)


async def test_the_source_is_that_of_the_page_wherever_a_script_puts_it(
    form_page: Page,
) -> None:
    await come_to(form_page, "Where is it?")
    first = await read_source(form_page)
    await finish(form_page)
    checked = await read_source(form_page)
    await form_page.get_by_role("button", name="Change").last.click()
    await form_page.locator("#place").wait_for()
    changed = await read_source(form_page)

    assert 'data-place="' in first
    assert TOLD not in first
    assert 'name="ticket"' in checked
    assert 'data-place="' in changed
    assert TOLD in changed


async def test_a_page_that_nobody_saw_coming_is_no_page_without_mistakes(
    form_page: Page,
) -> None:
    await form_page.goto("about:blank")
    with pytest.raises(AssertionError, match="not what came last"):
        await read_source(form_page)
    with pytest.raises(AssertionError, match="nobody watched"):
        await read_source(await form_page.context.new_page())
    assert await list_traces(form_page) == []
