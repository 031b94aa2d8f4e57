"""A reporter's words, read beside something else that a desk is doing."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from service.db import tipfiles
from service.db.schema import TipRow
from service.domain.opened import OpenedTip
from service.domain.originals import list_words
from service.domain.people import DeskId, Keyring
from service.domain.tips import TipId


async def read_words(
    connection: AsyncConnection, keyring: Keyring, tip_id: TipId
) -> tuple[str, ...]:
    """Return what a reporter told the keyring's desk, for recognisers to read.

    Nothing is locked, changed or logged, so nobody may be shown it. It is nothing
    where the tip has gone, to another desk or for good.
    """
    desk = DeskId(keyring.card.desk)
    here = select(TipRow.id).where(TipRow.id == tip_id, TipRow.desk == desk)
    if await connection.scalar(here) is None:
        return ()
    stored = await tipfiles.get_tip(connection, tip_id, desk)
    return list_words(OpenedTip.open(stored, keyring))
