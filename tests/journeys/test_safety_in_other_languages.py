"""Nothing about safety gets lost on the way into another language."""

import re
from html import unescape
from pathlib import Path

import pytest

from service import reporter
from service.settings import load_words
from service.web.catalogs import Catalog
from service.web.spoken import HOURS
from tests.builders import REPORTER_HOST, a_borough, make_site
from tests.catalogs import list_sentences
from tests.databases import Database
from tests.every_page import KNIFE, read_on
from tests.tongues import ALL, offering
from tests.visitors import at_the_door

SAFETY = re.compile(
    r"danger|call |ambulance|protect|safe|leave|under 18|die|hurt|not read|nobody reads"
    r"|find out|point to you|only you|never|delete|tell (?:us|somebody)",
    re.IGNORECASE,
)
NO_TIME = re.compile(r"night|bank holidays")


def list_about_safety() -> set[str]:
    return {text for text in list_sentences() if SAFETY.search(text)}


@pytest.mark.parametrize("code", ALL)
def test_no_sentence_about_safety_is_without_a_translation(code: str) -> None:
    said = Catalog.load(code).texts
    about_safety = list_about_safety()

    left_out = {text for text in about_safety if said.get(text, text) == text}

    assert left_out == set()
    assert HOURS in about_safety
    assert len(about_safety) > 60


def test_the_hours_in_other_languages_leave_out_no_time_that_the_english_names() -> (
    None
):
    english = a_borough().read_when

    assert set(NO_TIME.findall(HOURS)) == set(NO_TIME.findall(english))
    assert len(set(NO_TIME.findall(english))) == 2


async def test_first_page_and_receipt_say_in_every_language_when_nobody_reads_it(
    sqlite_database: Database, tmp_path: Path
) -> None:
    site = offering(await make_site(sqlite_database, tmp_path, load_words()), *ALL)
    app = reporter.app(site.reporter_settings, site.clock)
    silent = []
    async with at_the_door(app, REPORTER_HOST) as kim:
        for code in ALL:
            never = Catalog.load(code).texts[HOURS].rpartition("%(closes)s")[2]
            await kim.visit(f"/{code}/")
            silent += [f"{code} first"] if never not in unescape(kim.page) else []
            await kim.visit(f"/{code}/form")
            await kim.press("Continue", text=KNIFE)
            await read_on(kim)
            await kim.press("Send")
            silent += [f"{code} sent"] if never not in unescape(kim.page) else []

    assert silent == []
