"""What custody asks of the vault: whose names were asked for, and room for a copy."""

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import Box, SealedLetter
from service.db import tipfiles
from service.db.engine import insert_once
from service.db.schema import LetterRow, SealRow, TipRow
from service.domain.letters import Kind, LetterId
from service.domain.people import DeskId
from service.domain.sealed import Seal, StoredTip
from service.domain.tips import TipId

MOST_LISTED = 100
_CUSTODY = Kind.CUSTODY.value


async def list_asked(
    connection: AsyncConnection, desk: DeskId
) -> tuple[StoredTip, ...]:
    """Return the tips whose names a desk was asked for, the newest first."""
    sealed = and_(SealRow.letter == LetterRow.id, SealRow.desk == desk)
    asked = select(LetterRow.tip).join(SealRow, sealed)
    query = (
        select(TipRow.id)
        .where(TipRow.id.in_(asked.where(LetterRow.kind == _CUSTODY)))
        .order_by(TipRow.day.desc(), TipRow.id)
        .limit(MOST_LISTED)
    )
    tips = [TipId(tip) for tip in await connection.scalars(query)]
    return tuple([await tipfiles.get_tip(connection, tip, desk) for tip in tips])


async def find_tip(
    connection: AsyncConnection, desk: DeskId, request: LetterId
) -> TipId | None:
    sealed = and_(SealRow.letter == LetterRow.id, SealRow.desk == desk)
    query = (
        select(LetterRow.tip)
        .join(SealRow, sealed)
        .where(LetterRow.id == request, LetterRow.kind == _CUSTODY)
    )
    tip = await connection.scalar(query)
    return None if tip is None else TipId(tip)


async def add_copy(
    connection: AsyncConnection,
    letter: SealedLetter,
    place: tuple[TipId, int],
    seal: tuple[DeskId, bytes, Box],
) -> None:
    """Write a name's copy for the desk that asked, under the reporter's own key."""
    await connection.execute(
        insert_once(LetterRow).values(
            id=letter.context.letter_id,
            tip=place[0],
            kind=letter.context.purpose,
            number=place[1],
            size=letter.size,
            summary=letter.summary,
            body=letter.body,
            wrap=None,
        )
    )
    desk, card, box = seal
    own = Seal(card, adopted=False, box=box)
    await tipfiles.add_seal(connection, LetterId(letter.context.letter_id), desk, own)
