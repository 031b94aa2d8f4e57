"""Pictures at the desk: blurred, looked at and locked, small and wide."""

from base64 import b64encode

from playwright.async_api import BrowserContext, Page
from sqlalchemy import insert

from service.db.schema import FileRow
from service.domain.answers import Answers
from service.files.objects import Objects
from service.files.sealed_files import SealedFiles
from tests.browser.conftest import House
from tests.browser.office import open_tip, press, show, wait_for
from tests.browser.pictures import look
from tests.builders import SAFEGUARDING_DESK
from tests.files.kept import pieces
from tests.photos import a_photo
from tests.tips import Facts, at_work

# No other story of this house tells of it, so the inbox has one such tip.
TOPIC, TOPIC_NAME = "KN5", "Knives for sale online"
INDECENT = "This may be an indecent image of a child"


async def leave_pictures(house: House, count: int) -> None:
    """Leave a tip with pictures, as intake does once they are cleaned."""
    files = SealedFiles(Objects.open(house.site.files_settings))
    blur = b64encode(a_photo(size=(16, 12))).decode()
    photo = a_photo(size=(900, 600))
    kept = [
        await files.keep(pieces(photo), kind="image/jpeg", blur=blur)
        for _ in range(count)
    ]
    answers = Answers(text="Behind the bins.", topic=TOPIC, files=tuple(kept))
    async with at_work(house.site) as desk:
        left = await desk.leave_tip(answers, Facts(priority=0))
        async with desk.vault.writing() as connection:
            for file in kept:
                row = {"id": file.id, "tip": left.id, "size": file.size}
                await connection.execute(insert(FileRow).values(**row))


async def is_drawn(page: Page, chosen: str) -> bool:
    """Tell whether the browser drew a picture."""
    drawn = "image => image.complete && image.naturalWidth > 0"
    return bool(await page.locator(chosen).first.evaluate(drawn))


async def lock_first(page: Page) -> list[str]:
    """Go from a tip to one of its pictures, lock it, and go back."""
    found = await look(page, "Tip", "desk-files")
    await press(page, "Look at file 1")
    await show(page, "File")
    assert await is_drawn(page, ".qw-file__picture")
    found += await look(page, "File", "desk-file")
    await press(page, INDECENT)
    found += await look(page, "Lock this file", "desk-lock")
    await press(page, "Lock file 1")
    found += await look(page, "File locked")
    await press(page, "Back to the tip")
    await wait_for(page, "Only a supervisor of the Children's front door")
    return [*found, *await look(page, "Tip", "desk-locked")]


async def decide(page: Page) -> list[str]:
    """Go from a locked file to what becomes of it, make a mistake, and unlock it."""
    await press(page, "Decide what becomes of file 1")
    found = await look(page, "Locked file")
    await press(page, "Unlock file 1")
    found += await look(page, "Error: Locked file")
    await page.get_by_label("Why is it no indecent image").fill("It shows a cake.")
    await press(page, "Unlock file 1")
    await wait_for(page, "It is unlocked")
    return found + await look(page, "Locked file")


async def test_nothing_bars_who_looks_at_a_picture_and_locks_one(
    officers: dict[str, BrowserContext], house: House
) -> None:
    await leave_pictures(house, 2)
    page = await officers["ben"].new_page()
    await open_tip(page, house, TOPIC_NAME)
    assert await is_drawn(page, ".qw-file__blur img")
    found = await lock_first(page)
    await page.close()

    faye = await officers["faye"].new_page()
    await faye.goto(f"{house.desk.url}/duties/{SAFEGUARDING_DESK}")
    await faye.get_by_role("link", name="Locked files").click()
    found += await look(faye, "Locked files")
    await faye.locator("main .qw-open").first.click()
    await wait_for(faye, "Look only if you have to")
    found += await look(faye, "Locked files", "desk-locked-files")
    await faye.get_by_label("To decide what has to be done").check()
    await press(faye, "Look at file 1")
    found += await look(faye, "File")
    assert await is_drawn(faye, ".qw-file__picture")
    found += await decide(faye)
    await faye.close()

    assert found == []
