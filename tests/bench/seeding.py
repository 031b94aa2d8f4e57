"""Thousands of tips for an inbox: sealed as in life, written in bulk.

Sending them over HTTP would take minutes and measure something else. The letters,
keys and seals are real; only the inserts are many at a time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, update

from crypto import (
    ContentKey,
    DeskKeys,
    LetterContext,
    SealedLetter,
    ShredKey,
    ThreadKey,
    random_below,
    random_bytes,
    random_id,
    seal_letter,
)
from service.db.engine import Vault
from service.db.schema import DoorbellRow, LetterRow, SealRow, ShredRow, TipRow
from service.domain.clock import SystemClock
from service.domain.letters import Kind, LetterId, Remark, Side, TipBody, TipSummary
from service.domain.people import Keyring, OfficerId
from service.domain.sealed import Place, StoredLetter, seal_record
from service.domain.tips import TipId
from tests.bench.texts import a_marked_tip

_BATCH = 1000
_DAYS = 90
_PRIORITIES = 5

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Seeded:
    """A tip that was written, and the key by which its desk can adopt it."""

    tip: TipId
    context: LetterContext
    key: ContentKey


@dataclass(frozen=True, slots=True)
class _Sealed:
    seeded: Seeded
    letter: SealedLetter
    shred: ShredKey


@dataclass(frozen=True, slots=True)
class _Held:
    shred: Row
    letter: Row
    seal: Row


async def seed_inbox(vault: Vault, keys: DeskKeys, count: int) -> list[Seeded]:
    """Write tips that nobody has opened yet, over the last months and priorities."""
    written: list[Seeded] = []
    while len(written) < count:
        batch = [_seal() for _ in range(min(_BATCH, count - len(written)))]
        await _write(vault, keys, batch)
        written += [sealed.seeded for sealed in batch]
    return written


async def pick_up_all(
    vault: Vault, keys: DeskKeys, tips: Sequence[Seeded], officer: OfficerId
) -> None:
    """Let an officer have every tip: adopted, held, and its doorbell gone."""
    for batch in _list_batches(tips):
        ids, letters = [a.tip for a in batch], [a.context.letter_id for a in batch]
        held = [_hold(tip, keys, officer) for tip in batch]
        async with vault.writing() as connection:
            for change in (
                delete(SealRow).where(SealRow.letter.in_(letters)),
                delete(DoorbellRow).where(DoorbellRow.tip.in_(ids)),
                update(TipRow).where(TipRow.id.in_(ids)).values(picked_up=True),
            ):
                await connection.execute(change)
            for table, rows in (
                (ShredRow, [a.shred for a in held]),
                (LetterRow, [a.letter for a in held]),
                (SealRow, [a.seal for a in held]),
                (SealRow, [_adopted_row(tip, keys) for tip in batch]),
            ):
                await connection.execute(insert(table), rows)


def _list_batches(tips: Sequence[Seeded]) -> Iterator[Sequence[Seeded]]:
    return (tips[at : at + _BATCH] for at in range(0, len(tips), _BATCH))


def _seal() -> _Sealed:
    context, shred = LetterContext(Kind.TIP.value, random_id()), ShredKey.generate()
    answers = a_marked_tip()
    body = TipBody(answers, ThreadKey(random_bytes(32)))
    letter, key = seal_letter(
        context, shred, summary=TipSummary.of(answers).json, body=body.json
    )
    return _Sealed(Seeded(TipId(random_id()), context, key), letter, shred)


async def _write(vault: Vault, keys: DeskKeys, batch: Sequence[_Sealed]) -> None:
    async with vault.writing() as connection:
        for table, rows in (
            (TipRow, [_tip_row(a, keys) for a in batch]),
            (ShredRow, [_told_row(a) for a in batch]),
            (LetterRow, [_letter_row(a) for a in batch]),
            (SealRow, [_sealed_row(a.seeded, keys) for a in batch]),
            (DoorbellRow, [_doorbell_row(a.seeded, keys) for a in batch]),
        ):
            await connection.execute(insert(table), rows)


def _tip_row(sealed: _Sealed, keys: DeskKeys) -> Row:
    return {
        "id": sealed.seeded.tip,
        "desk": keys.desk,
        "day": SystemClock().today() - timedelta(days=random_below(_DAYS)),
        "priority": random_below(_PRIORITIES),
        "picked_up": False,
        "open": True,
        "version": 0,
        "forget_on": None,
    }


def _told_row(sealed: _Sealed) -> Row:
    return {
        "tip": sealed.seeded.tip,
        "side": Side.TOLD.value,
        "locator": random_bytes(32),
        "key": sealed.shred.raw,
        "held": False,
    }


def _hold(tip: Seeded, keys: DeskKeys, officer: OfficerId) -> _Held:
    shred, place = (
        ShredKey.generate(),
        Place(LetterId(random_id()), tip.tip, Kind.HOLDER, 1),
    )
    remark = Remark(SystemClock().today(), by=officer, holder=officer)
    keyring = Keyring({keys.card.id: keys}, keys.card)
    letter = seal_record(place, remark, keyring, shred).letter
    return _Held(_staff_row(tip, shred), _holder_row(letter), _held_row(letter, keys))


def _staff_row(tip: Seeded, shred: ShredKey) -> Row:
    return {
        "tip": tip.tip,
        "side": Side.STAFF.value,
        "locator": None,
        "key": shred.raw,
        "held": False,
    }


def _holder_row(letter: StoredLetter) -> Row:
    return {
        "id": letter.id,
        "tip": letter.tip,
        "kind": letter.kind.value,
        "number": letter.number,
        "size": letter.size,
        "summary": letter.summary,
        "body": None,
        "wrap": None,
    }


def _held_row(letter: StoredLetter, keys: DeskKeys) -> Row:
    seal = letter.seal
    return {
        "letter": letter.id,
        "desk": keys.desk,
        "card": keys.card.id,
        "adopted": True,
        "box": seal.box if seal else None,
    }


def _letter_row(sealed: _Sealed) -> Row:
    return {
        "id": sealed.seeded.context.letter_id,
        "tip": sealed.seeded.tip,
        "kind": Kind.TIP.value,
        "number": 0,
        "size": sealed.letter.size,
        "summary": sealed.letter.summary,
        "body": sealed.letter.body,
        "wrap": None,
    }


def _sealed_row(tip: Seeded, keys: DeskKeys) -> Row:
    box = keys.card.seal_content_key(tip.key, tip.context)
    return _seal_row(tip, keys, box) | {"adopted": False}


def _adopted_row(tip: Seeded, keys: DeskKeys) -> Row:
    return _seal_row(tip, keys, keys.adopt(tip.key, tip.context)) | {"adopted": True}


def _seal_row(tip: Seeded, keys: DeskKeys, box: bytes) -> dict[str, Any]:
    return {
        "letter": tip.context.letter_id,
        "desk": keys.desk,
        "card": keys.card.id,
        "box": box,
    }


def _doorbell_row(tip: Seeded, keys: DeskKeys) -> Row:
    now = SystemClock().now()
    return {
        "tip": tip.tip,
        "desk": keys.desk,
        "priority": 3,
        "level": 0,
        "ring_at": now,
    }
