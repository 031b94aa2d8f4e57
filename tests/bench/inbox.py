"""How long an officer waits for the first page of a long inbox."""

import time
from dataclasses import dataclass

from crypto import make_totp_code
from service.db.engine import Vault
from service.db.tidying import tidy_disk
from service.domain.clock import SystemClock
from tests.bench.client import Answer, Browser
from tests.bench.load import Run
from tests.bench.seeding import pick_up_all, seed_inbox
from tests.builders import PASSWORD, TRIAGE_DESK, Site

_OFFICER = "ben"
_FIRST_PAGE = "/"
_OK, _SEE_OTHER = 200, 303
_WARM_UP, _TIMES = 3, 20


class NoInboxError(Exception):
    """The desk did not show an inbox, so there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class InboxRuns:
    """The first page of an inbox of `tips`, before and after all were picked up."""

    tips: int
    new: Run
    held: Run
    page_bytes: int


async def measure_inbox(site: Site, url: str, tips: int) -> InboxRuns:
    """Fill an inbox, then look at it as an officer: all new, then all held."""
    vault, keys = Vault(site.database.desk), site.desks[TRIAGE_DESK]
    try:
        async with await Browser.open(url) as browser:
            seeded = await seed_inbox(vault, keys, tips)
            await _let_a_night_pass(site)
            path = await sign_in(browser, site)
            new = await _look(browser, path)
            await pick_up_all(vault, keys, seeded, site.people[_OFFICER].id)
            await _let_a_night_pass(site)
            held = await _look(browser, path)
            page = await _get_inbox(browser, path)
    finally:
        await vault.close()
    return InboxRuns(tips, new, held, page.wire_bytes)


async def _let_a_night_pass(site: Site) -> None:
    """Tidy the database as upkeep does every night: the planner knows its sizes."""
    owner = Vault(site.database.owner)
    try:
        await tidy_disk(owner, SystemClock().today())
    finally:
        await owner.close()


async def sign_in(browser: Browser, site: Site) -> str:
    """Sign in as in life, and return the path of the inbox."""
    secret = site.people[_OFFICER].secrets.totp_secret
    code = make_totp_code(secret, at=SystemClock().now())
    fields = {"name": _OFFICER, "password": PASSWORD, "code": code}
    answer = await browser.post("/sign-in", fields)
    browser.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
    path = _FIRST_PAGE
    while answer.status == _SEE_OTHER:
        path = answer.headers["location"]
        answer = await browser.get(path)
    return path


async def _look(browser: Browser, path: str) -> Run:
    for _ in range(_WARM_UP):
        await _get_inbox(browser, path)
    took, began = list[float](), time.perf_counter()
    for _ in range(_TIMES):
        started = time.perf_counter()
        await _get_inbox(browser, path)
        took.append(time.perf_counter() - started)
    return Run(tuple(took), 0, time.perf_counter() - began)


async def _get_inbox(browser: Browser, path: str) -> Answer:
    answer = await browser.get(path)
    # An inbox that opens no tip would be fast and worthless.
    if answer.status != _OK or b"Larkhill Row" not in answer.body:
        message = f"{path} answered {answer.status}, and no tip could be read there"
        raise NoInboxError(message)
    return answer
