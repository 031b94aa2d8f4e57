"""The way to the independent desk, on the screen of who would release a report."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from service import desk as process
from service.domain.opened import OpenedTip
from service.domain.passed import list_passed
from tests.builders import DESK_HOST, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.releasing.counter import MANY_KNOW, PLAIN_REPORT, Counter, at_the_counter
from tests.visitors import Visitor, at_the_door

ABOUT_A_TEACHER = replace(MANY_KNOW, topic="ST1")


@pytest.fixture
async def at_screen(
    sqlite_database: Database, tmp_path: Path
) -> AsyncIterator[tuple[Counter, Visitor]]:
    """The counter, and ben before his screen."""
    site = await make_site(sqlite_database, tmp_path, WORDS)
    async with AsyncExitStack() as stack:
        counter = await stack.enter_async_context(at_the_counter(site))
        app = process.app(site.desk_settings, site.clock)
        ben = await stack.enter_async_context(at_the_door(app, DESK_HOST))
        cookie = await counter.exchange.desk.sign_in("ben")
        ben.client.cookies.set("__Host-desk", cookie)
        yield counter, ben


async def open_page(ben: Visitor, path: str) -> None:
    """Press a button of another page that leads here."""
    await ben.visit("/inbox")
    form, _ = ben.find_button("Sign out")
    ben._look_at(await ben.client.post(path, data={"form": form.fields["form"]}))


async def open_release(ben: Visitor, tip: OpenedTip) -> None:
    """Come to the page that would let a tip's report go."""
    await open_page(ben, f"/tips/{tip.record.id}/release")
    await ben.press(PLAIN_REPORT.title)


async def test_instead_of_a_form_the_page_shows_the_way_to_the_independent_desk(
    at_screen: tuple[Counter, Visitor],
) -> None:
    counter, ben = at_screen
    tip = await counter.judged(ABOUT_A_TEACHER)
    await open_release(ben, tip)
    shown = ben.page

    await ben.press("See how it is moved")

    assert "move the tip to the independent desk first" in shown
    assert "Release it" not in shown
    assert "Move it to the Independent desk" in ben.page


async def test_before_a_tip_is_moved_its_page_lists_what_has_left_and_after_tells_where(
    at_screen: tuple[Counter, Visitor],
) -> None:
    counter, ben = at_screen
    tip = (await counter.send("ben", await counter.judged())).seen.tip
    [left] = list_passed(tip)
    await open_page(ben, f"/duties/community-safety/{tip.record.id}")
    before = ben.page

    await ben.press("Move it to the Independent desk", move="He works for us.")
    after = ben.page
    await ben.visit("/sent/community-safety")
    await ben.press(PLAIN_REPORT.title)
    await ben.press("Withdraw it", choice="risk", text="")

    assert f"{left.reference} to Neighbourhood police" in before
    assert 'href="/sent/community-safety"' in before
    assert 'href="/sent/community-safety"' in after
    assert "You withdrew it" in ben.page
