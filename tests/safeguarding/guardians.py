"""Both desks of a duty at work, the independent desk, and all their keys to try."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import select

from crypto import Box, CryptoError, DeskKeys, LetterContext, random_bytes
from service.db.duties import DutyBook
from service.db.schema import DoorbellRow, DutyRow, LetterRow, SealRow, TipRow
from service.domain.answers import Answers
from service.domain.duties import Step
from service.domain.duty_actions import Action
from service.domain.forms import Seen, TipForm
from service.domain.people import DeskId, Post, Role, SignedIn
from service.domain.sending import Sending
from service.domain.tips import TipId
from service.safeguarding.usecases import Duties, Moving
from tests import builders
from tests.builders import (
    INDEPENDENT_DESK,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    Site,
    add_person,
    open_desk,
)
from tests.intake.public import Public, before_the_public
from tests.tips import Desk, a_form, at_work

A_RUNNER = Answers(
    text="He carries bags for older boys.", group="pressure", topic="CL1"
)
AN_ABUSE = Answers(text="She is made to meet men.", group="pressure", topic="SX2")
SOME_SHOUTING = Answers(text="They shout all night.", group="area", topic="AS1")


@dataclass(frozen=True, slots=True)
class Guardians:
    """Everybody who may have to act for somebody's safety, and the public's way in."""

    desk: Desk
    public: Public
    duties: Duties
    moving: Moving

    @property
    def site(self) -> Site:
        return self.desk.site

    def officer(self, name: str) -> SignedIn:
        return self.desk.officer(name)

    async def tell(self, answers: Answers) -> TipId:
        """Let somebody send a tip by the public's own way."""
        before = await self.list_tips()
        await self.public.intake.send_tip(Sending(answers, random_bytes(16)))
        [tip] = await self.list_tips() - before
        return tip

    async def list_tips(self) -> set[TipId]:
        """Every tip there is."""
        async with self.desk.vault.reading() as connection:
            return {TipId(one) for one in await connection.scalars(select(TipRow.id))}

    async def look(self, name: str, tip: TipId, desk: DeskId | None = None) -> Seen:
        """Let an officer open a duty from one of their desks."""
        return await self.duties.look(self.officer(name), tip, desk)

    async def form(self, name: str, tip: TipId, desk: DeskId | None = None) -> TipForm:
        """A form of the page that an officer has before them."""
        return a_form((await self.look(name, tip, desk)).tip)

    async def act(self, name: str, tip: TipId, action: Action, text: str = "") -> Seen:
        """Record what somebody of the front door did."""
        form = await self.form(name, tip, SAFEGUARDING_DESK)
        officer = self.officer(name)
        return await self.duties.act(officer, form, SAFEGUARDING_DESK, (action, text))

    async def propose(self, name: str, tip: TipId, text: str = "") -> Seen:
        """Propose to close, from the front door."""
        form, asked = await self.form(name, tip, SAFEGUARDING_DESK), Step.PROPOSED
        officer = self.officer(name)
        return await self.duties.close(officer, form, SAFEGUARDING_DESK, (asked, text))

    async def list_duties(self) -> list[tuple[str, bool, int]]:
        """Every duty's desk, whether it is open, and its level."""
        query = select(DutyRow.desk, DutyRow.open, DutyRow.level)
        async with self.desk.vault.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [(row.desk, row.open, row.level) for row in rows]

    async def list_bells(self) -> list[str]:
        """The desks at which a doorbell is set."""
        async with self.desk.vault.reading() as connection:
            return list((await connection.scalars(select(DoorbellRow.desk))).all())

    async def try_keys(self, tip: TipId) -> dict[str, set[DeskId]]:
        """Which desks' keys open a letter of each kind, tried with every desk's."""
        query = (
            select(LetterRow.id, LetterRow.kind, SealRow.adopted, SealRow.box)
            .join(SealRow, SealRow.letter == LetterRow.id)
            .where(LetterRow.tip == tip)
        )
        async with self.desk.vault.reading() as connection:
            rows = (await connection.execute(query)).all()
        found: dict[str, set[DeskId]] = {}
        for row in rows:
            context, box = LetterContext(row.kind, row.id), Box(row.box)
            for desk, keys in self.site.desks.items():
                if _opens(keys, context, box, adopted=row.adopted):
                    found.setdefault(row.kind, set()).add(desk)
        return found


def _opens(keys: DeskKeys, context: LetterContext, box: Box, *, adopted: bool) -> bool:
    try:
        if adopted:
            keys.open_adopted(box, context)
        else:
            keys.open_seal(box, context)
    except CryptoError:
        return False
    return True


@asynccontextmanager
async def on_guard(site: Site) -> AsyncIterator[Guardians]:
    """Bring the desks to life, with gita beside faye and ivor beside ines."""
    async with at_work(site) as desk, before_the_public(site) as public:
        for name, home in (("gita", SAFEGUARDING_DESK), ("ivor", INDEPENDENT_DESK)):
            post = Post(home, Role.OFFICER, admitted=True)
            person = await add_person(site, desk.vault, name, posts=[post])
            await builders.admit(desk.vault, site.desks[home], person, Role.OFFICER)
        post = Post(POLICE_DESK, Role.OFFICER, admitted=True)
        await add_person(site, desk.vault, "pat", posts=[post])
        await open_desk(site, desk.vault, POLICE_DESK)
        book = DutyBook(desk.casebook, site.borough)
        yield Guardians(desk, public, Duties(book), Moving(book))
