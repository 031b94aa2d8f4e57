"""What the mailbox may ask of the vault: one mailbox, named by its locator.

On PostgreSQL row-level security says the same again, so a statement here that
forgot its locator would find nothing.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, SealedLetter
from service.db.engine import insert_once
from service.db.schema import DoorbellRow, LetterRow, MailboxRow, ShredRow
from service.domain.letters import THREAD_KINDS, Kind, Side
from service.domain.people import DeskId
from service.domain.tips import TipId

_THREAD = tuple(sorted(kind.value for kind in THREAD_KINDS))
_NOTICE = Kind.NOTICE.value


@dataclass(frozen=True, slots=True, repr=False)
class FoundMailbox:
    """A mailbox that is not over, and what its letters stand under."""

    tip: TipId
    desk: DeskId
    delete_on: date
    shred_key: bytes


@dataclass(frozen=True, slots=True)
class ThreadLetter:
    """One sealed letter of a thread."""

    id: str
    kind: Kind
    body: Box
    wrap: Box


@dataclass(frozen=True, slots=True)
class SealedAddition:
    """What a reporter adds, as it may be stored."""

    tip: TipId
    letter: SealedLetter
    wrap: Box


async def find_mailbox(
    connection: AsyncConnection, locator: bytes, today: date
) -> FoundMailbox | None:
    told = and_(ShredRow.tip == MailboxRow.tip, ShredRow.side == Side.TOLD.value)
    query = (
        select(MailboxRow.tip, MailboxRow.desk, MailboxRow.delete_on, ShredRow.key)
        .join(ShredRow, told)
        .where(MailboxRow.locator == locator, MailboxRow.delete_on > today)
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    return FoundMailbox(TipId(row.tip), DeskId(row.desk), row.delete_on, row.key)


async def list_letters(connection: AsyncConnection, tip: TipId) -> list[ThreadLetter]:
    """List the thread, and the notices that its reporter alone can read."""
    query = (
        select(LetterRow.id, LetterRow.kind, LetterRow.body, LetterRow.wrap)
        .where(LetterRow.tip == tip, LetterRow.kind.in_((*_THREAD, _NOTICE)))
        .order_by(LetterRow.number, LetterRow.id)
    )
    return [
        ThreadLetter(row.id, Kind(row.kind), Box(row.body or b""), Box(row.wrap or b""))
        for row in await connection.execute(query)
    ]


async def add_addition(connection: AsyncConnection, addition: SealedAddition) -> bool:
    """Write an addition after all others. False if it was there: sent before."""
    letter = addition.letter
    added = await connection.execute(
        insert_once(LetterRow).values(
            id=letter.context.letter_id,
            tip=addition.tip,
            kind=Kind.ADDITION.value,
            number=await _next_number(connection, addition.tip),
            size=letter.size,
            summary=None,
            body=letter.body,
            wrap=addition.wrap,
        )
    )
    return bool(added.rowcount)


async def count_additions(connection: AsyncConnection, tip: TipId) -> int:
    query = select(func.count()).where(
        LetterRow.tip == tip, LetterRow.kind == Kind.ADDITION.value
    )
    return await connection.scalar(query) or 0


async def ring_doorbell(
    connection: AsyncConnection, mailbox: FoundMailbox, *, priority: int, ring_at: int
) -> None:
    await connection.execute(
        insert_once(DoorbellRow).values(
            tip=mailbox.tip,
            desk=mailbox.desk,
            priority=priority,
            level=0,
            ring_at=ring_at,
        )
    )


async def remove_shred_key(connection: AsyncConnection, locator: bytes) -> bool:
    """Destroy what the reporter's letters stand under. False while it is held."""
    removed = await connection.execute(
        delete(ShredRow).where(
            ShredRow.locator == locator,
            ShredRow.side == Side.TOLD.value,
            ShredRow.held.is_(False),
        )
    )
    return bool(removed.rowcount)


async def remove_mailbox(connection: AsyncConnection, locator: bytes) -> None:
    await connection.execute(delete(MailboxRow).where(MailboxRow.locator == locator))


async def _next_number(connection: AsyncConnection, tip: TipId) -> int:
    query = select(func.max(LetterRow.number)).where(
        LetterRow.tip == tip, LetterRow.kind.in_(_THREAD)
    )
    last: int | None = await connection.scalar(query)
    return (last or 0) + 1
