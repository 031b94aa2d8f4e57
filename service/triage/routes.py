"""The doors of a tip. All are POSTs, and each answers with the tip's page itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from anyio import to_thread
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.casefiles import Progress
from service.domain.clock import Clock, describe_age, write_day
from service.domain.custody_turns import explain_turns, list_own_turns
from service.domain.deeds import HoldReason
from service.domain.dues import describe_due
from service.domain.errors import (
    BadFormError,
    ChangedMeanwhileError,
    DutyOpenError,
    RefusedError,
)
from service.domain.forms import (
    Ending,
    Seen,
    TipForm,
    WordsProblem,
    check_length,
    check_words,
)
from service.domain.opened import OpenedTip
from service.domain.originals import is_cut, list_words
from service.domain.passed import is_passed_on
from service.domain.people import OfficerId
from service.domain.proposals import Message
from service.domain.reports import tip_reference
from service.domain.source_review import review_source
from service.domain.tips import LONGEST_TEXT
from service.domain.viewing import list_files
from service.extract.checking import list_message_marks
from service.extract.passages import Passages, number_passages
from service.triage.usecases import (
    Answering,
    Asking,
    Following,
    Handling,
    MarkedError,
)
from service.web.guards import Guard, Handler
from service.web.pages import Pages
from service.web.tip_forms import NOTHING_TYPED, Typed, read_tip_form, read_tip_id
from service.web.visits import Visit

_TYPED = ("text",)
_RESULT = "result:"
_TELLING = {
    "message": Act.MESSAGE_SENT,
    "passed-on": Act.PASSED_ON,
    "close": Act.TIP_CLOSED,
}

Verb = Callable[[TipForm], Awaitable[Seen]]


@dataclass(frozen=True, slots=True)
class TipRoutes:
    handling: Handling
    answering: Answering
    asking: Asking
    following: Following
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            self._route("", self.open_tip),
            self._route("/claim", self.claim),
            self._route("/hand", self.hand_over),
            self._route("/note", self.add_note),
            self._route("/template", self.fill_in),
            self._route("/message", self.send_message),
            self._route("/passed-on", self.pass_on),
            self._route("/close", self.close),
            self._route("/ask", self.ask_second),
            self._route("/reopen", self.reopen),
            self._route("/hold", self.set_hold),
            self._route("/lift", self.lift_hold),
        ]

    async def open_tip(self, visit: Visit) -> Response:
        seen = await self.handling.open_tip(visit.officer, read_tip_id(visit))
        return await self._show(visit, seen, NOTHING_TYPED)

    async def claim(self, visit: Visit) -> Response:
        return await self._answer(
            visit,
            Typed("claim"),
            lambda form: self.handling.claim(visit.officer, form),
        )

    async def hand_over(self, visit: Visit) -> Response:
        typed = Typed.read_choice(visit.form, "hand")
        colleague = OfficerId(typed.choice)
        return await self._answer(
            visit,
            typed,
            lambda form: self.handling.hand_over(visit.officer, form, colleague),
        )

    async def add_note(self, visit: Visit) -> Response:
        typed = Typed.read(visit.form, "note", check_words)
        return await self._answer(
            visit,
            typed,
            lambda form: self.answering.add_note(visit.officer, form, typed.text),
        )

    async def fill_in(self, visit: Visit) -> Response:
        """Put a template into the message's box, below what was typed there."""
        text, choice = (visit.form.text(name) for name in ("text", "choice"))
        if choice and choice not in self._templates:
            raise BadFormError
        below = self._templates.get(choice, "")
        filled = "\n\n".join(part for part in (text.strip(), below) if part)
        problem = None if choice else WordsProblem.NOT_CHOSEN
        typed = Typed("message", filled, choice, problem)
        seen = await self.handling.open_tip(visit.officer, read_tip_id(visit))
        return await self._show(visit, seen, typed)

    async def send_message(self, visit: Visit) -> Response:
        typed = Typed.read(visit.form, "message", check_words)
        return await self._answer(
            visit,
            typed,
            lambda form: self.answering.send_message(visit.officer, form, typed.text),
        )

    async def pass_on(self, visit: Visit) -> Response:
        typed = Typed.read(visit.form, "passed-on", check_words)
        return await self._answer(
            visit,
            typed,
            lambda form: self.answering.pass_on(visit.officer, form, typed.text),
        )

    async def close(self, visit: Visit) -> Response:
        typed = Typed.read_choice(visit.form, "close", check_length)
        return await self._answer(
            visit,
            typed,
            lambda form: self.handling.close(
                visit.officer, form, typed.choice, typed.text
            ),
        )

    async def ask_second(self, visit: Visit) -> Response:
        box = visit.form.text("box")
        if box not in _TELLING:
            raise BadFormError
        typed = Typed.read(visit.form, box, check_words)
        choice = typed.choice if box == "close" else ""
        message = Message(_TELLING[box], typed.text, choice)
        return await self._answer(
            visit,
            typed,
            lambda form: self.asking.ask_second(visit.officer, form, message),
        )

    async def reopen(self, visit: Visit) -> Response:
        return await self._answer(
            visit,
            Typed("reopen"),
            lambda form: self.handling.reopen(visit.officer, form),
        )

    async def set_hold(self, visit: Visit) -> Response:
        typed = Typed.read_choice(visit.form, "hold")
        return await self._answer(
            visit,
            typed,
            lambda form: self.handling.set_hold(
                visit.officer, form, _read_reason(typed.choice)
            ),
        )

    async def lift_hold(self, visit: Visit) -> Response:
        return await self._answer(
            visit,
            Typed("lift"),
            lambda form: self.handling.lift_hold(visit.officer, form),
        )

    def _route(self, act: str, handler: Handler) -> Route:
        door = self.guard.officer(handler, typed=_TYPED)
        return Route(f"/tips/{{tip_id}}{act}", door, methods=["POST"])

    async def _answer(self, visit: Visit, typed: Typed, verb: Verb) -> Response:
        """Do what the form asks for; or show the tip again, and what to mend."""
        if typed.problem is None:
            try:
                return await self._show(visit, await verb(read_tip_form(visit)), typed)
            except MarkedError:
                typed = replace(typed, problem=WordsProblem.MARKED)
            except DutyOpenError:
                typed = replace(typed, problem=WordsProblem.DUTY_OPEN)
        seen = await self.handling.open_tip(visit.officer, read_tip_id(visit))
        return await self._show(visit, seen, typed)

    async def _show(self, visit: Visit, seen: Seen, typed: Typed) -> Response:
        today, progress = self.clock.today(), Progress.of(seen.tip)
        passed_on = is_passed_on(seen.tip)
        returns = await self.following.list_returns(visit.officer, seen.tip)
        return self.pages.render(
            "triage/tip.html",
            refused=_refused(seen, typed),
            visit=visit,
            seen=seen,
            tip=seen.tip,
            files=list_files(seen.tip),
            people=seen.people,
            typed=typed,
            kept=typed if _goes_back(seen, typed) else NOTHING_TYPED,
            topic=self._name_topic(seen.tip, progress),
            progress=progress,
            review=review_source(seen.tip),
            returns=returns,
            name_desk=self.borough.name_desk,
            describe_due=lambda day: describe_due(day, today),
            reference=tip_reference(seen.tip.record.id),
            age=describe_age(seen.tip.record.day, today),
            write_day=write_day,
            priorities=self.borough.priority_names,
            outcomes=self.borough.outcomes,
            outcome_labels={one.code: one.label for one in self.borough.outcomes},
            reasons=tuple((reason.value, reason.label) for reason in HoldReason),
            asked_names=list_own_turns(seen.tip),
            why_names=explain_turns(seen.tip, self.borough.guide.opening_reasons),
            longest=LONGEST_TEXT,
            marked=await to_thread.run_sync(_mark, seen, typed),
            is_cut=is_cut(seen.tip),
            tells_passed_on=passed_on and seen.tip.can_tell,
            replies=self.borough.wordings.list_replies(passed_on=passed_on),
            results=self.borough.wordings.results,
        )

    @property
    def _templates(self) -> dict[str, str]:
        """The texts that a message can begin with, by their codes on the page."""
        wordings = self.borough.wordings
        replies = {one.code: one.text for one in wordings.replies}
        return replies | {_RESULT + one.code: one.told for one in wordings.results}

    def _name_topic(self, tip: OpenedTip, progress: Progress) -> str:
        """What it is about: as it was judged, else as it was told."""
        told = tip.answers
        code = (progress.judged and progress.judged.topic) or (told and told.topic)
        group = self.borough.find_group(told.group) if told else None
        if code:
            return self.borough.name_topic(code)
        if told and told.is_test:
            return "Just trying it out"
        return group.label if group else "No topic chosen"


def _read_reason(choice: str) -> HoldReason:
    try:
        return HoldReason(choice)
    except ValueError:
        raise BadFormError from None


def _goes_back(seen: Seen, typed: Typed) -> bool:
    undone = {Ending.CHANGED, Ending.SHOWN}
    return typed.problem is not None or seen.ending in undone


def _mark(seen: Seen, typed: Typed) -> Passages | None:
    """Mark what was typed for the reporter, if that is what kept it from going out."""
    if typed.problem is not WordsProblem.MARKED:
        return None
    marks = list_message_marks(list_words(seen.tip), typed.text)
    return number_passages((typed.text,), (marks,))


def _refused(seen: Seen, typed: Typed) -> type[RefusedError] | None:
    if typed.problem:
        return BadFormError
    return ChangedMeanwhileError if seen.ending is Ending.CHANGED else None
