"""The doors to a name that somebody left: one side asks, the other opens.

Every look at a tip, a request or a name is the answer to a POST. The list is a GET:
it holds no name, and nothing of any tip but its reference.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.custody.comparing import Answered, MarkedAnswerError, Review
from service.custody.seeking import Seeking, Sought
from service.custody.usecases import Custody
from service.domain.boroughs import Borough
from service.domain.clock import Clock, describe_age, write_day
from service.domain.custody_cases import Asked
from service.domain.custody_turns import (
    LONGEST_ANSWER,
    LONGEST_WHY,
    Decision,
    Step,
)
from service.domain.errors import BadFormError, ChangedMeanwhileError, RefusedError
from service.domain.forms import Ending
from service.domain.letters import LetterId
from service.domain.people import DeskId
from service.domain.reports import tip_reference
from service.web.forms import Form
from service.web.guards import Guard, Handler
from service.web.pages import Pages
from service.web.tip_forms import read_tip_form, read_tip_id
from service.web.visits import Visit

_TYPED = ("text",)
_LONGEST_NUMBER = 4
_MOST_MARKS = 40
_REASON = "Choose a reason from the list"
_WORDS = "Say why, in your own words"
_ANSWER = "Write what the person said, in your own words"
_TOO_LONG = {
    LONGEST_WHY: "Use 500 characters or fewer",
    LONGEST_ANSWER: "Use 2,000 characters or fewer",
}
_GARBLED = "Some characters could not be read and were taken out. Check what is left"
_WAY = "Choose who talks to the person"
_MARKED = "Look at what is marked before you send it"
_GIVEN = "This says who left the name. Take that out before you send it"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What came in a form of these pages, and what is to be mended.

    Problems stand under the id of what they are about.
    """

    reason: str = ""
    text: str = field(default="", repr=False)
    way: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    review: Review | None = None
    answered: frozenset[Answered] = frozenset()

    def mark(self, box: str, review: Review) -> "Wanted":
        """Say that something in the words has to be looked at first."""
        problem = _GIVEN if review.given else _MARKED
        return replace(self, problems={box: problem}, review=review)


@dataclass(frozen=True, slots=True)
class _Doors:
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def _read(self, form: Form, *, needs: tuple[str, ...]) -> Wanted:
        """Read a form, and say what is missing of what it needs."""
        reason, way = form.text("reason"), form.text("way")
        text = form.text("text").strip()
        codes = {one.code for one in self.borough.guide.opening_reasons}
        wrong = {
            "reason": "" if reason in codes else _REASON,
            "way": "" if way in {"pass", "call"} else _WAY,
            "text": _check_text(form, text, LONGEST_WHY) or ("" if text else _WORDS),
            "answer": _check_text(form, text, LONGEST_ANSWER)
            or ("" if text else _ANSWER),
        }
        problems = {name: wrong[name] for name in needs if wrong[name]}
        return Wanted(reason, text, way, problems, answered=_read_answered(form))

    def _render(
        self, name: str, refused: type[RefusedError] | None, **values: object
    ) -> Response:
        today = self.clock.today()
        reasons = self.borough.guide.opening_reasons
        labels = {one.code: one.label for one in reasons}
        return self.pages.render(
            f"custody/{name}.html",
            refused=refused,
            write_day=write_day,
            describe_age=lambda day: describe_age(day, today),
            reasons=tuple(labels.items()),
            name_reason=lambda code: labels.get(code, code),
            name_desk=self.borough.name_desk,
            longest=LONGEST_WHY,
            longest_answer=LONGEST_ANSWER,
            **values,
        )


@dataclass(frozen=True, slots=True)
class SeekingRoutes(_Doors):
    """At the desk that has the tip."""

    seeking: Seeking

    def routes(self) -> list[BaseRoute]:
        return [self._route("", self.look), self._route("/ask", self.ask)]

    async def look(self, visit: Visit) -> Response:
        sought = await self.seeking.look(visit.officer, read_tip_id(visit))
        return self._show(visit, sought, Wanted())

    async def ask(self, visit: Visit) -> Response:
        wanted, tip_id = self._read(visit.form, needs=("reason", "text")), None
        if wanted.problems:
            tip_id = read_tip_id(visit)
            sought = await self.seeking.look(visit.officer, tip_id)
            return self._show(visit, sought, wanted)
        form = read_tip_form(visit)
        sought = await self.seeking.ask(visit.officer, form, wanted.reason, wanted.text)
        return self._show(visit, sought, wanted)

    def _route(self, act: str, handler: Handler) -> Route:
        door = self.guard.officer(handler, typed=_TYPED)
        return Route(f"/tips/{{tip_id}}/name{act}", door, methods=["POST"])

    def _show(self, visit: Visit, sought: Sought, wanted: Wanted) -> Response:
        return self._render(
            "seeking",
            _refuse(sought.ending, wanted),
            visit=visit,
            sought=sought,
            tip=sought.tip,
            wanted=_keep(sought.ending, wanted),
            reference=tip_reference(sought.tip.record.id),
        )


@dataclass(frozen=True, slots=True)
class CustodyRoutes(_Doors):
    """At the custodian's desk."""

    custody: Custody

    def routes(self) -> list[BaseRoute]:
        guard, one = self.guard.officer, "/custody/{desk}/{request}"
        return [
            Route("/custody/{desk}", guard(self.list_asked), methods=["GET"]),
            Route(one, guard(self.read, typed=_TYPED), methods=["POST"]),
            Route(f"{one}/open", guard(self.open_name, typed=_TYPED), methods=["POST"]),
            Route(f"{one}/refuse", guard(self.refuse, typed=_TYPED), methods=["POST"]),
            Route(
                f"{one}/answer", guard(self.write_back, typed=_TYPED), methods=["POST"]
            ),
        ]

    async def list_asked(self, visit: Visit) -> Response:
        desk = _read_desk(visit)
        listed = await self.custody.list_asked(visit.officer, desk)
        return self._render("list", None, visit=visit, listed=listed, desk=desk)

    async def read(self, visit: Visit) -> Response:
        desk, request = _read_desk(visit), _read_request(visit)
        asked = await self.custody.read(visit.officer, desk, request)
        return self._show(visit, asked, Wanted(), "")

    async def open_name(self, visit: Visit) -> Response:
        wanted = self._read(visit.form, needs=("reason", "way"))
        return await self._decide(visit, wanted, Step.OPENED)

    async def refuse(self, visit: Visit) -> Response:
        wanted = self._read(visit.form, needs=("text",))
        return await self._decide(visit, wanted, Step.REFUSED)

    async def write_back(self, visit: Visit) -> Response:
        wanted = self._read(visit.form, needs=("answer",))
        return await self._decide(visit, wanted, Step.WROTE)

    async def _decide(self, visit: Visit, wanted: Wanted, step: Step) -> Response:
        desk, request = _read_desk(visit), _read_request(visit)
        if not wanted.problems:
            decision = _write_decision(visit, wanted, step)
            try:
                asked = await self.custody.decide(
                    visit.officer, desk, decision, visit.seed, answered=wanted.answered
                )
                return self._show(visit, asked, wanted, step)
            except MarkedAnswerError as marked:
                box = "answer" if step is Step.WROTE else "text"
                wanted = wanted.mark(box, marked.review)
        asked = await self.custody.read(visit.officer, desk, request)
        return self._show(visit, asked, wanted, step)

    def _show(self, visit: Visit, asked: Asked, wanted: Wanted, box: str) -> Response:
        return self._render(
            "asked",
            _refuse(asked.ending, wanted),
            visit=visit,
            asked=asked,
            wanted=_keep(asked.ending, wanted),
            box=box,
            desk=_read_desk(visit),
        )


def _check_text(form: Form, text: str, longest: int) -> str:
    if len(text) > longest:
        return _TOO_LONG[longest]
    return _GARBLED if "text" in form.garbled else ""


def _write_decision(visit: Visit, wanted: Wanted, step: Step) -> Decision:
    is_opening = step is Step.OPENED
    return Decision(
        _read_request(visit),
        _read_number(visit.form),
        step,
        reason=wanted.reason if is_opening else "",
        text="" if is_opening else wanted.text,
        passes_on=is_opening and wanted.way == "pass",
    )


def _read_answered(form: Form) -> frozenset[Answered]:
    """Read the marks that may stay: `kind:words`, one in each ticked box."""
    ticked = (form.text(f"may-{number}") for number in range(_MOST_MARKS))
    pairs = (one.partition(":") for one in ticked if one)
    return frozenset((kind, words) for kind, _colon, words in pairs)


def _keep(ending: Ending, wanted: Wanted) -> Wanted:
    """Give back what was typed where it went no further."""
    goes_back = wanted.problems or ending in {Ending.SHOWN, Ending.CHANGED}
    return wanted if goes_back else Wanted()


def _refuse(ending: Ending, wanted: Wanted) -> type[RefusedError] | None:
    if wanted.problems:
        return BadFormError
    return ChangedMeanwhileError if ending is Ending.CHANGED else None


def _read_desk(visit: Visit) -> DeskId:
    return DeskId(visit.request.path_params["desk"])


def _read_request(visit: Visit) -> LetterId:
    return LetterId(visit.request.path_params["request"])


def _read_number(form: Form) -> int:
    """Read how many answers a page showed. Raises BadFormError."""
    text = form.text("answered")
    if not text.isascii() or not text.isdigit() or len(text) > _LONGEST_NUMBER:
        raise BadFormError
    return int(text)
