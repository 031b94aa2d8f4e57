"""Reports on their way between desks, and the two desks at both ends."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

from crypto import random_bytes, random_id
from service.db.releasebook import Releasebook
from service.domain.audit import Act
from service.domain.parcels import (
    Move,
    Parcel,
    ReleaseForm,
    ReleaseSeen,
    ReleaseWish,
)
from service.domain.people import DeskId, Post, Role
from service.domain.released import Link, ReleaseFile
from service.domain.releases import Answer, ReleaseId, ReleaseKind, Sent, Step, Terms
from service.domain.reports import Report, ReportId, report_reference
from service.domain.tips import TipId
from tests.builders import POLICE_DESK, TRIAGE_DESK, Site, add_person, open_desk
from tests.tips import TODAY, Desk, at_work

A_REPORT = Report(
    title="Knife hidden in a park",
    text="A knife is hidden near the bins of a park in the ward.",
    topic="KN3",
    place="Ravenscourt Park",
    since="early March",
)
TERMS = Terms(
    ground="public-task",
    purpose="prevention",
    necessity="The park is used by children after school.",
    marking="OFFICIAL-SENSITIVE",
    due_on=TODAY + timedelta(days=14),
)


def a_sent(report: Report = A_REPORT, report_id: str = "") -> Sent:
    """A report with its terms, ready to go."""
    return Sent(
        reference=report_reference(report_id or random_id()),
        day=TODAY,
        sender=TRIAGE_DESK,
        report=report,
        terms=TERMS,
        caveat="For intelligence use only.",
    )


@dataclass(frozen=True, slots=True)
class Exchange:
    """The triage desk and a partner's, and the book of what goes between them."""

    desk: Desk
    book: Releasebook

    @property
    def site(self) -> Site:
        return self.desk.site

    async def send(
        self,
        sent: Sent | None = None,
        *,
        sender: str = "ben",
        to: DeskId = POLICE_DESK,
        tip: str = "",
        seed: bytes = b"",
    ) -> ReleaseId:
        """Send a report from the triage desk."""
        officer = self.desk.officer(sender)
        link = Link(TipId(tip or "a" * 32), ReportId("b" * 32))
        forget_on = TODAY + timedelta(days=365)
        parcel = Parcel(to, sent or a_sent(), link, TERMS.due_on, forget_on)
        draft = self.site.desk_secret.draft(seed or random_bytes(16), b"sent")
        async with self.desk.vault.writing() as connection:
            keyring = await self.book.cards.open_keyring(
                connection, officer, TRIAGE_DESK
            )
            return (await self.book.send(connection, keyring, parcel, draft)).id

    async def look(
        self, name: str, release: ReleaseId, desk: DeskId = POLICE_DESK
    ) -> ReleaseFile:
        """Open a release as somebody of one of its desks."""
        officer = self.desk.officer(name)
        return (await self.book.open_release(officer, desk, release)).file

    async def answer(
        self,
        name: str,
        release: ReleaseId,
        step: Step = Step.ACKNOWLEDGED,
        text: str = "",
    ) -> ReleaseSeen:
        """Let the receiving desk record a step."""
        file = await self.look(name, release)
        answer = Answer(TODAY, step.value, self.desk.officer(name).officer_id, text)
        return await self.carry_out(name, file, ReleaseKind.ANSWER, answer)

    async def acknowledge(self, name: str, form: ReleaseForm) -> ReleaseSeen:
        """Send a form that says that it has arrived."""
        officer = self.desk.officer(name)
        answer = Answer(TODAY, Step.ACKNOWLEDGED.value)
        move = Move(ReleaseKind.ANSWER, answer, news=TRIAGE_DESK)
        wish = ReleaseWish(Act.REPORT_ACKNOWLEDGED, answer.json)
        return await self.book.carry_out(officer, form, wish, lambda _file: move)

    async def reply(self, name: str, release: ReleaseId, text: str) -> ReleaseSeen:
        """Let the sending desk write back."""
        file = await self.look(name, release, TRIAGE_DESK)
        answer = Answer(TODAY, by=self.desk.officer(name).officer_id, text=text)
        return await self.carry_out(name, file, ReleaseKind.REPLY, answer)

    async def carry_out(
        self, name: str, file: ReleaseFile, kind: ReleaseKind, answer: Answer
    ) -> ReleaseSeen:
        """Write a letter as the form of a page would."""
        form = a_release_form(file)
        wish = ReleaseWish(Act.REPORT_ACKNOWLEDGED, answer.json)
        officer = self.desk.officer(name)
        answered = True if answer.step == Step.RESULT else None
        move = Move(kind, answer, news=file.other, answered=answered)
        return await self.book.carry_out(officer, form, wish, lambda _file: move)


@asynccontextmanager
async def between_desks(site: Site) -> AsyncIterator[Exchange]:
    """Open the neighbourhood police's desk beside the others, with gina and hal.

    gina supervises there, hal is an officer; nobody of theirs reads tips.
    """
    async with at_work(site) as desk:
        await open_partner(desk, POLICE_DESK, gina=Role.SUPERVISOR, hal=Role.OFFICER)
        yield Exchange(
            desk,
            Releasebook(
                desk.vault,
                desk.casebook.cards,
                desk.casebook.log,
                site.clock,
                site.desk_secret,
            ),
        )


async def open_partner(desk: Desk, at: DeskId, **people: Role) -> None:
    """Open a further desk, with these people."""
    for name, role in people.items():
        post = Post(at, role, admitted=True)
        await add_person(desk.site, desk.vault, name, posts=[post])
    await open_desk(desk.site, desk.vault, at)


def a_release_form(file: ReleaseFile, *, seed: bytes = b"") -> ReleaseForm:
    """A form of the page that shows a release."""
    seed = seed or random_bytes(16)
    return ReleaseForm(file.record.id, file.desk, file.record.version, seed)


def at_release_version(form: ReleaseForm, version: int) -> ReleaseForm:
    """The same form, as if its page had shown another version."""
    return replace(form, version=version)
