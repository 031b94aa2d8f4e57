"""What the lists of reports ask of the vault, at both ends of a release."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    exists,
    func,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from service.db.releasefiles import read_record
from service.db.schema import ReleaseLetterRow, ReleaseRow, TipRow
from service.domain.people import DeskId
from service.domain.releases import ReleaseKind, ReleaseRecord
from service.domain.tips import TipId

_IS_DONE = or_(ReleaseRow.answered, ReleaseRow.withdrawn)
_HAS_STEP = exists().where(
    ReleaseLetterRow.release == ReleaseRow.id,
    ReleaseLetterRow.kind == ReleaseKind.ANSWER.value,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A release as a list shows it; `begun` tells that its receiver wrote a step."""

    record: ReleaseRecord
    begun: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How far one desk has come with what was sent to it.

    `oldest` is the day the oldest came that still waits for an answer.
    """

    desk: DeskId
    waiting: int
    overdue: int
    answered: int
    oldest: date | None


async def list_received(
    connection: AsyncConnection, desk: DeskId, *, first: int, count: int
) -> list[Line]:
    mine = ReleaseRow.to_desk == desk
    return await _list_lines(connection, desk, mine, (first, count))


async def list_sent(
    connection: AsyncConnection, desk: DeskId, *, first: int, count: int
) -> list[Line]:
    mine = ReleaseRow.from_desk == desk
    return await _list_lines(connection, desk, mine, (first, count))


async def count_by_desk(
    connection: AsyncConnection, desk: DeskId, today: date
) -> list[Tally]:
    query = (
        _count(today)
        .add_columns(ReleaseRow.to_desk)
        .where(ReleaseRow.from_desk == desk)
        .group_by(ReleaseRow.to_desk)
        .order_by(ReleaseRow.to_desk)
    )
    return [_read_tally(row, row.to_desk) for row in await connection.execute(query)]


async def is_tip_at(connection: AsyncConnection, tip: TipId, desk: DeskId) -> bool:
    here = exists().where(TipRow.id == tip, TipRow.desk == desk)
    return bool(await connection.scalar(select(here)))


async def count_received(
    connection: AsyncConnection, desk: DeskId, today: date
) -> Tally:
    query = _count(today).where(ReleaseRow.to_desk == desk)
    return _read_tally((await connection.execute(query)).one(), desk)


def _count(today: date) -> Select[*tuple[Any, ...]]:
    waits = not_(_IS_DONE)
    late = and_(waits, ReleaseRow.due_on < today)
    return select(
        _how_many(waits).label("waiting"),
        _how_many(late).label("overdue"),
        _how_many(ReleaseRow.answered).label("answered"),
        func.min(case((waits, ReleaseRow.day))).label("oldest"),
    )


def _how_many(which: ColumnElement[bool] | Any) -> ColumnElement[int]:  # noqa: ANN401 - columns of any type can be counted
    return func.count(case((which, 1)))


async def _list_lines(
    connection: AsyncConnection,
    desk: DeskId,
    mine: ColumnElement[bool],
    page: tuple[int, int],
) -> list[Line]:
    # What has news for the desk that looks comes first, what is done comes last.
    shelf = case((ReleaseRow.news == desk, 0), (_IS_DONE, 2), else_=1)
    query = (
        select(ReleaseRow.__table__, _HAS_STEP.label("begun"))
        .where(mine)
        .order_by(shelf, ReleaseRow.due_on, ReleaseRow.id)
        .offset(page[0])
        .limit(page[1])
    )
    rows = await connection.execute(query)
    return [Line(read_record(row), begun=bool(row.begun)) for row in rows]


def _read_tally(row: Row[*tuple[Any, ...]], desk: str) -> Tally:
    return Tally(DeskId(desk), row.waiting, row.overdue, row.answered, row.oldest)
