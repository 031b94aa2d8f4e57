"""Officers before their screens: a report leaves, waits, comes back, goes on paper."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from service import desk as process
from service.domain.opened import OpenedTip
from service.domain.reports import Report
from tests.builders import DESK_HOST, INDEPENDENT_DESK, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.releasing.counter import (
    FEW_KNOW,
    MANY_KNOW,
    PLAIN_REPORT,
    Counter,
    at_the_counter,
    passed,
)
from tests.tips import PLAIN
from tests.visitors import Visitor, at_the_door

MARKED = replace(
    PLAIN_REPORT, text="My brother saw it. Ring 07700 900123 to hear about it."
)
TO_POLICE = {"desk-neighbourhood-police": "yes"}
TERMS = {
    "ground": "cda-115",
    "purpose": "prevent",
    "necessity": "Children use the park after school.",
}


@dataclass(frozen=True, slots=True)
class Screens:
    """One browser for each officer who takes part."""

    counter: Counter
    ben: Visitor
    amira: Visitor

    async def open_release(self, tip: OpenedTip) -> None:
        """Come from the tip's page to the page that lets its report go."""
        await self.ask("ben", f"/tips/{tip.record.id}/release")
        await self.ben.press(PLAIN_REPORT.title)

    async def ask(self, name: str, path: str, **fields: str) -> None:
        """Press a button of another slice's page that leads here."""
        visitor: Visitor = getattr(self, name)
        await visitor.visit("/inbox")
        form, _ = visitor.find_button("Sign out")
        answer = await visitor.client.post(
            path, data={"form": form.fields["form"], **fields}
        )
        visitor._look_at(answer)


@pytest.fixture
async def screens(sqlite_database: Database, tmp_path: Path) -> AsyncIterator[Screens]:
    async with at_the_screens(sqlite_database, tmp_path) as opened:
        yield opened


@asynccontextmanager
async def at_the_screens(database: Database, tmp_path: Path) -> AsyncIterator[Screens]:
    """Open the desk's process, and a browser for ben and one for amira."""
    site = await make_site(database, tmp_path, WORDS)
    async with AsyncExitStack() as stack:
        counter = await stack.enter_async_context(at_the_counter(site))
        app = process.app(site.desk_settings, site.clock)
        ben, amira = [
            await stack.enter_async_context(at_the_door(app, DESK_HOST))
            for _ in range(2)
        ]
        for name, visitor in (("ben", ben), ("amira", amira)):
            cookie = await counter.exchange.desk.sign_in(name)
            visitor.client.cookies.set("__Host-desk", cookie)
        yield Screens(counter, ben, amira)


async def test_a_report_is_released_from_its_page(screens: Screens) -> None:
    tip = await screens.counter.judged()
    await screens.open_release(tip)

    assert "This is what its receivers read" in screens.ben.page
    assert "[2DP]" in screens.ben.page
    await screens.ben.press(
        "Release it", **TERMS, **{"desk-neighbourhood-police": "yes"}
    )

    assert screens.ben.status == 200
    assert "It was released." in screens.ben.page
    assert "What has left" in screens.ben.page
    await screens.ben.press("Back to the tip")
    assert screens.ben.status == 200


async def test_what_is_wrong_stands_beside_it_and_what_was_typed_stays(
    screens: Screens,
) -> None:
    tip = await screens.counter.judged()
    await screens.open_release(tip)

    typed = "Children play <b>there</b>"
    await screens.ben.press("Release it", necessity=typed, due_on="1")

    page = screens.ben.page
    assert screens.ben.status == 400
    assert "<title>Error: Release a report" in page
    assert 'href="#ground">Choose the legal ground' in page
    assert 'id="due_on-error"' in page
    assert "Children play &lt;b&gt;there&lt;/b&gt;" in page


async def test_a_tip_that_was_not_judged_leads_to_judging(screens: Screens) -> None:
    tip = await screens.counter.judged(None)
    await screens.ask("ben", f"/tips/{tip.record.id}/release")

    assert "A report leaves only with a judgement" in screens.ben.page


async def release_marked(screens: Screens) -> OpenedTip:
    """Answer each mark of a report, so that it waits for a second person."""
    tip = await screens.counter.judged(MANY_KNOW, MARKED)
    await screens.open_release(tip)
    parts = screens.ben.page.split('name="keep-')[1:]
    kept = {f"keep-{part.split(chr(34))[0]}": "needed" for part in parts}
    assert len(kept) > 1
    await screens.ben.press("Release it", **TERMS, **TO_POLICE, **kept)
    return tip


async def test_what_is_marked_must_be_answered_one_by_one(screens: Screens) -> None:
    tip = await screens.counter.judged(MANY_KNOW, MARKED)
    await screens.open_release(tip)
    assert "What is still marked" in screens.ben.page

    await screens.ben.press("Release it", **TERMS, **TO_POLICE)

    assert screens.ben.status == 400
    assert "Say why this stays, or take it out of the report" in screens.ben.page


async def test_a_supervisor_sees_the_original_the_report_and_each_answer(
    screens: Screens,
) -> None:
    tip = await release_marked(screens)
    assert "It waits for a second person" in screens.ben.page

    await screens.ask("amira", f"/tips/{tip.record.id}/review")
    for words in ("knife behind the bins", "Nobody can act without it", MARKED.text):
        assert words in screens.amira.page
    await screens.amira.press("Release it")

    assert "It went out." in screens.amira.page
    seen = await screens.counter.open("ben", tip.record.id)
    file = await screens.counter.exchange.look("hal", passed(seen.tip).release)
    assert file.opened.sent is not None
    assert file.opened.sent.report == MARKED
    assert "Nobody can act" not in file.opened.sent.json


async def test_the_one_who_asked_is_offered_no_button(screens: Screens) -> None:
    tip = await screens.counter.judged(FEW_KNOW)
    await screens.counter.send("ben", tip)

    await screens.ask("ben", f"/tips/{tip.record.id}/review")

    assert "Send it back" not in screens.ben.page
    assert "A supervisor who did not ask for this" in screens.ben.page


async def test_it_is_sent_back_with_a_reason_only(screens: Screens) -> None:
    tip = await screens.counter.judged(FEW_KNOW)
    await screens.counter.send("ben", tip)
    await screens.ask("amira", f"/tips/{tip.record.id}/review")

    await screens.amira.press("Send it back")
    assert "Error: Second person" in screens.amira.page
    await screens.amira.press("Send it back", text="Leave the bins out.")

    assert "It was sent back." in screens.amira.page
    assert "Nothing waits." in screens.amira.page


async def test_a_report_is_withdrawn_from_its_page_with_a_reason(
    screens: Screens,
) -> None:
    look = await screens.counter.send("ben", await screens.counter.judged())
    path = f"/tips/{look.seen.tip.record.id}/release"
    await screens.ask("ben", path)

    await screens.ben.press("Withdraw it")
    assert "Choose why" in screens.ben.page
    await screens.ben.press("Withdraw it", reason="mistake")

    assert "It was withdrawn." in screens.ben.page
    assert "Withdraw it" not in screens.ben.page


async def test_a_report_names_nobody_and_no_place_before_partners_see_it(
    screens: Screens,
) -> None:
    grade = PLAIN_REPORT.grade
    area = Report("Knives in the ward", "Knives are hidden.", "KN3", grade=grade)
    for report, offered in ((PLAIN_REPORT, False), (area, True)):
        tip = await screens.counter.judged(MANY_KNOW, report)
        await screens.ask("ben", f"/tips/{tip.record.id}/release")
        await screens.ben.press(report.title)
        assert ('name="desk-community-partners"' in screens.ben.page) is offered


async def test_the_topics_usual_desks_are_chosen_and_can_be_changed(
    screens: Screens,
) -> None:
    await screens.open_release(await screens.counter.judged())

    (police,) = _tags(screens.ben.page, "desk-neighbourhood-police")
    (housing,) = _tags(screens.ben.page, "desk-housing")
    assert "checked" in police
    assert "disabled" in housing


async def test_nothing_is_chosen_for_a_tip_of_the_independent_desk(
    screens: Screens,
) -> None:
    facts = replace(PLAIN, desk=INDEPENDENT_DESK)
    tip = await screens.counter.judged(by="ines", facts=facts)
    cookie = await screens.counter.exchange.desk.sign_in("ines")
    screens.ben.client.cookies.set("__Host-desk", cookie)

    await screens.open_release(tip)

    (police,) = _tags(screens.ben.page, "desk-neighbourhood-police")
    assert "checked" not in police
    assert "Never send a report to the body" in screens.ben.page


async def test_the_page_for_pictures_counts_the_days_from_the_incident(
    screens: Screens,
) -> None:
    left = await screens.counter.exchange.desk.leave_tip()
    await screens.ask("ben", f"/tips/{left.id}/cctv")

    await screens.ben.press("Ask to keep them", day="2026-02-23")

    page = screens.ben.page
    assert "<title>Error: Ask to keep CCTV pictures" in page
    assert 'value="2026-02-23"' in page
    assert "Say where the camera looks" in page
    assert "Those of 2 February 2026 go today." in page


def _tags(page: str, name: str) -> list[str]:
    return [
        part.split(">")[0] for part in page.split("<input ") if f'name="{name}"' in part
    ]
