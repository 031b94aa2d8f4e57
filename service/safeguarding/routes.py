"""The doors of safeguarding: a desk's duties, one duty, and a tip's way out of hand.

Every view of a duty is a POST that answers with its page.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.answers import Answers
from service.domain.boroughs import Borough
from service.domain.clock import Clock, describe_age, write_day
from service.domain.duties import (
    ActionMissingError,
    NotificationMissingError,
    Step,
    duty_desk,
    read_duty,
    read_history,
)
from service.domain.duty_actions import Action
from service.domain.errors import BadFormError, ChangedMeanwhileError, RefusedError
from service.domain.forms import (
    Ending,
    Seen,
    TipForm,
    WordsProblem,
    check_length,
    check_words,
)
from service.domain.letters import TipSummary
from service.domain.passed import list_passed
from service.domain.people import DeskId
from service.domain.reports import tip_reference
from service.domain.tips import LONGEST_TEXT
from service.domain.viewing import (
    LockedLeftError,
    count_locked,
    list_files,
    list_keepers,
    list_notes,
    read_desk,
    say_who_decides,
)
from service.safeguarding.usecases import Duties, Moving
from service.web.forms import Form
from service.web.guards import Guard, Handler
from service.web.pages import Pages
from service.web.tip_forms import read_tip_form, read_tip_id
from service.web.visits import Visit

_BOXES = ("begin", "done", "why", "back", "news", "move")
_NO_PROBLEMS: Mapping[str, str] = MappingProxyType({})

_Verb = Callable[[TipForm], Awaitable[Seen]]


@dataclass(frozen=True, slots=True, repr=False)
class _Typed:
    """What came in one form of the page, to be put back there if it goes no further."""

    box: str = ""
    text: str = ""
    action: str = ""
    problems: Mapping[str, str] = field(default_factory=lambda: _NO_PROBLEMS)

    @classmethod
    def read(cls, form: Form, box: str, *, needed: bool = True) -> "_Typed":
        """Read a form's one box of words."""
        text = form.text(box).strip()
        problem = check_words(text) if needed else check_length(text)
        if box in form.garbled:
            problem = WordsProblem.GARBLED
        return cls(box, text, problems={box: problem} if problem else _NO_PROBLEMS)

    @classmethod
    def read_action(cls, form: Form) -> "_Typed":
        """Read what was done, chosen from the list."""
        code = form.text("action")
        known = code in tuple(Action)
        needed = known and Action(code).needs_words
        typed = cls.read(form, "done", needed=needed)
        if known:
            return replace(typed, action=code)
        chosen = {"action": WordsProblem.NOT_CHOSEN}
        return replace(typed, problems={**chosen, **typed.problems})


@dataclass(frozen=True, slots=True)
class DutyRoutes:
    duties: Duties
    moving: Moving
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/duties/{desk}", self.guard.officer(self.list), methods=["GET"]),
            self._route("", self.look),
            self._route("/open", self.begin),
            self._route("/act", self.act),
            self._route("/close", self.close),
            self._route("/confirm", self.confirm),
            self._route("/back", self.send_back),
            self._route("/reopen", self.reopen),
            Route(
                "/tips/{tip_id}/move",
                self.guard.officer(self.move, typed=("move",)),
                methods=["POST"],
            ),
        ]

    async def list(self, visit: Visit) -> Response:
        desk = DeskId(visit.request.path_params["desk"])
        page = await self.duties.list_duties(visit.officer, desk)
        today = self.clock.today()
        return self.pages.render(
            "safeguarding/duties.html",
            visit=visit,
            page=page,
            keeps_locked=desk
            in {self.borough.independent_desk, duty_desk(self.borough, desk)},
            others=[d for d in visit.officer.desks if d != desk],
            name_desk=self.borough.name_desk,
            sees_duties=self.borough.sees_duties,
            name_topic=self._name_topic,
            reference=tip_reference,
            describe_age=lambda day: describe_age(day, today),
            priorities=self.borough.priority_names,
        )

    async def look(self, visit: Visit) -> Response:
        return self._show(visit, await self._look(visit), _Typed())

    async def begin(self, visit: Visit) -> Response:
        typed, desk = _Typed.read(visit.form, "begin"), _desk(visit)
        return await self._answer(
            visit,
            typed,
            lambda form: self.duties.begin(visit.officer, form, desk, typed.text),
        )

    async def act(self, visit: Visit) -> Response:
        typed, desk = _Typed.read_action(visit.form), _desk(visit)
        return await self._answer(
            visit,
            typed,
            lambda form: self.duties.act(
                visit.officer, form, desk, (Action(typed.action), typed.text)
            ),
        )

    async def close(self, visit: Visit) -> Response:
        typed, desk = _Typed.read(visit.form, "why", needed=False), _desk(visit)
        alone = visit.form.text("step") == Step.CLOSED
        step = Step.CLOSED if alone else Step.PROPOSED
        return await self._answer(
            visit,
            typed,
            lambda form: self.duties.close(
                visit.officer, form, desk, (step, typed.text)
            ),
        )

    async def confirm(self, visit: Visit) -> Response:
        desk = _desk(visit)
        return await self._answer(
            visit,
            _Typed(),
            lambda form: self.duties.answer(visit.officer, form, desk, ""),
        )

    async def send_back(self, visit: Visit) -> Response:
        typed, desk = _Typed.read(visit.form, "back"), _desk(visit)
        return await self._answer(
            visit,
            typed,
            lambda form: self.duties.answer(visit.officer, form, desk, typed.text),
        )

    async def reopen(self, visit: Visit) -> Response:
        typed, desk = _Typed.read(visit.form, "news"), _desk(visit)
        return await self._answer(
            visit,
            typed,
            lambda form: self.duties.reopen(visit.officer, form, desk, typed.text),
        )

    async def move(self, visit: Visit) -> Response:
        typed = _Typed.read(visit.form, "move")
        if typed.problems:
            return self._show(visit, await self._look(visit), typed)
        form = read_tip_form(visit)
        seen = await self.moving.move(visit.officer, form, typed.text)
        if seen:
            return self._show(visit, seen, typed)
        name = self.borough.name_desk(self.borough.independent_desk)
        sent = [d for d in visit.officer.desks if self.borough.holds_tips(d)]
        return self.pages.render(
            "safeguarding/moved.html",
            visit=visit,
            desk=name,
            sent=sent,
            name_desk=self.borough.name_desk,
        )

    def _route(self, act: str, handler: Handler) -> Route:
        door = self.guard.officer(handler, typed=_BOXES)
        return Route(f"/duties/{{desk}}/{{tip_id}}{act}", door, methods=["POST"])

    async def _look(self, visit: Visit) -> Seen:
        tip_id = read_tip_id(visit)
        return await self.duties.look(visit.officer, tip_id, _desk(visit))

    async def _answer(self, visit: Visit, typed: _Typed, verb: _Verb) -> Response:
        """Do what the form asks for; or show the duty again, and what to mend."""
        if typed.problems:
            return self._show(visit, await self._look(visit), typed)
        try:
            return self._show(visit, await verb(read_tip_form(visit)), typed)
        except ActionMissingError as refused:
            problems = {"why": refused.public_message}
        except NotificationMissingError as refused:
            problems = {"action": refused.public_message}
        except LockedLeftError:
            problems = {"locked": ""}
        seen = await self._look(visit)
        if "locked" in problems:
            names = [self.borough.name_desk(one) for one in list_keepers(seen.tip)]
            problems = {"locked": say_who_decides(names)}
        return self._show(visit, seen, replace(typed, problems=problems))

    def _show(self, visit: Visit, seen: Seen, typed: _Typed) -> Response:
        tip, today = seen.tip, self.clock.today()
        goes_back = bool(typed.problems) or seen.ending is Ending.CHANGED
        duty = read_duty(tip, self.borough)
        return self.pages.render(
            "safeguarding/duty.html",
            refused=_refused(seen, typed),
            visit=visit,
            seen=seen,
            tip=tip,
            files=list_files(tip),
            count_locked=count_locked,
            list_notes=list_notes,
            duty=duty,
            history=read_history(tip),
            passed=[one for one in list_passed(tip) if not one.withdrawn],
            desk=_desk(visit) or tip.record.desk,
            kept=typed if goes_back else _Typed(),
            problems=typed.problems,
            topic=self._name_topic(tip.answers),
            actions=_list_actions(notify=bool(duty and duty.notify)),
            action_labels={action.value: action.label for action in Action},
            age=describe_age(tip.record.day, today),
            write_day=write_day,
            reference=tip_reference(tip.record.id),
            independent=self.borough.independent_desk,
            keepers=list_keepers(tip),
            read_desk=read_desk,
            safeguarding=duty_desk(self.borough, tip.record.desk),
            name_desk=self.borough.name_desk,
            priorities=self.borough.priority_names,
            longest=LONGEST_TEXT,
        )

    def _name_topic(self, told: Answers | TipSummary | None) -> str:
        if told is None:
            return ""
        group = self.borough.find_group(told.group)
        named = self.borough.name_topic(told.topic) if told.topic else ""
        return named or (group.label if group else "No topic chosen")


def _desk(visit: Visit) -> DeskId | None:
    """Return the officer's desk that an address names; else they come from the tip's.

    A tip's page leads here by the name of the desk that has the duty.
    """
    desk = DeskId(visit.request.path_params.get("desk", ""))
    return desk if visit.officer.find_post(desk) else None


def _list_actions(*, notify: bool) -> dict[str, str]:
    fitting = (one for one in Action if notify or not one.answers_notification)
    return {one.value: one.label for one in fitting}


def _refused(seen: Seen, typed: _Typed) -> type[RefusedError] | None:
    if typed.problems:
        return BadFormError
    return ChangedMeanwhileError if seen.ending is Ending.CHANGED else None
