"""What some answers lead to first, and the way on from there: nothing is lost."""

import re
from html import unescape
from pathlib import Path

import pytest

from service.db.schema import DutyRow, TipRow
from service.domain.answers import TESTING, Answers
from service.domain.borough_files import read_borough_text
from service.domain.brought import NOTHING
from service.domain.guide import Advice
from service.settings import load_words
from service.web.pages import Pages
from tests.builders import Site, a_borough, make_site
from tests.databases import ROOT, Database
from tests.intake.public import Public
from tests.visitors import CHANGE, Visitor, read_forms

TOLD = {"text": "He was by the bins.", "where": "Marlow Parade", "how_known": "told"}
BOROUGH = a_borough()
GUIDE = BOROUGH.guide
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> Site:
    """Which pages follow one another has nothing to do with the kind of database."""
    return await make_site(sqlite_database, tmp_path, load_words())


def list_triggers() -> list[tuple[str, dict[str, str]]]:
    """Every page of advice, with answers that lead to it."""
    return [
        (advice.id, answers)
        for advice in GUIDE.advice
        for answers in (
            *({"topic": topic} for topic in advice.topics),
            *([{"danger": "yes"}] if advice.danger else []),
        )
    ]


def find_advice(advice_id: str) -> Advice:
    return next(advice for advice in GUIDE.advice if advice.id == advice_id)


async def tell(kim: Visitor, path: str = "/form", **answers: str) -> str:
    await kim.visit(path)
    await kim.press("Continue", **{**TOLD, **answers})
    return unescape(kim.page)


@pytest.mark.parametrize(("advice_id", "answers"), list_triggers())
async def test_every_page_of_advice_is_shown_first_and_leads_on_to_the_check_page(
    kim: Visitor, advice_id: str, answers: dict[str, str]
) -> None:
    advice = find_advice(advice_id)

    page = await tell(kim, **answers)

    assert all(text in page for text in (advice.title, *advice.says))
    assert all(s.name in page for s in GUIDE.list_supports(advice.supports))
    assert "Check your answers" not in page
    await kim.press(advice.go_on)
    assert "Check your answers" in kim.page
    assert all(text in kim.page for text in TOLD.values() if text != "told")


@pytest.mark.parametrize(("advice_id", "answers"), list_triggers())
async def test_every_page_of_advice_leads_back_with_all_that_was_typed(
    kim: Visitor, advice_id: str, answers: dict[str, str]
) -> None:
    await tell(kim, **answers)
    _form, button = kim.find_button(CHANGE)
    await kim.press(CHANGE)

    form = next(form for form in read_forms(kim.page) if "text" in form.fields)
    assert form.fields.items() >= {**TOLD, **answers}.items()
    assert button.action.partition("#")[2] in answers
    await kim.press("Continue")
    assert "Check your answers" in kim.page, f"{advice_id} is shown once"


@pytest.mark.parametrize("path", ["/form", "/work"])
async def test_two_pages_of_advice_follow_one_another_and_then_it_can_be_sent(
    kim: Visitor, public: Public, path: str
) -> None:
    role = {"role": "school"} if path == "/work" else {}
    await tell(kim, path, danger="yes", topic="MI1", **role)
    first = kim.page
    form, _button = kim.find_button(CHANGE)
    await kim.send(form, form.buttons[0].says)
    second = kim.page
    await kim.look_on()
    await kim.press("Send")

    assert "somebody is missing now" in first
    assert "Call 999 now" in second
    [tip] = await public.open_tips()
    assert tip.body.answers.text == TOLD["text"]
    assert (tip.body.answers.danger, tip.body.answers.topic) == ("yes", "MI1")


async def test_advice_that_was_read_is_shown_again_only_for_another_answer(
    kim: Visitor,
) -> None:
    await tell(kim, topic="GUN")
    await kim.look_on()
    sent, _button = kim.find_button("Send")
    kim.page = (await kim.client.post("/form", data=sent.fields)).text
    await kim.press("Continue", topic="SU1")
    assert "Talk to somebody now" in kim.page

    await kim.press(CHANGE)
    await kim.press("Continue", topic="GUN")
    assert "Check your answers" in kim.page


async def test_in_danger_every_way_to_999_is_named(kim: Visitor) -> None:
    page = await tell(kim, danger="yes")

    assert 'href="tel:999"' in page
    assert 'href="tel:18000"' in page
    assert 'href="https://999bsl.co.uk"' in page
    assert "press 55" in page


async def test_who_thinks_of_hurting_themselves_gets_a_person_to_talk_to_first(
    kim: Visitor,
) -> None:
    page = await tell(kim, topic="SU1")

    assert 'href="tel:08000684141"' in page
    assert 'href="sms:85258"' in page
    assert page.index("Papyrus") < page.index("Nothing has been sent yet")


async def test_sexual_pictures_are_never_to_be_sent_and_can_be_taken_down(
    kim: Visitor,
) -> None:
    page = await tell(kim, topic="SX1")

    assert "Never add a sexual picture or video of anybody under 18" in page
    assert 'href="https://childline.org.uk/remove"' in page


async def test_whoever_tells_of_a_teacher_is_told_by_name_who_cannot_read_it(
    kim: Visitor,
) -> None:
    page = await tell(kim, topic="ST1")

    said = page[: page.index("Who can help you now")]
    assert "This desk alone: <strong>Independent desk</strong>" in said
    for team in ("Community Safety Team", "Schools officers", "Neighbourhood police"):
        assert team in said
    assert "Auditor" not in said


async def test_another_website_is_opened_beside_the_page_and_learns_nothing(
    kim: Visitor,
) -> None:
    await tell(kim, topic="SX1")

    links = re.findall(r'<a [^>]*href="https://[^>]*>', kim.page)
    away = [link for link in links if "childline" in link or "ceop" in link]
    assert len(away) == 3
    assert all('rel="noreferrer noopener"' in link for link in away)
    assert all('target="_blank"' in link for link in away)
    assert kim.page.count("another website, in a new tab") == 3


async def test_what_a_borough_writes_is_text_whatever_it_holds() -> None:
    shipped = (ROOT / "deploy" / "borough.toml").read_text()
    text = shipped.replace("Call 999 about a gun", "<b>100% & %(x)s</b>")
    borough = read_borough_text(text)
    pages = Pages.for_reporters("intake", borough=borough)
    advice = next(one for one in borough.guide.advice if one.id == "gun")

    page = pages.render(
        "intake/advice.html",
        advice=advice,
        supports=(),
        carried={"text": HOSTILE},
        files=NOTHING,
        barred=(),
        independent="",
        asked_by="topic",
    )

    html = bytes(page.body).decode()
    assert "&lt;b&gt;100% &amp; %(x)s&lt;/b&gt;" in html
    assert "<script>alert" not in html


@pytest.mark.parametrize(
    "read", ["", HOSTILE, "gun " * 9000, "hurt-yourself", "\x00\x7f"]
)
async def test_a_page_of_advice_is_shown_whatever_a_form_says_it_read(
    kim: Visitor, read: str
) -> None:
    response = await kim.client.post(
        "/check", data={**TOLD, "topic": "MI1", "read": read}
    )

    assert response.status_code == 200
    assert "somebody is missing now" in response.text
    assert "<script>alert" not in response.text


@pytest.mark.parametrize("topic", BOROUGH.topic_codes)
async def test_every_topic_can_be_told_once_with_its_group(
    kim: Visitor, public: Public, topic: str
) -> None:
    found = BOROUGH.find_topic(topic)
    assert found is not None
    await tell(kim, topic=topic)
    await kim.look_on()
    checked = unescape(kim.page)
    await kim.press("Send")

    desk = BOROUGH.choose_desk(Answers(text="", topic=topic))
    [tip] = await public.open_tips(desk)
    assert found.label in checked
    assert (tip.body.answers.topic, tip.body.answers.group) == (topic, found.group)


@pytest.mark.parametrize("group", BOROUGH.group_ids)
async def test_every_group_can_be_told_without_a_closer_topic(
    kim: Visitor, public: Public, group: str
) -> None:
    found = BOROUGH.find_group(group)
    assert found is not None
    page = await tell(kim, group=group)
    await kim.press("Send")

    [tip] = await public.open_tips()
    assert found.label in page
    assert tip.body.answers.group == group


async def test_just_trying_it_out_is_a_good_answer(
    kim: Visitor, public: Public
) -> None:
    await kim.visit("/form")
    assert kim.page.index("radios__divider") < kim.page.index(f'value="{TESTING}"')
    page = await tell(kim, group=TESTING, traceable="yes")
    await kim.press("Send")

    assert "I am just trying this out" in page
    assert "Nobody is in trouble for it" in page
    assert "they work. Try coming back" in page
    [tip] = await public.open_tips()
    assert tip.body.answers.is_test
    assert tip.priority == 4
    assert await public.count(DutyRow) == 0


async def test_who_tries_it_out_and_tells_of_danger_is_taken_seriously(
    kim: Visitor, public: Public
) -> None:
    page = await tell(kim, group=TESTING, danger="yes")
    await kim.look_on()
    await kim.press("Send")

    assert "Call 999 now" in page
    [tip] = await public.open_tips()
    assert (tip.body.answers.is_test, tip.priority) == (True, 0)


async def test_a_topic_counts_more_than_just_trying_it_out(
    kim: Visitor, public: Public
) -> None:
    page = await tell(kim, group=TESTING, topic="KN1")
    await kim.press("Send")

    assert "Nobody is in trouble for it" not in page
    [tip] = await public.open_tips()
    assert (tip.body.answers.is_test, tip.body.answers.group) == (False, "weapons")
    assert await public.count(TipRow) == 1
