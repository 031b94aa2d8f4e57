"""What safeguarding asks of the vault: a desk's duties, and what a form left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ShredKey
from service.db.schema import (
    DutyRow,
    LetterRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.letters import Kind, LetterId, Side
from service.domain.people import DeskId
from service.domain.sealed import Seal, StoredLetter
from service.domain.tips import TipId

_DUTY = (
    DutyRow.tip,
    DutyRow.desk,
    DutyRow.open,
    DutyRow.priority,
    DutyRow.level,
    TipRow.day,
)
_LETTER = (
    LetterRow.id,
    LetterRow.tip,
    LetterRow.number,
    LetterRow.summary,
    SealRow.card,
    SealRow.adopted,
    SealRow.box,
    ShredRow.key,
)


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty as a list shows it, in clear. `level` counts how often it rang."""

    tip: TipId
    desk: DeskId
    open: bool
    priority: int
    level: int
    day: date


@dataclass(frozen=True, slots=True)
class SealedLetter:
    """A tip's letter, with what opens it, if its reporter has not deleted it."""

    letter: StoredLetter
    shred: ShredKey | None


async def list_duties(
    connection: AsyncConnection,
    desk: DeskId,
    real: tuple[DeskId, DeskId],
    most: int,
    *,
    is_open: bool,
) -> list[DutyLine]:
    """List duties; `real` are the independent desk, and who has all others' duties."""
    independent, usual = real
    whose = case((TipRow.desk == independent, independent), else_=usual)
    query = (
        select(*_DUTY)
        .join(TipRow, TipRow.id == DutyRow.tip)
        .where(or_(DutyRow.desk == desk, TipRow.desk == desk), DutyRow.open == is_open)
        .where(DutyRow.desk == whose)
        .limit(most)
    )
    urgent = (DutyRow.priority, TipRow.day, DutyRow.tip)
    order = urgent if is_open else (TipRow.day.desc(), DutyRow.tip)
    rows = await connection.execute(query.order_by(*order))
    return [
        DutyLine(
            TipId(row.tip), DeskId(row.desk), row.open, row.priority, row.level, row.day
        )
        for row in rows
    ]


async def count_moved(
    connection: AsyncConnection, desk: DeskId, real: tuple[DeskId, DeskId]
) -> int:
    """Count the tips that ring at a desk for its locked files, and are not its own.

    They were moved after that; of nothing but the files may it know any more.
    """
    independent, usual = real
    if desk != usual or desk == independent:
        return 0
    query = (
        select(func.count())
        .select_from(DutyRow)
        .join(TipRow, TipRow.id == DutyRow.tip)
        .where(DutyRow.desk == desk, DutyRow.open, TipRow.desk == independent)
    )
    return await connection.scalar(query) or 0


async def list_letters(
    connection: AsyncConnection, tips: Collection[TipId], desk: DeskId
) -> dict[TipId, list[SealedLetter]]:
    sealed = and_(SealRow.letter == LetterRow.id, SealRow.desk == desk)
    told = and_(ShredRow.tip == LetterRow.tip, ShredRow.side == Side.TOLD.value)
    query = (
        select(*_LETTER)
        .join(SealRow, sealed)
        .outerjoin(ShredRow, told)
        .where(LetterRow.tip.in_(tips), LetterRow.kind == Kind.TIP.value)
    )
    found: dict[TipId, list[SealedLetter]] = {}
    for row in await connection.execute(query):
        found.setdefault(TipId(row.tip), []).append(_read_letter(row))
    return found


async def has_letter(
    connection: AsyncConnection, tip_id: TipId, letter: LetterId
) -> bool:
    query = select(LetterRow.id).where(LetterRow.id == letter, LetterRow.tip == tip_id)
    return await connection.scalar(query) is not None


def _read_letter(row: Row[*tuple[Any, ...]]) -> SealedLetter:
    letter = StoredLetter(
        id=LetterId(row.id),
        tip=TipId(row.tip),
        kind=Kind.TIP,
        number=row.number,
        summary=None if row.summary is None else Box(row.summary),
        body=None,
        wrap=None,
        seal=Seal(row.card, row.adopted, Box(row.box)),
    )
    return SealedLetter(letter, None if row.key is None else ShredKey(row.key))
