"""Release reports, withdraw them, ask for pictures: one transaction and one deed each.

Whatever leaves goes in the same transaction as the tip's own letter about it: it
has left and the tip says so, or neither.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crypto import Draft
from service.db import tipfiles
from service.db.casebook import Also, Casebook
from service.db.engine import Transaction
from service.db.postbox import Postbox
from service.domain.asking import CctvAsk, Withdrawal
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.casefiles import read_judgement
from service.domain.deeds import Deed, Doer
from service.domain.errors import (
    BadFormError,
    ChangedMeanwhileError,
    NotFoundError,
)
from service.domain.forms import Ending, Seen, TipForm, Wish
from service.domain.insiders import ask_second, check_insiders
from service.domain.letters import Kind
from service.domain.offers import (
    Material,
    Offer,
    OfferProblem,
    Wanted,
    check_wanted,
    list_choices,
    make_offer,
)
from service.domain.opened import OpenedTip, People, TipFile
from service.domain.originals import list_words
from service.domain.parcels import Parcel
from service.domain.passed import list_passed, list_reports, note_sent
from service.domain.people import DeskId, SignedIn
from service.domain.proposals import ProposalKind, ask
from service.domain.reports import ReportId
from service.domain.tips import TipId
from service.extract.standing import pinpoints, say_without, split_standing


class NotJudgedError(BadFormError):
    """A report leaves only when somebody has judged its tip."""

    public_message = "Judge the tip before you release a report of it."


class MarkedError(BadFormError):
    """A text for another desk could point at somebody; `say` is what to mend.

    It repeats words that must not leave, so it is for the page alone.
    """

    def __init__(self, say: str) -> None:
        super().__init__()
        self.say = say


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Look:
    """A tip, the desks that are open, and the chosen report with what decides.

    `material` is None while no report is chosen, or the tip was not judged.
    """

    seen: Seen
    open_desks: frozenset[DeskId]
    material: Material | None
    problems: dict[str, OfferProblem]


@dataclass(frozen=True, slots=True)
class Releasing:
    """Let reports go, and take them back. All raise as `Casebook.carry_out`."""

    casebook: Casebook
    postbox: Postbox
    borough: Borough

    async def look(
        self,
        officer: SignedIn,
        tip_id: TipId,
        report_id: ReportId | None = None,
        necessity: str = "",
    ) -> Look:
        """Open a tip to release one of its reports, with why it must be shared.

        Raises:
            NotFoundError: There is no such tip or report.
        """
        seen = await self.casebook.open_tip(officer, tip_id)
        open_desks = await self.postbox.list_open()
        if report_id is None:
            return Look(seen, open_desks, None, {})
        material = self._study(seen.tip, report_id, open_desks, necessity)
        return Look(seen, open_desks, material, {})

    async def send(self, officer: SignedIn, form: TipForm, wanted: Wanted) -> Look:
        """Release a report, or ask a second person to; or say what to mend.

        Raises:
            NotJudgedError: The tip was not judged yet.
            MoveFirstError: It is about one of us, and not at the independent desk.
            ChangedMeanwhileError: What decides about it is another since the look.
        """
        look = await self.look(officer, form.tip_id, wanted.report, wanted.necessity)
        if look.material is None:
            raise NotJudgedError
        if look.seen.tip.withdrawn:
            return replace(look, seen=replace(look.seen, ending=Ending.CHANGED))
        today = self.casebook.clock.today()
        problems = check_wanted(wanted, look.material, self.borough, today)
        day = wanted.day
        if problems or day is None:
            return replace(look, problems=problems)
        offer = make_offer(wanted, look.material, day)
        offer = ask_second(offer, look.seen.tip, self.borough)
        return replace(look, seen=await self._let_go(officer, form, offer, look))

    async def withdraw(
        self, officer: SignedIn, form: TipForm, withdrawal: Withdrawal
    ) -> Seen:
        """Take a release back from the desk that got it, and tell them so.

        Raises:
            NotFoundError: The release was forgotten, or is not the tip's.
            MarkedError: What was typed for its receiver could point at somebody.
        """
        reason, day = withdrawal.reason, self.casebook.clock.today()
        act, release = Act.REPORT_WITHDRAWN, withdrawal.release

        def plan(tip: OpenedTip, _people: People) -> Deed:
            content = withdrawal.note(list_passed(tip)).json
            _check(say_without(list_words(tip), withdrawal.text))
            doer = Doer(officer.officer_id, day)
            return doer.keep(tip, Kind.RELEASE, act, content, about=release)

        async def take_back(
            connection: Transaction, file: TipFile, draft: Draft
        ) -> None:
            book = self.postbox.releases
            sent = await book.take(connection, officer, file.desk, release)
            link = sent.opened.link
            if link is None or link.tip != form.tip_id:
                raise NotFoundError
            content = sent.opened.content
            name = content.reference if content else ""
            notice = withdrawal.make_notice(officer.officer_id, day, name)
            await book.withdraw(connection, sent, notice, draft)
            entry = Entry(act, officer.officer_id, release, reason)
            await book.log.append(connection, entry)

        wish = Wish(act, withdrawal.json, reason)
        return await self.casebook.carry_out(officer, form, wish, plan, also=take_back)

    async def ask_cctv(self, officer: SignedIn, form: TipForm, asked: CctvAsk) -> Seen:
        """Ask the camera room to keep pictures: where, when and what for.

        Raises:
            MarkedError: The place as it was typed could point at somebody.
        """
        today = self.casebook.clock.today()
        wish = Wish(Act.CCTV_ASKED, asked.json, asked.reason)
        draft = self.casebook.secret.draft(form.seed, wish.canonical(form.tip_id))
        days = self.borough.sharing.cctv_days
        request = asked.make_request(draft.make_id("cctv"), days)
        parcels = (self.postbox.pack_request(request, form.tip_id),)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            _check(say_without(list_words(tip), asked.place, place=True))
            doer, content = Doer(officer.officer_id, today), note_sent(parcels, draft)
            return doer.keep(tip, Kind.RELEASE, Act.CCTV_ASKED, content.json)

        also = self._post(officer, parcels)
        return await self.casebook.carry_out(officer, form, wish, plan, also=also)

    async def _let_go(
        self, officer: SignedIn, form: TipForm, offer: Offer, look: Look
    ) -> Seen:
        today = self.casebook.clock.today()
        act = Act.SECOND_ASKED if offer.why else Act.REPORT_RELEASED
        wish = Wish(act, offer.json)
        draft = self.casebook.secret.draft(form.seed, wish.canonical(form.tip_id))
        parcels = self.postbox.pack(offer, look.seen.tip.record)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            # Between the look and the lock the reporter may have added something.
            necessity = offer.terms.necessity
            now = self._study(tip, offer.report_id, look.open_desks, necessity)
            if now != look.material:
                raise ChangedMeanwhileError
            check_insiders(tip, offer.report, self.borough)
            doer = Doer(officer.officer_id, today)
            if offer.why:
                return ask(doer, tip, ProposalKind.RELEASE, offer.json)
            content, about = note_sent(parcels, draft, offer.json), offer.report_id
            return doer.keep(tip, Kind.RELEASE, act, content.json, about=about)

        async def wait(connection: Transaction, file: TipFile, _draft: Draft) -> None:
            await tipfiles.ask_second(connection, file.tip.record, today)

        also = wait if offer.why else self._post(officer, parcels)
        return await self.casebook.carry_out(officer, form, wish, plan, also=also)

    def _post(self, officer: SignedIn, parcels: Sequence[Parcel]) -> Also:
        async def post(connection: Transaction, file: TipFile, draft: Draft) -> None:
            await self.postbox.post(connection, officer, file, (parcels, draft))

        return post

    def _study(
        self,
        tip: OpenedTip,
        report_id: ReportId,
        open_desks: frozenset[DeskId],
        necessity: str,
    ) -> Material | None:
        report, judgement = list_reports(tip).get(report_id), read_judgement(tip)
        if report is None:
            raise NotFoundError
        if judgement is None:
            return None
        choices = (desk.id for desk in list_choices(report, self.borough))
        standing, answered = split_standing(list_words(tip), report, necessity)
        return Material(
            report_id,
            report,
            judgement,
            standing,
            answered,
            tuple(desk for desk in choices if desk in open_desks),
            pinpoints((*standing, *answered)),
        )


def _check(say: str) -> None:
    if say:
        raise MarkedError(say)
