"""The doors of the second person: what waits, and what they decide about it."""

from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crypto import CryptoError
from service.domain.boroughs import Borough
from service.domain.clock import Clock, write_day
from service.domain.errors import BadFormError, ChangedMeanwhileError, RefusedError
from service.domain.forms import Ending, Seen, WordsProblem, check_words
from service.domain.letters import LetterId
from service.domain.offers import Offer, SecondReason
from service.domain.opened import OpenedTip
from service.domain.originals import list_originals
from service.domain.people import OfficerId, SignedIn
from service.domain.proposals import Asked, Message, ProposalKind, list_asked
from service.domain.reviews import find_hindrance, may_decide
from service.domain.sheets import ReportSheet, Rows, lay_out_report, lay_out_terms
from service.reviewing.usecases import Reviewing
from service.web.guards import Guard, Handler
from service.web.pages import Pages
from service.web.tip_forms import read_tip_form, read_tip_id
from service.web.visits import Visit

_TYPED = ("text",)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits, laid out to be read: a report with terms, or a message."""

    id: LetterId
    by: OfficerId
    day: str
    may_decide: bool
    hindrance: str = ""
    why: tuple[str, ...] = ()
    offer: Offer | None = None
    sheet: ReportSheet | None = None
    terms: Rows = ()
    desks: tuple[str, ...] = ()
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class ReviewRoutes:
    reviewing: Reviewing
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            self._route("", self.look),
            self._route("/release", self.let_go),
            self._route("/return", self.send_back),
        ]

    async def look(self, visit: Visit) -> Response:
        seen = await self.reviewing.look(visit.officer, read_tip_id(visit))
        return self._show(visit, seen)

    async def let_go(self, visit: Visit) -> Response:
        form, asked = read_tip_form(visit), LetterId(visit.form.text("asked"))
        seen = await self.reviewing.let_go(visit.officer, form, asked)
        return self._show(visit, seen, says="It went out.")

    async def send_back(self, visit: Visit) -> Response:
        """Say no with a reason; without one, ask for it."""
        form, asked = read_tip_form(visit), LetterId(visit.form.text("asked"))
        text = visit.form.text("text").strip()
        is_garbled = "text" in visit.form.garbled
        problem = WordsProblem.GARBLED if is_garbled else check_words(text)
        if problem:
            seen = await self.reviewing.look(visit.officer, form.tip_id)
            return self._show(visit, seen, typed=(asked, text, problem))
        seen = await self.reviewing.send_back(visit.officer, form, asked, text)
        changed = seen.ending is Ending.CHANGED
        typed = (asked, text, None) if changed else None
        return self._show(visit, seen, says="It was sent back.", typed=typed)

    def _route(self, act: str, handler: Handler) -> Route:
        door = self.guard.officer(handler, typed=_TYPED)
        return Route(f"/tips/{{tip_id}}/review{act}", door, methods=["POST"])

    def _show(
        self,
        visit: Visit,
        seen: Seen,
        *,
        says: str = "",
        typed: tuple[LetterId, str, WordsProblem | None] | None = None,
    ) -> Response:
        tip = seen.tip
        asked, text, problem = typed or (LetterId(""), "", None)
        return self.pages.render(
            "reviewing/review.html",
            refused=_refused(seen, problem),
            visit=visit,
            tip=tip,
            seen=seen,
            says=says,
            people=seen.people,
            waiting=[self._lay_out(one, visit.officer, tip) for one in list_asked(tip)],
            originals=list_originals(tip),
            asked=asked,
            text=text,
            problem=problem,
            write_day=write_day,
        )

    def _lay_out(self, asked: Asked, officer: SignedIn, tip: OpenedTip) -> Waiting:
        proposal = asked.proposal
        may = may_decide(asked, officer, tip)
        hindrance = find_hindrance(asked, tip, self.clock.today())
        plain = Waiting(
            asked.id,
            proposal.by,
            write_day(proposal.day),
            may,
            hindrance.public_message if hindrance else "",
        )
        try:
            if proposal.what == ProposalKind.MESSAGE:
                return _with_message(plain, Message.read(proposal.content))
            return self._with_offer(plain, Offer.read(proposal.content))
        except CryptoError:
            return plain

    def _with_offer(self, waiting: Waiting, offer: Offer) -> Waiting:
        names = SecondReason.__members__
        return replace(
            waiting,
            why=tuple(names[name].value for name in offer.why if name in names),
            offer=offer,
            sheet=lay_out_report(offer.report, self.borough),
            terms=lay_out_terms(offer.terms, self.borough),
            desks=tuple(self.borough.name_desk(desk) for desk in offer.desks),
        )


def _with_message(waiting: Waiting, message: Message) -> Waiting:
    why = ("Something in it was marked and is kept.",)
    return replace(waiting, why=why, message=message)


def _refused(seen: Seen, problem: WordsProblem | None) -> type[RefusedError] | None:
    if problem:
        return BadFormError
    return ChangedMeanwhileError if seen.ending is Ending.CHANGED else None
