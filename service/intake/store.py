"""What intake may say to the vault: INSERT, and only what is sealed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, SealedLetter, ShredKey
from service.db.engine import insert_once
from service.db.schema import (
    DoorbellRow,
    DutyRow,
    FileRow,
    LetterRow,
    MailboxRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.answers import Attachment
from service.domain.letters import Side
from service.domain.people import DeskId
from service.domain.tips import TipId, TipRecord

FIRST_LETTER = 0

# Built once: building an INSERT takes ten times as long as running one, and these
# run for every tip.
_ADD_TIP = insert_once(TipRow)
_ADD_SHRED = insert(ShredRow)
_ADD_LETTER = insert(LetterRow)
_ADD_SEAL = insert(SealRow)
_ADD_MAILBOX = insert(MailboxRow)
_ADD_DOORBELL = insert(DoorbellRow)
_ADD_DUTY = insert(DutyRow)
_ADD_FILE = insert_once(FileRow)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where the words lead, if words were taken."""

    locator: bytes
    delete_on: date


@dataclass(frozen=True, slots=True, repr=False)
class DeskSeal:
    """What opens a tip's letter for one desk."""

    desk: DeskId
    card: bytes
    box: Box


@dataclass(frozen=True, slots=True, repr=False)
class SealedTip:
    """A tip as it may be stored: what it says is in boxes."""

    record: TipRecord
    letter: SealedLetter
    seals: tuple[DeskSeal, ...]
    shred_key: ShredKey
    mailbox: Mailbox | None


@dataclass(frozen=True, slots=True, repr=False)
class SealedName:
    """A name that was left apart, as it may be stored."""

    letter: SealedLetter
    seal: DeskSeal


async def add_tip(connection: AsyncConnection, record: TipRecord) -> bool:
    """Write the tip's bare row. False if it was there: this Send came before."""
    added = await connection.execute(
        _ADD_TIP,
        {
            "id": record.id,
            "desk": record.desk,
            "day": record.day,
            "priority": record.priority,
            "picked_up": record.picked_up,
            "open": record.open,
            "version": record.version,
            "forget_on": record.forget_on,
            "quarantined": record.quarantined,
        },
    )
    return bool(added.rowcount)


async def add_boxes(connection: AsyncConnection, tip: SealedTip) -> None:
    await connection.execute(
        _ADD_SHRED,
        {
            "tip": tip.record.id,
            "side": Side.TOLD.value,
            "locator": tip.mailbox.locator if tip.mailbox else None,
            "key": tip.shred_key.raw,
            "held": False,
        },
    )
    await _add_letter(connection, tip.record.id, tip.letter)
    for seal in tip.seals:
        await _add_seal(connection, tip.letter, seal)


async def add_name(connection: AsyncConnection, tip: TipId, name: SealedName) -> None:
    await _add_letter(connection, tip, name.letter)
    await _add_seal(connection, name.letter, name.seal)


async def _add_letter(
    connection: AsyncConnection, tip: TipId, letter: SealedLetter
) -> None:
    await connection.execute(
        _ADD_LETTER,
        {
            "id": letter.context.letter_id,
            "tip": tip,
            "kind": letter.context.purpose,
            "number": FIRST_LETTER,
            "size": letter.size,
            "summary": letter.summary,
            "body": letter.body,
            "wrap": None,
        },
    )


async def _add_seal(
    connection: AsyncConnection, letter: SealedLetter, seal: DeskSeal
) -> None:
    await connection.execute(
        _ADD_SEAL,
        {
            "letter": letter.context.letter_id,
            "desk": seal.desk,
            "card": seal.card,
            "adopted": False,
            "box": seal.box,
        },
    )


async def claim_files(
    connection: AsyncConnection, record: TipRecord, files: Collection[Attachment]
) -> bool:
    """Make files a tip's own. False if one of them is another tip's already."""
    for file in files:
        row = {"id": file.id, "tip": record.id, "size": file.size}
        claimed = await connection.execute(_ADD_FILE, row)
        if not claimed.rowcount:
            return False
    return True


async def add_mailbox(connection: AsyncConnection, tip: SealedTip) -> None:
    if tip.mailbox is None:
        return
    await connection.execute(
        _ADD_MAILBOX,
        {
            "locator": tip.mailbox.locator,
            "tip": tip.record.id,
            "desk": tip.record.desk,
            "delete_on": tip.mailbox.delete_on,
        },
    )


async def has_mailbox(connection: AsyncConnection, locator: bytes) -> bool:
    query = select(MailboxRow.locator).where(MailboxRow.locator == locator)
    return await connection.scalar(query) is not None


async def add_doorbell(
    connection: AsyncConnection, record: TipRecord, ring_at: int
) -> None:
    await connection.execute(
        _ADD_DOORBELL,
        {
            "tip": record.id,
            "desk": record.desk,
            "priority": record.priority,
            "level": 0,
            "ring_at": ring_at,
        },
    )


async def add_duty(
    connection: AsyncConnection, record: TipRecord, desk: DeskId, ring_at: int
) -> None:
    await connection.execute(
        _ADD_DUTY,
        {
            "tip": record.id,
            "desk": desk,
            "open": True,
            "priority": record.priority,
            "level": 0,
            "ring_at": ring_at,
        },
    )
