"""What the door asks of the vault: counters, officers and their sessions."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from crypto import Box
from service.db.engine import insert_once
from service.db.schema import (
    MemberRow,
    MemberSeedRow,
    OfficerRow,
    SessionRow,
    SignInCounterRow,
)
from service.domain.enrolment import Invitation, Officer, OfficerState
from service.domain.people import DeskId, OfficerId, Post, Role


@dataclass(frozen=True, slots=True)
class Counter:
    failures: int
    wait_until: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Locked:
    """An officer as the vault keeps them, before their password."""

    id: OfficerId
    salt: bytes
    box: Box


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Session:
    id: bytes
    officer: OfficerId
    name: str
    administrator: bool
    box: Box
    started_at: int
    seen_at: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Opened:
    """A new session: its officer's key is sealed to the cookie."""

    id: bytes
    officer: OfficerId
    box: Box
    at: int


async def lock_counter(connection: AsyncConnection, name_hash: bytes) -> Counter:
    await connection.execute(
        insert_once(SignInCounterRow).values(
            name_hash=name_hash, failures=0, wait_until=0
        )
    )
    query = (
        select(SignInCounterRow.failures, SignInCounterRow.wait_until)
        .where(SignInCounterRow.name_hash == name_hash)
        .with_for_update()
    )
    row = (await connection.execute(query)).one()
    return Counter(row.failures, row.wait_until)


async def find_counter(connection: AsyncConnection, name_hash: bytes) -> Counter | None:
    query = select(SignInCounterRow.failures, SignInCounterRow.wait_until).where(
        SignInCounterRow.name_hash == name_hash
    )
    row = (await connection.execute(query)).one_or_none()
    return Counter(row.failures, row.wait_until) if row else None


async def set_counter(
    connection: AsyncConnection, name_hash: bytes, counter: Counter
) -> None:
    await connection.execute(
        update(SignInCounterRow)
        .where(SignInCounterRow.name_hash == name_hash)
        .values(failures=counter.failures, wait_until=counter.wait_until)
    )


async def remove_counter(connection: AsyncConnection, name_hash: bytes) -> None:
    await connection.execute(
        delete(SignInCounterRow).where(SignInCounterRow.name_hash == name_hash)
    )


async def find_locked(connection: AsyncConnection, name: str) -> Locked | None:
    query = select(OfficerRow.id, OfficerRow.salt, OfficerRow.box).where(
        OfficerRow.name == name, OfficerRow.ended.is_(False)
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None or row.box is None:
        return None
    return Locked(OfficerId(row.id), row.salt, Box(row.box))


async def spend_step(
    connection: AsyncConnection, officer: OfficerId, step: int
) -> bool:
    spent = await connection.execute(
        update(OfficerRow)
        .where(
            OfficerRow.id == officer,
            OfficerRow.ended.is_(False),
            OfficerRow.last_step < step,
        )
        .values(last_step=step)
    )
    return spent.rowcount == 1


async def add_session(connection: AsyncConnection, session: Opened) -> None:
    await connection.execute(
        insert_once(SessionRow).values(
            id=session.id,
            officer=session.officer,
            box=session.box,
            started_at=session.at,
            seen_at=session.at,
        )
    )


async def find_session(
    connection: AsyncConnection, session_id: bytes
) -> Session | None:
    query = (
        select(
            SessionRow.officer,
            OfficerRow.name,
            OfficerRow.administrator,
            SessionRow.box,
            SessionRow.started_at,
            SessionRow.seen_at,
        )
        .join(OfficerRow, OfficerRow.id == SessionRow.officer)
        .where(SessionRow.id == session_id, OfficerRow.ended.is_(False))
    )
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        return None
    officer, name, administrator, box, *times = row
    return Session(
        session_id, OfficerId(officer), name, administrator, Box(box), *times
    )


async def touch_session(
    connection: AsyncConnection, session_id: bytes, now: int
) -> None:
    await connection.execute(
        update(SessionRow).where(SessionRow.id == session_id).values(seen_at=now)
    )


async def remove_session(connection: AsyncConnection, session_id: bytes) -> bool:
    removed = await connection.execute(
        delete(SessionRow).where(SessionRow.id == session_id)
    )
    return removed.rowcount == 1


async def remove_sessions(connection: AsyncConnection, officer: OfficerId) -> None:
    await connection.execute(delete(SessionRow).where(SessionRow.officer == officer))


async def list_posts(
    connection: AsyncConnection, officer: OfficerId
) -> tuple[Post, ...]:
    query = (
        select(MemberRow.desk, MemberRow.role, MemberRow.signature)
        .where(MemberRow.officer == officer)
        .order_by(MemberRow.desk)
    )
    return tuple(
        Post(DeskId(row.desk), Role(row.role), row.signature is not None)
        for row in await connection.execute(query)
    )


async def list_officers(connection: AsyncConnection, now: int) -> tuple[Officer, ...]:
    posts = await _list_all_posts(connection)
    query = select(
        OfficerRow.id,
        OfficerRow.name,
        OfficerRow.administrator,
        OfficerRow.ended,
        OfficerRow.card.is_not(None).label("enrolled"),
        OfficerRow.enrol_until,
    ).order_by(OfficerRow.ended, OfficerRow.name)
    return tuple(
        Officer(
            OfficerId(row.id),
            row.name,
            row.administrator,
            _read_state(row.ended, row.enrolled, (row.enrol_until or 0) > now),
            tuple(posts[row.id]),
        )
        for row in await connection.execute(query)
    )


async def add_officer(
    connection: AsyncConnection,
    officer: Officer,
    invitation: Invitation,
) -> bool:
    added = await connection.execute(
        insert_once(OfficerRow).values(
            id=officer.id,
            name=officer.name,
            administrator=officer.administrator,
            ended=False,
            last_step=0,
            enrol_hash=invitation.hash,
            enrol_until=invitation.until,
        )
    )
    return added.rowcount == 1


async def renew_link(
    connection: AsyncConnection, officer: OfficerId, invitation: Invitation
) -> str | None:
    renewed = await connection.execute(
        update(OfficerRow)
        .where(
            OfficerRow.id == officer,
            OfficerRow.card.is_(None),
            OfficerRow.ended.is_(False),
        )
        .values(enrol_hash=invitation.hash, enrol_until=invitation.until)
    )
    if renewed.rowcount != 1:
        return None
    query = select(OfficerRow.name).where(OfficerRow.id == officer)
    return await connection.scalar(query)


async def end_officer(connection: AsyncConnection, officer: OfficerId) -> bool:
    ended = await connection.execute(
        update(OfficerRow)
        .where(OfficerRow.id == officer, OfficerRow.ended.is_(False))
        .values(ended=True, enrol_hash=None, enrol_until=None)
    )
    return ended.rowcount == 1


async def is_last_member(connection: AsyncConnection, officer: OfficerId) -> bool:
    """Tell whether some desk has no other admitted member."""
    other = aliased(MemberRow)
    others = exists().where(
        other.desk == MemberRow.desk,
        other.officer != officer,
        other.signature.is_not(None),
    )
    theirs = and_(MemberRow.officer == officer, MemberRow.signature.is_not(None))
    return bool(await connection.scalar(select(exists().where(theirs, ~others))))


async def remove_posts(connection: AsyncConnection, officer: OfficerId) -> None:
    await connection.execute(
        delete(MemberSeedRow).where(MemberSeedRow.officer == officer)
    )
    await connection.execute(delete(MemberRow).where(MemberRow.officer == officer))


async def _list_all_posts(
    connection: AsyncConnection,
) -> defaultdict[str, list[Post]]:
    query = select(
        MemberRow.officer, MemberRow.desk, MemberRow.role, MemberRow.signature
    ).order_by(MemberRow.desk)
    posts: defaultdict[str, list[Post]] = defaultdict(list)
    for row in await connection.execute(query):
        admitted = row.signature is not None
        posts[row.officer].append(Post(DeskId(row.desk), Role(row.role), admitted))
    return posts


def _read_state(*facts: bool) -> OfficerState:
    ended, enrolled, link_works = facts
    if ended:
        return OfficerState.ENDED
    if enrolled:
        return OfficerState.ENROLLED
    return OfficerState.INVITED if link_works else OfficerState.LINK_OVER
