"""The doors of a tip. All are POSTs, and each answers with the tip's page itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Self

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.casefiles import Progress
from service.domain.clock import Clock, describe_age, write_day
from service.domain.deeds import HoldReason
from service.domain.errors import (
    BadFormError,
    ChangedMeanwhileError,
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
from service.domain.people import OfficerId
from service.domain.tips import LONGEST_TEXT, TipId
from service.triage.usecases import Answering, Handling
from service.web.forms import Form
from service.web.guards import Guard, Handler
from service.web.pages import Pages
from service.web.visits import Visit

_LONGEST_NUMBER = 9
_TYPED = ("text",)

Check = Callable[[str], WordsProblem | None]
Verb = Callable[[TipForm], Awaitable[Seen]]


@dataclass(frozen=True, slots=True)
class Typed:
    """What came in one form of the page, to be put back there if it goes no further."""

    box: str
    text: str = field(default="", repr=False)
    choice: str = ""
    problem: WordsProblem | None = None

    @classmethod
    def read(cls, form: Form, box: str, check: Check) -> Self:
        """Read a form of words."""
        text = form.text("text").strip()
        problem = WordsProblem.GARBLED if "text" in form.garbled else check(text)
        return cls(box, text, form.text("choice"), problem)

    @classmethod
    def read_choice(cls, form: Form, box: str, check: Check | None = None) -> Self:
        """Read a form with a choice, and perhaps words."""
        choice = form.text("choice")
        if not choice:
            text = form.text("text").strip()
            return cls(box, text, problem=WordsProblem.NOT_CHOSEN)
        return cls.read(form, box, check) if check else cls(box, choice=choice)


NOTHING_TYPED = Typed("")


@dataclass(frozen=True, slots=True)
class TipRoutes:
    handling: Handling
    answering: Answering
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
            self._route("/message", self.send_message),
            self._route("/passed-on", self.pass_on),
            self._route("/close", self.close),
            self._route("/reopen", self.reopen),
            self._route("/hold", self.set_hold),
            self._route("/lift", self.lift_hold),
        ]

    async def open_tip(self, visit: Visit) -> Response:
        seen = await self.handling.open_tip(visit.officer, _tip_id(visit))
        return self._show(visit, seen, NOTHING_TYPED)

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
        if typed.problem:
            seen = await self.handling.open_tip(visit.officer, _tip_id(visit))
        else:
            seen = await verb(_read_tip_form(visit))
        return self._show(visit, seen, typed)

    def _show(self, visit: Visit, seen: Seen, typed: Typed) -> Response:
        today = self.clock.today()
        return self.pages.render(
            "triage/tip.html",
            refused=_refused(seen, typed),
            visit=visit,
            seen=seen,
            tip=seen.tip,
            people=seen.people,
            typed=typed,
            kept=typed if _goes_back(seen, typed) else NOTHING_TYPED,
            topic=self._name_topic(seen),
            progress=Progress.of(seen.tip),
            age=describe_age(seen.tip.record.day, today),
            write_day=write_day,
            priorities=self.borough.priority_names,
            outcomes=self.borough.outcomes,
            outcome_labels={one.code: one.label for one in self.borough.outcomes},
            reasons=tuple((reason.value, reason.label) for reason in HoldReason),
            longest=LONGEST_TEXT,
        )

    def _name_topic(self, seen: Seen) -> str:
        answers = seen.tip.answers
        group = self.borough.find_group(answers.group) if answers else None
        return group.label if group else "No topic chosen"


def _tip_id(visit: Visit) -> TipId:
    return TipId(visit.request.path_params["tip_id"])


def _read_tip_form(visit: Visit) -> TipForm:
    version, heard = (_read_number(visit, name) for name in ("version", "heard"))
    return TipForm(_tip_id(visit), version, heard, visit.seed)


def _read_number(visit: Visit, name: str) -> int:
    text = visit.form.text(name)
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        raise BadFormError
    return int(text)


def _read_reason(choice: str) -> HoldReason:
    try:
        return HoldReason(choice)
    except ValueError:
        raise BadFormError from None


def _goes_back(seen: Seen, typed: Typed) -> bool:
    return typed.problem is not None or seen.ending is Ending.CHANGED


def _refused(seen: Seen, typed: Typed) -> type[RefusedError] | None:
    if typed.problem:
        return BadFormError
    return ChangedMeanwhileError if seen.ending is Ending.CHANGED else None
