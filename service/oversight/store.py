"""The chain and its sealed details, read from the newest or from the first."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ChainEntry
from service.db.audit import HEAD
from service.db.schema import AuditEntryRow, AuditHeadRow, OfficerRow

_BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Head:
    number: int
    hash: bytes


@dataclass(frozen=True, slots=True, repr=False)
class KeptEntry:
    number: int
    card: bytes
    box: Box | None


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    entry: ChainEntry
    box: Box | None


async def get_head(connection: AsyncConnection) -> Head:
    query = select(AuditHeadRow.number, AuditHeadRow.hash).where(
        AuditHeadRow.id == HEAD
    )
    row = (await connection.execute(query)).one()
    return Head(row.number, row.hash)


async def list_links(
    connection: AsyncConnection, *, after: int, last: int
) -> tuple[Link, ...]:
    """Return the next batch of the chain, oldest first."""
    query = (
        select(
            AuditEntryRow.number,
            AuditEntryRow.previous,
            AuditEntryRow.detail_hash,
            AuditEntryRow.box,
        )
        .where(AuditEntryRow.number > after, AuditEntryRow.number <= last)
        .order_by(AuditEntryRow.number)
        .limit(_BATCH)
    )
    return tuple(
        Link(ChainEntry(number, previous, detail_hash), _read_box(box))
        for number, previous, detail_hash, box in await connection.execute(query)
    )


async def list_entries(
    connection: AsyncConnection, *, newest: int, count: int
) -> tuple[KeptEntry, ...]:
    query = (
        select(AuditEntryRow.number, AuditEntryRow.card, AuditEntryRow.box)
        .where(AuditEntryRow.number <= newest)
        .order_by(AuditEntryRow.number.desc())
        .limit(count)
    )
    return tuple(
        KeptEntry(number, card, _read_box(box))
        for number, card, box in await connection.execute(query)
    )


async def list_names(connection: AsyncConnection) -> dict[str, str]:
    rows = await connection.execute(select(OfficerRow.id, OfficerRow.name))
    return {row.id: row.name for row in rows}


def _read_box(box: bytes | None) -> Box | None:
    return None if box is None else Box(box)
