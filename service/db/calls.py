"""Calling a desk once, beside the act that calls it: one mail, which upkeep sends.

A bell rings until somebody has looked. A call is for what one desk asks of another,
where no row in clear may lead from the mail to the tip.
"""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import random_below, random_id
from service.db.engine import Transaction, insert_once
from service.db.schema import DoorbellRow, MailRow
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.configured import LAST_URGENT_PRIORITY
from service.domain.doorbells import QUARTER, choose_ring
from service.domain.mails import CALL, MailKind, Planned, find_receivers
from service.domain.people import DeskId
from service.domain.tips import TipRecord


@dataclass(frozen=True, slots=True)
class Caller:
    """Writes down that a desk is to be called. It can send nothing."""

    clock: Clock
    borough: Borough

    async def call(self, connection: Transaction, desk: DeskId, tip: TipRecord) -> None:
        """Call a desk as soon as a new tip as urgent as this one would ring.

        Less urgent, it is the mail that goes then anyway, if the desk gets that one;
        and a mail that already waits to go by then says the same.
        """
        now, ring_at = self.clock.now(), self._choose_ring(tip)
        planned = self._plan(desk, tip)
        if planned and not await _is_coming(connection, planned, (now, ring_at)):
            await _add_mail(connection, planned, now, ring_at)

    async def ring(self, connection: Transaction, tip: TipRecord) -> None:
        """Put up the bell of the desk that has a tip, as for an addition.

        It is what the desk's inbox shows, and it goes when the tip's holder looks.
        """
        ring_at = self._choose_ring(tip)
        bell = {"tip": tip.id, "desk": tip.desk, "priority": tip.priority}
        ring = insert_once(DoorbellRow).values(**bell, level=0, ring_at=ring_at)
        await connection.execute(ring)

    def _choose_ring(self, tip: TipRecord) -> int:
        now, wait = self.clock.now(), random_below(QUARTER)
        return choose_ring(tip.priority, now, wait, self.borough.hours)

    def _plan(self, desk: DeskId, tip: TipRecord) -> Planned | None:
        told, called = Planned(desk, MailKind.DIGEST), Planned(desk, MailKind.RING)
        if tip.priority > LAST_URGENT_PRIORITY and find_receivers(told, self.borough):
            return None
        return called if find_receivers(called, self.borough) else None


async def _is_coming(
    connection: AsyncConnection, planned: Planned, between: tuple[int, int]
) -> bool:
    now, ring_at = between
    # One that is due already may be on its way before this transaction is through.
    query = select(MailRow.id).where(
        MailRow.desk == planned.desk,
        MailRow.kind == planned.kind.value,
        MailRow.sent.is_(False),
        MailRow.next_at > now,
        MailRow.next_at <= ring_at,
    )
    return await connection.scalar(query.limit(1)) is not None


async def _add_mail(
    connection: AsyncConnection, planned: Planned, now: int, ring_at: int
) -> None:
    await connection.execute(
        insert_once(MailRow).values(
            id=CALL + random_id(),
            desk=planned.desk,
            kind=planned.kind.value,
            sent=False,
            attempts=0,
            made_at=now // QUARTER * QUARTER,
            next_at=ring_at,
        )
    )
