"""The public process's use cases over a site, and the desk's eyes behind them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from crypto import (
    Box,
    CryptoError,
    DeskKeys,
    LetterContext,
    MailboxKeys,
    Receipt,
    ShredKey,
    open_part,
    random_id,
    seal_letter,
)
from service import reporter
from service.db.engine import Vault
from service.db.schema import (
    Base,
    DutyRow,
    LetterRow,
    MailboxRow,
    SealRow,
    ShredRow,
    TipRow,
)
from service.domain.answers import Answers
from service.domain.letters import Kind, Remark, TipBody, TipSummary
from service.domain.people import DeskId
from service.domain.sending import Sending
from service.intake.usecases import Intake
from service.mailbox.usecases import Mailbox
from tests.builders import TRIAGE_DESK, Site

SEED = bytes(range(16))
AWAY = "sqlite+aiosqlite:////nowhere/vault.db"
A_MOPED = Answers(
    text="Two boys on a moped took a phone outside the chip shop.\nThey went north.",
    danger="no",
    group="fighting",
    where="Marlow Parade",
    when="Last night",
    how_known="told",
    traceable="no",
)
NO_WORDS = replace(A_MOPED, wants_words=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """A tip as the desk reads it."""

    priority: int
    day: date
    summary: TipSummary
    body: TipBody


@dataclass(frozen=True, slots=True)
class Public:
    """Both ways in, the vault as they see it, and as the desk sees it."""

    site: Site
    intake: Intake
    mailbox: Mailbox
    vault: Vault
    behind: Vault

    async def tell(self, answers: Answers = A_MOPED) -> Receipt:
        """Send a tip and keep its words."""
        receipt = await self.intake.send_tip(Sending(answers, SEED))
        assert receipt is not None
        return receipt

    async def count(self, table: type[Base]) -> int:
        """How many rows a table has."""
        async with self.behind.reading() as connection:
            counted = await connection.scalar(select(func.count()).select_from(table))
        return counted or 0

    async def open_tips(self, desk: DeskId = TRIAGE_DESK) -> list[Opened]:
        """Open every tip that a desk has a seal of, as that desk does."""
        query = (
            select(
                LetterRow.id,
                LetterRow.summary,
                LetterRow.body,
                SealRow.box,
                ShredRow.key,
                TipRow.priority,
                TipRow.day,
            )
            .join(LetterRow, LetterRow.tip == TipRow.id)
            .join(SealRow, SealRow.letter == LetterRow.id)
            .join(ShredRow, ShredRow.tip == TipRow.id)
            .where(LetterRow.kind == Kind.TIP.value, SealRow.desk == desk)
        )
        async with self.behind.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [self._open(row, desk) for row in rows]

    async def try_keys(self) -> set[DeskId]:
        """The desks of the site whose keys open a seal of any tip's letter."""
        query = select(SealRow.letter, SealRow.box)
        async with self.behind.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {
            desk
            for desk, keys in self.site.desks.items()
            if any(opens(keys, row.letter, row.box) for row in rows)
        }

    async def list_duties(self) -> list[tuple[str, bool, int, int]]:
        """Every duty's desk, whether it is open, its priority and its level."""
        query = select(DutyRow.desk, DutyRow.open, DutyRow.priority, DutyRow.level)
        async with self.behind.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [(row.desk, row.open, row.priority, row.level) for row in rows]

    async def write(self, receipt: Receipt, kind: Kind, remark: Remark) -> str:
        """Let the desk write into a thread; return the letter's id."""
        keys = self.derive(receipt)
        context = LetterContext(kind.value, random_id())
        async with self.behind.writing() as connection:
            told = select(ShredRow.tip, ShredRow.key).where(
                ShredRow.locator == keys.locator
            )
            row = (await connection.execute(told)).one()
            letter, key = seal_letter(context, ShredKey(row.key), body=remark.json)
            last = await connection.scalar(
                select(func.max(LetterRow.number)).where(LetterRow.tip == row.tip)
            )
            await connection.execute(
                insert(LetterRow).values(
                    id=context.letter_id,
                    tip=row.tip,
                    kind=kind.value,
                    number=(last or 0) + 1,
                    size=letter.size,
                    summary=None,
                    body=letter.body,
                    wrap=keys.thread_key.wrap(key, context),
                )
            )
        return context.letter_id

    async def hold(self) -> None:
        """Put a hold on everything that was told."""
        async with self.behind.writing() as connection:
            await connection.execute(update(ShredRow).values(held=True))

    async def add_staff_side(self) -> None:
        """Let the desk have a shred key of its own for every tip."""
        async with self.behind.writing() as connection:
            for tip in (await connection.scalars(select(TipRow.id))).all():
                row = {"tip": tip, "side": "staff", "key": bytes(32), "held": False}
                await connection.execute(insert(ShredRow), row)

    async def damage(self, letter_id: str) -> None:
        """Overwrite a letter's box with zeros."""
        change = update(LetterRow).where(LetterRow.id == letter_id)
        async with self.behind.writing() as connection:
            await connection.execute(change.values(body=bytes(4145)))

    async def list_ends(self) -> list[object]:
        """The days on which mailboxes are deleted."""
        async with self.behind.reading() as connection:
            return list((await connection.scalars(select(MailboxRow.delete_on))).all())

    def derive(self, receipt: Receipt) -> MailboxKeys:
        """What a receipt's words open."""
        return receipt.derive_mailbox(self.site.site_salt)

    def _open(self, row: Row[*tuple[Any, ...]], desk: DeskId) -> Opened:
        context = LetterContext(Kind.TIP.value, row.id)
        key = self.site.desks[desk].open_seal(Box(row.box), context)
        shred = ShredKey(row.key)
        return Opened(
            row.priority,
            row.day,
            TipSummary.read(open_part("summary", row.summary, key, shred, context)),
            TipBody.read(open_part("body", row.body, key, shred, context)),
        )


@asynccontextmanager
async def before_the_public(site: Site) -> AsyncIterator[Public]:
    """Bring the public use cases to life over a site, and close the vaults after."""
    settings = site.reporter_settings
    vault, behind = Vault(settings.database), Vault(site.database.desk)
    try:
        yield Public(
            site=site,
            intake=reporter._build_intake(settings, vault, site.clock),
            mailbox=reporter._build_mailbox(settings, vault, site.clock),
            vault=vault,
            behind=behind,
        )
    finally:
        await vault.close()
        await behind.close()


def opens(keys: DeskKeys, letter: str, box: bytes) -> bool:
    """Tell whether a desk's keys open a seal of a tip's letter."""
    try:
        keys.open_seal(Box(box), LetterContext(Kind.TIP.value, letter))
    except CryptoError:
        return False
    return True
