"""What reporters read is easy to read, and kind: reading age nine, as product.md asks.

Two measures, both plain enough to mend a sentence by. A page asks for no more than
the school year of nine- and ten-year-olds, and no sentence has more than 25 words,
where GOV.UK draws the line for everybody.
"""

from pathlib import Path

import pytest

from service import reporter
from service.settings import load_words
from tests.builders import REPORTER_HOST, make_site
from tests.databases import ROOT, Database
from tests.every_page import (
    Shown,
    keeping_pages,
    list_reporters_pages,
    look_at_everything,
    say_no,
)
from tests.prose import count_words, find_words, grade, read_prose
from tests.visitors import at_the_door

HIGHEST_GRADE = 4.5
MOST_WORDS = 25
FOR_ADULTS = {
    "guiding/access.html": "the law gives the words of an accessibility statement",
    "guiding/privacy.html": "what adults may ask; young.html says it to a child",
    "guiding/leave.html": "it is left before anybody could read it",
}
TONE = [
    line
    for line in (ROOT / "tests" / "tone.txt").read_text().splitlines()
    if line and not line.startswith("#")
]


@pytest.fixture
async def shown(
    sqlite_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Shown:
    """Every page, as one person gets to see them all."""
    site = await make_site(sqlite_database, tmp_path, load_words())
    names = [desk.name for desk in site.borough.desks]
    with keeping_pages(monkeypatch, names) as kept:
        app = reporter.app(site.reporter_settings, site.clock)
        async with at_the_door(app, REPORTER_HOST) as kim:
            await look_at_everything(kim, site)
        say_no(site)
    return kept


async def test_every_page_for_reporters_is_easy_to_read_and_kind(shown: Shown) -> None:
    pages = [
        (name, read_prose(html, names=shown.names))
        for name, written in shown.pages.items()
        for html in written
        if name not in FOR_ADULTS
    ]
    hard = {name: grade(prose) for name, prose in pages if grade(prose) > HIGHEST_GRADE}
    said = {sentence for _name, prose in pages for sentence in prose}
    long = sorted(sentence for sentence in said if count_words(sentence) > MOST_WORDS)

    assert list_reporters_pages() - set(shown.pages) == set()
    assert hard == {}, show_worst(pages, hard)
    assert long == []
    assert find_words(sorted(said), TONE) == []


def show_worst(pages: list[tuple[str, list[str]]], hard: dict[str, float]) -> str:
    """Return the sentences that weigh most on the pages that are too hard."""
    said = {one for name, prose in pages if name in hard for one in prose}
    worst = sorted(said, key=lambda one: grade([one]), reverse=True)[:10]
    return "mend these first:\n" + "\n".join(worst)


def test_the_measures_tell_a_hard_text_from_an_easy_one() -> None:
    easy = read_prose("<h1>Tell us</h1><p>You do not need to say who you are.</p>")
    hard = read_prose(
        "<p>Individuals submitting intelligence regarding suspected perpetrators "
        "must ensure that identifying particulars are comprehensively omitted, "
        "notwithstanding any evidential considerations, wherever that is proportionate "
        "and in accordance with prevailing legislation.</p>"
    )

    assert grade(easy) < HIGHEST_GRADE < grade(hard)
    assert count_words(hard[0]) > MOST_WORDS
    assert len(find_words(hard, TONE)) == 3
