"""Count tips the only way that counts: by opening them, as an officer would."""

from typing import Any

from sqlalchemy import Row, select

from crypto import Box, ShredKey
from service.db.cards import CardBook
from service.db.engine import Vault
from service.db.schema import LetterRow, SealRow, ShredRow, TipRow
from service.domain.letters import Kind, LetterId, Side
from service.domain.people import Keyring
from service.domain.sealed import Seal, StoredLetter, read_body
from service.domain.tips import TipId
from tests.bench.texts import mark_of
from tests.builders import TRIAGE_DESK, Site

_READER = "amira"

_TIPS = (
    select(
        LetterRow.id,
        LetterRow.tip,
        LetterRow.body,
        SealRow.card,
        SealRow.adopted,
        SealRow.box,
        ShredRow.key,
    )
    .join(SealRow, SealRow.letter == LetterRow.id)
    .join(ShredRow, ShredRow.tip == LetterRow.tip)
    .join(TipRow, TipRow.id == LetterRow.tip)
    .where(
        LetterRow.kind == Kind.TIP.value,
        SealRow.desk == TRIAGE_DESK,
        ShredRow.side == Side.TOLD.value,
    )
)


async def find_marks(site: Site, *, quarantined: bool | None = None) -> set[str]:
    """Open every tip with the keys of a member of the desk, and read its mark.

    `quarantined` tells whether only those that wait there count, or only all others.
    """
    query = _TIPS
    if quarantined is not None:
        query = query.where(TipRow.quarantined.is_(quarantined))
    vault = Vault(site.database.desk)
    reader = site.people[_READER].signed_in
    try:
        async with vault.reading() as connection:
            book = CardBook(site.pins)
            keyring = await book.open_keyring(connection, reader, TRIAGE_DESK)
            rows = (await connection.execute(query)).all()
    finally:
        await vault.close()
    return {mark for row in rows if (mark := _read_mark(row, keyring))}


def _read_mark(row: Row[*tuple[Any, ...]], keyring: Keyring) -> str | None:
    letter = StoredLetter(
        id=LetterId(row.id),
        tip=TipId(row.tip),
        kind=Kind.TIP,
        number=0,
        summary=None,
        body=Box(row.body),
        wrap=None,
        seal=Seal(row.card, row.adopted, Box(row.box)),
    )
    body = read_body(letter, keyring, {Side.TOLD: ShredKey(row.key)})
    return mark_of(body.answers) if body else None
