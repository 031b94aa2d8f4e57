"""What the inbox asks of the vault: one page of tips, and their summaries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ShredKey
from service.db.schema import (
    DoorbellRow,
    LetterRow,
    OfficerRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.letters import Kind, LetterId, Side
from service.domain.people import DeskId, OfficerId
from service.domain.sealed import Seal, StoredLetter
from service.domain.tips import TipId

MOST_COUNTED = 200

_SHOWN = (Kind.TIP.value, Kind.HOLDER.value)
_TIP = (TipRow.id, TipRow.day, TipRow.priority, TipRow.picked_up)
_ORDER = (TipRow.picked_up, TipRow.priority, TipRow.day, TipRow.id)
_SIDE = case(
    (LetterRow.kind == Kind.TIP.value, Side.TOLD.value), else_=Side.STAFF.value
)
_SUMMARY = (
    LetterRow.id,
    LetterRow.tip,
    LetterRow.kind,
    LetterRow.number,
    LetterRow.summary,
    SealRow.card,
    SealRow.adopted,
    SealRow.box,
    ShredRow.key,
)


@dataclass(frozen=True, slots=True)
class TipLine:
    id: TipId
    day: date
    priority: int
    picked_up: bool
    rings: bool


@dataclass(frozen=True, slots=True)
class SealedSummary:
    """A tip's or holder's summary, and the shred key it stands under if it is there."""

    letter: StoredLetter
    shred: ShredKey | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counted only as far as an officer would: tables may be long."""

    new: int
    closed_news: int


async def list_tips(
    connection: AsyncConnection, desk: DeskId, *, is_open: bool, first: int, count: int
) -> list[TipLine]:
    rings = exists().where(DoorbellRow.tip == TipRow.id, DoorbellRow.desk == desk)
    query = (
        select(*_TIP, rings.label("rings"))
        .where(TipRow.desk == desk, TipRow.open.is_(is_open))
        .order_by(*_ORDER)
        .offset(first)
        .limit(count)
    )
    return [
        TipLine(TipId(row.id), row.day, row.priority, row.picked_up, row.rings)
        for row in await connection.execute(query)
    ]


async def list_summaries(
    connection: AsyncConnection, desk: DeskId, tips: Sequence[TipId]
) -> list[SealedSummary]:
    query = (
        select(*_SUMMARY)
        .join(SealRow, and_(SealRow.letter == LetterRow.id, SealRow.desk == desk))
        .outerjoin(
            ShredRow, and_(ShredRow.tip == LetterRow.tip, ShredRow.side == _SIDE)
        )
        .where(LetterRow.tip.in_(tips), LetterRow.kind.in_(_SHOWN))
        .order_by(LetterRow.number, LetterRow.id)
    )
    return [
        SealedSummary(
            StoredLetter(
                id=LetterId(row.id),
                tip=TipId(row.tip),
                kind=Kind(row.kind),
                number=row.number,
                summary=None if row.summary is None else Box(row.summary),
                body=None,
                wrap=None,
                seal=Seal(row.card, row.adopted, Box(row.box)),
            ),
            None if row.key is None else ShredKey(row.key),
        )
        for row in await connection.execute(query)
    ]


async def list_names(connection: AsyncConnection) -> dict[OfficerId, str]:
    rows = await connection.execute(select(OfficerRow.id, OfficerRow.name))
    return {OfficerId(row.id): row.name for row in rows}


async def count_waiting(connection: AsyncConnection, desk: DeskId) -> Waiting:
    new = (
        select(TipRow.id)
        .where(TipRow.desk == desk, TipRow.open.is_(True), TipRow.picked_up.is_(False))
        .limit(MOST_COUNTED + 1)
        .subquery()
    )
    news = (
        select(func.count())
        .select_from(DoorbellRow)
        .join(TipRow, TipRow.id == DoorbellRow.tip)
        .where(DoorbellRow.desk == desk, TipRow.open.is_(False))
    )
    counted = select(func.count()).select_from(new)
    query = select(counted.scalar_subquery(), news.scalar_subquery())
    row = (await connection.execute(query)).one()
    return Waiting(new=row[0], closed_news=row[1])
