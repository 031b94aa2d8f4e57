"""With some topics no picture is taken, whoever sends one and in whatever order.

What must never be sent to us is not cleaned, not kept, not sent on; pages say so.
"""

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from service import reporter
from service.db.schema import FileRow, TipRow
from service.domain.answers import Attachment
from service.domain.attaching import MOST_PIECES, Refusal
from service.domain.brought import Enclosed
from service.intake.attaching import Attaching, Tray
from service.settings import load_words
from tests.builders import REPORTER_HOST, TRIAGE_DESK, Site, make_site
from tests.cleaning import hostile
from tests.databases import Database
from tests.intake.public import Public
from tests.photos import NAME, a_photo, add_photos, press_beside
from tests.visitors import CHANGE, Visitor, at_the_door
from tests.web.uploading import MULTIPART, write_body

TOLD = {"text": "They pass a picture of her around.", "where": "Year 9"}
NOT_LOOKED_AT = Refusal.NOT_WITH_THIS.value
LEFT_OUT = "What you added before will not be sent"
PICTURE = 'src="data:image/jpeg;base64,'
ADD = "Add<span"


@pytest.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> Site:
    return await make_site(sqlite_database, tmp_path, load_words())


async def tell(kim: Visitor, *photos: bytes, path: str = "/form", **typed: str) -> None:
    await kim.visit(path)
    await add_photos(kim, *photos, **{**TOLD, **typed})


def count_kept(public: Public) -> int:
    """How many files of whatever kind lie in the store."""
    folder = public.site.folder / "files"
    return sum(1 for one in folder.rglob("*") if one.is_file())


async def choose_topic_later(kim: Visitor, topic: str) -> None:
    """Go back from the check page, and say more closely what it is about."""
    await press_beside(kim, "/form")
    await add_photos(kim, topic=topic)


@pytest.mark.parametrize("topic", ["SX1", "SX2"])
@pytest.mark.parametrize(
    "answers", [{"path": "/form"}, {"path": "/work", "role": "school"}]
)
async def test_a_picture_is_not_looked_at_and_not_kept_and_each_page_says_so(
    kim: Visitor, public: Public, topic: str, answers: dict[str, str]
) -> None:
    await tell(kim, a_photo(), a_photo(), topic=topic, **answers)

    assert "Do not send us sexual pictures" in kim.page
    assert kim.page.count(NOT_LOOKED_AT) == 1
    assert count_kept(public) == 0
    await kim.look_on()
    assert "Check your answers" in kim.page
    assert kim.page.count(NOT_LOOKED_AT) == 1
    assert PICTURE not in kim.page
    assert ADD not in kim.page
    await kim.press("Send")
    assert "Thank you" in kim.page
    assert await public.count(TipRow) == 1
    assert await public.count(FileRow) == 0


async def test_a_picture_added_before_the_topic_was_chosen_is_left_out(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo())
    assert PICTURE in kim.page
    await choose_topic_later(kim, "SX1")

    assert LEFT_OUT in kim.page
    await kim.look_on()
    assert LEFT_OUT in kim.page
    assert PICTURE not in kim.page
    await kim.press("Send")

    assert "Thank you" in kim.page
    assert await public.count(FileRow) == 0


async def test_a_page_from_before_that_still_holds_one_is_told_before_it_is_sent(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo())
    form, button = kim.find_button("Send")
    old = {**form.fields, "topic": "SX1"}

    answer = await kim.client.post(button.action, data=old)

    assert "No picture goes with them" in answer.text
    assert TOLD["text"] in unescape(answer.text)
    assert PICTURE not in answer.text
    assert await public.count(TipRow) == 0
    kim.page = answer.text
    await kim.press("Send")
    assert "Thank you" in kim.page
    assert await public.count(FileRow) == 0


async def test_a_form_that_names_its_topic_last_sends_none_either(
    kim: Visitor,
) -> None:
    body = write_body(
        ("text", None, b"Words"),
        ("added", NAME, a_photo()),
        ("topic", None, b"SX1"),
        ("read", None, b"images"),
    )

    answer = await kim.client.post("/check", content=body, headers=MULTIPART)

    assert "Check your answers" in answer.text
    assert LEFT_OUT in answer.text
    assert PICTURE not in answer.text


async def test_the_form_does_not_ask_for_pictures_while_the_topic_is_chosen(
    kim: Visitor, public: Public
) -> None:
    await tell(kim, a_photo(), topic="SX1")
    await kim.press(CHANGE)

    assert 'type="file"' not in kim.page
    assert "We take no pictures with what you chose" in kim.page
    await kim.press("Continue", topic="DR1")

    assert "Check your answers" in kim.page
    assert ADD in kim.page
    await press_beside(kim, "/form")
    await add_photos(kim, a_photo())
    await kim.press("Send")
    [opened] = await public.open_tips(TRIAGE_DESK)
    assert len(opened.body.answers.files) == 1


async def test_what_is_kept_counts_into_what_a_minute_takes_in(site: Site) -> None:
    guide = site.borough.guide
    floods = replace(guide.floods, upload_megabytes_a_minute=1)
    borough = replace(site.borough, guide=replace(guide, floods=floods))
    settings = replace(site.reporter_settings, borough=borough)
    raw = hostile.noise_webp()
    assert len(raw) < 100_000

    async with at_the_door(reporter.app(settings, site.clock), REPORTER_HOST) as kim:
        await tell(kim, raw)

    assert f"File 1 was not added. {Refusal.BUSY}" in kim.page
    assert not [one for one in (site.folder / "files").rglob("*") if one.is_file()]


async def test_files_collected_from_many_pages_are_no_more_than_one_tip_holds(
    kim: Visitor, public: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Attaching] = []
    begin = Attaching.begin

    def keep(own: Attaching) -> Tray:
        seen.append(own)
        return begin(own)

    monkeypatch.setattr(Attaching, "begin", keep)
    await tell(kim, a_photo())
    form, button = kim.find_button("Send")
    [kept] = seen[0].read(form.fields).kept
    [token] = form.fields["files"].split()
    many = [_make_many(seen[0], kept, number) for number in range(1, 5)]

    answer = await kim.client.post(
        button.action, data={**form.fields, "files": " ".join([token, *many])}
    )

    assert answer.status_code == 403
    assert "You have to add your files again" in answer.text
    assert TOLD["text"] in answer.text
    assert await public.count(TipRow) == 0


def _make_many(attaching: Attaching, kept: Enclosed, number: int) -> str:
    """Carry a document of as many pages as may be, as its own page would."""
    pieces = tuple(
        Attachment(f"{number}{at}".rjust(32, "0"), "cd" * 32, "image/jpeg", 65_601)
        for at in range(MOST_PIECES)
    )
    return attaching._seal(replace(kept, pieces=pieces)).token
