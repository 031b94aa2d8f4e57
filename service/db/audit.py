"""Append to the audit chain: the one thing every slice of the desk does.

The head row is locked first, so two processes cannot write the same number.
"""

from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import ChainEntry, hash_detail, seal_detail
from service.db.cards import CardBook
from service.db.schema import AuditEntryRow, AuditHeadRow
from service.domain.audit import Detail, Entry
from service.domain.clock import Clock
from service.domain.people import AUDITOR_DESK

HEAD = 1


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Writes entries; it can read none."""

    cards: CardBook
    clock: Clock

    async def append(self, connection: AsyncConnection, entry: Entry) -> None:
        """Seal an entry to the auditor desk and put it at the end of the chain.

        Belongs to the caller's transaction: the act and its entry happen
        together or not at all.

        Raises:
            NotOpenYetError, CardNotTrustedError: There is no auditor desk to seal
                to, so the act must not happen.
        """
        auditor = await self.cards.get_card(connection, AUDITOR_DESK)
        query = (
            select(AuditHeadRow.number, AuditHeadRow.hash)
            .where(AuditHeadRow.id == HEAD)
            .with_for_update()
        )
        head = (await connection.execute(query)).one()
        number = head.number + 1
        box = seal_detail(auditor, number, Detail.of(entry, self.clock.now()).json)
        link = ChainEntry(number, head.hash, hash_detail(box))
        await connection.execute(
            insert(AuditEntryRow).values(
                number=number,
                previous=link.previous,
                detail_hash=link.detail_hash,
                card=auditor.id,
                box=box,
            )
        )
        await connection.execute(
            update(AuditHeadRow)
            .where(AuditHeadRow.id == HEAD)
            .values(number=number, hash=link.hash)
        )
