"""The audit chain holds when two processes write to it at once."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from sqlalchemy import select

from crypto import ChainEntry, verify_chain
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Vault
from service.db.schema import AuditEntryRow, AuditHeadRow
from service.domain.audit import Act, Entry
from service.domain.clock import SystemClock
from service.domain.people import DeskId
from tests.builders import Site

EACH = 40


def append_many(url: str, pins: dict[DeskId, str]) -> None:
    asyncio.run(_append_many(url, pins))


async def _append_many(url: str, pins: dict[DeskId, str]) -> None:
    vault = Vault(url)
    log = AuditLog(CardBook(pins), SystemClock())
    for _ in range(EACH):
        async with vault.writing() as connection:
            await log.append(connection, Entry(Act.TIP_OPENED))
    await vault.close()


async def test_two_processes_that_append_together_never_fork_the_chain(
    site: Site,
) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        both = [pool.submit(append_many, site.database.desk, site.pins) for _ in "ab"]
        for one in both:
            one.result()

    vault = Vault(site.database.desk)
    columns = AuditEntryRow.number, AuditEntryRow.previous, AuditEntryRow.detail_hash
    async with vault.reading() as connection:
        rows = await connection.execute(select(*columns).order_by(columns[0]))
        entries = [ChainEntry(*row) for row in rows]
        head = (
            await connection.execute(select(AuditHeadRow.number, AuditHeadRow.hash))
        ).one()
    await vault.close()
    assert head.number == len(entries) == 2 * EACH
    verify_chain(entries, count=head.number, head=head.hash)
