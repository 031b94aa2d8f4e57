"""What the inbox asks of the vault: one page of tips, and their summaries.

The statements are built once: this page is asked for more than any other.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from crypto import Box, ShredKey
from service.db.schema import (
    DoorbellRow,
    FileRow,
    LetterRow,
    OfficerRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.configured import LAST_URGENT_PRIORITY
from service.domain.letters import Kind, LetterId, Side
from service.domain.people import DeskId, OfficerId
from service.domain.sealed import Seal, StoredLetter
from service.domain.shown import Wanted
from service.domain.tips import TipId

MOST_COUNTED = 200

_DESK: BindParameter[str] = bindparam("desk")
_TOLD = aliased(ShredRow)
_IS_TIP = LetterRow.kind == Kind.TIP.value
_SHOWN = LetterRow.kind.in_((Kind.TIP.value, Kind.HOLDER.value, Kind.JUDGEMENT.value))
_SIDE = case((_IS_TIP, Side.TOLD.value), else_=Side.STAFF.value)
_RINGS = exists().where(DoorbellRow.tip == TipRow.id, DoorbellRow.desk == _DESK)
_FILTERS: dict[str, ColumnElement[bool]] = {
    "priority": TipRow.priority == bindparam("priority"),
    "new": TipRow.picked_up == bindparam("taken", value=False),
    # A bell of a tip that nobody has only says that it is new.
    "news": and_(or_(TipRow.picked_up, ~TipRow.open), _RINGS),
}


def _open_tips(name: str, *conditions: ColumnElement[bool]) -> Subquery:
    open_here = (TipRow.desk == _DESK, TipRow.open == bindparam("yes", value=True))
    query = select(TipRow.id).where(*open_here, *conditions)
    return query.limit(MOST_COUNTED + 1).subquery(name)


_IS_HELD = TipRow.quarantined == bindparam("yes", value=True)
_IS_NEW = TipRow.picked_up == bindparam("no", value=False)
_NEW = _open_tips("new", TipRow.quarantined == bindparam("no", value=False), _IS_NEW)
_HELD = _open_tips("held", _IS_HELD)
# Nobody picks up what waits there: so the inbox's index finds these by urgency.
_HELD_URGENT = _open_tips(
    "urgent", _IS_HELD, _IS_NEW, TipRow.priority <= LAST_URGENT_PRIORITY
)
# Most bells are new tips'. Behind a long queue of them nobody misses this count.
_BELLS = select(DoorbellRow.tip).where(DoorbellRow.desk == _DESK).limit(500).subquery()
_CLOSED_NEWS = (
    select(func.count())
    .select_from(_BELLS)
    .join(TipRow, TipRow.id == _BELLS.c.tip)
    .where(TipRow.open == bindparam("no", value=False))
)
_WAITING = select(
    select(func.count()).select_from(_NEW).scalar_subquery(),
    _CLOSED_NEWS.where(~TipRow.quarantined).scalar_subquery(),
    select(func.count()).select_from(_HELD).scalar_subquery(),
    _CLOSED_NEWS.where(TipRow.quarantined).scalar_subquery(),
    select(func.count()).select_from(_HELD_URGENT).scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class SealedSummary:
    """A summary of a tip, a holder or a judgement, and its shred key if it is there."""

    letter: StoredLetter
    shred: ShredKey | None


@dataclass(frozen=True, slots=True)
class TipLine:
    """A tip as the inbox lists it. Summaries are in the order they were written.

    `told` tells that the key to what the reporter told is there: not withdrawn.
    `files` is how many came with it.
    """

    id: TipId
    day: date
    priority: int
    picked_up: bool
    rings: bool
    told: bool
    files: int
    summaries: list[SealedSummary]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counted only as far as an officer would: tables may be long."""

    new: int
    closed_news: int
    quarantined: int
    quarantined_news: int
    quarantined_urgent: int


async def list_lines(
    connection: AsyncConnection, desk: DeskId, wanted: Wanted, *, first: int, count: int
) -> list[TipLine]:
    page: dict[str, object] = {"desk": desk, "first": first, "count": count}
    if wanted.priority is not None:
        page["priority"] = wanted.priority
    lines: dict[TipId, TipLine] = {}
    lines_asked = _build_lines(*wanted.filters, is_open=wanted.is_open)
    for row in await connection.execute(lines_asked, page):
        tip_id, day, priority, picked_up, rings, told, files, *_letter = row
        fresh = TipLine(tip_id, day, priority, picked_up, rings, told, files, [])
        line = lines.setdefault(tip_id, fresh)
        if row.box is not None:
            line.summaries.append(_read_summary(row))
    return list(lines.values())


async def count_waiting(connection: AsyncConnection, desk: DeskId) -> Waiting:
    counted = (await connection.execute(_WAITING, {"desk": desk})).one()
    return Waiting(*counted)


async def list_names(
    connection: AsyncConnection, officers: Collection[OfficerId]
) -> dict[OfficerId, str]:
    if not officers:
        return {}
    query = select(OfficerRow.id, OfficerRow.name).where(OfficerRow.id.in_(officers))
    return {OfficerId(row.id): row.name for row in await connection.execute(query)}


def _read_summary(row: Row[*tuple[Any, ...]]) -> SealedSummary:
    letter = StoredLetter(
        id=LetterId(row.letter),
        tip=TipId(row.id),
        kind=Kind(row.kind),
        number=row.number,
        summary=None if row.summary is None else Box(row.summary),
        body=None,
        wrap=None,
        seal=Seal(row.card, row.adopted, Box(row.box)),
    )
    return SealedSummary(letter, None if row.key is None else ShredKey(row.key))


@cache
def build_page(*filters: str, is_open: bool) -> Subquery:
    """Which tips stand on one page. Each of the two orders is that of an index."""
    tip = TipRow
    urgent = (tip.picked_up, tip.priority, tip.day, tip.id)
    newest = (tip.day.desc(), tip.id.desc())
    return (
        select(tip.id, tip.day, tip.priority, tip.picked_up)
        .where(
            tip.desk == _DESK,
            # Written out: a partial index is not used for what is only bound later.
            tip.open == (true() if is_open else false()),
            tip.quarantined == bindparam("held", value=False),
        )
        .where(*(_FILTERS[name] for name in filters))
        .order_by(*(urgent if is_open else newest))
        .offset(bindparam("first"))
        .limit(bindparam("count"))
        .subquery("page")
    )


@cache
def _build_lines(*filters: str, is_open: bool) -> Select[*tuple[Any, ...]]:
    """Build the question for one page's lines, once for each choice of filters."""
    # Bells, keys and files are joined to the page, not asked for inside it: there
    # PostgreSQL would read all there are before it takes the first fifty tips.
    page = build_page(*filters, is_open=is_open)
    told = and_(_TOLD.tip == page.c.id, _TOLD.side == Side.TOLD.value)
    bell = and_(DoorbellRow.tip == page.c.id, DoorbellRow.desk == _DESK)
    key = and_(ShredRow.tip == LetterRow.tip, ShredRow.side == _SIDE)
    files = select(func.count()).select_from(FileRow).where(FileRow.tip == page.c.id)
    urgent = (page.c.picked_up, page.c.priority, page.c.day, page.c.id)
    newest = (page.c.day.desc(), page.c.id.desc())
    return (
        select(
            page,
            DoorbellRow.tip.is_not(None).label("rings"),
            _TOLD.tip.is_not(None).label("told"),
            files.scalar_subquery().label("files"),
            LetterRow.id.label("letter"),
            LetterRow.kind,
            LetterRow.number,
            LetterRow.summary,
            SealRow.card,
            SealRow.adopted,
            SealRow.box,
            ShredRow.key,
        )
        .select_from(page)
        .outerjoin(DoorbellRow, bell)
        .outerjoin(_TOLD, told)
        .outerjoin(LetterRow, and_(LetterRow.tip == page.c.id, _SHOWN))
        .outerjoin(SealRow, and_(SealRow.letter == LetterRow.id, SealRow.desk == _DESK))
        .outerjoin(ShredRow, key)
        .order_by(*(urgent if is_open else newest), LetterRow.number, LetterRow.id)
    )
