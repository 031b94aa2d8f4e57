"""Whatever is wrong in what reporters are shown, somebody is told where."""

import re

import pytest

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


def test_whom_pages_turn_to_cannot_be_left_out() -> None:
    broken = SHIPPED.replace('id = "childline"', 'id = "kidsline"')
    broken = broken.replace('"childline"', '"kidsline"')
    [mistake] = find_mistakes(broken)
    assert mistake.text == "pages need one with the id `childline`"
    assert mistake.line == find_line(broken, "[[supports]]")
