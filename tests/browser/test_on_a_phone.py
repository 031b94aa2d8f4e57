"""A young person on a small phone without JavaScript."""

from playwright.async_api import Page

from tests.browser.conftest import House
from tests.browser.pictures import take_picture

TOLD = "A boy in the year above hid a knife under the bench by the pond."
MOST_QUESTIONS = 14


async def tell(page: Page, house: House) -> str:
    """Tell the team something, and return the six words the page shows."""
    await page.goto(house.reporter.url)
    await page.get_by_role("button", name="Tell us").click()
    await page.get_by_role("button", name="Continue").click()
    await page.wait_for_url("**/form")
    for _ in range(MOST_QUESTIONS):
        # Until the page is there whole, its script has not chosen the question yet.
        await page.wait_for_load_state()
        if await page.locator("#answers").count():
            break
        await answer(page)
        await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("button", name="Send").last.click()
    await page.locator(".qw-words").wait_for()
    return " ".join(await page.locator(".qw-words li").all_inner_texts())


async def answer(page: Page) -> None:
    """Answer what the page asks: one question with JavaScript, or all of them."""
    if await page.locator("#text").is_visible():
        await page.locator("#text").fill(TOLD)
    if await page.get_by_label("Knives and weapons").is_visible():
        await page.get_by_label("Knives and weapons").check()
    if await page.locator("#where").is_visible():
        await page.locator("#where").fill("Marlow Gardens")


async def test_a_young_person_tells_and_comes_back(phone: Page, house: House) -> None:
    words = await tell(phone, house)
    await take_picture(phone, "reporter-sent")

    await phone.goto(f"{house.reporter.url}/back")
    await phone.get_by_label("Your six words").fill(words)
    await phone.get_by_role("button", name="Continue").click()

    assert len(words.split()) == 6
    assert await phone.get_by_text("Nobody has picked it up yet").is_visible()


async def test_everything_can_be_done_by_keyboard(phone: Page, house: House) -> None:
    await phone.goto(f"{house.reporter.url}/form")
    await phone.get_by_label("Tell us what you know").focus()
    await phone.keyboard.type(TOLD)
    for _ in range(30):
        await phone.keyboard.press("Tab")
        if await phone.evaluate("document.activeElement.innerText") == "Continue":
            break
    await phone.keyboard.press("Enter")
    await phone.wait_for_url("**/check")

    assert await phone.get_by_text(TOLD).first.is_visible()


async def test_a_mistake_keeps_what_was_typed_and_says_where_it_is(
    phone: Page, house: House
) -> None:
    await phone.goto(f"{house.reporter.url}/form")
    await phone.get_by_label("Where is it?").fill("Marlow Gardens")
    await phone.get_by_role("button", name="Continue").click()
    await phone.get_by_role("link", name="Tell us what you know").first.click()

    assert (await phone.title()).startswith("Error:")
    assert await phone.get_by_label("Where is it?").input_value() == "Marlow Gardens"
    assert phone.url.endswith("#text")


async def test_no_page_asks_another_origin_for_anything_or_sets_a_cookie(
    phone: Page, house: House
) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))

    await tell(phone, house)

    assert [url for url in asked if not url.startswith(house.reporter.url)] == []
    assert await phone.context.cookies() == []
