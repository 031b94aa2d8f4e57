"""Leaving in a hurry, by a plain link."""

import pytest

from tests.builders import a_borough
from tests.visitors import Visitor

WIPES = '"cookies", "storage"'
PAGES = ("/", "/ready", "/form", "/work", "/back", "/back/forget", "/info/help")


@pytest.mark.parametrize("path", [*PAGES, "/nowhere"])
async def test_every_page_has_two_ways_out_and_both_wipe_first(
    kim: Visitor, path: str
) -> None:
    await kim.visit(path)

    assert kim.page.count('href="/leave"') == 2
    assert a_borough().guide.leave_to not in kim.page


async def test_leaving_empties_the_screen_at_once_and_goes_on_by_itself(
    kim: Visitor,
) -> None:
    await kim.visit("/leave")

    assert kim.status == 200
    assert '<meta http-equiv="refresh" content="0; url=/left">' in kim.page
    assert "<title>Quiet Word</title>" in kim.page
    assert "stylesheet" not in kim.page
    assert kim.seen[-1].headers["clear-site-data"] == WIPES


async def test_it_ends_at_the_harmless_page_the_borough_chose(kim: Visitor) -> None:
    await kim.visit("/left")

    assert kim.status == 303
    assert kim.seen[-1].headers["location"] == a_borough().guide.leave_to
    assert kim.seen[-1].headers["clear-site-data"] == WIPES
    assert kim.seen[-1].headers["referrer-policy"] == "no-referrer"


async def test_before_the_first_question_everybody_is_told_how_to_leave(
    kim: Visitor,
) -> None:
    await kim.visit("/")
    assert 'href="/ready"' in kim.page
    assert 'href="/form"' not in kim.page

    await kim.visit("/ready")

    assert "Shift key three times" in kim.page
    assert "does not clear your history" in kim.page
    assert 'href="/form"' in kim.page
