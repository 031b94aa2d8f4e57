"""What opening a tip and acting on it asks of the vault. Sealed letters only."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, ShredKey
from service.db.engine import insert_once
from service.db.schema import (
    DoorbellRow,
    LetterRow,
    MemberRow,
    OfficerRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.deeds import Deed
from service.domain.letters import Kind, LetterId, Side
from service.domain.opened import People
from service.domain.people import DeskId, OfficerId
from service.domain.sealed import Seal, StoredLetter, StoredTip
from service.domain.tips import TipId, TipRecord

_TIP = (
    TipRow.id,
    TipRow.desk,
    TipRow.day,
    TipRow.priority,
    TipRow.picked_up,
    TipRow.open,
    TipRow.version,
    TipRow.forget_on,
)
_LETTER = (
    LetterRow.id,
    LetterRow.tip,
    LetterRow.kind,
    LetterRow.number,
    LetterRow.summary,
    LetterRow.body,
    LetterRow.wrap,
    SealRow.card,
    SealRow.adopted,
    SealRow.box,
)
_KINDS = tuple(kind.value for kind in Kind)


async def lock_tip(connection: AsyncConnection, tip_id: TipId) -> DeskId | None:
    """Lock a tip until the transaction ends, and return its desk."""
    # The lock leaves room for a reporter's addition, which only refers to the row.
    query = select(TipRow.desk).where(TipRow.id == tip_id)
    desk = await connection.scalar(query.with_for_update(key_share=True))
    return None if desk is None else DeskId(desk)


async def get_tip(connection: AsyncConnection, tip_id: TipId) -> StoredTip:
    query = select(*_TIP).where(TipRow.id == tip_id)
    record = _read_tip((await connection.execute(query)).one())
    shreds = (await connection.execute(_shreds_of(tip_id))).all()
    rings = select(exists().where(_doorbell_of(record)))
    return StoredTip(
        record=record,
        letters=await _list_letters(connection, record),
        shreds={Side(row.side): ShredKey(row.key) for row in shreds},
        held=any(row.held for row in shreds),
        rings=bool(await connection.scalar(rings)),
    )


async def change_tip(connection: AsyncConnection, tip: TipRecord, deed: Deed) -> None:
    change = (
        update(TipRow)
        .where(TipRow.id == tip.id)
        .values(
            open=deed.open,
            picked_up=deed.picked_up,
            forget_on=deed.forget_on,
            version=tip.version + 1,
        )
    )
    await connection.execute(change)


async def add_letter(
    connection: AsyncConnection, letter: StoredLetter, desk: DeskId
) -> None:
    await connection.execute(
        insert_once(LetterRow).values(
            id=letter.id,
            tip=letter.tip,
            kind=letter.kind.value,
            number=letter.number,
            size=letter.size,
            summary=letter.summary,
            body=letter.body,
            wrap=letter.wrap,
        )
    )
    if letter.seal:
        await _add_seal(connection, letter.id, desk, letter.seal)


async def adopt_seal(
    connection: AsyncConnection, letter: LetterId, desk: DeskId, seal: Seal
) -> None:
    sealed = delete(SealRow).where(SealRow.letter == letter, SealRow.desk == desk)
    await connection.execute(sealed)
    await _add_seal(connection, letter, desk, seal)


async def add_staff_shred(
    connection: AsyncConnection, tip_id: TipId, key: ShredKey
) -> None:
    await connection.execute(
        insert_once(ShredRow).values(
            tip=tip_id, side=Side.STAFF.value, locator=None, key=key.raw, held=False
        )
    )


async def change_hold(
    connection: AsyncConnection, tip: TipRecord, *, held: bool
) -> None:
    change = update(ShredRow).where(ShredRow.tip == tip.id).values(held=held)
    await connection.execute(change)


async def remove_doorbell(connection: AsyncConnection, tip: TipRecord) -> None:
    await connection.execute(delete(DoorbellRow).where(_doorbell_of(tip)))


async def list_people(connection: AsyncConnection, desk: DeskId) -> People:
    member = and_(
        MemberRow.officer == OfficerRow.id,
        MemberRow.desk == desk,
        MemberRow.signature.is_not(None),
    )
    query = select(OfficerRow.id, OfficerRow.name, OfficerRow.ended, MemberRow.role)
    rows = (await connection.execute(query.outerjoin(MemberRow, member))).all()
    return People(
        {OfficerId(row.id): row.name for row in rows},
        frozenset(OfficerId(row.id) for row in rows if row.role and not row.ended),
    )


async def _list_letters(
    connection: AsyncConnection, tip: TipRecord
) -> tuple[StoredLetter, ...]:
    sealed_to_desk = and_(SealRow.letter == LetterRow.id, SealRow.desk == tip.desk)
    query = (
        select(*_LETTER)
        .outerjoin(SealRow, sealed_to_desk)
        .where(LetterRow.tip == tip.id, LetterRow.kind.in_(_KINDS))
        .order_by(LetterRow.number, LetterRow.id)
    )
    return tuple(_read_letter(row) for row in await connection.execute(query))


def _shreds_of(tip_id: TipId) -> Select[str, bytes, bool]:
    return select(ShredRow.side, ShredRow.key, ShredRow.held).where(
        ShredRow.tip == tip_id
    )


def _doorbell_of(tip: TipRecord) -> ColumnElement[bool]:
    return and_(DoorbellRow.tip == tip.id, DoorbellRow.desk == tip.desk)


async def _add_seal(
    connection: AsyncConnection, letter: LetterId, desk: DeskId, seal: Seal
) -> None:
    await connection.execute(
        insert_once(SealRow).values(
            letter=letter,
            desk=desk,
            card=seal.card,
            adopted=seal.adopted,
            box=seal.box,
        )
    )


def _read_tip(row: Row[*tuple[Any, ...]]) -> TipRecord:
    return TipRecord(
        id=TipId(row.id),
        desk=DeskId(row.desk),
        day=row.day,
        priority=row.priority,
        picked_up=row.picked_up,
        open=row.open,
        version=row.version,
        forget_on=row.forget_on,
    )


def _read_letter(row: Row[*tuple[Any, ...]]) -> StoredLetter:
    sealed = row.box is not None
    return StoredLetter(
        id=LetterId(row.id),
        tip=TipId(row.tip),
        kind=Kind(row.kind),
        number=row.number,
        summary=_read_box(row.summary),
        body=_read_box(row.body),
        wrap=_read_box(row.wrap),
        seal=Seal(row.card, row.adopted, Box(row.box)) if sealed else None,
    )


def _read_box(raw: bytes | None) -> Box | None:
    return None if raw is None else Box(raw)
