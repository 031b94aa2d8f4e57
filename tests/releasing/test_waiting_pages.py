"""Officers before their screens: what waits, what is out of date, what was deleted."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from crypto import ShredKey, random_id
from service.domain.letters import Kind
from service.domain.opened import OpenedTip
from tests.databases import Database
from tests.releasing.counter import FEW_KNOW, PLAIN_REPORT
from tests.releasing.test_pages import TERMS, TO_POLICE, Screens, at_the_screens
from tests.tips import LeftTip


@pytest.fixture
async def screens(database: Database, tmp_path: Path) -> AsyncIterator[Screens]:
    async with at_the_screens(database, tmp_path) as opened:
        yield opened


async def delete_told(screens: Screens, tip: OpenedTip) -> None:
    left = LeftTip(tip.record.id, random_id(), None, ShredKey.generate())
    await screens.counter.exchange.desk.withdraw(left)


async def test_the_page_says_what_waits_for_whom_and_since_when(
    screens: Screens,
) -> None:
    await screens.open_release(await screens.counter.judged(FEW_KNOW))

    await screens.ben.press("Release it", **TERMS, **TO_POLICE)

    page = screens.ben.page
    assert "It waits for a second person. Nothing has left yet." in page
    waiting = page.split('id="waiting">')[1].split("</section>")[0]
    for words in (PLAIN_REPORT.title, "Neighbourhood police", "since 4 March 2026"):
        assert words in waiting


async def test_what_is_out_of_date_has_no_button_to_let_it_go_and_says_why(
    screens: Screens,
) -> None:
    counter = screens.counter
    tip = (await counter.send("ben", await counter.judged(FEW_KNOW))).seen.tip
    remark = tip.read_last(Kind.REPORT)
    assert remark is not None
    later = replace(PLAIN_REPORT, title="Later").json
    review = f"/tips/{tip.record.id}/review"
    await screens.ask("amira", review)
    assert "Release it" in screens.amira.page
    await counter.keep("ben", tip, Kind.REPORT, later, about=remark.about)

    await screens.amira.press("Release it")
    assert screens.amira.status == 409
    await screens.ask("amira", review)

    assert "It was changed since: the report, the judgement" in screens.amira.page
    assert "Release it" not in screens.amira.page
    await screens.amira.press("Send it back", text="Ask again.")
    assert "It was sent back." in screens.amira.page


async def test_of_a_deleted_tip_nothing_is_released_and_the_page_says_why(
    screens: Screens,
) -> None:
    tip = await screens.counter.judged(FEW_KNOW)
    await screens.open_release(tip)
    await delete_told(screens, tip)

    await screens.ben.press("Release it", **TERMS, **TO_POLICE)

    assert screens.ben.status == 409
    assert "The reporter has deleted what they told us. Nothing of" in screens.ben.page
    for path in ("release", "cctv", "review"):
        await screens.ask("ben", f"/tips/{tip.record.id}/{path}")
        assert "Release it" not in screens.ben.page
        assert "Ask to keep them" not in screens.ben.page
        if path != "review":
            assert "The reporter has deleted what they told us" in screens.ben.page


async def test_what_waits_of_a_deleted_tip_can_only_be_sent_back(
    screens: Screens,
) -> None:
    counter = screens.counter
    look = await counter.send("ben", await counter.judged(FEW_KNOW))
    review = f"/tips/{look.seen.tip.record.id}/review"
    await screens.ask("amira", review)
    await delete_told(screens, look.seen.tip)

    await screens.amira.press("Release it")
    assert screens.amira.status == 409
    assert "The reporter has deleted what they told us." in screens.amira.page
    assert "It can only be sent back." in screens.amira.page
    assert "Release it" not in screens.amira.page
    await screens.amira.press("Send it back", text="They took it back.")

    assert "It was sent back." in screens.amira.page


async def test_a_report_of_a_deleted_tip_is_not_saved_and_its_page_says_why(
    screens: Screens,
) -> None:
    tip = await screens.counter.judged()
    remark = tip.read_last(Kind.REPORT)
    assert remark is not None
    path = f"/tips/{tip.record.id}/reports/{remark.about}"
    await screens.ask("ben", path)
    await delete_told(screens, tip)

    await screens.ben.press("Save the report", title="Later")

    assert screens.ben.status == 409
    assert "No report of it can be saved or released any more." in screens.ben.page
    assert "Save again if yours should stand" not in screens.ben.page
    await screens.ask("ben", path)
    assert "Save the report" not in screens.ben.page
    assert "No report of it can be saved any more." in screens.ben.page


@pytest.mark.parametrize("hour", ["21+01", "T2130", "24:00", "2130", "21:3"])
async def test_an_hour_that_is_none_is_asked_for_again(
    screens: Screens, hour: str
) -> None:
    left = await screens.counter.exchange.desk.leave_tip()
    await screens.ask("ben", f"/tips/{left.id}/cctv")

    await screens.ben.press(
        "Ask to keep them",
        place="King Street",
        day="2026-03-01",
        since=hour,
        until="22:00",
        reason="prevent",
    )

    assert screens.ben.status == 400
    assert "Enter a time such as 21:30" in screens.ben.page
