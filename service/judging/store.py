"""What judging asks of the vault: the other tips of a desk, and a tip's priority."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ShredKey
from service.db.schema import (
    DoorbellRow,
    DutyRow,
    LetterRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.letters import Kind, LetterId, Side
from service.domain.people import DeskId
from service.domain.references import begin_of_id
from service.domain.reports import tip_reference
from service.domain.sealed import Seal, StoredLetter
from service.domain.tips import TipId, TipRecord

MOST_LOOKED_AT = 200
"""How many open tips, and how many closed ones, are looked through: the newest."""

_READ = (Kind.TIP.value, Kind.JUDGEMENT.value, Kind.OUTCOME.value)
_AFTER_HEX = "g"


@dataclass(frozen=True, slots=True)
class OtherTip:
    """Another tip of a desk as it lies in the vault. Letters are in order."""

    id: TipId
    day: date
    priority: int
    open: bool
    shreds: dict[Side, ShredKey] = field(default_factory=dict)
    letters: list[StoredLetter] = field(default_factory=list)


async def find_known(
    connection: AsyncConnection, tip_id: TipId, references: Collection[str]
) -> frozenset[str]:
    """Return those of some references that belong to a tip of the same desk."""
    if not references:
        return frozenset()
    desk = select(TipRow.desk).where(TipRow.id == tip_id).scalar_subquery()
    named = or_(*(_has_reference(one) for one in references))
    found = await connection.scalars(
        select(TipRow.id).where(TipRow.desk == desk, named)
    )
    return frozenset(tip_reference(one) for one in found)


async def list_others(
    connection: AsyncConnection, tip: TipRecord, linked: Collection[str]
) -> list[OtherTip]:
    """Return the newest other tips of a tip's desk, and those it is linked with."""
    ids = {*await _list_newest(connection, tip, is_open=True)}
    ids |= {*await _list_newest(connection, tip, is_open=False)}
    if linked:
        named = or_(*(_has_reference(one) for one in linked))
        query = select(TipRow.id).where(TipRow.desk == tip.desk, named)
        ids |= {*await connection.scalars(query)}
    return await _read_others(connection, tip.desk, sorted(ids - {tip.id}))


async def change_priority(
    connection: AsyncConnection, tip: TipRecord, priority: int, ring_at: int
) -> None:
    """Change how urgent a tip is, and with it what rings for it.

    `ring_at` is when something of the new priority rings; a bell is moved up to it
    and never put off.
    """
    await connection.execute(
        update(TipRow).where(TipRow.id == tip.id).values(priority=priority)
    )
    sooner = case((DoorbellRow.ring_at > ring_at, ring_at), else_=DoorbellRow.ring_at)
    await connection.execute(
        update(DoorbellRow)
        .where(DoorbellRow.tip == tip.id, DoorbellRow.desk == tip.desk)
        .values(priority=priority, ring_at=sooner)
    )
    await connection.execute(
        update(DutyRow).where(DutyRow.tip == tip.id).values(priority=priority)
    )


async def _list_newest(
    connection: AsyncConnection, tip: TipRecord, *, is_open: bool
) -> Sequence[str]:
    query = (
        select(TipRow.id)
        .where(TipRow.desk == tip.desk, TipRow.open == is_open)
        .order_by(TipRow.day.desc(), TipRow.id)
        .limit(MOST_LOOKED_AT)
    )
    return (await connection.scalars(query)).all()


async def _read_others(
    connection: AsyncConnection, desk: DeskId, ids: Sequence[str]
) -> list[OtherTip]:
    others: dict[str, OtherTip] = {}
    for row in await connection.execute(_lines_of(desk, ids)):
        fresh = OtherTip(TipId(row.id), row.day, row.priority, row.open)
        other = others.setdefault(row.id, fresh)
        if row.box is None:
            continue
        letter = _read_letter(row)
        other.letters.append(letter)
        if row.key is not None:
            other.shreds[letter.side] = ShredKey(row.key)
    return list(others.values())


def _lines_of(desk: DeskId, ids: Sequence[str]) -> Any:  # noqa: ANN401 - the type of eleven columns says less than their names
    sealed_to_desk = and_(SealRow.letter == LetterRow.id, SealRow.desk == desk)
    is_told = LetterRow.kind == Kind.TIP.value
    side = case((is_told, Side.TOLD.value), else_=Side.STAFF.value)
    is_outcome = LetterRow.kind == Kind.OUTCOME.value
    return (
        select(
            TipRow.id,
            TipRow.day,
            TipRow.priority,
            TipRow.open,
            LetterRow.id.label("letter"),
            LetterRow.kind,
            LetterRow.number,
            LetterRow.summary,
            # Only an outcome's day is asked for; no tip is opened here.
            case((is_outcome, LetterRow.body)).label("body"),
            SealRow.card,
            SealRow.adopted,
            SealRow.box,
            ShredRow.key,
        )
        .join(LetterRow, and_(LetterRow.tip == TipRow.id, LetterRow.kind.in_(_READ)))
        .outerjoin(SealRow, sealed_to_desk)
        .outerjoin(ShredRow, and_(ShredRow.tip == TipRow.id, ShredRow.side == side))
        .where(TipRow.id.in_(ids))
        .order_by(TipRow.id, LetterRow.number, LetterRow.id)
    )


def _has_reference(reference: str) -> ColumnElement[bool]:
    begin = begin_of_id(reference)
    return and_(TipRow.id >= begin, TipRow.id < begin + _AFTER_HEX)


def _read_letter(row: Row[*tuple[Any, ...]]) -> StoredLetter:
    return StoredLetter(
        id=LetterId(row.letter),
        tip=TipId(row.id),
        kind=Kind(row.kind),
        number=row.number,
        summary=None if row.summary is None else Box(row.summary),
        body=None if row.body is None else Box(row.body),
        wrap=None,
        seal=Seal(row.card, row.adopted, Box(row.box)),
    )
