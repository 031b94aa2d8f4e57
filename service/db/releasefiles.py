"""What a release asks of the vault, for the slices of both its desks."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ShredKey
from service.db.engine import insert_once
from service.db.schema import (
    ReleaseLetterRow,
    ReleaseRow,
    ReleaseSealRow,
    ReleaseShredRow,
)
from service.domain.between import Dispatch, Signed, Spot
from service.domain.letters import LetterId
from service.domain.people import DeskId
from service.domain.released import CONTENT_KINDS, StoredRelease
from service.domain.releases import ReleaseId, ReleaseKind, ReleaseRecord
from service.domain.sealed import Seal

_RELEASE = (
    ReleaseRow.id,
    ReleaseRow.from_desk,
    ReleaseRow.to_desk,
    ReleaseRow.day,
    ReleaseRow.due_on,
    ReleaseRow.answered,
    ReleaseRow.withdrawn,
    ReleaseRow.news,
    ReleaseRow.version,
    ReleaseRow.forget_on,
)
_LETTER = (
    ReleaseLetterRow.id,
    ReleaseLetterRow.release,
    ReleaseLetterRow.kind,
    ReleaseLetterRow.number,
    ReleaseLetterRow.summary,
    ReleaseLetterRow.body,
    ReleaseLetterRow.sender,
    ReleaseLetterRow.recipients,
    ReleaseLetterRow.signature,
    ReleaseSealRow.card,
    ReleaseSealRow.adopted,
    ReleaseSealRow.box,
)
_KINDS = tuple(kind.value for kind in ReleaseKind)
_CONTENTS = tuple(kind.value for kind in CONTENT_KINDS)
_LINK = ReleaseKind.LINK.value


async def lock_release(
    connection: AsyncConnection, release_id: ReleaseId
) -> ReleaseRecord | None:
    """Lock a release until the transaction ends, and return what is in clear."""
    query = select(*_RELEASE).where(ReleaseRow.id == release_id)
    row = (await connection.execute(query.with_for_update())).one_or_none()
    return read_record(row) if row else None


async def list_releases(
    connection: AsyncConnection, releases: Sequence[ReleaseId]
) -> tuple[ReleaseRecord, ...]:
    """Read what is in clear of releases that are still there, the oldest first."""
    query = select(*_RELEASE).where(ReleaseRow.id.in_(releases))
    rows = await connection.execute(query.order_by(ReleaseRow.day, ReleaseRow.id))
    return tuple(read_record(row) for row in rows)


async def get_release(
    connection: AsyncConnection, record: ReleaseRecord, desk: DeskId
) -> StoredRelease:
    """Read a release's letters with the seals of one of its desks."""
    query = _letters_of(desk).where(ReleaseLetterRow.release == record.id)
    if desk != record.from_desk:
        # What leads back to a tip is not even read for the receiver.
        query = query.where(ReleaseLetterRow.kind != _LINK)
    rows = await connection.execute(query)
    letters = tuple(_read_letter(row) for row in rows)
    shreds = await list_shreds(connection, [record.id])
    return StoredRelease(record, letters, shreds.get(record.id))


async def list_contents(
    connection: AsyncConnection, releases: Sequence[ReleaseId], desk: DeskId
) -> dict[ReleaseId, list[Signed]]:
    """Read what lists show of releases, as far as it is sealed to a desk."""
    query = _letters_of(desk).where(
        ReleaseLetterRow.release.in_(releases), ReleaseLetterRow.kind.in_(_CONTENTS)
    )
    found: dict[ReleaseId, list[Signed]] = {}
    for row in await connection.execute(query):
        found.setdefault(ReleaseId(row.release), []).append(_read_letter(row))
    return found


async def list_shreds(
    connection: AsyncConnection, releases: Sequence[ReleaseId]
) -> dict[ReleaseId, ShredKey]:
    """Read the shred keys of releases that are still there."""
    query = select(ReleaseShredRow.release, ReleaseShredRow.key).where(
        ReleaseShredRow.release.in_(releases)
    )
    rows = await connection.execute(query)
    return {ReleaseId(row.release): ShredKey(row.key) for row in rows}


async def add_release(
    connection: AsyncConnection, record: ReleaseRecord, shred: ShredKey
) -> None:
    """Write a release and its shred key; one that is there already stays."""
    await connection.execute(
        insert_once(ReleaseRow).values(
            id=record.id,
            from_desk=record.from_desk,
            to_desk=record.to_desk,
            day=record.day,
            due_on=record.due_on,
            answered=record.answered,
            withdrawn=record.withdrawn,
            news=record.news,
            version=record.version,
            forget_on=record.forget_on,
        )
    )
    key = insert_once(ReleaseShredRow).values(release=record.id, key=shred.raw)
    await connection.execute(key)


async def add_dispatch(connection: AsyncConnection, dispatch: Dispatch) -> None:
    """Write a letter and its seals; one that is there already stays."""
    signed = dispatch.signed
    await connection.execute(
        insert_once(ReleaseLetterRow).values(
            id=signed.spot.id,
            release=signed.spot.release,
            kind=signed.spot.kind.value,
            number=signed.spot.number,
            size=signed.letter.size,
            summary=signed.summary,
            body=signed.body,
            sender=signed.sender,
            recipients=signed.recipients,
            signature=signed.signature,
        )
    )
    for desk, seal in dispatch.seals:
        await _add_seal(connection, signed.spot.id, desk, seal)


async def adopt_seal(
    connection: AsyncConnection, letter: LetterId, desk: DeskId, seal: Seal
) -> None:
    """Put a desk's own seal in the place of the one made for its card."""
    sealed = delete(ReleaseSealRow).where(
        ReleaseSealRow.letter == letter, ReleaseSealRow.desk == desk
    )
    await connection.execute(sealed)
    await _add_seal(connection, letter, desk, seal)


async def remove_letters(
    connection: AsyncConnection, letters: Sequence[LetterId]
) -> None:
    """Remove letters, and with them every seal that opened one."""
    gone = delete(ReleaseLetterRow).where(ReleaseLetterRow.id.in_(letters))
    await connection.execute(gone)


async def change_release(connection: AsyncConnection, changed: ReleaseRecord) -> None:
    """Write what is in clear of a release after a change, as the next version."""
    await connection.execute(
        update(ReleaseRow)
        .where(ReleaseRow.id == changed.id)
        .values(
            answered=changed.answered,
            withdrawn=changed.withdrawn,
            news=changed.news,
            version=changed.version + 1,
        )
    )


async def clear_news(connection: AsyncConnection, release: ReleaseId) -> None:
    """Write that nobody has to look at a release. No step: its version stays."""
    change = update(ReleaseRow).where(ReleaseRow.id == release).values(news="")
    await connection.execute(change)


def read_record(row: Row[*tuple[Any, ...]]) -> ReleaseRecord:
    """Read a row of releases."""
    return ReleaseRecord(
        id=ReleaseId(row.id),
        from_desk=DeskId(row.from_desk),
        to_desk=DeskId(row.to_desk),
        day=row.day,
        due_on=row.due_on,
        answered=row.answered,
        withdrawn=row.withdrawn,
        news=DeskId(row.news),
        version=row.version,
        forget_on=row.forget_on,
    )


def _letters_of(desk: DeskId) -> Select[*tuple[Any, ...]]:
    sealed_to_desk = and_(
        ReleaseSealRow.letter == ReleaseLetterRow.id, ReleaseSealRow.desk == desk
    )
    return (
        select(*_LETTER)
        .outerjoin(ReleaseSealRow, sealed_to_desk)
        .where(ReleaseLetterRow.kind.in_(_KINDS))
        .order_by(ReleaseLetterRow.number, ReleaseLetterRow.id)
    )


async def _add_seal(
    connection: AsyncConnection, letter: LetterId, desk: DeskId, seal: Seal
) -> None:
    await connection.execute(
        insert_once(ReleaseSealRow).values(
            letter=letter,
            desk=desk,
            card=seal.card,
            adopted=seal.adopted,
            box=seal.box,
        )
    )


def _read_letter(row: Row[*tuple[Any, ...]]) -> Signed:
    spot = Spot(
        LetterId(row.id), ReleaseId(row.release), ReleaseKind(row.kind), row.number
    )
    sealed = row.box is not None
    return Signed(
        spot=spot,
        summary=None if row.summary is None else Box(row.summary),
        body=None if row.body is None else Box(row.body),
        sender=row.sender,
        recipients=row.recipients,
        signature=row.signature,
        seal=Seal(row.card, row.adopted, Box(row.box)) if sealed else None,
    )
