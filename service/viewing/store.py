"""What viewing asks of the vault: rows of files, and letters of what is locked."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ShredKey
from service.db.engine import insert_once
from service.db.schema import FileRow, LetterRow, SealRow, ShredRow, TipRow
from service.domain.answers import Attachment
from service.domain.letters import Kind, LetterId
from service.domain.people import DeskId
from service.domain.sealed import Seal, StoredLetter
from service.domain.tips import TipId

_LETTER = (
    LetterRow.id,
    LetterRow.number,
    LetterRow.body,
    SealRow.card,
    SealRow.adopted,
    SealRow.box,
)


@dataclass(frozen=True, slots=True, repr=False)
class StoredLocks:
    """The letters of a tip's locked files, and all its keys by their sides."""

    letters: Sequence[StoredLetter]
    shreds: Mapping[str, ShredKey]
    next_number: int


async def exchange_file(
    connection: AsyncConnection, tip: TipId, old: str, new: Attachment | None
) -> None:
    """Let a tip have another object in the place of one, or none."""
    await connection.execute(
        delete(FileRow).where(FileRow.id == old, FileRow.tip == tip)
    )
    if new:
        row = {"id": new.id, "tip": tip, "size": new.size}
        await connection.execute(insert_once(FileRow).values(**row))


async def add_key(
    connection: AsyncConnection, tip: TipId, side: str, key: ShredKey, *, held: bool
) -> None:
    """Write the key of a locked file, and whether it keeps an object."""
    row = {"tip": tip, "side": side, "locator": None, "key": key.raw, "held": held}
    await connection.execute(insert_once(ShredRow).values(**row))


async def remove_lock(
    connection: AsyncConnection, tip: TipId, side: str, letters: Collection[LetterId]
) -> None:
    """Destroy the key of a locked file and with it all that its letters say."""
    key = delete(ShredRow).where(ShredRow.tip == tip, ShredRow.side == side)
    await connection.execute(key)
    await connection.execute(delete(LetterRow).where(LetterRow.id.in_(letters)))


async def count_step(connection: AsyncConnection, tip: TipId) -> None:
    """Write that something was done with a tip."""
    change = update(TipRow).where(TipRow.id == tip)
    await connection.execute(change.values(version=TipRow.version + 1))


async def get_day(connection: AsyncConnection, tip: TipId) -> date | None:
    """Return the day a tip came."""
    return await connection.scalar(select(TipRow.day).where(TipRow.id == tip))


async def has_letter(connection: AsyncConnection, tip: TipId, letter: LetterId) -> bool:
    query = select(LetterRow.id).where(LetterRow.id == letter, LetterRow.tip == tip)
    return await connection.scalar(query) is not None


async def is_known(connection: AsyncConnection, tip: TipId, desk: DeskId) -> bool:
    """Tell whether anything of a tip was ever sealed to a desk."""
    query = select(LetterRow.id).join(SealRow, _sealed_to(desk))
    found = query.where(LetterRow.tip == tip).limit(1)
    return await connection.scalar(found) is not None


async def list_locked(
    connection: AsyncConnection, desk: DeskId, most: int
) -> list[TipId]:
    """Return the tips with files that were locked for a desk.

    How many is not said: the keys of another desk's locked files look the same.
    """
    query = (
        select(LetterRow.tip)
        .join(SealRow, _sealed_to(desk))
        .where(LetterRow.kind == Kind.LOCKED.value)
        .distinct()
        .order_by(LetterRow.tip)
        .limit(most)
    )
    return [TipId(tip) for tip in await connection.scalars(query)]


async def get_locked(
    connection: AsyncConnection, tip: TipId, desk: DeskId
) -> StoredLocks:
    """Return what there is of a tip's locked files for the desk that has them."""
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
    keys = select(ShredRow.side, ShredRow.key).where(ShredRow.tip == tip)
    shreds = (await connection.execute(keys)).all()
    last = select(func.max(LetterRow.number)).where(LetterRow.tip == tip)
    return StoredLocks(
        letters,
        {row.side: ShredKey(row.key) for row in shreds},
        (await connection.scalar(last) or 0) + 1,
    )


def _sealed_to(desk: DeskId) -> ColumnElement[bool]:
    return and_(SealRow.letter == LetterRow.id, SealRow.desk == desk)
