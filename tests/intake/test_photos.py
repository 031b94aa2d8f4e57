"""Photos on their way from a phone to the desk, without JavaScript."""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from service.db.schema import FileRow, TipRow
from tests.builders import TRIAGE_DESK
from tests.intake.public import Public
from tests.photos import HIDDEN, a_photo, add_photos, open_photos
from tests.visitors import Visitor, read_words

TOLD = {"text": "Two boys on a moped took a phone.", "where": "Marlow Parade"}
BROKEN = a_photo()[:2000]


async def tell(kim: Visitor, *photos: bytes, **typed: str) -> None:
    """Fill in the form with photos, and stand before the check page."""
    await kim.visit("/form")
    await add_photos(kim, *photos, **{**TOLD, **typed})


async def test_a_photo_reaches_the_desk_without_what_was_hidden_in_it(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo())
    assert "These are new copies" in kim.page

    await kim.press("Send")

    assert "Thank you" in kim.page
    [opened] = await public.open_tips(TRIAGE_DESK)
    [photo] = await open_photos(public.site, opened.body.answers)
    with Image.open(BytesIO(photo)) as picture:
        assert picture.size == (640, 480)
        assert not picture.getexif()
    assert [canary for canary in HIDDEN if canary in photo] == []
    assert await public.count(FileRow) == 1


async def test_without_a_photo_the_same_form_is_sent_as_ever(
    kim: Visitor, public: Public
) -> None:
    await tell(kim)
    assert "None added" in kim.page

    await kim.press("Send")

    [opened] = await public.open_tips(TRIAGE_DESK)
    assert opened.body.answers.text == TOLD["text"]
    assert opened.body.answers.files == ()


async def test_send_pressed_again_and_again_is_one_tip_with_one_photo(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo())
    form, button = kim.find_button("Send")
    pages = [await kim.client.post(button.action, data=form.fields) for _ in range(3)]

    assert len({tuple(read_words(p.text)) for p in pages}) == 1
    assert await public.count(TipRow) == 1
    assert await public.count(FileRow) == 1


async def test_sent_again_after_hours_it_is_known_and_not_asked_for_again(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo())
    form, button = kim.find_button("Send")
    await kim.client.post(button.action, data=form.fields)
    public.site.clock.advance(timedelta(hours=5))

    again = await kim.client.post(button.action, data=form.fields)

    assert "We have this" in again.text
    assert await public.count(TipRow) == 1


async def test_a_photo_that_was_lost_meanwhile_is_asked_for_again(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo())
    for path in (public.site.folder / "files").iterdir():
        path.unlink()

    await kim.press("Send")

    assert "You have to add your files again" in kim.page
    assert await public.count(TipRow) == 0


async def test_one_photo_belongs_to_one_tip_and_a_second_one_leaves_it_whole(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo())
    form, button = kim.find_button("Send")
    await kim.client.post(button.action, data=form.fields)
    other = {**form.fields, "text": "Another thing altogether."}

    answer = await kim.client.post(button.action, data=other)

    assert "You have to add your files again" in answer.text
    assert "Another thing altogether." in answer.text
    assert await public.count(TipRow) == 1
    [opened] = await public.open_tips(TRIAGE_DESK)
    assert len(await open_photos(public.site, opened.body.answers)) == 1
