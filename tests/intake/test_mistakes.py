"""What a form gets that cannot be sent as it is: told where, with nothing lost."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from service.db.schema import TipRow
from service.settings import load_words
from tests.builders import REPORTER_HOST, Site, make_site
from tests.databases import Database
from tests.intake.public import Public
from tests.visitors import FORM_TYPE, Visitor, read_forms

MISTAKES = {
    "nothing": ("text", b"", "Tell us what you know"),
    "only spaces": ("text", b"%20%0D%0A%20", "Tell us what you know"),
    "too long": ("text", b"a" * 4001, "must be 4,000 characters or fewer"),
    "a long place": ("where", b"a" * 201, "Where must be 200 characters or fewer"),
    "a long time": ("when", b"a" * 201, "When must be 200 characters or fewer"),
    "NUL": ("text", b"kept%00here", "could not be read"),
    "no UTF-8": ("text", b"kept%ff%fehere", "could not be read"),
    "an unknown topic": ("group", b"nonsense", "Choose what it is about"),
    "an unknown closer topic": ("topic", b"XX9", "Choose what fits best"),
    "unknown danger": ("danger", b"maybe", "Choose yes, no or not sure"),
    "an unknown way": ("how_known", b"dreamt", "Choose how you know"),
    "unknown risk": ("traceable", b"2", "work out it was you"),
    "an unknown wish": ("wants_words", b"x", "whether you want words"),
}


async def send_raw(kim: Visitor, path: str, name: str, raw: bytes) -> None:
    rest = {"text": "A fight", "where": "Marlow Parade", "when": "Friday"}
    rest.pop(name, None)
    body = urlencode(rest).encode() + b"&" + name.encode() + b"=" + raw
    response = await kim.client.post(path, content=body, headers=FORM_TYPE)
    kim.page, kim.status = response.text, response.status_code


@pytest.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> Site:
    """What a form may hold has nothing to do with the kind of database."""
    return await make_site(sqlite_database, tmp_path, load_words())


@pytest.mark.parametrize("mistake", MISTAKES)
async def test_a_mistake_is_pointed_out_and_everything_typed_is_kept(
    kim: Visitor, public: Public, mistake: str
) -> None:
    name, raw, said = MISTAKES[mistake]

    await send_raw(kim, "/check", name, raw)
    checked = kim.page
    await send_raw(kim, "/send", name, raw)

    [form] = read_forms(kim.page)
    assert kim.status == 400
    assert kim.page == checked
    assert "<title>Error:" in kim.page
    assert kim.page.count(said) >= 2
    assert f'href="#{name}"' in kim.page
    assert f'id="{name}"' in kim.page
    if name != "where":
        assert form.fields["where"] == "Marlow Parade"
    if mistake in {"too long", "a long place", "a long time"}:
        assert form.fields[name] == raw.decode()
    assert await public.count(TipRow) == 0


async def test_what_is_left_of_a_garbled_text_can_be_sent_on(kim: Visitor) -> None:
    await send_raw(kim, "/check", "text", b"kept%00here")
    await kim.press("Continue")

    assert kim.status == 200
    assert "kepthere" in kim.page


async def test_four_thousand_characters_of_any_script_can_be_told(
    kim: Visitor, public: Public
) -> None:
    text = "\U0001f511\n" * 2000
    await kim.visit("/form")
    await kim.press("Continue", text=text)
    await kim.press("Send")

    [tip] = await public.open_tips()
    assert tip.body.answers.text == text.strip()


async def test_markup_in_an_answer_stays_text_on_every_page(kim: Visitor) -> None:
    markup = '"><script>alert(1)</script>'
    await kim.visit("/form")
    await kim.press("Continue", text=markup, where=markup, when="a" * 201)
    form_page = kim.page
    await kim.press("Continue", when="Friday")

    for page in (form_page, kim.page):
        assert "<script>alert" not in page
        assert unescape(page).count(markup) >= 2


async def test_the_phone_is_never_asked_to_remember_or_check_what_is_typed(
    kim: Visitor,
) -> None:
    await kim.visit("/form")

    [form] = re.findall(r'<form method="post"[^>]*>', kim.page)
    assert 'action="/check"' in form
    assert 'autocomplete="off"' in form
    assert kim.page.count('autocomplete="off" spellcheck="false"') == 3
    assert REPORTER_HOST not in kim.page


@pytest.mark.parametrize(("path", "role"), [("/form", ""), ("/work", "councillor")])
async def test_who_goes_back_from_the_check_page_finds_everything_still_there(
    kim: Visitor, path: str, role: str
) -> None:
    await kim.visit(path)
    told = {"text": "A fight", "where": "Marlow Parade", "danger": "no"}
    await kim.press("Continue", **told, role=role)
    form, _button = kim.find_button("Send")
    [way] = re.findall(r'<nav aria-label="Back">\s*<button [^>]*', kim.page)
    [leads_to] = re.findall(r'formaction="([^"#]*)', way)

    answer = await kim.client.post(leads_to, data=form.fields)

    assert 'type="submit" form="answers"' in way
    assert ">\nA fight</textarea>" in answer.text
    assert 'value="Marlow Parade"' in answer.text
    assert re.search(r'name="danger" type="radio" value="no" checked', answer.text)
    assert ("Tell us as part of your work" in answer.text) == bool(role)
