"""What each desk's keys open: every key is tried on every letter that there is.

Pages may hide what keys open. This looks at the vault as somebody does who holds a
desk's keys and a copy of the database, and leaves every rule of ours aside.
"""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import (
    Box,
    ContentKey,
    CryptoError,
    DeskKeys,
    LetterContext,
    ShredKey,
    open_part,
)
from service.db.engine import Vault
from service.db.schema import (
    LetterRow,
    ReleaseLetterRow,
    ReleaseSealRow,
    ReleaseShredRow,
    SealRow,
    ShredRow,
)
from service.domain.letters import TipBody
from service.domain.people import DeskId
from service.domain.sealed import Part
from tests.builders import Site

_PARTS: tuple[Part, Part] = ("summary", "body")


async def open_with(site: Site, desk: DeskId) -> dict[str, list[str]]:
    """Return the texts that a desk's keys open, by the kind of their letter."""
    keys, vault = site.desks[desk], Vault(site.database.owner)
    try:
        async with vault.reading() as connection:
            tips = await _open_letters(connection, keys)
            releases = await _open_releases(connection, keys)
    finally:
        await vault.close()
    return tips | releases


async def count_opened(site: Site, desk: DeskId) -> Counter[str]:
    """Count the letters that a desk's keys open, by kind."""
    opened = await open_with(site, desk)
    return Counter({kind: len(texts) for kind, texts in opened.items()})


async def _open_letters(
    connection: AsyncConnection, keys: DeskKeys
) -> dict[str, list[str]]:
    """Open the letters of tips, and with a tip's own thread key those of its thread."""
    shreds = await _list_shreds(connection)
    opened: dict[str, list[str]] = {}
    for row in await connection.execute(
        select(LetterRow, SealRow.box).outerjoin(
            SealRow, SealRow.letter == LetterRow.id
        )
    ):
        context = LetterContext(row.kind, row.id)
        key = _find_key(keys, context, row.box)
        for shred in shreds.get(row.tip, ()):
            text = _open_parts(context, key, shred, (row.summary, row.body))
            if text and text not in opened.get(row.kind, ()):
                opened.setdefault(row.kind, []).append(text)
    return opened


async def _open_releases(
    connection: AsyncConnection, keys: DeskKeys
) -> dict[str, list[str]]:
    query = (
        select(ReleaseLetterRow, ReleaseSealRow.box, ReleaseShredRow.key)
        .outerjoin(ReleaseSealRow, ReleaseSealRow.letter == ReleaseLetterRow.id)
        .join(ReleaseShredRow, ReleaseShredRow.release == ReleaseLetterRow.release)
    )
    opened: dict[str, list[str]] = {}
    for row in await connection.execute(query):
        context = LetterContext(row.kind, row.id)
        key = _find_key(keys, context, row.box)
        text = _open_parts(context, key, ShredKey(row.key), (row.summary, row.body))
        if text and text not in opened.get(row.kind, ()):
            opened.setdefault(row.kind, []).append(text)
    return opened


async def _list_shreds(connection: AsyncConnection) -> dict[str, list[ShredKey]]:
    found: dict[str, list[ShredKey]] = {}
    for row in await connection.execute(select(ShredRow.tip, ShredRow.key)):
        found.setdefault(row.tip, []).append(ShredKey(row.key))
    return found


def _find_key(
    keys: DeskKeys, context: LetterContext, box: bytes | None
) -> ContentKey | None:
    for way in (keys.open_seal, keys.open_adopted):
        try:
            return way(Box(box or b""), context)
        except CryptoError:
            continue
    return None


def _open_parts(
    context: LetterContext,
    key: ContentKey | None,
    shred: ShredKey,
    parts: tuple[bytes | None, bytes | None],
) -> str:
    if key is None:
        return ""
    texts = []
    for name, box in zip(_PARTS, parts, strict=True):
        try:
            texts.append(open_part(name, Box(box or b""), key, shred, context))
        except CryptoError:
            continue
    return "\n".join(texts)


def read_words(opened: dict[str, list[str]]) -> list[str]:
    """Return the reporters' own words among what was opened."""
    bodies = [text.split("\n", 1)[-1] for text in opened.get("tip", ())]
    return [TipBody.read(body).answers.text for body in bodies]
