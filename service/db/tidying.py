"""Take what was deleted off the disk, and the order of arrival with it.

Runs as the owner of the tables, once a night, and again does no harm. A row in
PostgreSQL tells which transaction wrote it and lies where it was written: one
statement a table gives all rows of the last days the same transaction, and
CLUSTER lays every table out in the order of its random ids. SQLite's tables
have no such order; its log is emptied and its file written anew.
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from service.db.engine import Vault
from service.db.schema import (
    CampaignVisitRow,
    DeletionRow,
    DoorbellRow,
    DutyRow,
    FileRow,
    LetterRow,
    MailboxRow,
    ReviewRow,
    SealRow,
    ShredRow,
    TipRow,
)

_NIGHTS = timedelta(days=7)
"""How far back rows are rewritten: a missed night is made good by the next."""

_LOCK_WAIT = "SET LOCAL lock_timeout = '10s'"
_TABLES = (
    *("tips", "letters", "seals", "shreds", "mailboxes", "doorbells"),
    *("duties", "reviews", "files", "deletions", "campaign_visits"),
)


async def tidy_disk(vault: Vault, today: date) -> None:
    """Blur the order in which rows came, and free what was deleted.

    Raises:
        UnavailableError: The database is away, full or busy; nothing is lost.
    """
    if vault.is_sqlite:
        return await _write_file_anew(vault)
    async with vault.writing() as connection:
        await connection.exec_driver_sql(_LOCK_WAIT)
        await _rewrite_days(connection, since=today - _NIGHTS, before=today)
    for table in _TABLES:
        async with vault.writing() as connection:
            await connection.exec_driver_sql(_LOCK_WAIT)
            await connection.exec_driver_sql(f"CLUSTER {table} USING pk_{table}")
    async with vault.outside() as connection:
        await connection.exec_driver_sql("VACUUM (ANALYZE)")
    return None


async def _write_file_anew(vault: Vault) -> None:
    async with vault.outside() as connection:
        await connection.exec_driver_sql("VACUUM")
        # Only now: the new file, too, went through the log.
        await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    # The copy that VACUUM made is kept in memory until its connection ends.
    await vault.close()


async def _rewrite_days(
    connection: AsyncConnection, *, since: date, before: date
) -> None:
    tips = select(TipRow.id).where(TipRow.day >= since, TipRow.day < before)
    letters = select(LetterRow.id).where(LetterRow.tip.in_(tips))
    await _rewrite(connection, TipRow.version, TipRow.id.in_(tips))
    await _rewrite(connection, LetterRow.number, LetterRow.tip.in_(tips))
    await _rewrite(connection, SealRow.adopted, SealRow.letter.in_(letters))
    await _rewrite(connection, ShredRow.held, ShredRow.tip.in_(tips))
    await _rewrite(connection, MailboxRow.delete_on, MailboxRow.tip.in_(tips))
    await _rewrite(connection, DoorbellRow.level, DoorbellRow.tip.in_(tips))
    await _rewrite(connection, DutyRow.level, DutyRow.tip.in_(tips))
    await _rewrite(connection, ReviewRow.day, ReviewRow.tip.in_(tips))
    await _rewrite(connection, FileRow.size, FileRow.tip.in_(tips))
    forgotten = DeletionRow.day >= since, DeletionRow.day < before
    await _rewrite(connection, DeletionRow.day, and_(*forgotten))
    counted = CampaignVisitRow.day >= since, CampaignVisitRow.day < before
    await _rewrite(connection, CampaignVisitRow.visits, and_(*counted))


async def _rewrite(
    connection: AsyncConnection,
    column: InstrumentedAttribute[Any],
    which: ColumnElement[bool],
) -> None:
    """Set a column to what it is: nothing changes but the transaction's number."""
    await connection.execute(
        update(column.class_).where(which).values({column: column})
    )
