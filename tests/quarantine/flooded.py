"""A desk whose quarantine somebody has filled, and who empties it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from sqlalchemy import select

from crypto import Receipt, random_bytes
from service.db.schema import DoorbellRow, TipRow
from service.domain.answers import Answers
from service.domain.people import DeskId, Post, Role, SignedIn
from service.domain.quarantine import Which
from service.domain.sending import Sending
from service.domain.tips import TipId
from service.quarantine.claiming import Claiming, Emptied
from service.quarantine.filling import Filling
from service.quarantine.usecases import Emptying, Ending, Looking
from tests.builders import TRIAGE_DESK, Site, add_person, admit
from tests.intake.public import Public, before_the_public
from tests.tips import Desk, at_work

SPAM = Answers(
    text="Your prize waits at the big casino, come and take your prize today friend",
    group="area",
)
REAL = Answers(
    text="A boy next door has been made to carry bags for the men at number nine.",
    group="pressure",
)
A_RUNNER = replace(REAL, topic="CL1")
"""A topic with an automatic safeguarding flag."""


@dataclass(frozen=True, slots=True)
class Flooded:
    """Everybody at their place, and the tips that came in a flood."""

    desk: Desk
    public: Public
    looking: Looking
    emptying: Emptying
    filling: Filling

    @property
    def site(self) -> Site:
        return self.desk.site

    def officer(self, name: str) -> SignedIn:
        return self.desk.officer(name)

    async def send(
        self, answers: Answers = SPAM, *, count: int = 1, suspect: bool = True
    ) -> list[Receipt | None]:
        """Let tips come, as programs send them."""
        return [
            await self.public.intake.send_tip(
                Sending(answers, random_bytes(16), is_suspect=suspect)
            )
            for _ in range(count)
        ]

    async def list_tips(self, **columns: bool) -> set[TipId]:
        """The tips that are so in clear."""
        query = select(TipRow.id).filter_by(**columns)
        async with self.desk.vault.reading() as connection:
            return {TipId(tip) for tip in await connection.scalars(query)}

    async def list_held(self) -> set[TipId]:
        """The tips that wait in the quarantine."""
        return await self.list_tips(quarantined=True, open=True)

    async def list_ringing(self) -> set[TipId]:
        """The tips that have a doorbell."""
        async with self.desk.vault.reading() as connection:
            rows = await connection.scalars(select(DoorbellRow.tip))
            return {TipId(tip) for tip in rows}

    async def list_inbox(self) -> set[TipId]:
        """The tips that an officer sees in the inbox."""
        page = await self.desk.inbox.list_inbox(self.officer("ben"), TRIAGE_DESK)
        return {row.id for row in page.rows}

    async def close(
        self, name: str, which: Which, outcome: str = "malicious"
    ) -> Emptied:
        """Let somebody close tips together."""
        ending = Ending(outcome, random_bytes(16))
        officer = self.officer(name)
        return await self.emptying.close(officer, TRIAGE_DESK, which, ending)

    async def add_supervisor(self, name: str) -> None:
        """Let a second supervisor join the triage desk."""
        posts = [Post(DeskId(TRIAGE_DESK), Role.SUPERVISOR, admitted=True)]
        person = await add_person(self.site, self.desk.vault, name, posts=posts)
        keys = self.site.desks[TRIAGE_DESK]
        await admit(self.desk.vault, keys, person, Role.SUPERVISOR)


@asynccontextmanager
async def after_a_flood(site: Site) -> AsyncIterator[Flooded]:
    """Bring both sides to life over a site."""
    async with at_work(site) as desk, before_the_public(site) as public:
        book = desk.casebook
        claiming = Claiming(book)
        yield Flooded(
            desk=desk,
            public=public,
            looking=Looking(desk.vault, book.cards, book.log),
            emptying=Emptying(book, site.borough, claiming),
            filling=Filling(book, claiming),
        )
