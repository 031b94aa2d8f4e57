"""Whatever is wrong in what reporters are shown, somebody is told where."""

import re

import pytest

from service.domain.borough_files import read_borough_text
from tests.domain.test_borough_files import (
    SHIPPED,
    find_header,
    find_line,
    find_mistakes,
)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("languages = []", 'languages = ["xx"]', "`xx` is none of ar, bn, es, fr, pl"),
        ("languages = []", 'languages = ["en"]', "`en` is none of ar, bn, es, fr, pl"),
        ("languages = []", "languages = [1]", "`languages`: must be a list of texts"),
        ('"accessibility@', '"accessibility.', "is not a mail address"),
        ('onion = ""', 'onion = "http://short.onion"', "a whole .onion address"),
        ('leave_to = "https', 'leave_to = "http', "must begin with https://"),
        ("most = 5", "most = 6", "must be a whole number from 0 to 5"),
        ('"samaritans"]', '"nobody"]', "`supports`: there is no `nobody`"),
        ('topics = ["SU1"]', 'topics = ["SU9"]', "`topics`: there is no `SU9`"),
        ('code = "SHOP"', 'code = "S"', "`code`: must be three letters or digits"),
        ('web = "999bsl.co.uk"', "", "one of `phone`, `text` and `web` must be there"),
        ('phone = "18000"', 'web = "a.example"', "must be there: pages say this"),
        ('phone = "116 123"', 'phone = "116-123"', "`phone`: must be digits, perhaps"),
        ('text = "85258"', 'text = "SHOUT"', "`text`: must be digits, perhaps"),
        ('web = "fear', 'web = "https://fear', "`web`: must be an address in small"),
        ('web = "fear', "web = 'a\"b.org' # ", "`web`: must be an address in small"),
        ('code = "SHOP"', 'code = "School"', "`code`: `SCHOOL` is in [[campaigns]] al"),
        ("burst = 120", "burst = 29", "`burst`: must be a whole number from 30 to"),
        (
            "quickest_seconds = 2",
            "quickest_seconds = 11",
            "a whole number from 0 to 10",
        ),
        ("_a_minute = 600\n\n", "_a_minute = 39\n\n", "must be twice `most_megabytes`"),
        (
            'topics = ["SX1", "SX2"]',
            "topics = []",
            "`topics`: must name one, or `danger`",
        ),
        ('topics = ["SU1"]', "topics = []", "`topics`: must name one, or `danger`"),
        ("no_files = true", 'no_files = "yes"', "`no_files`: must be true or false"),
        (
            "accessibility_tested = 2026-11-22",
            'accessibility_tested = "2026"',
            "must be a day such as 2026-12-24",
        ),
    ],
)
def test_a_mistake_in_what_reporters_are_shown_is_told_with_its_line(
    old: str, new: str, text: str
) -> None:
    told = [m for m in find_mistakes(SHIPPED.replace(old, new, 1)) if text in m.text]

    place = SHIPPED[: SHIPPED.index(old)].count("\n")
    assert told
    assert told[0].line in {place + 1, find_header(place) + 1}


@pytest.mark.parametrize("said", ["says = []", ""])
def test_a_page_of_advice_says_something(said: str) -> None:
    start = SHIPPED.index('id = "fire"')
    left = re.sub(r"says = (?s:.*?\])", said, SHIPPED[start:], count=1)
    [mistake] = find_mistakes(SHIPPED[:start] + left)
    assert mistake.text == "`says`: must say something"


def test_where_no_file_is_taken_says_with_which_topics() -> None:
    broken = SHIPPED.replace('topics = ["SX1", "SX2"]', "danger = true")
    [mistake] = find_mistakes(broken)
    assert mistake.text == "`no_files`: needs topics to go by"
    assert mistake.line == find_line(broken, "no_files")


def test_whatever_is_about_one_of_us_has_its_page() -> None:
    start = SHIPPED.index('id = "insider"')
    left = re.sub(r"topics = .*", "danger = true", SHIPPED[start:], count=1)
    broken = SHIPPED[:start] + left
    mistakes = find_mistakes(broken)
    insiders = [t.code for t in read_borough_text(SHIPPED).topics if t.independent]
    assert len(mistakes) == len(insiders) > 0
    assert {m.text for m in mistakes} == {
        "`independent`: must be among the `topics` of an [[advice]]"
    }


def test_where_nothing_is_taken_along_no_minute_is_too_short_for_it() -> None:
    text = SHIPPED.replace("pictures = true", "pictures = false")
    assert not find_mistakes(text.replace("_a_minute = 600\n\n", "_a_minute = 1\n\n"))


def test_whom_pages_turn_to_cannot_be_left_out() -> None:
    broken = SHIPPED.replace('id = "childline"', 'id = "kidsline"')
    broken = broken.replace('"childline"', '"kidsline"')
    [mistake] = find_mistakes(broken)
    assert mistake.text == "pages need one with the id `childline`"
    assert mistake.line == find_line(broken, "[[supports]]")


def test_a_language_that_we_have_is_offered() -> None:
    text = SHIPPED.replace("languages = []", 'languages = ["so", "ar"]')
    assert not find_mistakes(text)
    assert read_borough_text(text).guide.languages == ("so", "ar")
