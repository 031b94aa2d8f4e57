"""Pages in other languages: each whole, or whole in English."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from service import reporter
from service.domain.languages import LANGUAGES
from service.settings import load_words
from service.web.catalogs import Catalog
from service.web.languages import Asked, asking_for
from service.web.speech import NOT_YET, TRANSLATED
from tests.builders import REPORTER_HOST, Site, make_site
from tests.catalogs import list_sentences
from tests.databases import Database
from tests.every_page import KNIFE, be_advised, keeping_pages, read_on, say_no
from tests.tongues import ALL, bracket, offering, strip_brackets
from tests.visitors import Visitor, at_the_door

ARABIC = Catalog.load("ar").texts
ENGLISH_AT_TOP = '<html lang="en" class='
ARABIC_AT_TOP = '<html lang="ar" dir="rtl" class='
OURS = re.compile(r'(?:href|action|formaction)="(/(?!static/)[^"]*)"')
PICKED = re.compile(r'<a class="govuk-link" href="/[a-z]{2}/[^"]*" lang=')


@pytest.fixture
async def site(sqlite_database: Database, tmp_path: Path) -> Site:
    """A site on SQLite alone: nothing of this depends on the database."""
    return await make_site(sqlite_database, tmp_path, load_words())


@asynccontextmanager
async def meeting(site: Site, *codes: str) -> AsyncIterator[Visitor]:
    """Somebody before a borough that offers these languages."""
    offered = offering(site, *codes)
    app = reporter.app(offered.reporter_settings, offered.clock)
    async with at_the_door(app, REPORTER_HOST) as visitor:
        yield visitor


def list_addresses(page: str) -> list[str]:
    return OURS.findall(PICKED.sub("", page))


async def walk(kim: Visitor, prefix: str) -> dict[str, str]:
    """Tell about somebody in danger, page by page."""
    pages = {}
    for path in ("/", "/ready", "/info/help", "/form"):
        await kim.visit(f"{prefix}{path}")
        pages[path] = kim.page
    await kim.press("Continue", text=KNIFE, danger="yes")
    pages["danger"] = kim.page
    await read_on(kim)
    pages["check"] = kim.page
    await kim.press("Send")
    pages["sent"] = kim.page
    return pages


async def test_every_page_on_the_way_is_whole_in_arabic_or_whole_in_english(
    site: Site,
) -> None:
    async with meeting(site, "ar", "pl") as kim:
        pages = await walk(kim, "/ar")

    for name in ("/", "/ready", "/info/help", "danger", "sent"):
        assert ARABIC_AT_TOP in pages[name], name
        assert 'href="/static/rtl.' in pages[name]
        assert ARABIC["Leave this page"] in pages[name]
    for name in ("/form", "check"):
        assert ENGLISH_AT_TOP in pages[name], name
        assert f'lang="ar" dir="rtl">{ARABIC[NOT_YET]}</p>' in pages[name]
        assert "rtl.css" not in pages[name]
    assert ARABIC["Thank you. We have it"] in pages["sent"]
    assert '<ol class="qw-words qw-words--large" lang="en" dir="ltr">' in pages["sent"]


async def test_the_language_chosen_stays_in_every_address(site: Site) -> None:
    async with meeting(site, "ar", "pl") as kim:
        pages = await walk(kim, "/ar")

    lost = {
        name: [at for at in list_addresses(page) if not at.startswith("/ar/")]
        for name, page in pages.items()
    }
    assert {name: at for name, at in lost.items() if at} == {}
    assert all(list_addresses(page) for page in pages.values())


async def test_a_browser_that_asks_for_arabic_gets_it_at_plain_addresses(
    site: Site,
) -> None:
    async with meeting(site, "ar") as kim:
        kim.client.headers["accept-language"] = "ar-EG,ar;q=0.9,en;q=0.5"
        pages = await walk(kim, "")
        await kim.visit("/en/")
        english = kim.page

    assert ARABIC_AT_TOP in pages["/"]
    assert ARABIC_AT_TOP in pages["sent"]
    assert all(not at.startswith("/ar/") for at in list_addresses(pages["/"]))
    assert ENGLISH_AT_TOP in english
    assert not any("set-cookie" in answer.headers for answer in kim.seen)


async def test_the_picker_leads_to_the_same_page_in_each_language_offered(
    site: Site,
) -> None:
    async with meeting(site, "ar", "pl") as kim:
        pages = await walk(kim, "/ar")
        await kim.visit("/ar/nowhere")

    for name in ("/", "/ready", "/info/help"):
        for code in ("en", "ar", "pl"):
            link = f'href="/{code}{name}" lang="{code}" hreflang="{code}"'
            assert link in pages[name]
            assert f">{LANGUAGES[code].name}</a>" in pages[name]
        assert pages[name].count('aria-current="true"') == 1
        assert 'lang="so"' not in pages[name]
    for answered in ("/form", "danger", "check", "sent"):
        assert "hreflang" not in pages[answered]
    assert 'href="/pl/" lang="pl"' in kim.page
    assert "nowhere" not in kim.page


async def test_a_posters_code_leads_to_the_first_page_in_its_language(
    site: Site,
) -> None:
    async with meeting(site, "ar") as kim:
        await kim.visit("/ar/p/SCHOOL")

    assert ARABIC_AT_TOP in kim.page
    assert kim.seen[-1].url.path == "/ar/"


async def test_a_language_that_the_borough_does_not_offer_is_not_found(
    site: Site,
) -> None:
    async with meeting(site, "pl") as kim:
        for path in ("/ar", "/ar/", "/ar/form", "/de/"):
            await kim.visit(path)
            assert kim.status == 404
            assert ENGLISH_AT_TOP in kim.page


async def test_where_nothing_else_is_offered_there_is_no_picker_and_nothing_varies(
    site: Site,
) -> None:
    async with meeting(site) as kim:
        kim.client.headers["accept-language"] = "ar"
        await kim.visit("/")

    assert ENGLISH_AT_TOP in kim.page
    assert "hreflang" not in kim.page
    assert "vary" not in kim.seen[-1].headers


async def test_a_page_says_in_both_languages_that_a_machine_translated_it(
    site: Site,
) -> None:
    said = "A machine translated this page. Nobody has checked it yet."
    async with meeting(site, *ALL) as kim:
        for code in ALL:
            await kim.visit(f"/{code}/")
            assert f'<p lang="en" dir="ltr">{said}</p>' in kim.page
            assert f"<p>{Catalog.load(code).texts[said]}</p>" in unescape(kim.page)
        await kim.visit("/en/")

    assert said not in kim.page


async def test_a_page_that_somebody_signed_off_says_no_such_thing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = replace(Catalog.load("pl"), signed_off_by="Ola Nowak")
    monkeypatch.setattr(Catalog, "load", lambda _code: signed)
    async with meeting(site, "pl") as kim:
        await kim.visit("/pl/")

    assert '<html lang="pl"' in kim.page
    assert "A machine translated" not in kim.page


async def test_a_sentence_that_a_borough_changed_makes_its_page_alone_english(
    site: Site,
) -> None:
    advice = [
        replace(one, says=("Call 999. We changed this.",)) if one.danger else one
        for one in site.borough.guide.advice
    ]
    guide = replace(site.borough.guide, advice=tuple(advice))
    changed = replace(site, borough=replace(site.borough, guide=guide))
    async with meeting(changed, "ar") as kim:
        pages = await walk(kim, "/ar")

    assert ENGLISH_AT_TOP in pages["danger"]
    assert "We changed this." in pages["danger"]
    assert ARABIC_AT_TOP in pages["/"]
    assert ARABIC_AT_TOP in pages["sent"]


async def test_what_goes_wrong_is_said_in_the_language_too(site: Site) -> None:
    async with meeting(site, "ar") as kim:
        await kim.visit("/ar/nowhere")
        not_found = kim.page
        response = await kim.client.post("/ar/check", content=b"a" * 3_000_000)

    assert ARABIC["We cannot find that page."] in not_found
    assert ARABIC_AT_TOP in not_found
    assert response.status_code == 413
    assert ARABIC_AT_TOP in response.text


async def test_every_sentence_of_these_pages_comes_from_the_catalogue(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    brackets = bracket(dict.fromkeys(list_sentences(), ""))
    monkeypatch.setattr(Catalog, "load", lambda _code: brackets)
    desks = [desk.name for desk in site.borough.desks]
    with keeping_pages(monkeypatch, desks) as shown:
        async with meeting(site, "pl") as kim:
            await walk(kim, "/pl")
            await be_advised(kim, site, "/pl")
            with asking_for(Asked("pl", "/pl")):
                say_no(offering(site, "pl"))

    left = {
        name: strip_brackets(html, site.borough)
        for name in TRANSLATED
        for html in shown.pages[name]
        if 'lang="pl"' in html
    }
    assert set(left) == TRANSLATED
    assert {name: words for name, words in left.items() if words} == {}
