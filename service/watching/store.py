"""What a supervisor's page asks of the vault: rows in clear, and who holds what."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    ColumnElement,
    Integer,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ShredKey
from service.db.schema import (
    DoorbellRow,
    DutyRow,
    LetterRow,
    MailRow,
    MemberRow,
    OfficerRow,
    ReleaseRow,
    ReviewRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.letters import Kind, LetterId, Side
from service.domain.mails import NO_DESK, MailKind
from service.domain.people import DeskId, OfficerId
from service.domain.sealed import Seal, StoredLetter
from service.domain.tips import TipId

MOST_SHOWN = 100
MOST_HELD = 2000
"""How many tips are looked at to see who has how many."""

_STAFF_KEY = and_(ShredRow.tip == TipRow.id, ShredRow.side == Side.STAFF.value)


@dataclass(frozen=True, slots=True)
class Bell:
    """A tip whose bell or duty rings, and how often it did."""

    tip: TipId
    day: date
    priority: int
    picked_up: bool
    level: int
    late: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A tip that waits for a second person, since a day."""

    tip: TipId
    since: date


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A report that a desk has not answered."""

    to_desk: DeskId
    day: date
    due_on: date


@dataclass(frozen=True, slots=True)
class TipLetters:
    """A tip, and its letters of one kind in order: who has it, or how it ended."""

    id: TipId
    version: int
    letters: list[StoredLetter]
    shred: ShredKey | None


@dataclass(frozen=True, slots=True)
class MailTally:
    """What is written down of a desk's mails. Times are Unix times, or None."""

    waiting: int
    oldest: int | None
    tries: int
    last_fixed: int | None


async def list_late(connection: AsyncConnection, desk: DeskId, now: int) -> list[Bell]:
    """List the tips of a desk whose limit was missed, longest first."""
    level, late = DoorbellRow.level, _is_late(DoorbellRow, now)
    query = (
        select(TipRow.id, TipRow.day, TipRow.priority, TipRow.picked_up, level)
        .join(DoorbellRow, DoorbellRow.tip == TipRow.id)
        .where(DoorbellRow.desk == desk, late)
        .order_by(level.desc(), TipRow.priority, TipRow.day, TipRow.id)
        .limit(MOST_SHOWN + 1)
    )
    return [
        Bell(TipId(row.id), row.day, row.priority, row.picked_up, row.level, late=True)
        for row in await connection.execute(query)
    ]


async def list_duties(
    connection: AsyncConnection, desk: DeskId, independent: DeskId, now: int
) -> list[Bell]:
    """List the open duties of a desk, the latest first."""
    level, late = DutyRow.level, _is_late(DutyRow, now)
    query = (
        select(
            TipRow.id,
            TipRow.day,
            DutyRow.priority,
            TipRow.picked_up,
            level,
            late.label("late"),
        )
        .join(DutyRow, DutyRow.tip == TipRow.id)
        .where(DutyRow.desk == desk, DutyRow.open)
        # One that rings for locked files of a tip that was moved has no page here.
        .where(or_(TipRow.desk != independent, DutyRow.desk == independent))
        .order_by(level.desc(), DutyRow.priority, TipRow.day, TipRow.id)
        .limit(MOST_SHOWN + 1)
    )
    return [
        Bell(
            TipId(row.id),
            row.day,
            row.priority,
            row.picked_up,
            row.level,
            late=bool(row.late),
        )
        for row in await connection.execute(query)
    ]


async def list_reviews(connection: AsyncConnection, desk: DeskId) -> list[Review]:
    """List the tips of a desk that wait for a second person, longest first."""
    query = (
        select(ReviewRow.tip, ReviewRow.day)
        .join(TipRow, TipRow.id == ReviewRow.tip)
        .where(TipRow.desk == desk)
        .order_by(ReviewRow.day, ReviewRow.tip)
        .limit(MOST_SHOWN + 1)
    )
    return [Review(TipId(row.tip), row.day) for row in await connection.execute(query)]


async def list_unanswered(
    connection: AsyncConnection, desk: DeskId
) -> list[Unanswered]:
    """List what a desk sent and that was neither answered nor withdrawn."""
    query = select(ReleaseRow.to_desk, ReleaseRow.day, ReleaseRow.due_on).where(
        ReleaseRow.from_desk == desk,
        ReleaseRow.answered.is_(False),
        ReleaseRow.withdrawn.is_(False),
    )
    return [
        Unanswered(DeskId(row.to_desk), row.day, row.due_on)
        for row in await connection.execute(query)
    ]


async def list_held(connection: AsyncConnection, desk: DeskId) -> list[TipLetters]:
    """List a desk's open tips that were picked up, with who was named for them."""
    page = (
        select(TipRow.id)
        .where(TipRow.desk == desk, TipRow.open, TipRow.picked_up)
        .order_by(TipRow.priority, TipRow.day, TipRow.id)
        .limit(MOST_HELD + 1)
    )
    return await _list_letters(connection, desk, page.subquery("page"), Kind.HOLDER)


async def list_closed(connection: AsyncConnection, desk: DeskId) -> list[TipLetters]:
    """List a desk's closed tips with how each was closed, the newest tips first."""
    page = (
        select(TipRow.id)
        .where(TipRow.desk == desk, TipRow.open.is_(False))
        .order_by(TipRow.day.desc(), TipRow.id)
        .limit(MOST_HELD)
    )
    return await _list_letters(connection, desk, page.subquery("page"), Kind.OUTCOME)


async def _list_letters(
    connection: AsyncConnection, desk: DeskId, page: Subquery, kind: Kind
) -> list[TipLetters]:
    query = (
        select(
            TipRow.id,
            TipRow.version,
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
        .join(TipRow, TipRow.id == page.c.id)
        .join(LetterRow, and_(LetterRow.tip == TipRow.id, LetterRow.kind == kind.value))
        .join(SealRow, and_(SealRow.letter == LetterRow.id, SealRow.desk == desk))
        .outerjoin(ShredRow, _STAFF_KEY)
        .order_by(TipRow.id, LetterRow.number)
    )
    found: dict[TipId, TipLetters] = {}
    for row in await connection.execute(query):
        shred = None if row.key is None else ShredKey(row.key)
        tip = found.setdefault(
            row.id, TipLetters(TipId(row.id), row.version, [], shred)
        )
        tip.letters.append(
            StoredLetter(
                id=LetterId(row.letter),
                tip=tip.id,
                kind=kind,
                number=row.number,
                summary=None if row.summary is None else Box(row.summary),
                body=None if row.body is None else Box(row.body),
                wrap=None,
                seal=Seal(row.card, row.adopted, Box(row.box)),
            )
        )
    return list(found.values())


async def list_names(
    connection: AsyncConnection, officers: Collection[OfficerId]
) -> dict[OfficerId, str]:
    query = select(OfficerRow.id, OfficerRow.name).where(OfficerRow.id.in_(officers))
    return {OfficerId(row.id): row.name for row in await connection.execute(query)}


async def list_members(
    connection: AsyncConnection, desk: DeskId
) -> dict[OfficerId, str]:
    """Who is admitted to a desk and still works here, by name."""
    query = (
        select(OfficerRow.id, OfficerRow.name)
        .join(MemberRow, MemberRow.officer == OfficerRow.id)
        .where(
            MemberRow.desk == desk,
            MemberRow.signature.is_not(None),
            OfficerRow.ended.is_(False),
        )
        .order_by(OfficerRow.name)
    )
    return {OfficerId(row.id): row.name for row in await connection.execute(query)}


async def count_mails(connection: AsyncConnection, desk: DeskId) -> MailTally:
    """Say what waits for a desk, and when mails of a fixed time were made last."""
    waits = MailRow.sent.is_(False)
    oldest = case((waits, MailRow.made_at))
    tries = case((waits, MailRow.attempts), else_=0)
    query = select(
        func.sum(case((waits, 1), else_=0), type_=Integer),
        func.min(oldest),
        func.max(tries),
    ).where(MailRow.desk.in_((desk, NO_DESK)))
    waiting, since, most = (await connection.execute(query)).one()
    fixed = select(func.max(MailRow.made_at)).where(
        MailRow.kind == MailKind.DIGEST.value
    )
    last = await connection.scalar(fixed)
    return MailTally(waiting or 0, since, most or 0, last)


def _is_late(table: type[DoorbellRow | DutyRow], now: int) -> ColumnElement[bool]:
    """A limit was missed: someone was told so, or will be in upkeep's next round."""
    return or_(table.level > 1, and_(table.level == 1, table.ring_at <= now))
