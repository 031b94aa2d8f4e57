"""Tips as upkeep meets them: rows, and boxes that it never opens."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import random_bytes, random_id
from service.db.engine import Vault
from service.db.schema import (
    DeletionRow,
    DoorbellRow,
    DutyRow,
    FileRow,
    LetterRow,
    MailboxRow,
    ReviewRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.letters import Kind
from service.domain.tips import TipId
from tests.builders import NOON, TRIAGE_DESK

TODAY = NOON.today()
FAR_AWAY = date(2027, 1, 1)


@dataclass(frozen=True, slots=True)
class Kept:
    """Which tables still know a tip, and what the log says of it."""

    tables: set[str]
    kinds: set[str]
    causes: list[str]


@dataclass(frozen=True, slots=True)
class Given:
    """A tip to begin with."""

    opened: bool = False
    withdrawn: bool = False
    held: bool = False
    words: bool = True
    day: date = TODAY
    forget_on: date | None = None
    delete_on: date = FAR_AWAY
    files: tuple[str, ...] = ()


async def add_tip(vault: Vault, given: Given) -> TipId:
    tip = TipId(random_id())
    async with vault.writing() as connection:
        await connection.execute(
            insert(TipRow).values(
                id=tip,
                desk=TRIAGE_DESK,
                day=given.day,
                priority=2,
                picked_up=given.opened,
                open=True,
                version=1,
                forget_on=given.forget_on,
            )
        )
        await _add_letters(connection, tip, given)
        await _add_keys(connection, tip, given)
        await _add_waiting(connection, tip, given)
        for file in given.files:
            await connection.execute(insert(FileRow).values(id=file, tip=tip, size=9))
    return tip


async def _add_letters(connection: AsyncConnection, tip: TipId, given: Given) -> None:
    kinds = [Kind.TIP, Kind.ADDITION]
    if given.opened:
        kinds += [Kind.STATUS, Kind.MESSAGE, Kind.NOTE, Kind.HOLDER]
    for number, kind in enumerate(kinds):
        letter = random_id()
        await connection.execute(
            insert(LetterRow).values(
                id=letter, tip=tip, kind=kind, number=number, size=1, body=b"box"
            )
        )
        await connection.execute(
            insert(SealRow).values(
                letter=letter, desk=TRIAGE_DESK, card=b"card", adopted=True, box=b"box"
            )
        )


async def _add_keys(connection: AsyncConnection, tip: TipId, given: Given) -> None:
    sides = [] if given.withdrawn else ["told"]
    sides += ["staff"] if given.opened else []
    for side in sides:
        await connection.execute(
            insert(ShredRow).values(
                tip=tip, side=side, key=random_bytes(32), held=given.held
            )
        )


async def _add_waiting(connection: AsyncConnection, tip: TipId, given: Given) -> None:
    await connection.execute(
        insert(DoorbellRow).values(
            tip=tip, desk=TRIAGE_DESK, priority=2, level=0, ring_at=1
        )
    )
    if given.words:
        await connection.execute(
            insert(MailboxRow).values(
                locator=random_bytes(32),
                tip=tip,
                desk=TRIAGE_DESK,
                delete_on=given.delete_on,
            )
        )


async def add_acts(vault: Vault, tip: TipId, day: date) -> None:
    """Let a desk have a duty and a review of a tip, and let something be forgotten."""
    async with vault.writing() as connection:
        await connection.execute(
            insert(DutyRow).values(
                tip=tip, desk=TRIAGE_DESK, open=True, priority=1, level=0, ring_at=1
            )
        )
        await connection.execute(
            insert(ReviewRow).values(tip=tip, desk=TRIAGE_DESK, day=day)
        )
        await connection.execute(
            insert(DeletionRow).values(
                id=random_id(), tip=random_id(), day=day, cause="due"
            )
        )


async def find_kept(vault: Vault, tip: TipId) -> Kept:
    """Look, as the owner would, at all that is left of a tip."""
    tables: set[str] = set()
    named_by = (
        TipRow.id,
        LetterRow.tip,
        ShredRow.tip,
        MailboxRow.tip,
        DoorbellRow.tip,
        FileRow.tip,
    )
    async with vault.reading() as connection:
        for column in named_by:
            found = await connection.execute(select(column).where(column == tip))
            tables |= {column.class_.__tablename__} if found.first() else set()
        kinds = await connection.scalars(
            select(LetterRow.kind).where(LetterRow.tip == tip)
        )
        causes = await connection.scalars(
            select(DeletionRow.cause).where(DeletionRow.tip == tip)
        )
        return Kept(tables, set(kinds), sorted(causes))
