"""Real processes that are killed, starved of disk, or cut off from their database."""

import asyncio
import resource
import signal
from pathlib import Path

import httpx
from sqlalchemy import func, select

from service.db.engine import Vault
from service.db.schema import TipRow
from tests.builders import Site, make_site
from tests.conftest import WORDS
from tests.databases import Database
from tests.processes import run_process
from tests.visitors import Visitor

MANY = 24
TOLD = "A moped with no lights does rounds in Plover Close."
NO_MORE_BYTES = 4096


async def fill_in(client: httpx.AsyncClient, text: str) -> Visitor:
    """Fill in the form up to the last page before Send."""
    visitor = Visitor(client)
    await visitor.visit("/form")
    await visitor.press("Continue", text=text)
    return visitor


async def press_send(visitor: Visitor, base: str) -> bool:
    """Press Send; tell whether words came back."""
    visitor.client.base_url = httpx.URL(base)
    try:
        await visitor.press("Send")
    except httpx.HTTPError:
        return False
    return "Your six words" in visitor.page


async def count_tips(site: Site) -> int:
    vault = Vault(site.database.owner)
    async with vault.reading() as connection:
        found = await connection.scalar(select(func.count()).select_from(TipRow))
    await vault.close()
    return found or 0


async def test_a_process_killed_in_the_middle_loses_nothing_that_was_confirmed(
    site: Site,
) -> None:
    async with httpx.AsyncClient(timeout=20) as client:
        with run_process(site, "reporter") as first:
            client.base_url = httpx.URL(first.url)
            visitors = [await fill_in(client, f"{TOLD} {n}") for n in range(MANY)]
            pages = [visitor.page for visitor in visitors]
            sends = [asyncio.create_task(press_send(v, first.url)) for v in visitors]
            await asyncio.wait(sends, return_when=asyncio.FIRST_COMPLETED)
            first.process.send_signal(signal.SIGKILL)
            confirmed = sum(await asyncio.gather(*sends))
        kept = await count_tips(site)
        with run_process(site, "reporter") as second:
            again = [
                await press_send(Visitor(client, page), second.url) for page in pages
            ]

    assert confirmed <= kept <= MANY
    assert all(again)
    assert await count_tips(site) == MANY


async def test_a_full_disk_keeps_what_was_typed_in_the_page_and_says_so(
    sqlite_database: Database, tmp_path: Path
) -> None:
    # PostgreSQL's files belong to a server that other tests share.
    site = await make_site(sqlite_database, tmp_path, WORDS)
    with run_process(site, "reporter") as running:
        async with httpx.AsyncClient(base_url=running.url, timeout=20) as client:
            kim = await fill_in(client, TOLD)
            limit_files(running.process.pid, NO_MORE_BYTES)
            await kim.press("Send")
            refused, page = kim.status, kim.page
            limit_files(running.process.pid, resource.RLIM_INFINITY)
            await kim.press("Send")

    assert refused == 503
    assert "it can never arrive twice" in page
    assert TOLD in page
    assert "Your six words" in kim.page
    assert await count_tips(site) == 1
    assert TOLD not in running.log.read_text()


def limit_files(process: int, size: int) -> None:
    """Let a process write no file beyond so many bytes, as on a full disk."""
    resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
