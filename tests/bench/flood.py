"""A class that sends at once, and ten thousand scripted posts in a minute.

The script is a good one: it fetches a few check pages and then only posts, each time
other answers under one of their tickets, as fast as it is told to.
"""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import cycle

from sqlalchemy import func, select, text

from service.db.engine import Vault
from service.db.schema import TipRow
from tests.bench.client import Browser, NoAnswerError
from tests.bench.inbox import sign_in
from tests.bench.journeys import fill_in, is_acknowledged
from tests.bench.load import Run
from tests.bench.memory import Memory, weigh_heaviest
from tests.bench.opening import find_marks
from tests.bench.texts import a_marked_tip, mark_of
from tests.builders import Site
from tests.processes import Running

PUPILS = 30
POSTS, SECONDS = 10_000, 60
_AT_ONCE = 100
_TICKETS = 20
_READING_SECONDS = 3
_OK, _BUSY = 200, 503

Fields = Mapping[str, str]


@dataclass(slots=True)
class Told:
    """What those who sent were told."""

    sent: set[str] = field(default_factory=set)
    refused: int = 0
    unanswered: int = 0

    async def send(self, browser: Browser, mark: str, fields: Fields) -> bool:
        """Send one tip; tell whether it was acknowledged."""
        answer = await browser.post("/send", {**fields, "x": "x"})
        if answer.status == _OK and is_acknowledged(answer):
            self.sent.add(mark)
            return True
        self.refused += answer.status == _BUSY
        self.unanswered += answer.status not in {_OK, _BUSY}
        return False


@dataclass(frozen=True, slots=True)
class FloodRun:
    """What came of the class, and then of the flood."""

    class_inbox: int
    told: Told
    elapsed: float
    inbox: int
    quarantined: int
    lost: int
    genuine: str
    looks: Run
    memory: tuple[Memory, Memory]
    database: tuple[int, int]


async def measure_flood(site: Site, reporter: Running, desk: Running) -> FloodRun:
    """Let a class come, then the flood, with an officer at the inbox all the time."""
    await _send_class(reporter.url)
    class_inbox = await _count(site, quarantined=False)
    before = weigh_heaviest(reporter.process.pid), await _weigh_database(site)
    told, done = Told(), asyncio.Event()
    watch = asyncio.create_task(_watch_memory(reporter.process.pid, done))
    looks = asyncio.create_task(_watch_inbox(site, desk.url, done))
    genuine = asyncio.create_task(_send_genuine(reporter.url, told))
    started = time.perf_counter()
    await _flood(reporter.url, told)
    elapsed = time.perf_counter() - started
    done.set()
    found = await find_marks(site)
    mark, was_told = await genuine
    return FloodRun(
        class_inbox=class_inbox,
        told=told,
        elapsed=elapsed,
        inbox=await _count(site, quarantined=False) - class_inbox,
        quarantined=await _count(site, quarantined=True),
        lost=len(told.sent - found),
        genuine=await _find_genuine(site, mark, was_told=was_told),
        looks=await looks,
        memory=(before[0], await watch),
        database=(before[1], await _weigh_database(site)),
    )


async def _send_class(url: str) -> None:
    told = Told()

    async def press_send(fields: Fields) -> None:
        async with await Browser.open(url) as browser:
            await told.send(browser, "", fields)

    pages = [await _fetch_check(url) for _ in range(PUPILS)]
    await asyncio.sleep(_READING_SECONDS)
    await asyncio.gather(*(press_send(fields) for _mark, fields in pages))


async def _fetch_check(url: str) -> tuple[str, Fields]:
    answers = a_marked_tip()
    async with await Browser.open(url) as browser:
        check = await browser.post("/check", fill_in(answers))
    return mark_of(answers), check.hidden


async def _flood(url: str, told: Told) -> None:
    tickets = [(await _fetch_check(url))[1] for _ in range(_TICKETS)]
    await asyncio.sleep(_READING_SECONDS)
    turns, started = iter(enumerate(cycle(tickets))), time.perf_counter()

    async def post_on() -> None:
        browser = await Browser.open(url)
        for number, ticket in turns:
            if number >= POSTS:
                break
            due = started + number * SECONDS / POSTS
            await asyncio.sleep(max(due - time.perf_counter(), 0))
            answers = a_marked_tip()
            fields = {**ticket, "text": answers.text}
            try:
                await told.send(browser, mark_of(answers), fields)
            except NoAnswerError:
                told.unanswered += 1
                browser = await Browser.open(url)
        browser.writer.close()

    await asyncio.gather(*(post_on() for _ in range(_AT_ONCE)))


async def _send_genuine(url: str, told: Told) -> tuple[str, str]:
    """Tell something in the middle of it, as somebody without scripts does."""
    await asyncio.sleep(_READING_SECONDS + SECONDS / 2)
    own = replace(told, sent=set())
    mark, fields = await _fetch_check(url)
    await asyncio.sleep(_READING_SECONDS)
    async with await Browser.open(url) as browser:
        is_sent = await own.send(browser, mark, fields)
    return mark, "" if is_sent else "told that it was not sent"


async def _find_genuine(site: Site, mark: str, *, was_told: str) -> str:
    if mark not in await find_marks(site):
        return was_told or "LOST"
    held = await find_marks(site, quarantined=True)
    return "in the quarantine" if mark in held else "in the inbox"


async def _watch_memory(process: int, done: asyncio.Event) -> Memory:
    peak = weigh_heaviest(process)
    while not done.is_set():
        await asyncio.sleep(0.5)
        peak = max(peak, weigh_heaviest(process), key=lambda memory: memory.resident)
    return peak


async def _watch_inbox(site: Site, url: str, done: asyncio.Event) -> Run:
    took, refused, began = list[float](), 0, time.perf_counter()
    async with await Browser.open(url) as browser:
        path = await sign_in(browser, site)
        while not done.is_set():
            await asyncio.sleep(1)
            started = time.perf_counter()
            answer = await browser.get(path)
            took.append(time.perf_counter() - started)
            refused += answer.status != _OK
    return Run(tuple(took), refused, time.perf_counter() - began)


async def _count(site: Site, *, quarantined: bool) -> int:
    vault = Vault(site.database.desk)
    which = select(func.count()).where(TipRow.quarantined.is_(quarantined))
    try:
        async with vault.reading() as connection:
            return await connection.scalar(which) or 0
    finally:
        await vault.close()


async def _weigh_database(site: Site) -> int:
    vault = Vault(site.database.owner)
    if vault.is_sqlite:
        await vault.close()
        return sum(one.stat().st_size for one in site.folder.glob("vault.db*"))
    try:
        async with vault.reading() as connection:
            asked = text("SELECT pg_database_size(current_database())")
            return int(await connection.scalar(asked) or 0)
    finally:
        await vault.close()
