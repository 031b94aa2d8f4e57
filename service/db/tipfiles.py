"""What taking a tip in hand asks of the vault, for every slice that does."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from crypto import Box, ShredKey
from service.db.engine import insert_once
from service.db.schema import (
    DoorbellRow,
    DutyRow,
    LetterRow,
    MemberRow,
    OfficerRow,
    ReviewRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.deeds import Deed
from service.domain.letters import THREAD_KINDS, Kind, LetterId, Side
from service.domain.opened import People
from service.domain.people import DeskId, OfficerId
from service.domain.sealed import DutyMark, Seal, StoredLetter, StoredTip, Written
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
    TipRow.quarantined,
)
_ANY_SEAL = aliased(SealRow)
_KNOWN = (
    exists()
    .where(_ANY_SEAL.letter == LetterRow.id, _ANY_SEAL.adopted.is_(True))
    .label("known")
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
    _KNOWN,
)
_KINDS = tuple(kind.value for kind in Kind)
_THREAD = tuple(kind.value for kind in THREAD_KINDS)
# A locked file has a key and a hold that are its own, and no desk's to change here.
_OF_TIP = ShredRow.side.in_([side.value for side in Side])


async def lock_tip(connection: AsyncConnection, tip_id: TipId) -> DeskId | None:
    """Lock a tip until the transaction ends, and return its desk."""
    # The lock leaves room for a reporter's addition, which only refers to the row.
    query = select(TipRow.desk).where(TipRow.id == tip_id)
    desk = await connection.scalar(query.with_for_update(key_share=True))
    return None if desk is None else DeskId(desk)


async def get_tip(
    connection: AsyncConnection, tip_id: TipId, desk: DeskId
) -> StoredTip:
    """Read a tip with the seals of one desk; what is not sealed to it stays shut."""
    query = select(*_TIP).where(TipRow.id == tip_id)
    record = _read_tip((await connection.execute(query)).one())
    shreds = (await connection.execute(_shreds_of(tip_id))).all()
    duties = select(DutyRow.desk, DutyRow.open).where(DutyRow.tip == tip_id)
    rings, waits = (await connection.execute(_signs_of(record))).one()
    return StoredTip(
        record=record,
        letters=await _list_letters(connection, record, desk),
        shreds={Side(row.side): ShredKey(row.key) for row in shreds},
        held=any(row.held for row in shreds),
        rings=rings,
        waits=waits,
        duties=tuple(
            DutyMark(DeskId(row.desk), row.open)
            for row in await connection.execute(duties.order_by(DutyRow.desk))
        ),
    )


async def change_tip(connection: AsyncConnection, tip: TipRecord, deed: Deed) -> None:
    """Write a tip's state after a deed, as the next version.

    What somebody picked up, or closed by itself, waits in no quarantine.
    """
    change = (
        update(TipRow)
        .where(TipRow.id == tip.id)
        .values(
            open=deed.open,
            picked_up=deed.picked_up,
            forget_on=deed.forget_on,
            version=tip.version + 1,
            quarantined=tip.quarantined and deed.open and not deed.picked_up,
        )
    )
    await connection.execute(change)


async def add_letter(connection: AsyncConnection, written: Written) -> None:
    """Write a letter and its seals; one that is there already stays."""
    letter = written.letter
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
    for desk, seal in written.seals:
        await add_seal(connection, letter.id, desk, seal)


async def adopt_seal(
    connection: AsyncConnection, letter: LetterId, desk: DeskId, seal: Seal
) -> None:
    """Put a desk's own seal in the place of the one made at intake."""
    sealed = delete(SealRow).where(SealRow.letter == letter, SealRow.desk == desk)
    await connection.execute(sealed)
    await add_seal(connection, letter, desk, seal)


async def add_staff_shred(
    connection: AsyncConnection, tip_id: TipId, key: ShredKey
) -> None:
    """Write the key that what staff write stands under, if there is none."""
    await connection.execute(
        insert_once(ShredRow).values(
            tip=tip_id, side=Side.STAFF.value, locator=None, key=key.raw, held=False
        )
    )


async def change_hold(
    connection: AsyncConnection, tip: TipRecord, *, held: bool
) -> None:
    """Set or lift the hold on deleting a tip."""
    change = update(ShredRow).where(ShredRow.tip == tip.id, _OF_TIP)
    await connection.execute(change.values(held=held))


async def remove_doorbell(connection: AsyncConnection, tip: TipRecord) -> None:
    """Take a tip's doorbell away."""
    await connection.execute(delete(DoorbellRow).where(_doorbell_of(tip)))


async def ask_second(connection: AsyncConnection, tip: TipRecord, day: date) -> None:
    """Write that a tip waits for a second person, if it does not already."""
    await connection.execute(
        insert_once(ReviewRow).values(tip=tip.id, desk=tip.desk, day=day)
    )


async def clear_second(connection: AsyncConnection, tip: TipRecord) -> None:
    """Write that a tip waits for nobody else any more."""
    await connection.execute(delete(ReviewRow).where(ReviewRow.tip == tip.id))


async def list_people(connection: AsyncConnection, desk: DeskId) -> People:
    """Return who belongs to a desk, and what everybody is called."""
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
    connection: AsyncConnection, tip: TipRecord, desk: DeskId
) -> tuple[StoredLetter, ...]:
    sealed_to_desk = and_(SealRow.letter == LetterRow.id, SealRow.desk == desk)
    query = (
        select(*_LETTER)
        .outerjoin(SealRow, sealed_to_desk)
        .where(LetterRow.tip == tip.id, LetterRow.kind.in_(_KINDS))
        .order_by(LetterRow.number, LetterRow.id)
    )
    if desk != tip.desk:
        # Another desk sees what was sealed to it, and the thread its tip opens. The
        # tip is there even unsealed: a letter put beside it must not take its place.
        plain = LetterRow.kind.in_((*_THREAD, Kind.TIP.value))
        shared = or_(SealRow.letter.is_not(None), plain)
        query = query.where(shared)
    return tuple(_read_letter(row) for row in await connection.execute(query))


def _signs_of(tip: TipRecord) -> Select[bool, bool]:
    return select(
        exists().where(_doorbell_of(tip)), exists().where(ReviewRow.tip == tip.id)
    )


def _shreds_of(tip_id: TipId) -> Select[str, bytes, bool]:
    return select(ShredRow.side, ShredRow.key, ShredRow.held).where(
        ShredRow.tip == tip_id, _OF_TIP
    )


def _doorbell_of(tip: TipRecord) -> ColumnElement[bool]:
    return and_(DoorbellRow.tip == tip.id, DoorbellRow.desk == tip.desk)


async def add_seal(
    connection: AsyncConnection, letter: LetterId, desk: DeskId, seal: Seal
) -> None:
    """Write a letter's seal for a desk."""
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
        quarantined=row.quarantined,
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
        known=row.known,
    )


def _read_box(raw: bytes | None) -> Box | None:
    return None if raw is None else Box(raw)
