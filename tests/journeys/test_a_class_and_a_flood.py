"""A class that sends all at once, and a flood: counted through real processes."""

import asyncio
from dataclasses import dataclass, field, replace

from service.db.schema import TipRow
from tests.bench.client import Answer, Browser, NoAnswerError
from tests.bench.journeys import fill_in, is_acknowledged
from tests.bench.load import run_visits
from tests.bench.opening import find_marks
from tests.bench.texts import a_marked_tip, mark_of
from tests.builders import TRIAGE_DESK, Site
from tests.processes import run_process
from tests.tips import at_work

PUPILS = 30
POSTS, AT_ONCE = 300, 40
SMALL = {"inbox_a_minute": 2, "burst": 30, "quarantine_a_minute": 48}
WORKERS = 2
SHIPPED = {"quickest_seconds": 2}
MOST = WORKERS * (2 + 30 + 48)
SOME_MINUTES = 3
"""A slow machine fills the budgets again meanwhile."""


@dataclass(slots=True)
class Crowd:
    """Who was told what."""

    url: str
    sent: set[str] = field(default_factory=set)
    refused: int = 0
    unsaid: int = 0

    async def reach_check_page(self, mark: str, *, words: bool) -> Answer:
        async with await Browser.open(self.url) as browser:
            answers = replace(a_marked_tip(), text=mark, wants_words=words)
            return await browser.post("/check", fill_in(answers))

    async def send(self, mark: str, check: Answer) -> bool:
        """Send, note what the page said, and return whether it has the tip."""
        async with await Browser.open(self.url) as browser:
            sent = await browser.post("/send", {"x": "x", **check.hidden})
        if sent.status == 503:
            assert b"Nothing was sent just now" in sent.body
            assert mark.encode() in sent.body or b"Load this page again" in sent.body
            self.refused += 1
            return False
        assert is_acknowledged(sent) or b"We have it" in sent.body
        self.sent.add(mark)
        return True


async def list_places(site: Site) -> list[bool]:
    """Which tips there are: False in the inbox, True in the quarantine."""
    async with at_work(site) as desk, desk.vault.reading() as connection:
        rows = await connection.execute(TipRow.__table__.select())
        return sorted(row.quarantined for row in rows)


async def test_thirty_pupils_press_send_within_ten_seconds(site: Site) -> None:
    # The shipped numbers: nothing is widened for the class.
    with run_process(site, "reporter", workers=WORKERS, floods=SHIPPED) as running:
        crowd = Crowd(running.url)
        marks = [f"pupil {number:02d}".ljust(32, ".") for number in range(PUPILS)]
        pages = [await crowd.reach_check_page(mark, words=True) for mark in marks]
        await asyncio.sleep(3)
        await asyncio.gather(*map(crowd.send, marks, pages))

    assert (len(crowd.sent), crowd.refused) == (PUPILS, 0)
    assert await list_places(site) == [False] * PUPILS
    assert await find_marks(site) == set(marks)


async def test_a_flood_loses_nothing_and_leaves_the_inbox_readable(site: Site) -> None:
    with run_process(site, "reporter", workers=WORKERS, floods=SMALL) as running:
        crowd = Crowd(running.url)

        async def post() -> bool:
            mark = mark_of(a_marked_tip())
            try:
                check = await crowd.reach_check_page(mark, words=False)
                await crowd.send(mark, check)
            except NoAnswerError:
                crowd.unsaid += 1
            return True

        flood = asyncio.create_task(run_visits(post, count=POSTS, at_once=AT_ONCE))
        real = "a genuine tip in the middle".ljust(32, ".")
        await asyncio.sleep(1)
        page = await crowd.reach_check_page(real, words=True)
        was_sent = await crowd.send(real, page)
        async with at_work(site) as desk:
            inbox = await desk.inbox.list_inbox(desk.officer("ben"), TRIAGE_DESK)
        await flood

    places, found = await list_places(site), await find_marks(site)
    assert crowd.unsaid == 0
    assert len(crowd.sent) + crowd.refused == POSTS + 1
    assert found == crowd.sent
    assert len(places) == len(crowd.sent)
    assert len(places) <= SOME_MINUTES * MOST
    assert crowd.refused > 0
    assert True in places
    assert inbox.rows
    # Who told us something real knows what became of it, whatever the flood did.
    assert (real in found) is was_sent
