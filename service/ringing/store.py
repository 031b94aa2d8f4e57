"""What ringing asks of the vault: which bells are due, and which mails wait.

A claim locks the rows it returns and skips those that another upkeep has locked,
so two upkeeps at once share the work. No statement here reads a tip or a letter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from service.db.engine import insert_once
from service.db.schema import AuditHeadRow, DoorbellRow, DutyRow, MailRow
from service.domain.doorbells import Bell, Rung
from service.domain.mails import LogHead, MailId, MailKind, Planned
from service.domain.people import DeskId
from service.domain.tips import TipId


@dataclass(frozen=True, slots=True)
class Waiting:
    """A mail that is to be tried now; `attempts` counts this try."""

    id: MailId
    planned: Planned
    attempts: int


async def claim_doorbells(
    connection: AsyncConnection, now: int, at_most: int
) -> list[Bell]:
    query = (
        select(
            DoorbellRow.tip, DoorbellRow.desk, DoorbellRow.priority, DoorbellRow.level
        )
        .where(DoorbellRow.ring_at <= now)
        .order_by(DoorbellRow.tip, DoorbellRow.desk)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    return [
        Bell(TipId(row.tip), DeskId(row.desk), row.priority, row.level)
        for row in await connection.execute(query)
    ]


async def claim_duties(
    connection: AsyncConnection, now: int, at_most: int
) -> list[Bell]:
    query = (
        select(DutyRow.tip, DutyRow.desk, DutyRow.priority, DutyRow.level)
        .where(DutyRow.ring_at <= now, DutyRow.open)
        .order_by(DutyRow.tip, DutyRow.desk)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    return [
        Bell(TipId(row.tip), DeskId(row.desk), row.priority, row.level)
        for row in await connection.execute(query)
    ]


async def move_bells(
    connection: AsyncConnection,
    table: type[DoorbellRow | DutyRow],
    rungs: Sequence[Rung],
) -> None:
    if not rungs:
        return
    change = (
        update(table)
        .where(table.tip == bindparam("of_tip"), table.desk == bindparam("at_desk"))
        .values(level=bindparam("to_level"), ring_at=bindparam("next_at"))
    )
    await connection.execute(
        change,
        [
            {
                "of_tip": rung.bell.tip,
                "at_desk": rung.bell.desk,
                "to_level": rung.level,
                "next_at": rung.ring_at,
            }
            for rung in rungs
        ],
    )


async def hasten_mail(connection: AsyncConnection, planned: Planned, now: int) -> bool:
    """Let a mail of a kind that waits for a desk be tried now. False: none waits."""
    change = (
        update(MailRow)
        .where(
            MailRow.desk == planned.desk,
            MailRow.kind == planned.kind.value,
            MailRow.sent.is_(False),
        )
        .values(next_at=now)
    )
    return bool((await connection.execute(change)).rowcount)


async def has_mail(connection: AsyncConnection, mail_id: MailId) -> bool:
    query = select(MailRow.id).where(MailRow.id == mail_id)
    return await connection.scalar(query) is not None


async def add_mail(
    connection: AsyncConnection, mail_id: MailId, planned: Planned, made_at: int
) -> None:
    await connection.execute(
        insert_once(MailRow).values(
            id=mail_id,
            desk=planned.desk,
            kind=planned.kind.value,
            sent=False,
            attempts=0,
            made_at=made_at,
            next_at=made_at,
        )
    )


async def remove_earlier(
    connection: AsyncConnection, mail_id: MailId, planned: Planned
) -> None:
    """Remove a mail that still waits where a later one says the same."""
    await connection.execute(
        delete(MailRow).where(
            MailRow.id != mail_id,
            MailRow.desk == planned.desk,
            MailRow.kind == planned.kind.value,
            MailRow.sent.is_(False),
        )
    )


async def claim_mails(
    connection: AsyncConnection, now: int, at_most: int
) -> list[Waiting]:
    query = (
        select(MailRow.id, MailRow.desk, MailRow.kind, MailRow.attempts)
        .where(MailRow.sent.is_(False), MailRow.next_at <= now)
        .order_by(MailRow.made_at, MailRow.id)
        .limit(at_most)
        .with_for_update(skip_locked=True)
    )
    return [
        Waiting(
            MailId(row.id),
            Planned(DeskId(row.desk), MailKind(row.kind)),
            row.attempts + 1,
        )
        for row in await connection.execute(query)
    ]


async def note_try(
    connection: AsyncConnection, waiting: Waiting, *, next_at: int
) -> None:
    await connection.execute(
        update(MailRow)
        .where(MailRow.id == waiting.id)
        .values(attempts=waiting.attempts, next_at=next_at)
    )


async def note_sent(connection: AsyncConnection, mail_id: MailId) -> None:
    await connection.execute(
        update(MailRow).where(MailRow.id == mail_id).values(sent=True)
    )


async def remove_mails(connection: AsyncConnection, mail_ids: Sequence[MailId]) -> None:
    await connection.execute(delete(MailRow).where(MailRow.id.in_(mail_ids)))


async def remove_sent(connection: AsyncConnection, *, made_before: int) -> None:
    await connection.execute(
        delete(MailRow).where(MailRow.sent, MailRow.made_at < made_before)
    )


async def get_head(connection: AsyncConnection) -> LogHead:
    query = select(AuditHeadRow.number, AuditHeadRow.hash)
    row = (await connection.execute(query)).one()
    return LogHead(row.number, row.hash.hex())
