"""A one-time link is found by its hash, and used up by the card that it gives."""

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, OfficerCard
from service.db.schema import OfficerRow
from service.domain.people import OfficerId


@dataclass(frozen=True, slots=True)
class Invited:
    id: OfficerId
    name: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Enrolled:
    card: OfficerCard
    salt: bytes
    box: Box
    step: int


async def find_invited(
    connection: AsyncConnection, token_hash: bytes, now: int
) -> Invited | None:
    query = select(OfficerRow.id, OfficerRow.name).where(
        OfficerRow.enrol_hash == token_hash,
        OfficerRow.enrol_until > now,
        OfficerRow.ended.is_(False),
        OfficerRow.card.is_(None),
    )
    row = (await connection.execute(query)).one_or_none()
    return Invited(OfficerId(row.id), row.name) if row else None


async def use_link(
    connection: AsyncConnection, token_hash: bytes, enrolled: Enrolled, now: int
) -> bool:
    used = await connection.execute(
        update(OfficerRow)
        .where(
            OfficerRow.id == enrolled.card.officer_id,
            OfficerRow.enrol_hash == token_hash,
            OfficerRow.enrol_until > now,
            OfficerRow.ended.is_(False),
            OfficerRow.card.is_(None),
        )
        .values(
            card=enrolled.card.raw,
            salt=enrolled.salt,
            box=enrolled.box,
            last_step=enrolled.step,
            enrol_hash=None,
            enrol_until=None,
        )
    )
    return used.rowcount == 1
