"""A councillor who leaves a name, the desk that asks for it, and its custodians."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import func, insert, select

from crypto import (
    LetterContext,
    Receipt,
    ShredKey,
    random_bytes,
    random_id,
    seal_letter,
)
from service.custody.seeking import Seeking, Sought
from service.custody.usecases import Custody
from service.db.cards import CardBook
from service.db.duties import DutyBook
from service.db.schema import LetterRow, SealRow, ShredRow, TipRow
from service.domain.answers import Answers, Identity
from service.domain.custody import LeftName
from service.domain.custody_cases import Asked
from service.domain.custody_turns import Decision, Request, Step, Turn
from service.domain.forms import TipForm
from service.domain.letters import Kind, LetterId, Remark
from service.domain.opened import OpenedTip
from service.domain.people import DeskId, SignedIn
from service.domain.sending import Sending
from service.domain.tips import TipId
from service.safeguarding.usecases import Moving
from tests.builders import CUSTODIAN_DESK, NOON, Site, open_custodian
from tests.intake.public import Public, before_the_public
from tests.tips import Desk, at_work

WARD_NEWS = Answers(
    text="Residents of Marlow Parade see dealing by the garages most evenings.",
    group="drugs",
    where="Marlow Parade",
    role="councillor",
    behalf="residents",
    residents="4-9",
    who="Two men with a grey dog",
    vehicles="A silver van",
    left_name="yes",
)
RUTH = Identity("Ruth Adeyemi-Lowe", "Ward surgery", "020 7946 0123")
WHY = "We need to know which evening the van comes."
TODAY = NOON.today()


@dataclass(frozen=True, slots=True)
class Town:
    """The public, the desk that reads tips, and the custodian's desk."""

    public: Public
    desk: Desk
    seeking: Seeking
    custody: Custody

    def officer(self, name: str) -> SignedIn:
        return self.desk.officer(name)

    async def leave(
        self, answers: Answers = WARD_NEWS, identity: Identity | None = RUTH
    ) -> tuple[TipId, Receipt | None]:
        """Let somebody tell something, and leave a name."""
        before = set(await self.list_tips())
        sending = Sending(answers, random_bytes(16), identity)
        receipt = await self.public.intake.send_tip(sending)
        (tip,) = set(await self.list_tips()) - before
        return tip, receipt

    async def list_tips(self) -> list[TipId]:
        async with self.desk.vault.reading() as connection:
            return [TipId(t) for t in await connection.scalars(select(TipRow.id))]

    async def ask(self, tip: TipId, name: str = "ben") -> Sought:
        """Let an officer ask for the name of a tip."""
        officer = self.officer(name)
        seen = await self.desk.casebook.open_tip(officer, tip)
        form = TipForm(tip, seen.tip.record.version, seen.tip.heard, random_bytes(16))
        return await self.seeking.ask(officer, form, "safety", WHY)

    async def ask_about_new(self) -> tuple[TipId, Receipt | None, LetterId]:
        """Let a councillor leave a name, and ben ask for it."""
        tip, receipt = await self.leave()
        sought = await self.ask(tip)
        return tip, receipt, sought.requests[-1].id

    async def open_name(
        self,
        request: LetterId,
        name: str = "omar",
        *,
        answered: int = 0,
        passes_on: bool = False,
        seed: bytes | None = None,
    ) -> Asked:
        """Let a custodian open the name that was asked for."""
        decision = Decision(request, answered, Step.OPENED, "safety", "", passes_on)
        return await self.custody.decide(
            self.officer(name), CUSTODIAN_DESK, decision, seed or random_bytes(16)
        )

    async def refuse(self, request: LetterId) -> Asked:
        """Let omar say why not."""
        decision = Decision(request, 0, Step.REFUSED, text="Ask in the thread first.")
        return await self.custody.decide(
            self.officer("omar"), CUSTODIAN_DESK, decision, random_bytes(16)
        )

    async def move(self, officer: SignedIn, tip: OpenedTip) -> None:
        """Move a tip to the independent desk."""
        book = DutyBook(self.desk.casebook, self.desk.site.borough)
        form = TipForm(tip.record.id, tip.record.version, tip.heard, random_bytes(16))
        await Moving(book).move(officer, form, "It is about a teacher.")

    async def count_letters(self, kind: Kind) -> int:
        query = select(func.count()).where(LetterRow.kind == kind.value)
        async with self.desk.vault.reading() as connection:
            return await connection.scalar(query) or 0

    async def find_told_shred(self, tip: TipId, side: str = "told") -> ShredKey:
        """Read a tip's shred key, as anybody does who reads rows."""
        query = select(ShredRow.key).where(ShredRow.tip == tip, ShredRow.side == side)
        async with self.desk.vault.reading() as connection:
            return ShredKey((await connection.scalars(query)).one())

    async def forge_turn(
        self, tip: TipId, turn: Turn, reader: DeskId, about: str = ""
    ) -> LetterId:
        """Seal a custody letter to a desk's public card, as a thief of rows can."""
        context = LetterContext(Kind.CUSTODY.value, random_id())
        remark = Remark(TODAY, "Quick, please", content=turn.json, about=about)
        shred = await self.find_told_shred(tip, "staff")
        letter, key = seal_letter(context, shred, body=remark.json)
        card = self.desk.site.desks[reader].card
        seal = (reader, card.id, card.seal_content_key(key, context))
        await self._insert(tip, context, (None, letter.body or b""), seal)
        return LetterId(context.letter_id)

    async def forge_name(self, tip: TipId, bond: str, identity: Identity) -> None:
        """Put another name beside the one that was left, in front of it."""
        shred = await self.find_told_shred(tip)
        letter_id = LetterId("0" * 32)
        card = self.desk.site.desks[CUSTODIAN_DESK].card
        letter, box = LeftName(identity, bond).seal(letter_id, shred, card)
        parts = (letter.summary, letter.body or b"")
        await self._insert(tip, letter.context, parts, (CUSTODIAN_DESK, card.id, box))

    async def _insert(
        self,
        tip: TipId,
        context: LetterContext,
        parts: tuple[bytes | None, bytes],
        seal: tuple[DeskId, bytes, bytes],
    ) -> None:
        row = {"id": context.letter_id, "tip": tip, "kind": context.purpose}
        boxes = {"summary": parts[0], "body": parts[1], "wrap": None}
        desk, card, box = seal
        async with self.desk.vault.writing() as connection:
            await connection.execute(
                insert(LetterRow).values(**row, **boxes, number=0, size=1)
            )
            await connection.execute(
                insert(SealRow).values(
                    letter=context.letter_id,
                    desk=desk,
                    card=card,
                    adopted=False,
                    box=box,
                )
            )


@asynccontextmanager
async def in_town(site: Site) -> AsyncIterator[Town]:
    """Open the custodian's desk of a site, with omar and petra, and go to work."""
    async with at_work(site) as desk:
        await open_custodian(site, desk.vault, "omar", "petra")
        book, cards = desk.casebook, CardBook(site.pins)
        custody = Custody(
            desk.vault, cards, book.log, site.clock, site.desk_secret, site.borough
        )
        seeking = Seeking(book, site.borough)
        async with before_the_public(site) as public:
            yield Town(public, desk, seeking, custody)


def only(requests: tuple[Request, ...]) -> Request:
    """The one request there is."""
    (request,) = requests
    return request
