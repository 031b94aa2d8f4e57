"""Tips as intake leaves them, what reporters do next, and the desk that reads them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import delete, func, insert, select, update
from starlette.applications import Starlette

from crypto import (
    DeskCard,
    LetterContext,
    SealedLetter,
    SessionSecret,
    ShredKey,
    ThreadKey,
    random_bytes,
    random_id,
    seal_letter,
)
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.casebook import Casebook
from service.db.engine import Vault
from service.db.schema import (
    AuditEntryRow,
    Base,
    DoorbellRow,
    LetterRow,
    SealRow,
    SessionRow,
    ShredRow,
    TipRow,
)
from service.domain.answers import Answers
from service.domain.audit import Detail
from service.domain.forms import TipForm
from service.domain.letters import Kind, Remark, Side, TipBody, TipSummary
from service.domain.opened import OpenedTip
from service.domain.people import AUDITOR_DESK, DeskId, SignedIn
from service.domain.tips import TipId
from service.inbox.usecases import Inbox
from service.triage.usecases import Answering, Handling
from service.web.cookies import COOKIE
from tests.builders import DESK_HOST, NOON, TRIAGE_DESK, Site
from tests.visitors import Visitor, at_the_door

A_KNIFE = Answers(
    text="There is a knife behind the bins in Ravenscourt Park.\nIt was there today.",
    danger="not-sure",
    group="weapons",
    where="Ravenscourt Park",
    when="This afternoon",
    how_known="saw",
    traceable="yes",
)
TODAY = NOON.today()


@dataclass(frozen=True, slots=True)
class LeftTip:
    """A tip that somebody left, as a test remembers it."""

    id: TipId
    letter: str
    thread: ThreadKey | None
    shred: ShredKey


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database knows of a tip in clear."""

    priority: int = 2
    day: date = TODAY
    desk: DeskId = TRIAGE_DESK
    tip_id: str = ""
    picked_up: bool = False
    open: bool = True


PLAIN = Facts()


@dataclass(frozen=True, slots=True)
class Desk:
    """The Community Safety Team at work, and its vault to look into."""

    site: Site
    vault: Vault
    casebook: Casebook
    handling: Handling
    answering: Answering
    inbox: Inbox

    def officer(self, name: str) -> SignedIn:
        return self.site.people[name].signed_in

    async def leave_tip(
        self,
        answers: Answers = A_KNIFE,
        facts: Facts = PLAIN,
        *,
        summary: str | None = None,
        body: str | None = None,
    ) -> LeftTip:
        """Seal a tip to its desk; `summary` and `body` put other texts in it."""
        thread = ThreadKey(random_bytes(32)) if answers.wants_words else None
        tip = LeftTip(
            TipId(facts.tip_id or random_id()), random_id(), thread, ShredKey.generate()
        )
        card = self.site.desks[facts.desk].card
        shown = TipSummary.of(answers).json if summary is None else summary
        text = TipBody(answers, thread).json if body is None else body
        await self._insert(_tip_rows(tip, facts, card, (shown, text)))
        return tip

    async def open_new(self, answers: Answers = A_KNIFE) -> tuple[SignedIn, OpenedTip]:
        """Leave a tip and let ben open it."""
        left = await self.leave_tip(answers)
        ben = self.officer("ben")
        return ben, (await self.casebook.open_tip(ben, left.id)).tip

    async def add(self, tip: LeftTip, text: str, number: int = 9) -> None:
        """Let the reporter come back and add something."""
        assert tip.thread is not None
        context = LetterContext(Kind.ADDITION.value, random_id())
        remark = Remark(day=self.site.clock.today(), text=text)
        letter, key = seal_letter(context, tip.shred, body=remark.json)
        wrap = tip.thread.wrap(key, context)
        bell = {"tip": tip.id, "desk": TRIAGE_DESK, "priority": 2}
        await self._insert(
            [
                (LetterRow, _letter_row(tip, letter, number=number) | {"wrap": wrap}),
                (DoorbellRow, bell | {"level": 0, "ring_at": 0}),
            ]
        )

    async def withdraw(self, tip: LeftTip) -> None:
        """Let the reporter delete what they told."""
        told = delete(ShredRow).where(ShredRow.tip == tip.id, ShredRow.side == "told")
        async with self.vault.writing() as connection:
            await connection.execute(told)

    async def break_letter(self, letter: str) -> None:
        """Change one byte of a letter where it lies."""
        row = select(LetterRow.summary, LetterRow.body).where(LetterRow.id == letter)
        async with self.vault.writing() as connection:
            found = (await connection.execute(row)).one()
            broken = [part and part[:-1] + bytes([part[-1] ^ 1]) for part in found]
            await connection.execute(
                update(LetterRow)
                .where(LetterRow.id == letter)
                .values(summary=broken[0], body=broken[1])
            )

    async def change_seal(self, letter: str, **to: bytes | str) -> None:
        """Change a letter's seal where it lies."""
        change = update(SealRow).where(SealRow.letter == letter)
        async with self.vault.writing() as connection:
            await connection.execute(change.values(**to))

    async def move_letter(self, letter: str, tip: TipId) -> None:
        """Put a letter under another tip, in front of its own."""
        change = update(LetterRow).where(LetterRow.id == letter)
        async with self.vault.writing() as connection:
            await connection.execute(change.values(tip=tip, number=-1))

    async def list_acts(self) -> list[str]:
        """What the log says was done, in order."""
        return [detail.act for detail in await self.list_details()]

    async def list_details(self) -> list[Detail]:
        """What the log says, in order."""
        keys = self.site.desks[AUDITOR_DESK]
        query = select(AuditEntryRow.number, AuditEntryRow.box)
        async with self.vault.reading() as connection:
            rows = await connection.execute(query.order_by(AuditEntryRow.number))
            return [Detail.read(keys.open_detail(r.box, r.number)) for r in rows]

    async def count(self, table: type[Base]) -> int:
        """How many rows a table has."""
        async with self.vault.reading() as connection:
            counted = await connection.scalar(select(func.count()).select_from(table))
        return counted or 0

    async def list_seals(self, letter: str) -> list[bool]:
        """Which seals a letter has: adopted or not."""
        query = select(SealRow.adopted).where(SealRow.letter == letter)
        async with self.vault.reading() as connection:
            return list((await connection.execute(query)).scalars())

    async def sign_in(self, name: str) -> str:
        """Open a session, and return the officer's cookie."""
        secret, person = SessionSecret.generate(), self.site.people[name]
        box = secret.seal_officer(person.secrets.key, self.site.desk_secret.raw)
        now = self.site.clock.now()
        row = {"id": secret.session_id, "officer": person.id, "box": box}
        await self._insert([(SessionRow, row | {"started_at": now, "seen_at": now})])
        return secret.cookie

    async def _insert(self, rows: list[tuple[type[Base], dict[str, object]]]) -> None:
        async with self.vault.writing() as connection:
            for table, row in rows:
                await connection.execute(insert(table).values(**row))


@asynccontextmanager
async def at_work(site: Site) -> AsyncIterator[Desk]:
    """Bring the desk's use cases to life over a site, and close its vault after."""
    vault, cards = Vault(site.database.desk), CardBook(site.pins)
    log = AuditLog(cards, site.clock)
    book = Casebook(vault, cards, log, site.clock, site.desk_secret, site.borough)
    try:
        yield Desk(
            site=site,
            vault=vault,
            casebook=book,
            handling=Handling(book, site.borough),
            answering=Answering(book),
            inbox=Inbox(vault, cards),
        )
    finally:
        await vault.close()


@asynccontextmanager
async def at_a_screen(app: Starlette, desk: Desk, name: str) -> AsyncIterator[Visitor]:
    """Bring somebody who has signed in before the officers' process."""
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set(COOKIE, await desk.sign_in(name))
        yield visitor


def a_form(tip: OpenedTip, *, seed: bytes | None = None) -> TipForm:
    """A form of the page that shows a tip."""
    seed = seed or random_bytes(16)
    return TipForm(tip.record.id, tip.record.version, tip.heard, seed)


def at_version(form: TipForm, version: int) -> TipForm:
    """The same form, as if its page had shown another version."""
    return replace(form, version=version)


def told(tip: OpenedTip) -> list[Remark | None]:
    """What the thread says, in order."""
    return [one.remark for one in tip.talk]


def _tip_rows(
    tip: LeftTip, facts: Facts, card: DeskCard, texts: tuple[str, str]
) -> list[tuple[type[Base], dict[str, object]]]:
    context = LetterContext(Kind.TIP.value, tip.letter)
    letter, key = seal_letter(context, tip.shred, summary=texts[0], body=texts[1])
    clear = {"desk": facts.desk, "day": facts.day, "priority": facts.priority}
    state = {"picked_up": facts.picked_up, "open": facts.open}
    bell = {"tip": tip.id, "desk": facts.desk, "priority": facts.priority}
    seal = {"letter": tip.letter, "desk": facts.desk, "card": card.id}
    shred = {"tip": tip.id, "side": Side.TOLD.value, "key": tip.shred.raw}
    return [
        (TipRow, clear | state | {"id": tip.id, "version": 0, "forget_on": None}),
        (LetterRow, _letter_row(tip, letter, number=0) | {"wrap": None}),
        (
            SealRow,
            seal | {"adopted": False, "box": card.seal_content_key(key, context)},
        ),
        (ShredRow, shred | {"locator": None, "held": False}),
        *(
            []
            if facts.picked_up
            else [(DoorbellRow, bell | {"level": 0, "ring_at": 0})]
        ),
    ]


def _letter_row(
    tip: LeftTip, letter: SealedLetter, *, number: int
) -> dict[str, object]:
    return {
        "id": letter.context.letter_id,
        "tip": tip.id,
        "kind": letter.context.purpose,
        "number": number,
        "size": letter.size,
        "summary": letter.summary,
        "body": letter.body,
    }
