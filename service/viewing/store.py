"""What viewing asks of the vault: rows of files, and letters of what is locked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ShredKey
from service.db.engine import insert_once
from service.db.schema import FileRow, LetterRow, SealRow, ShredRow
from service.domain.answers import Attachment
from service.domain.letters import Kind, LetterId, Side
from service.domain.people import DeskId
from service.domain.sealed import Seal, Shreds, StoredLetter
from service.domain.tips import TipId

_LETTER = (
    LetterRow.id,
    LetterRow.number,
    LetterRow.body,
    SealRow.card,
    SealRow.adopted,
    SealRow.box,
)


@dataclass(frozen=True, slots=True)
class LockedLine:
    """A tip with locked files, as a list shows it, in clear."""

    tip: TipId
    files: int


async def exchange_file(
    connection: AsyncConnection, tip: TipId, old: str, new: Attachment | None
) -> None:
    """Let a tip have another object in the place of one."""
    await connection.execute(
        delete(FileRow).where(FileRow.id == old, FileRow.tip == tip)
    )
    if new:
        row = {"id": new.id, "tip": tip, "size": new.size}
        await connection.execute(insert_once(FileRow).values(**row))


async def list_locked(
    connection: AsyncConnection, desk: DeskId, most: int
) -> list[LockedLine]:
    files = func.count(LetterRow.id)
    query = (
        select(LetterRow.tip, files)
        .join(SealRow, _sealed_to(desk))
        .where(LetterRow.kind == Kind.LOCKED.value)
        .group_by(LetterRow.tip)
        .order_by(LetterRow.tip)
        .limit(most)
    )
    rows = (await connection.execute(query)).all()
    return [LockedLine(TipId(tip), count) for tip, count in rows]


async def get_locked(
    connection: AsyncConnection, tip: TipId, desk: DeskId
) -> tuple[Sequence[StoredLetter], Shreds]:
    """Return the letters of a tip's locked files, and the key they stand under."""
    query = (
        select(*_LETTER)
        .join(SealRow, _sealed_to(desk))
        .where(LetterRow.kind == Kind.LOCKED.value, LetterRow.tip == tip)
        .order_by(LetterRow.number, LetterRow.id)
    )
    letters = [
        StoredLetter(
            id=LetterId(row.id),
            tip=tip,
            kind=Kind.LOCKED,
            number=row.number,
            summary=None,
            body=None if row.body is None else Box(row.body),
            wrap=None,
            seal=Seal(row.card, row.adopted, Box(row.box)),
        )
        for row in await connection.execute(query)
    ]
    staff = select(ShredRow.key).where(
        ShredRow.tip == tip, ShredRow.side == Side.STAFF.value
    )
    key = await connection.scalar(staff)
    return letters, {Side.STAFF: ShredKey(key)} if key else {}


def _sealed_to(desk: DeskId) -> ColumnElement[bool]:
    return and_(SealRow.letter == LetterRow.id, SealRow.desk == desk)
