"""What upkeep asks of the vault: which rows have had their time, and DELETE.

No statement here reads a box, a key or a locator, and on PostgreSQL none could.
A claim locks the tips it returns, and skips those that another upkeep or an
officer has locked, so two upkeeps at once share the work and repeat none of it.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import InstrumentedAttribute

from service.db.engine import insert_once
from service.db.schema import (
    CampaignVisitRow,
    DeletionRow,
    DoorbellRow,
    FileRow,
    LetterRow,
    MailboxRow,
    ReleaseRow,
    ReleaseShredRow,
    SessionRow,
    ShredRow,
    SignInCounterRow,
    TipRow,
)
from service.domain.forgetting import Cause, Deletion
from service.domain.letters import LOCKED_SIDE, STAFF_KINDS, Side
from service.domain.releases import ReleaseId
from service.domain.tips import TipId

_STAFF = tuple(kind.value for kind in STAFF_KINDS)

# A locked file stays when its reporter deletes: it is held by a row of its own.
_IS_LOCKED = (
    select(ShredRow.tip)
    .where(
        ShredRow.tip == FileRow.tip,
        ShredRow.side == literal(LOCKED_SIDE).concat(FileRow.id),
        ShredRow.held,
    )
    .correlate(FileRow)
    .exists()
)


async def claim_withdrawn(connection: AsyncConnection, at_most: int) -> list[TipId]:
    told_key = _names_tip(ShredRow.tip, ShredRow.side == Side.TOLD)
    remains = or_(
        _names_tip(LetterRow.tip, LetterRow.kind.not_in(_STAFF)),
        _names_tip(MailboxRow.tip),
        _names_tip(DoorbellRow.tip),
        _names_tip(FileRow.tip, ~_IS_LOCKED),
    )
    return await _claim(connection, ~told_key & remains, at_most)


async def claim_due(
    connection: AsyncConnection, today: date, at_most: int
) -> list[TipId]:
    held = _names_tip(ShredRow.tip, ShredRow.held.is_(True))
    return await _claim(connection, (TipRow.forget_on <= today) & ~held, at_most)


async def list_held(connection: AsyncConnection, tips: Sequence[TipId]) -> set[TipId]:
    query = select(ShredRow.tip).where(ShredRow.tip.in_(tips), ShredRow.held)
    return {TipId(tip) for tip in await connection.scalars(query)}


async def list_with_key(
    connection: AsyncConnection, tips: Sequence[TipId], *sides: Side
) -> set[TipId]:
    query = select(ShredRow.tip).where(ShredRow.tip.in_(tips), ShredRow.side.in_(sides))
    return {TipId(tip) for tip in await connection.scalars(query)}


async def remove_told(connection: AsyncConnection, tips: Sequence[TipId]) -> None:
    """Remove what the reporter told and the thread; seals go with their letters.

    A file that was locked stays until it was decided about.
    """
    await connection.execute(
        delete(LetterRow).where(LetterRow.tip.in_(tips), LetterRow.kind.not_in(_STAFF))
    )
    await connection.execute(delete(MailboxRow).where(MailboxRow.tip.in_(tips)))
    await connection.execute(delete(DoorbellRow).where(DoorbellRow.tip.in_(tips)))
    # Their objects go with the next sweep of the store.
    gone = delete(FileRow).where(FileRow.tip.in_(tips), ~_IS_LOCKED)
    await connection.execute(gone)


async def leave_bare(
    connection: AsyncConnection, tips: Sequence[TipId], until: date
) -> None:
    await connection.execute(
        update(TipRow)
        .where(TipRow.id.in_(tips))
        .values(open=False, forget_on=until, version=TipRow.version + 1)
    )


async def remove_keys(connection: AsyncConnection, tips: Sequence[TipId]) -> None:
    await connection.execute(delete(ShredRow).where(ShredRow.tip.in_(tips)))


async def remove_tips(connection: AsyncConnection, tips: Sequence[TipId]) -> None:
    """Remove the tips; everything that names them goes with them."""
    await connection.execute(delete(TipRow).where(TipRow.id.in_(tips)))


async def log_deletions(
    connection: AsyncConnection,
    things: Iterable[TipId | ReleaseId],
    cause: Cause,
    day: date,
) -> None:
    rows = [Deletion(thing, cause) for thing in things]
    if not rows:
        return
    await connection.execute(
        insert_once(DeletionRow),
        [{"id": r.id, "tip": r.thing, "day": day, "cause": r.cause} for r in rows],
    )


async def list_due_releases(
    connection: AsyncConnection, today: date, at_most: int
) -> list[ReleaseId]:
    due = select(ReleaseRow.id).where(ReleaseRow.forget_on <= today)
    rows = await connection.scalars(due.order_by(ReleaseRow.id).limit(at_most))
    return [ReleaseId(release) for release in rows]


async def remove_releases(
    connection: AsyncConnection, releases: Sequence[ReleaseId]
) -> list[ReleaseId]:
    """Remove their keys, then them; letters and seals go along. Returns what went."""
    keys = delete(ReleaseShredRow).where(ReleaseShredRow.release.in_(releases))
    await connection.execute(keys)
    gone = delete(ReleaseRow).where(ReleaseRow.id.in_(releases))
    # Another upkeep may have been faster: only what this one removed is logged.
    removed = await connection.scalars(gone.returning(ReleaseRow.id))
    return [ReleaseId(release) for release in removed]


async def remove_mailboxes(connection: AsyncConnection, today: date) -> int:
    query = delete(MailboxRow).where(MailboxRow.delete_on <= today)
    return (await connection.execute(query)).rowcount


async def remove_sessions(
    connection: AsyncConnection, *, seen_by: int, started_by: int
) -> int:
    ended = or_(SessionRow.seen_at <= seen_by, SessionRow.started_at <= started_by)
    return (await connection.execute(delete(SessionRow).where(ended))).rowcount


async def remove_counters(connection: AsyncConnection, *, waited_by: int) -> int:
    query = delete(SignInCounterRow).where(SignInCounterRow.wait_until <= waited_by)
    return (await connection.execute(query)).rowcount


async def remove_visits(connection: AsyncConnection, *, before: date) -> int:
    query = delete(CampaignVisitRow).where(CampaignVisitRow.day < before)
    return (await connection.execute(query)).rowcount


async def find_known_files(
    connection: AsyncConnection, objects: Sequence[str]
) -> set[str]:
    query = select(FileRow.id).where(FileRow.id.in_(objects))
    return set(await connection.scalars(query))


async def list_files(
    connection: AsyncConnection, *, after: str, at_most: int
) -> list[str]:
    query = select(FileRow.id).where(FileRow.id > after)
    return list(await connection.scalars(query.order_by(FileRow.id).limit(at_most)))


def _names_tip(
    tip: InstrumentedAttribute[str], *which: ColumnElement[bool]
) -> ColumnElement[bool]:
    # Not SELECT *: upkeep may not read every column.
    return select(tip).where(tip == TipRow.id, *which).exists()


async def _claim(
    connection: AsyncConnection, which: ColumnElement[bool], at_most: int
) -> list[TipId]:
    query = (
        select(TipRow.id)
        .where(which)
        .order_by(TipRow.id)
        .limit(at_most)
        .with_for_update(of=TipRow, skip_locked=True)
    )
    return [TipId(tip) for tip in await connection.scalars(query)]
