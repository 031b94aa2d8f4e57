"""Two desks that talk about a report: what each of them says, and their pages."""

from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta

from starlette.applications import Starlette

from crypto import random_bytes
from service.db.releasefiles import list_releases
from service.domain.answering import Saying
from service.domain.judgements import Mention
from service.domain.parcels import Parcel, ReleaseForm
from service.domain.people import DeskId
from service.domain.released import Link
from service.domain.releases import (
    Answer,
    CctvRequest,
    ReleaseId,
    ReleaseRecord,
    Sent,
    Step,
    Terms,
)
from service.domain.reports import Report, ReportId
from service.domain.returns import Return, list_returns
from service.domain.tips import TipId
from service.partners.store import Line
from service.partners.usecases import Outgoing, Received, ReleaseShown
from tests.builders import DESK_HOST, POLICE_DESK, TRIAGE_DESK, Site
from tests.releases import Exchange, a_release_form, a_sent
from tests.tips import TODAY
from tests.visitors import Visitor, at_the_door

A_REPORT = Report(
    title="Drug dealing beside a block",
    text="Drugs are sold beside a block of flats in the ward, mostly at weekends.",
    topic="DR1",
    ward="E05013735",
    place="Blythe Road, near the shops",
    since="early February",
    until="early March",
    provenance="A member of the community",
    mentions=(Mention("A young person on a bicycle", "victim"),),
)
TERMS = Terms(
    ground="cda-115",
    purpose="prevent",
    necessity="It has gone on for weeks and children pass there.",
    marking="OFFICIAL-SENSITIVE",
    due_on=TODAY + timedelta(days=14),
)
PICTURES = CctvRequest(
    reference="QW-CCTV-AAAA",
    place="Bins behind Ravenscourt Park",
    day=TODAY - timedelta(days=18),
    since="21:30",
    until="23:00",
    gone_on=TODAY + timedelta(days=12),
)
People = Mapping[str, Visitor]


def a_report(report: Report = A_REPORT, *, purpose: str = "prevent") -> Sent:
    """A report with the borough's own codes in its terms."""
    return replace(a_sent(report), terms=replace(TERMS, purpose=purpose))


def a_form(shown: ReleaseShown, *, seed: bytes = b"") -> ReleaseForm:
    """A form of the page that shows a report."""
    return a_release_form(shown.seen.file, seed=seed)


async def before_their_pages(
    office: "Partnership", app: Starlette, stack: AsyncExitStack
) -> People:
    """Bring officers of both desks, and of a third, to the officers' door."""
    people = {}
    for name in ("gina", "hal", "ben", "faye"):
        visitor = await stack.enter_async_context(at_the_door(app, DESK_HOST))
        cookie = await office.exchange.desk.sign_in(name)
        visitor.client.cookies.set("__Host-desk", cookie)
        people[name] = visitor
    return people


@dataclass(frozen=True, slots=True)
class Partnership:
    """The triage desk and a partner's, with the use cases of both ends."""

    exchange: Exchange

    @property
    def site(self) -> Site:
        return self.exchange.site

    @property
    def received(self) -> Received:
        return Received(self.exchange.book, self.site.borough)

    @property
    def outgoing(self) -> Outgoing:
        return Outgoing(self.exchange.book)

    async def send(
        self, sent: Sent | None = None, *, days: int = 14, tip: str = ""
    ) -> ReleaseId:
        """Send a report to the police, due in some days."""
        sent = sent or a_report()
        return await self._send(sent, TODAY + timedelta(days=days), tip)

    async def ask_for_pictures(self, asked: CctvRequest = PICTURES) -> ReleaseId:
        """Ask the desk for pictures, as if it were the camera room's."""
        return await self._send(asked, asked.gone_on)

    async def open(self, name: str, release: ReleaseId) -> ReleaseShown:
        """Open a report at the police's desk."""
        officer = self.exchange.desk.officer(name)
        return await self.received.open_report(officer, POLICE_DESK, release)

    async def open_sent(self, name: str, release: ReleaseId) -> ReleaseShown:
        """Open a report at the desk that sent it."""
        officer = self.exchange.desk.officer(name)
        return await self.outgoing.open_sent(officer, TRIAGE_DESK, release)

    async def say(self, name: str, release: ReleaseId, saying: Saying) -> ReleaseShown:
        """Open a report and record a step."""
        shown = await self.open(name, release)
        return await self.send_form(name, a_form(shown), saying)

    async def send_form(
        self, name: str, form: ReleaseForm, saying: Saying
    ) -> ReleaseShown:
        """Send a step's form."""
        officer = self.exchange.desk.officer(name)
        return await self.received.answer(officer, form, saying)

    async def reply(self, name: str, release: ReleaseId, text: str) -> ReleaseShown:
        """Open a sent report and answer the question in it."""
        shown = await self.open_sent(name, release)
        officer = self.exchange.desk.officer(name)
        return await self.outgoing.reply(officer, a_form(shown), text)

    async def find_line(self, release: ReleaseId) -> ReleaseRecord:
        """What lies in clear about a report."""
        async with self.exchange.book.vault.reading() as connection:
            return (await list_releases(connection, [release]))[0]

    async def list_received(self, name: str, number: int = 1) -> tuple[Line, ...]:
        """The lines of the police's list."""
        officer = self.exchange.desk.officer(name)
        page = await self.received.list_reports(officer, POLICE_DESK, number)
        return page.lines

    @staticmethod
    def titled(title: str) -> Sent:
        """A report by its title."""
        return a_report(replace(A_REPORT, title=title))

    async def acknowledge(self, name: str, release: ReleaseId) -> None:
        """Say that a report has arrived."""
        await self.say(name, release, Saying(Step.ACKNOWLEDGED))
        await self.open_sent("ben", release)

    async def settle(self, name: str, release: ReleaseId) -> None:
        """Say what came of a report."""
        await self.say(name, release, Saying(Step.RESULT, choice="disrupted"))

    async def list_returns(
        self,
        releases: Sequence[ReleaseId],
        name: str = "ben",
        desk: DeskId = TRIAGE_DESK,
    ) -> tuple[Return, ...]:
        """What a tip's page says of releases, for somebody of a desk."""
        officer, book = self.exchange.desk.officer(name), self.exchange.book
        async with book.vault.reading() as connection:
            keyring = await book.cards.open_keyring(connection, officer, desk)
            opened = await book.open_all(connection, keyring, releases)
        return list_returns(opened, self.site.borough)

    async def withdraw(self, release: ReleaseId, why: str = "It was wrong") -> None:
        """Take a report away from the police."""
        officer, book = self.exchange.desk.officer("ben"), self.exchange.book
        draft = self.site.desk_secret.draft(random_bytes(16), b"withdraw")
        async with book.vault.writing() as connection:
            file = await book.take(connection, officer, TRIAGE_DESK, release)
            why_answer = Answer(TODAY, by=officer.officer_id, text=why)
            await book.withdraw(connection, file, why_answer, draft)

    async def _send(
        self, content: Sent | CctvRequest, due_on: date, tip: str = ""
    ) -> ReleaseId:
        officer, book = self.exchange.desk.officer("ben"), self.exchange.book
        link = Link(TipId(tip or "a" * 32), ReportId("b" * 32))
        forget_on = TODAY + timedelta(days=365)
        parcel = Parcel(POLICE_DESK, content, link, due_on, forget_on)
        draft = self.site.desk_secret.draft(random_bytes(16), b"sent")
        async with book.vault.writing() as connection:
            keyring = await book.cards.open_keyring(connection, officer, TRIAGE_DESK)
            return (await book.send(connection, keyring, parcel, draft)).id
