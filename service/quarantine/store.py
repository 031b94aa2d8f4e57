"""What the quarantine asks of the vault: counts, sealed samples, and rows to change.

A claim locks the tips it returns and skips those that somebody else has locked, so
two officers at once share the work and repeat none of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, select, update
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
from service.domain.sealed import Seal, Shreds, StoredLetter
from service.domain.tips import TipId

MOST_NEWS = 50

_IS_OPENED = exists().where(
    ShredRow.tip == TipRow.id, ShredRow.side == Side.STAFF.value
)
_HAS_DUTY = exists().where(DutyRow.tip == TipRow.id, DutyRow.open)
_IS_TOLD = exists().where(ShredRow.tip == TipRow.id, ShredRow.side == Side.TOLD.value)


@dataclass(frozen=True, slots=True)
class Count:
    """How many tips of a day and a priority wait."""

    day: date
    priority: int
    tips: int


@dataclass(frozen=True, slots=True)
class HeldTip:
    """A tip of the quarantine as it lies there, and its shred key if it is there."""

    id: TipId
    day: date
    priority: int
    letters: list[StoredLetter]
    shred: ShredKey | None

    @property
    def shreds(self) -> Shreds:
        return {} if self.shred is None else {Side.TOLD: self.shred}


@dataclass(frozen=True, slots=True)
class Page:
    """Which sealed tips are read: from behind an id on, or one alone.

    `new`: those that could be moved here from the inbox, and not those that are here.
    """

    after: str
    at_most: int
    only: TipId | None = None
    new: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """Which tips are locked. `closable`: none with a duty, and none withdrawn.

    `new`: of the inbox, and moreover none that anybody has opened or picked up.
    """

    desk: DeskId
    at_most: int
    day: date | None = None
    only: tuple[TipId, ...] | None = None
    closable: bool = False
    new: bool = False


async def count_held(connection: AsyncConnection, desk: DeskId) -> list[Count]:
    query = (
        select(TipRow.day, TipRow.priority, func.count().label("tips"))
        .where(*_held_at(desk))
        .group_by(TipRow.day, TipRow.priority)
        .order_by(TipRow.day.desc(), TipRow.priority)
    )
    rows = await connection.execute(query)
    return [Count(row.day, row.priority, row.tips) for row in rows]


async def count_new(
    connection: AsyncConnection, desk: DeskId
) -> list[tuple[date, int]]:
    """Count by day the tips of the inbox that could be moved here."""
    query = (
        select(TipRow.day, func.count().label("tips"))
        .where(*_new_at(desk))
        .group_by(TipRow.day)
        .order_by(TipRow.day.desc())
    )
    return [(row.day, row.tips) for row in await connection.execute(query)]


async def find_open(
    connection: AsyncConnection, desk: DeskId, begins: str
) -> TipId | None:
    """Find an open tip of a desk by how its id begins, wherever it waits."""
    named = TipRow.id.startswith(begins, autoescape=True)
    query = select(TipRow.id).where(TipRow.desk == desk, TipRow.open.is_(True), named)
    found = await connection.scalar(query.order_by(TipRow.id).limit(1))
    return None if found is None else TipId(found)


async def count_with_duty(connection: AsyncConnection, desk: DeskId) -> int:
    query = select(func.count()).select_from(TipRow).where(*_held_at(desk), _HAS_DUTY)
    return await connection.scalar(query) or 0


async def list_news(connection: AsyncConnection, desk: DeskId) -> list[TipId]:
    """List tips that were closed together, and to which somebody has added since."""
    query = (
        select(TipRow.id)
        .join(DoorbellRow, DoorbellRow.tip == TipRow.id)
        .where(
            DoorbellRow.desk == desk,
            TipRow.desk == desk,
            TipRow.open.is_(False),
            TipRow.quarantined,
        )
        .order_by(TipRow.day.desc(), TipRow.id)
        .limit(MOST_NEWS)
    )
    return [TipId(tip) for tip in await connection.scalars(query)]


async def list_sealed(
    connection: AsyncConnection, desk: DeskId, which: Page
) -> list[HeldTip]:
    """List tips in the order of their ids, which is random."""
    page = (
        select(TipRow.id, TipRow.day, TipRow.priority)
        .where(*_choose(desk, which))
        .order_by(TipRow.id)
        .limit(which.at_most)
        .subquery("page")
    )
    is_tip = and_(LetterRow.tip == page.c.id, LetterRow.kind == Kind.TIP.value)
    told = and_(ShredRow.tip == page.c.id, ShredRow.side == Side.TOLD.value)
    query = (
        select(
            page,
            LetterRow.id.label("letter"),
            LetterRow.number,
            LetterRow.summary,
            LetterRow.body,
            SealRow.card,
            SealRow.adopted,
            SealRow.box,
            ShredRow.key,
        )
        .select_from(page)
        .join(LetterRow, is_tip)
        .join(SealRow, and_(SealRow.letter == LetterRow.id, SealRow.desk == desk))
        .outerjoin(ShredRow, told)
        .order_by(page.c.id, LetterRow.number, LetterRow.id)
    )
    found: dict[TipId, HeldTip] = {}
    for row in await connection.execute(query):
        shred = None if row.key is None else ShredKey(row.key)
        fresh = HeldTip(TipId(row.id), row.day, row.priority, [], shred)
        found.setdefault(fresh.id, fresh).letters.append(_read_letter(row))
    return list(found.values())


async def claim(connection: AsyncConnection, wanted: Claim) -> list[TipId]:
    held, new = _held_at(wanted.desk), _new_at(wanted.desk)
    which: list[ColumnElement[bool]] = [*(new if wanted.new else held)]
    if wanted.day is not None:
        which.append(TipRow.day == wanted.day)
    if wanted.only is not None:
        which.append(TipRow.id.in_(wanted.only))
    if wanted.closable:
        which += [~_HAS_DUTY, _IS_TOLD]
    query = (
        select(TipRow.id)
        .where(*which)
        .order_by(TipRow.id)
        .limit(wanted.at_most)
        .with_for_update(of=TipRow, skip_locked=True, key_share=True)
    )
    return [TipId(tip) for tip in await connection.scalars(query)]


async def mark(
    connection: AsyncConnection, tips: Collection[TipId], *, quarantined: bool
) -> None:
    change = update(TipRow).where(TipRow.id.in_(tips)).values(quarantined=quarantined)
    await connection.execute(change)


def _choose(desk: DeskId, which: Page) -> tuple[ColumnElement[bool], ...]:
    if which.only:
        return TipRow.desk == desk, TipRow.open.is_(True), TipRow.id == which.only
    waiting = _new_at(desk) if which.new else _held_at(desk)
    return *waiting, TipRow.id > which.after


def _new_at(desk: DeskId) -> tuple[ColumnElement[bool], ...]:
    """Tips of the inbox that nobody has met, owes a duty to, or took back."""
    waiting = TipRow.desk == desk, TipRow.open.is_(True), TipRow.quarantined.is_(False)
    untouched = TipRow.picked_up.is_(False), ~_IS_OPENED
    return *waiting, *untouched, ~_HAS_DUTY, _IS_TOLD


def _held_at(desk: DeskId) -> tuple[ColumnElement[bool], ...]:
    return TipRow.desk == desk, TipRow.open.is_(True), TipRow.quarantined.is_(True)


def _read_letter(row: Row[*tuple[Any, ...]]) -> StoredLetter:
    return StoredLetter(
        id=LetterId(row.letter),
        tip=TipId(row.id),
        kind=Kind.TIP,
        number=row.number,
        summary=None if row.summary is None else Box(row.summary),
        body=None if row.body is None else Box(row.body),
        wrap=None,
        seal=Seal(row.card, row.adopted, Box(row.box)),
    )
