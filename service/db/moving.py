"""A tip on its way to the independent desk, with all there is of it in the vault."""

from sqlalchemy import and_, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Draft
from service.db import duties, tipfiles
from service.db.duties import DutyBook
from service.db.engine import Transaction, insert_once
from service.db.schema import (
    DoorbellRow,
    LetterRow,
    MailboxRow,
    ReviewRow,
    SealRow,
    TipRow,
)
from service.domain.copies import copy_seals
from service.domain.duties import duty_desk
from service.domain.forms import record_id
from service.domain.letters import Kind, LetterId
from service.domain.opened import TipFile
from service.domain.people import DeskId
from service.domain.sealed import StoredLetter, choose_tip_letter
from service.domain.tips import TipRecord

_OF_NAMES = (Kind.IDENTITY.value, Kind.CUSTODY.value)


async def move_tip(
    book: DutyBook, connection: Transaction, file: TipFile, draft: Draft
) -> None:
    """Give a tip to the independent desk alone, beside the deed that says so.

    Whatever opens for its desk is sealed to the independent desk, and every other
    seal is deleted: that of the desk it named, perhaps, and of the one with a duty.
    A duty ends with it, but for the bell of a desk that has locked files of it.
    Only a name that was left apart stays with its custodian, who opens no tip.
    """
    tip, desk = file.tip.record, book.borough.independent_desk
    card = await book.casebook.cards.get_card(connection, desk)
    custodian = book.borough.custodian_desk
    await _drop_seals(connection, tip, (record_id(draft), desk), custodian)
    for letter, seal in copy_seals(_list_real(file), file.keyring, card):
        await tipfiles.add_seal(connection, letter, desk, seal)
    await _change_desk(connection, tip, desk)
    await _ring_anew(connection, tip, desk, book.choose_ring(tip))
    keeper = await _find_keeper(book, connection, tip)
    await duties.remove_duties(connection, tip.id, but=keeper)
    await duties.add_duty(connection, tip, desk, book.choose_ring(tip))


async def _find_keeper(
    book: DutyBook, connection: AsyncConnection, tip: TipRecord
) -> DeskId | None:
    """Return the desk whose bell goes on ringing, because it has locked files.

    What was locked for it opens for no other desk, so it alone can decide about it.
    """
    if not await duties.has_kept(connection, tip.id):
        return None
    return duty_desk(book.borough, tip.desk)


def _list_real(file: TipFile) -> list[StoredLetter]:
    """Leave out letters that somebody put beside the tip as if they were it."""
    tip = choose_tip_letter(file.stored.letters)
    return [
        letter
        for letter in file.stored.letters
        if letter.kind is not Kind.TIP or letter == tip
    ]


async def _drop_seals(
    connection: AsyncConnection,
    tip: TipRecord,
    newest: tuple[LetterId, DeskId],
    custodian: DeskId | None,
) -> None:
    """Delete every seal of a tip's letters but one desk's of the newest letter.

    The custodian's seals of names and of what was asked about them stay as well, and
    those of locked files: no other desk has what would open them.
    """
    letters = select(LetterRow.id).where(LetterRow.tip == tip.id)
    names = letters.where(LetterRow.kind.in_(_OF_NAMES))
    locked = SealRow.letter.in_(letters.where(LetterRow.kind == Kind.LOCKED.value))
    kept = and_(SealRow.letter == newest[0], SealRow.desk == newest[1])
    apart = and_(SealRow.letter.in_(names), SealRow.desk == (custodian or ""))
    gone = SealRow.letter.in_(letters), ~kept, ~apart, ~locked
    change = delete(SealRow).where(*gone)
    await connection.execute(change)


async def _change_desk(
    connection: AsyncConnection, tip: TipRecord, desk: DeskId
) -> None:
    for change in (
        update(TipRow).where(TipRow.id == tip.id),
        update(MailboxRow).where(MailboxRow.tip == tip.id),
        update(ReviewRow).where(ReviewRow.tip == tip.id),
    ):
        await connection.execute(change.values(desk=desk))


async def _ring_anew(
    connection: AsyncConnection, tip: TipRecord, desk: DeskId, ring_at: int
) -> None:
    await connection.execute(delete(DoorbellRow).where(DoorbellRow.tip == tip.id))
    bell = {"tip": tip.id, "desk": desk, "priority": tip.priority}
    ring = insert_once(DoorbellRow).values(**bell, level=0, ring_at=ring_at)
    await connection.execute(ring)
