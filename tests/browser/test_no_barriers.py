"""axe (WCAG 2.2 AA) finds nothing on any page, small or wide, of either process."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, Page, ViewportSize

from tests.browser.answering import finish, look_on, reach
from tests.browser.conftest import PATIENCE, House
from tests.browser.pictures import DESKTOP, PHONE, list_barriers, take_picture
from tests.browser.test_on_a_phone import TOLD, tell

Steps = Callable[[Page, House], Awaitable[object]]


async def start(page: Page, house: House) -> None:
    await page.goto(house.reporter.url)


async def ready(page: Page, house: House) -> None:
    await page.goto(f"{house.reporter.url}/ready")


def read(name: str) -> Steps:
    async def steps(page: Page, house: House) -> None:
        await page.goto(f"{house.reporter.url}/info/{name}")

    return steps


async def form(page: Page, house: House) -> None:
    await page.goto(f"{house.reporter.url}/form")


async def mistake(page: Page, house: House) -> None:
    await form(page, house)
    await (await reach(page, page.locator("#text"))).fill("a" * 4001)
    await finish(page)


async def advice(page: Page, house: House) -> None:
    await form(page, house)
    await page.locator("#danger").check()
    await (await reach(page, page.locator("#text"))).fill(TOLD)
    await finish(page)


async def check(page: Page, house: House) -> None:
    await advice(page, house)
    await look_on(page)


async def back(page: Page, house: House) -> None:
    await page.goto(f"{house.reporter.url}/back")


async def wrong_words(page: Page, house: House) -> None:
    await back(page, house)
    await page.get_by_label("Your six words").fill("some wrong words xyzzy")
    await page.get_by_role("button", name="Continue").click()


async def thread(page: Page, house: House) -> None:
    words = await tell(page, house)
    await back(page, house)
    await page.get_by_label("Your six words").fill(words)
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Answer us, or add more").fill("He was there again today.")
    await page.get_by_role("button", name="Send").click()


async def forget(page: Page, house: House) -> None:
    await page.goto(f"{house.reporter.url}/back/forget")


async def nowhere(page: Page, house: House) -> None:
    await page.goto(f"{house.reporter.url}/nowhere")


async def sign_in_page(page: Page, house: House) -> None:
    await page.goto(f"{house.desk.url}/sign-in")


async def wrong_sign_in(page: Page, house: House) -> None:
    await sign_in_page(page, house)
    await page.get_by_role("button", name="Sign in").click()


REPORTER = {
    "reporter-start": start,
    "reporter-ready": ready,
    "reporter-safe": read("help"),
    "reporter-kept": read("about"),
    "reporter-accessibility": read("access"),
    "reporter-privacy": read("privacy"),
    "reporter-young": read("privacy-easy"),
    "reporter-cookies": read("cookies"),
    "reporter-form": form,
    "reporter-mistake": mistake,
    "reporter-advice": advice,
    "reporter-check": check,
    "reporter-sent": tell,
    "reporter-back": back,
    "reporter-wrong-words": wrong_words,
    "reporter-thread": thread,
    "reporter-forget": forget,
    "reporter-nowhere": nowhere,
    "desk-sign-in": sign_in_page,
    "desk-wrong-sign-in": wrong_sign_in,
}


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", REPORTER)
async def test_nothing_bars_anybody_from_a_page(
    chromium: Browser, house: House, name: str, size: ViewportSize
) -> None:
    context = await chromium.new_context(viewport=size)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await REPORTER[name](page, house)
    found = await list_barriers(page)
    if size is PHONE:
        await take_picture(page, name)
    await context.close()

    assert found == []
