"""What the pages say of photos, and keep of them. This is the same on any database."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from service.db.schema import TipRow
from service.domain.attaching import Refusal
from service.settings import load_words
from tests.builders import TRIAGE_DESK, Site, make_site
from tests.databases import Database
from tests.intake.public import Public
from tests.photos import a_photo, add_photos, open_photos, press_beside
from tests.visitors import FORM_TYPE, Visitor, read_forms

TOLD = {"text": "Two boys on a moped took a phone.", "where": "Marlow Parade"}
BROKEN = a_photo()[:2000]


@pytest.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> Site:
    return await make_site(sqlite_database, tmp_path, load_words())


async def tell(kim: Visitor, *photos: bytes, **typed: str) -> None:
    """Fill in the form with photos, and stand before the check page."""
    await kim.visit("/form")
    await add_photos(kim, *photos, **{**TOLD, **typed})


def count_shown(kim: Visitor) -> int:
    return kim.page.count('src="data:image/jpeg;base64,')


@pytest.mark.parametrize("hours", [2.01, 5, 20])
async def test_after_two_hours_a_photo_has_to_be_added_again_and_the_text_is_kept(
    kim: Visitor, public: Public, hours: float
) -> None:
    await tell(kim, a_photo())
    public.site.clock.advance(timedelta(hours=hours))

    await kim.press("Send")

    assert "You have to add your files again" in kim.page
    assert TOLD["text"] in kim.page
    assert count_shown(kim) == 0
    assert await public.count(TipRow) == 0
    await kim.press("Send")
    assert "Thank you" in kim.page


@pytest.mark.parametrize("token", ["nonsense", "AAAA", "%%%", "x" * 50_000])
async def test_what_is_no_token_of_ours_is_said_to_be_gone(
    kim: Visitor, public: Public, token: str
) -> None:
    await tell(kim)
    form, button = kim.find_button("Send")

    answer = await kim.client.post(button.action, data={**form.fields, "files": token})

    assert answer.status_code == 403
    assert TOLD["text"] in answer.text
    assert await public.count(TipRow) == 0


async def test_the_form_asks_for_photos_and_says_what_is_taken_out(
    kim: Visitor,
) -> None:
    await kim.visit("/form")

    [form] = re.findall(r"<form[^>]*>", kim.page)
    assert 'enctype="multipart/form-data"' in form
    assert 'type="file" multiple accept="image/*"' in kim.page
    assert "where and when you took it" in kim.page
    assert "A photo can show who you are" in kim.page
    assert "Never add a sexual picture of anybody under 18" in kim.page
    assert kim.page.index('name="wants_words"') < kim.page.index('name="added"')


async def test_a_photo_that_is_damaged_is_said_so_and_the_rest_still_goes(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo(), BROKEN, b"", a_photo(colour="red"))

    assert f"File 2 was not added. {Refusal.BROKEN}" in kim.page
    assert f"File 3 was not added. {Refusal.EMPTY}" in kim.page
    assert "Everything else is here" in kim.page
    assert count_shown(kim) == 2

    await kim.press("Send")

    [opened] = await public.open_tips(TRIAGE_DESK)
    assert len(opened.body.answers.files) == 2


async def test_more_than_five_are_said_to_be_too_many(kim: Visitor) -> None:
    await tell(kim, *(a_photo(size=(80, 60)) for _ in range(7)))

    assert count_shown(kim) == 5
    assert f"File 6 and those after it were not added. {Refusal.TOO_MANY}" in kim.page
    assert "File 7" not in kim.page


async def test_a_photo_is_taken_away_again_by_a_button(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo(size=(80, 60)), a_photo(size=(60, 80)))

    assert 'name="remove" value="2"' in kim.page
    await press_beside(kim, "/check", remove="1")

    assert count_shown(kim) == 1
    await kim.press("Send")
    [opened] = await public.open_tips(TRIAGE_DESK)
    [photo] = await open_photos(public.site, opened.body.answers)
    with Image.open(BytesIO(photo)) as picture:
        assert picture.size == (60, 80)


async def test_going_back_to_change_something_keeps_them_and_more_can_be_added(
    kim: Visitor,
) -> None:
    await tell(kim, a_photo())
    await press_beside(kim, "/form")
    assert "1 added already" in kim.page
    [kept] = [form for form in read_forms(kim.page) if "text" in form.fields]
    assert kept.fields["text"] == TOLD["text"]

    await add_photos(kim, a_photo(colour="red"), where="Elsewhere")

    assert count_shown(kim) == 2
    assert "Elsewhere" in kim.page


async def test_a_mistake_on_the_form_keeps_them(kim: Visitor) -> None:
    await tell(kim, a_photo(), BROKEN, text="")
    assert "There is a problem" in kim.page
    assert "1 added already" in kim.page
    assert "File 2 was not added" in kim.page

    await add_photos(kim, text="Something after all")

    assert count_shown(kim) == 1
    assert "File 2" not in kim.page


async def test_pages_of_advice_keep_them_and_what_was_not_added(kim: Visitor) -> None:
    await tell(kim, a_photo(), BROKEN, topic="GUN")
    assert count_shown(kim) == 0

    await kim.look_on()

    assert count_shown(kim) == 1
    assert "File 2 was not added" in kim.page


async def test_the_check_page_leaves_out_what_is_too_old(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo())
    await press_beside(kim, "/form")
    public.site.clock.advance(timedelta(hours=3))

    await add_photos(kim, a_photo(colour="red"))

    assert count_shown(kim) == 1
    assert "Some of yours cannot be sent any more" in kim.page


async def test_the_form_in_the_other_encoding_is_read_too(kim: Visitor) -> None:
    answer = await kim.client.post(
        "/check", content="text=A+knife&added=me.jpg", headers=FORM_TYPE
    )

    assert "A knife" in answer.text
    assert "me.jpg" not in answer.text
