"""A desk that judges: what officers put in the form, and what the vault says after."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import select

from service.db.schema import DoorbellRow, DutyRow, LetterRow, TipRow
from service.domain.answers import Answers
from service.domain.forms import TipForm
from service.domain.judgement_forms import Typed, read_form
from service.domain.letters import Kind
from service.domain.opened import OpenedTip
from service.domain.people import SignedIn
from service.domain.tips import TipId
from service.judging.usecases import Judging, Sheet
from tests.builders import Site
from tests.tips import A_KNIFE, PLAIN, Desk, Facts, LeftTip, a_form, at_work
from tests.visitors import Visitor

INBOX_LINE = "Knives and weapons"
SAVE = "Save the judgement"
RAVENSCOURT = "E05013746"
HIDDEN_KNIFE, CARRIED_KNIFE, TAKEN_HOME = "KN3", "KN1", "CL2"
ABOUT_STAFF = "ST1"
FORM = {
    "topic": HIDDEN_KNIFE,
    "ward": RAVENSCOURT,
    "place": "Behind the bins, Ravenscourt Park",
    "priority": "2",
    "source": "2",
    "assessment": "A",
    "handling": "C",
    "action": "A1",
    "sanitisation": "S2",
}
"""What an officer sends who agrees with most of what the page suggests."""


def filled_in(**changes: str) -> Typed:
    """The form as somebody filled it in; dots in names are hyphens on the page."""
    named = {name.replace("__", "-"): said for name, said in changes.items()}
    return read_form({**FORM, **named})


@dataclass(frozen=True, slots=True)
class Bench:
    """The Community Safety Team with its judging."""

    desk: Desk
    judging: Judging

    def officer(self, name: str) -> SignedIn:
        return self.desk.officer(name)

    async def leave(self, answers: Answers = A_KNIFE, facts: Facts = PLAIN) -> LeftTip:
        """Let a reporter leave a tip."""
        return await self.desk.leave_tip(answers, facts)

    async def open_new(self, answers: Answers = A_KNIFE) -> OpenedTip:
        """Leave a tip, and let ben open its judging page."""
        left = await self.leave(answers)
        return (await self.judging.open_tip(self.officer("ben"), left.id)).seen.tip

    async def save(self, tip: OpenedTip, name: str = "ben", **changes: str) -> Sheet:
        """Let somebody fill in the form of a page that shows a tip, and save it."""
        return await self.send(a_form(tip), name, **changes)

    async def send(self, form: TipForm, name: str = "ben", **changes: str) -> Sheet:
        """Send one form, perhaps again."""
        return await self.judging.save(self.officer(name), form, filled_in(**changes))

    async def judge(self, left: LeftTip, name: str = "ben", **changes: str) -> Sheet:
        """Let somebody open a tip and judge it."""
        sheet = await self.judging.open_tip(self.officer(name), left.id)
        return await self.save(sheet.seen.tip, name, **changes)

    async def read_bells(self, tip_id: TipId) -> list[tuple[int, int]]:
        """Priority and time of a tip's doorbells and duties."""
        found = []
        async with self.desk.vault.reading() as connection:
            for table in (DoorbellRow, DutyRow):
                query = select(table.priority, table.ring_at).where(table.tip == tip_id)
                found += [tuple(row) for row in await connection.execute(query)]
        return [(priority, ring_at) for priority, ring_at in found]

    async def read_priority(self, tip_id: TipId) -> int:
        """How urgent the vault says in clear that a tip is."""
        query = select(TipRow.priority).where(TipRow.id == tip_id)
        async with self.desk.vault.reading() as connection:
            return await connection.scalar(query) or 0

    async def read_everything(self) -> bytes:
        """All the letters as a thief with the database reads them."""
        query = select(LetterRow.summary, LetterRow.body)
        async with self.desk.vault.reading() as connection:
            rows = (await connection.execute(query)).all()
        return b"".join(part for row in rows for part in row if part)

    async def count_judgements(self) -> int:
        """How many judgements there are."""
        query = select(LetterRow.id).where(LetterRow.kind == Kind.JUDGEMENT.value)
        async with self.desk.vault.reading() as connection:
            return len((await connection.execute(query)).all())


@asynccontextmanager
async def at_the_bench(site: Site) -> AsyncIterator[Bench]:
    """Bring the desk and its judging to life over a site."""
    async with at_work(site) as desk:
        yield Bench(desk, Judging(desk.casebook, site.borough))


async def start_judging(office: Bench, *officers: Visitor) -> str:
    """Leave a tip; let officers open it and press the way to judging it."""
    left = await office.leave()
    for officer in officers:
        await officer.visit("/inbox")
        await officer.press(INBOX_LINE, at=left.id)
        await officer.press("Judge it")
    return left.id


async def come_back(office: Bench, ben: Visitor) -> None:
    """Let ben pick a tip up, its reporter promise to find out more, and ben look."""
    left = await office.leave()
    await ben.visit("/inbox")
    await ben.press(INBOX_LINE, at=left.id)
    await ben.press("Pick up")
    await office.desk.add(left, "I'll find out where he keeps it")
    await ben.visit("/inbox")
    await ben.press(INBOX_LINE)
