"""The doors of reports, at the desk they were sent to and at the one that sent them.

No GET shows a report: each is the answer to a POST, so none is in an address.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Self

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.answering import (
    Saying,
    find_holder,
    find_label,
    find_result,
    list_options,
)
from service.domain.asking import AskProblem, WithdrawReason
from service.domain.boroughs import Borough
from service.domain.clock import Clock, describe_age, write_day
from service.domain.configured import find_choice
from service.domain.dues import describe_due, describe_pictures
from service.domain.errors import (
    BadFormError,
    ChangedMeanwhileError,
    NotFoundError,
    RefusedError,
)
from service.domain.exports import EXPORT_REASONS
from service.domain.forms import Ending, WordsProblem, check_words
from service.domain.grade_words import explain_conditions, explain_grade
from service.domain.parcels import ReleaseForm
from service.domain.people import DeskId
from service.domain.released import OpenedRelease
from service.domain.releases import ReleaseId, Step
from service.partners.usecases import (
    Answered,
    MarkedReplyError,
    Outgoing,
    Received,
    ReleasePage,
    ReleaseShown,
    Review,
)
from service.web.forms import Form
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.visits import Visit

_LONGEST_NUMBER = 9
_LONGEST_PAGE = 4
_MOST_MARKS = 40
_TYPED = ("text",)
_STEPS = {
    "acknowledge": Step.ACKNOWLEDGED,
    "own": Step.OWNED,
    "action": Step.ACTION,
    "result": Step.RESULT,
    "feedback": Step.FEEDBACK,
    "question": Step.QUESTION,
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What came in one form of the page, to be put back there if it goes no further."""

    box: str
    text: str = field(default="", repr=False)
    choice: str = ""
    strategy: str = ""
    problem: WordsProblem | AskProblem | None = None
    review: Review | None = None
    answered: frozenset[Answered] = frozenset()

    @classmethod
    def read(
        cls, form: Form, box: str, problem: WordsProblem | AskProblem | None
    ) -> Self:
        """Read a form; what could not be read of its text is said first."""
        garbled = WordsProblem.GARBLED if "text" in form.garbled else problem
        choice, strategy = form.text("choice"), form.text("strategy")
        return cls(box, form.text("text").strip(), choice, strategy, garbled)


NOTHING_TYPED = Typed("")


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the doors of both ends are made of."""

    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def list_page(
        self, visit: Visit, name: str, page: ReleasePage, desks: Iterable[DeskId]
    ) -> Response:
        today = self.clock.today()
        return self.pages.render(
            name,
            visit=visit,
            page=page,
            others=[desk for desk in desks if desk != page.desk],
            council=self.borough,
            today=today,
            describe_age=partial(describe_age, today=today),
            describe_due=partial(describe_due, today=today),
        )

    def find_desk(
        self, visit: Visit, fits: Callable[[DeskId], bool]
    ) -> tuple[DeskId, list[DeskId]]:
        """Return the desk an address names, and all of the officer's of its kind.

        Raises:
            NotFoundError: It has no such list, or is not the officer's.
        """
        desk, desks = _read_desk(visit), list(filter(fits, visit.officer.desks))
        if desk not in desks:
            raise NotFoundError
        return desk, desks

    def show(
        self, visit: Visit, name: str, shown: ReleaseShown, typed: Typed
    ) -> Response:
        seen, today = shown.seen, self.clock.today()
        back = typed.problem is not None or seen.ending is Ending.CHANGED
        return self.pages.render(
            name,
            refused=_refused(shown, typed),
            visit=visit,
            seen=seen,
            since=shown.since,
            file=seen.file,
            release=seen.file.opened,
            people=shown.people,
            typed=typed,
            kept=typed if back else NOTHING_TYPED,
            council=self.borough,
            wordings=self.borough.wordings,
            today=today,
            reasons=EXPORT_REASONS,
            write_day=write_day,
            describe_due=partial(describe_due, today=today),
            describe_pictures=partial(describe_pictures, today=today),
            explain_grade=explain_grade,
            explain_conditions=explain_conditions,
            find_choice=find_choice,
            find_holder=find_holder,
            told=find_result(seen.file.opened, self.borough),
            label=partial(find_label, borough=self.borough),
            choices=self._list_choices(seen.file.opened),
        )

    def _list_choices(self, release: OpenedRelease) -> dict[str, list[tuple[str, str]]]:
        """Return what each form of the page chooses from: codes and labels."""
        lists = {step.value: list_options(step, release, self.borough) for step in Step}
        lists["strategy"] = self.borough.wordings.strategy
        why = [(reason.value, reason.label) for reason in WithdrawReason]
        return {"withdraw": why} | {
            name: [(one.code, one.label) for one in options or ()]
            for name, options in lists.items()
        }


@dataclass(frozen=True, slots=True)
class ReceivedRoutes(_Desk):
    received: Received

    def routes(self) -> list[BaseRoute]:
        door, one = self.guard.officer, "/reports/{desk}/{release_id}"
        return [
            Route("/reports/{desk}", door(self.list_reports), methods=["GET"]),
            Route(one, door(self.open_report), methods=["POST"]),
            *(
                Route(
                    f"{one}/{name}",
                    door(partial(self.answer, step), typed=_TYPED),
                    methods=["POST"],
                )
                for name, step in _STEPS.items()
            ),
        ]

    async def list_reports(self, visit: Visit) -> Response:
        number = _read_page(visit.request)
        desk, desks = self.find_desk(visit, self.borough.gets_reports)
        page = await self.received.list_reports(visit.officer, desk, number)
        return self.list_page(visit, "partners/reports.html", page, desks)

    async def open_report(self, visit: Visit) -> Response:
        return await self._look(visit, NOTHING_TYPED)

    async def answer(self, step: Step, visit: Visit) -> Response:
        form = visit.form
        saying = Saying(
            step,
            form.text("text").strip(),
            form.text("choice"),
            form.text("strategy"),
        )
        typed = Typed.read(form, step.value, saying.find_problem())
        if typed.problem:
            return await self._look(visit, typed)
        shown = await self.received.answer(visit.officer, read_form(visit), saying)
        return self.show(visit, "partners/report.html", shown, typed)

    async def _look(self, visit: Visit, typed: Typed) -> Response:
        shown = await self.received.open_report(
            visit.officer, _read_desk(visit), _read_id(visit)
        )
        return self.show(visit, "partners/report.html", shown, typed)


@dataclass(frozen=True, slots=True)
class SentRoutes(_Desk):
    outgoing: Outgoing

    def routes(self) -> list[BaseRoute]:
        door, one = self.guard.officer, "/sent/{desk}/{release_id}"
        reply = door(self.reply, typed=_TYPED)
        return [
            Route("/sent/{desk}", door(self.list_sent), methods=["GET"]),
            Route(one, door(self.open_sent), methods=["POST"]),
            Route(f"{one}/reply", reply, methods=["POST"]),
        ]

    async def list_sent(self, visit: Visit) -> Response:
        number = _read_page(visit.request)
        desk, desks = self.find_desk(visit, self.borough.holds_tips)
        page = await self.outgoing.list_sent(visit.officer, desk, number)
        return self.list_page(visit, "partners/sent.html", page, desks)

    async def open_sent(self, visit: Visit) -> Response:
        return await self._look(visit, NOTHING_TYPED)

    async def reply(self, visit: Visit) -> Response:
        text, answered = visit.form.text("text").strip(), _read_answered(visit.form)
        typed = Typed.read(visit.form, "reply", check_words(text))
        if typed.problem:
            return await self._look(visit, typed)
        form = read_form(visit)
        try:
            shown = await self.outgoing.reply(visit.officer, form, text, answered)
        except MarkedReplyError as marked:
            found = replace(typed, problem=marked.problem, review=marked.review)
            return await self._look(visit, replace(found, answered=answered))
        return self.show(visit, "partners/sent_report.html", shown, typed)

    async def _look(
        self, visit: Visit, typed: Typed, ending: Ending = Ending.SHOWN
    ) -> Response:
        shown = await self.outgoing.open_sent(
            visit.officer, _read_desk(visit), _read_id(visit)
        )
        shown = replace(shown, seen=replace(shown.seen, ending=ending))
        return self.show(visit, "partners/sent_report.html", shown, typed)


def _read_desk(visit: Visit) -> DeskId:
    return DeskId(visit.request.path_params["desk"])


def _read_id(visit: Visit) -> ReleaseId:
    return ReleaseId(visit.request.path_params["release_id"])


def read_form(visit: Visit) -> ReleaseForm:
    typed = visit.form.text("version")
    if not typed.isascii() or not typed.isdigit() or len(typed) > _LONGEST_NUMBER:
        raise BadFormError
    return ReleaseForm(_read_id(visit), _read_desk(visit), int(typed), visit.seed)


def _read_answered(form: Form) -> frozenset[Answered]:
    """Read the marks that may stay: `kind:words`, one in each ticked box."""
    ticked = (form.text(f"may-{number}") for number in range(_MOST_MARKS))
    pairs = (one.partition(":") for one in ticked if one)
    return frozenset((kind, words) for kind, _colon, words in pairs)


def _read_page(request: Request) -> int:
    typed = request.query_params.get("page", "1")
    if not typed.isascii() or not typed.isdigit() or len(typed) > _LONGEST_PAGE:
        raise NotFoundError
    return int(typed)


def _refused(shown: ReleaseShown, typed: Typed) -> type[RefusedError] | None:
    if typed.problem:
        return BadFormError
    changed = shown.seen.ending is Ending.CHANGED
    return ChangedMeanwhileError if changed else None
