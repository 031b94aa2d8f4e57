"""Decide what somebody else asked for: a report's release, or a marked message.

The one who decides is a supervisor of the tip's desk, and neither asked for it nor
wrote it. What they let go is what waited: not a word of it changes on the way.
"""

from dataclasses import dataclass

from crypto import Draft
from service.db import tipfiles
from service.db.casebook import Also, Casebook
from service.db.engine import Transaction
from service.db.postbox import Postbox
from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.deeds import Deed, Doer
from service.domain.errors import ForbiddenError
from service.domain.forms import Seen, TipForm, Wish
from service.domain.insiders import check_insiders
from service.domain.json_texts import write_json
from service.domain.letters import Kind, LetterId
from service.domain.offers import Offer
from service.domain.opened import OpenedTip, People, TipFile
from service.domain.passed import note_sent
from service.domain.people import SignedIn
from service.domain.proposals import Asked, Message, ProposalKind
from service.domain.reviews import find_asked, find_hindrance, is_last, may_decide
from service.domain.tips import TipId


class OwnProposalError(ForbiddenError):
    """Nobody is the second person of what they asked for or wrote themselves."""

    public_message = (
        "A supervisor who did not ask for this, and did not write it, must decide it."
    )


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Let go or send back. All raise as `Casebook.carry_out`."""

    casebook: Casebook
    postbox: Postbox
    borough: Borough

    async def look(self, officer: SignedIn, tip_id: TipId) -> Seen:
        """Open a tip to see what waits for a second person."""
        return await self.casebook.open_tip(officer, tip_id)

    async def let_go(
        self, officer: SignedIn, form: TipForm, asked_id: LetterId
    ) -> Seen:
        """Let go what somebody else asked for, as they left it.

        Raises:
            NotFoundError: Nobody asked for that.
            OwnProposalError: It is their own, or they are no supervisor.
            ChangedMeanwhileError: What it was decided on is another since.
        """
        seen = await self.casebook.open_tip(officer, form.tip_id)
        asked = find_asked(seen.tip, asked_id)
        if asked.proposal.what == ProposalKind.MESSAGE:
            return await self._tell(officer, form, asked)
        return await self._release(officer, form, asked, seen.tip)

    async def send_back(
        self, officer: SignedIn, form: TipForm, asked_id: LetterId, text: str
    ) -> Seen:
        """Say no, and what should be changed. Raises as `let_go`."""
        wish = Wish(Act.SECOND_REFUSED, write_json({"asked": asked_id, "text": text}))

        def plan(tip: OpenedTip, _people: People) -> Deed:
            asked = _require(find_asked(tip, asked_id), officer, tip)
            return asked.send_back(self._doer(officer), tip, text)

        also = _settle(asked_id)
        return await self.casebook.carry_out(officer, form, wish, plan, also=also)

    async def _tell(self, officer: SignedIn, form: TipForm, asked: Asked) -> Seen:
        message = Message.read(asked.proposal.content)
        wish = Wish(Act(message.act), asked.id, message.choice)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            decided = self._require_same(asked, officer, tip)
            return decided.send_message(self._doer(officer), tip, self.borough)

        also = _settle(asked.id)
        return await self.casebook.carry_out(officer, form, wish, plan, also=also)

    async def _release(
        self, officer: SignedIn, form: TipForm, asked: Asked, tip: OpenedTip
    ) -> Seen:
        offer, settle = Offer.read(asked.proposal.content), _settle(asked.id)
        parcels = self.postbox.pack(offer, tip.record)
        wish = Wish(Act.REPORT_RELEASED, asked.id)
        draft = self.casebook.secret.draft(form.seed, wish.canonical(form.tip_id))
        content = note_sent(parcels, draft, offer.json).json

        def plan(tip: OpenedTip, _people: People) -> Deed:
            self._require_same(asked, officer, tip)
            check_insiders(tip, offer.report, self.borough)
            doer, act = self._doer(officer), Act.REPORT_RELEASED
            return doer.keep(tip, Kind.RELEASE, act, content, about=asked.id)

        async def post(connection: Transaction, file: TipFile, draft: Draft) -> None:
            await self.postbox.post(connection, officer, file, (parcels, draft))
            await settle(connection, file, draft)

        return await self.casebook.carry_out(officer, form, wish, plan, also=post)

    def _require_same(self, asked: Asked, officer: SignedIn, tip: OpenedTip) -> Asked:
        decided = _require(asked, officer, tip)
        hindrance = find_hindrance(decided, tip, self.casebook.clock.today())
        if hindrance:
            raise hindrance
        return decided

    def _doer(self, officer: SignedIn) -> Doer:
        return Doer(officer.officer_id, self.casebook.clock.today())


def _require(asked: Asked, officer: SignedIn, tip: OpenedTip) -> Asked:
    if not may_decide(asked, officer, tip):
        raise OwnProposalError
    return asked


def _settle(asked_id: LetterId) -> Also:
    """Take the tip off the list of what waits, with the last that did."""

    async def settle(connection: Transaction, file: TipFile, _draft: Draft) -> None:
        if is_last(asked_id, file.tip):
            await tipfiles.clear_second(connection, file.tip.record)

    return settle
