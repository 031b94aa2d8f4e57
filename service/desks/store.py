"""What is kept of desks and members: public cards, signatures and sealed seeds."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, OfficerCard
from service.db.engine import insert_once
from service.db.schema import (
    DeskCardRow,
    MemberRow,
    MemberSeedRow,
    OfficerRow,
    RecoveryRow,
)
from service.domain.enrolment import Invitation
from service.domain.members import Admission, Candidate, KeptMember
from service.domain.openings import FIRST_GENERATION, Opening
from service.domain.people import DeskId, OfficerId, Post, Role


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class SealedSeed:
    desk: DeskId
    generation: int
    officer: OfficerId
    box: Box


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FirstOfficer:
    """An officer made at the terminal."""

    card: OfficerCard
    name: str
    salt: bytes
    box: Box


async def list_opened(connection: AsyncConnection) -> frozenset[DeskId]:
    rows = await connection.scalars(select(DeskCardRow.desk).distinct())
    return frozenset(DeskId(desk) for desk in rows)


async def add_opening(connection: AsyncConnection, opening: Opening) -> bool:
    """Return False, and add nothing, if the desk was opened before."""
    card = await connection.execute(
        insert_once(DeskCardRow).values(
            desk=opening.desk,
            generation=FIRST_GENERATION,
            card=opening.card,
            signature=opening.signature,
        )
    )
    if card.rowcount != 1:
        return False
    await connection.execute(
        insert(RecoveryRow).values(
            desk=opening.desk,
            generation=FIRST_GENERATION,
            box=opening.recovery_seed,
        )
    )
    seed = SealedSeed(
        opening.desk, FIRST_GENERATION, opening.supervisor, opening.member_seed
    )
    await add_seed(connection, seed)
    return True


async def list_members(
    connection: AsyncConnection, desk: DeskId
) -> tuple[KeptMember, ...]:
    query = (
        select(
            OfficerRow.id,
            OfficerRow.name,
            MemberRow.role,
            OfficerRow.card,
            MemberRow.generation,
            MemberRow.signature,
        )
        .join(OfficerRow, OfficerRow.id == MemberRow.officer)
        .where(MemberRow.desk == desk, OfficerRow.ended.is_(False))
        .order_by(OfficerRow.name)
    )
    return tuple(
        KeptMember(
            OfficerId(row.id),
            row.name,
            Role(row.role),
            row.card or b"",
            row.generation,
            row.signature,
        )
        for row in await connection.execute(query)
    )


async def find_member(
    connection: AsyncConnection, desk: DeskId, officer: OfficerId
) -> KeptMember | None:
    members = await list_members(connection, desk)
    return next((member for member in members if member.id == officer), None)


async def list_candidates(connection: AsyncConnection) -> tuple[Candidate, ...]:
    """Everybody who can sign in, with every desk they were proposed for."""
    query = (
        select(OfficerRow.id, OfficerRow.name, OfficerRow.administrator, MemberRow.desk)
        .outerjoin(MemberRow, MemberRow.officer == OfficerRow.id)
        .where(OfficerRow.ended.is_(False), OfficerRow.card.is_not(None))
        .order_by(OfficerRow.name, MemberRow.desk)
    )
    rows = (await connection.execute(query)).all()
    return tuple(
        Candidate(
            OfficerId(officer),
            name,
            administrator,
            tuple(DeskId(r.desk) for r in rows if r.id == officer and r.desk),
        )
        for officer, name, administrator in dict.fromkeys(row[:3] for row in rows)
    )


async def add_proposal(
    connection: AsyncConnection, officer: OfficerId, post: Post
) -> bool:
    added = await connection.execute(
        insert_once(MemberRow).values(
            desk=post.desk, officer=officer, role=post.role.value
        )
    )
    return added.rowcount == 1


async def admit(connection: AsyncConnection, admission: Admission) -> bool:
    """Sign a proposal. False if it is not there, not for this role, or signed."""
    admitted = await connection.execute(
        update(MemberRow)
        .where(
            MemberRow.desk == admission.desk,
            MemberRow.officer == admission.officer,
            MemberRow.role == admission.role.value,
            MemberRow.signature.is_(None),
        )
        .values(generation=admission.generation, signature=admission.signature)
    )
    return admitted.rowcount == 1


async def add_seed(connection: AsyncConnection, seed: SealedSeed) -> None:
    await connection.execute(
        insert_once(MemberSeedRow).values(
            desk=seed.desk,
            generation=seed.generation,
            officer=seed.officer,
            box=seed.box,
        )
    )


async def has_anybody(connection: AsyncConnection) -> bool:
    officers = await connection.scalar(select(func.count()).select_from(OfficerRow))
    return bool(officers)


async def add_first_officer(connection: AsyncConnection, first: FirstOfficer) -> bool:
    added = await connection.execute(
        insert_once(OfficerRow).values(
            id=first.card.officer_id,
            name=first.name,
            administrator=False,
            ended=False,
            card=first.card.raw,
            salt=first.salt,
            box=first.box,
            last_step=0,
        )
    )
    return added.rowcount == 1


async def add_first_administrator(
    connection: AsyncConnection,
    officer: OfficerId,
    name: str,
    invitation: Invitation,
) -> None:
    await connection.execute(
        insert(OfficerRow).values(
            id=officer,
            name=name,
            administrator=True,
            ended=False,
            last_step=0,
            enrol_hash=invitation.hash,
            enrol_until=invitation.until,
        )
    )
