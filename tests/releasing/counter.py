"""The counter at which reports leave the triage desk, with all who may stand there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

from sqlalchemy import select

from crypto import random_id
from service.db.postbox import Postbox
from service.db.schema import AuditEntryRow
from service.domain.answers import Answers
from service.domain.audit import Act, Detail
from service.domain.deeds import Doer
from service.domain.forms import Seen, TipForm, Wish
from service.domain.grading import ActionCode, Grade, SanitisationCode
from service.domain.judgements import Child, Judgement, Knows
from service.domain.letters import Kind
from service.domain.offers import Kept, Wanted
from service.domain.opened import OpenedTip
from service.domain.passed import PassedOn, list_passed
from service.domain.people import AUDITOR_DESK, DeskId, Post, Role, SignedIn
from service.domain.proposals import list_asked
from service.domain.reports import Report, ReportId
from service.domain.tips import TipId
from service.exporting.usecases import Exporting
from service.releasing.usecases import Look, Releasing
from service.reviewing.usecases import Reviewing
from tests.builders import POLICE_DESK, TRIAGE_DESK, Site, add_person, admit
from tests.releases import A_REPORT, Exchange, between_desks
from tests.tips import A_KNIFE, PLAIN, TODAY, Facts, a_form

MANY_KNOW = Judgement(
    topic="KN3",
    knows=Knows.MANY.value,
    child=Child.NO.value,
    grade=Grade(handling="P", action="", sanitisation=""),
)
FEW_KNOW = replace(MANY_KNOW, knows=Knows.FEW.value)
A_CHILD = replace(MANY_KNOW, child=Child.YES.value)
UNDER_C = Grade(
    action=ActionCode.COVERT_DEVELOPMENT, sanitisation=SanitisationCode.ASK_FIRST
)
PLAIN_REPORT = replace(A_REPORT, grade=MANY_KNOW.grade)
CODED_REPORT = replace(A_REPORT, grade=UNDER_C)


@dataclass(frozen=True, slots=True)
class Counter:
    """What officers do to let something leave, and what can be seen of it after."""

    exchange: Exchange
    releasing: Releasing
    reviewing: Reviewing
    exporting: Exporting

    @property
    def site(self) -> Site:
        return self.exchange.site

    def officer(self, name: str) -> SignedIn:
        return self.exchange.desk.officer(name)

    async def judged(
        self,
        judgement: Judgement | None = MANY_KNOW,
        report: Report = PLAIN_REPORT,
        *,
        by: str = "ben",
        answers: Answers = A_KNIFE,
        facts: Facts = PLAIN,
    ) -> OpenedTip:
        """Leave a tip, judge it and write a report of it."""
        left = await self.exchange.desk.leave_tip(answers, facts)
        tip = (await self.open(by, left.id)).tip
        if judgement:
            tip = await self.keep(by, tip, Kind.JUDGEMENT, judgement.json)
        return await self.keep(by, tip, Kind.REPORT, report.json, about=random_id())

    async def open(self, name: str, tip_id: str) -> Seen:
        book = self.exchange.desk.casebook
        return await book.open_tip(self.officer(name), TipId(tip_id))

    async def keep(
        self, name: str, tip: OpenedTip, kind: Kind, content: str, *, about: str = ""
    ) -> OpenedTip:
        """Write a staff letter as another slice would."""
        officer, act = self.officer(name), Act.TIP_JUDGED
        doer = Doer(officer.officer_id, TODAY)
        seen = await self.exchange.desk.casebook.carry_out(
            officer,
            a_form(tip),
            Wish(act, content),
            lambda tip, _people: doer.keep(tip, kind, act, content, about=about),
        )
        return seen.tip

    def want(self, tip: OpenedTip, *desks: DeskId, **changes: object) -> Wanted:
        """Fill in the form as it should be."""
        remark = tip.read_last(Kind.REPORT)
        assert remark is not None
        words = self.site.borough.wordings
        wanted = Wanted(
            ReportId(remark.about),
            desks or (POLICE_DESK,),
            ground=words.grounds[0].code,
            purpose=words.purposes[0].code,
            necessity="Children use the park after school.",
            marking="OFFICIAL-SENSITIVE",
            due_on="2026-03-18",
        )
        return replace(wanted, **changes)  # type: ignore[arg-type]  # fields by name

    async def send(
        self, name: str, tip: OpenedTip, wanted: Wanted | None = None
    ) -> Look:
        """Press the button."""
        wanted = wanted or self.want(tip)
        return await self.releasing.send(self.officer(name), a_form(tip), wanted)

    async def send_all(self, name: str, tip: OpenedTip, wanted: Wanted) -> Look:
        """Answer every mark, then press the button."""
        look = await self.releasing.look(
            self.officer(name), tip.record.id, wanted.report
        )
        assert look.material is not None
        kept = {one.key: Kept("needed") for one in look.material.standing}
        return await self.send(name, look.seen.tip, replace(wanted, kept=kept))

    async def let_go(
        self, name: str, tip: OpenedTip, form: TipForm | None = None
    ) -> Seen:
        """Decide as the second person that it may leave."""
        form = form or a_form(tip)
        asked = list_asked(tip)[0].id
        return await self.reviewing.let_go(self.officer(name), form, asked)

    async def send_back(self, name: str, tip: OpenedTip, text: str) -> Seen:
        """Decide as the second person that it must be changed."""
        asked = list_asked(tip)[0].id
        officer = self.officer(name)
        return await self.reviewing.send_back(officer, a_form(tip), asked, text)

    async def list_reasons(self, act: Act) -> list[str]:
        """Which reasons the log gives for an act, in order."""
        keys = self.site.desks[AUDITOR_DESK]
        query = select(AuditEntryRow.number, AuditEntryRow.box)
        async with self.exchange.desk.vault.reading() as connection:
            rows = await connection.execute(query.order_by(AuditEntryRow.number))
            details = [Detail.read(keys.open_detail(r.box, r.number)) for r in rows]
        return [one.reason for one in details if one.act == act]


@asynccontextmanager
async def at_the_counter(site: Site) -> AsyncIterator[Counter]:
    """Bring the use cases to life, with zoe as a second supervisor of triage."""
    async with between_desks(site) as exchange:
        vault, borough = exchange.desk.vault, site.borough
        post = Post(TRIAGE_DESK, Role.SUPERVISOR, admitted=True)
        zoe = await add_person(site, vault, "zoe", posts=[post])
        await admit(vault, site.desks[TRIAGE_DESK], zoe, Role.SUPERVISOR)
        postbox = Postbox(exchange.book, borough)
        book = exchange.desk.casebook
        yield Counter(
            exchange,
            Releasing(book, postbox, borough),
            Reviewing(book, postbox, borough),
            Exporting(exchange.book, borough),
        )


def passed(tip: OpenedTip) -> PassedOn:
    """The one thing that left a tip's desk."""
    (one,) = list_passed(tip)
    return one
