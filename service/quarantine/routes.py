"""The doors of the quarantine. What changes something answers with the page itself."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.clock import Clock, describe_age, write_day
from service.domain.errors import BadFormError, NotFoundError
from service.domain.people import DeskId
from service.domain.quarantine import Which
from service.domain.reports import tip_reference
from service.quarantine.claiming import Emptied
from service.quarantine.filling import Filling
from service.quarantine.usecases import Emptying, Ending, Looking, Sample
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.visits import Visit

_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows besides what waits: samples, what came of a form.

    `typed` is a reference that no open tip has.
    """

    samples: tuple[Sample, ...] = ()
    emptied: Emptied | None = None
    did: str = "let in"
    problem: str = ""
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class QuarantineRoutes:
    looking: Looking
    emptying: Emptying
    filling: Filling
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        path, door = "/quarantine/{desk}", self.guard.officer
        return [
            Route(path, door(self.show), methods=["GET"]),
            Route(f"{path}/samples", door(self.open_samples), methods=["POST"]),
            Route(f"{path}/let-in", door(self.let_in), methods=["POST"]),
            Route(f"{path}/close", door(self.close), methods=["POST"]),
            Route(f"{path}/move", door(self.move), methods=["POST"]),
            Route(f"{path}/move-alike", door(self.move_alike), methods=["POST"]),
        ]

    async def show(self, visit: Visit) -> Response:
        return await self._show(visit, Shown())

    async def open_samples(self, visit: Visit) -> Response:
        after = visit.form.text("after")
        if len(after) > _LONGEST_ID:
            raise BadFormError
        desk = self._read_desk(visit)
        samples = await self.looking.open_samples(visit.officer, desk, after)
        return await self._show(visit, Shown(samples))

    async def let_in(self, visit: Visit) -> Response:
        desk, which = self._read_desk(visit), Which.read(visit.form.text("which"))
        emptied = await self.emptying.let_in(visit.officer, desk, which)
        return await self._show(visit, Shown(emptied=emptied))

    async def close(self, visit: Visit) -> Response:
        desk, which = self._read_desk(visit), Which.read(visit.form.text("which"))
        outcome = visit.form.text("choice")
        if not outcome:
            problem = "Choose why they are closed"
            return await self._show(visit, Shown(problem=problem))
        ending = Ending(outcome, visit.seed)
        emptied = await self.emptying.close(visit.officer, desk, which, ending)
        return await self._show(visit, Shown(emptied=emptied, did="closed"))

    async def move(self, visit: Visit) -> Response:
        which = Which.read(visit.form.text("which"))
        return await self._move(visit, which)

    async def move_alike(self, visit: Visit) -> Response:
        desk, typed = self._read_desk(visit), visit.form.text("reference")
        model = await self.filling.find_tip(visit.officer, desk, typed)
        if model is None:
            problem = "Type the reference of an open tip, such as T-ABCD-2345"
            return await self._show(visit, Shown(problem=problem, typed=typed))
        return await self._move(visit, Which(like=model))

    async def _move(self, visit: Visit, which: Which) -> Response:
        desk = self._read_desk(visit)
        emptied = await self.filling.move(visit.officer, desk, which)
        return await self._show(visit, Shown(emptied=emptied, did="moved"))

    async def _show(self, visit: Visit, shown: Shown) -> Response:
        desk, today = self._read_desk(visit), self.clock.today()
        held = await self.looking.look(visit.officer, desk)
        others = (one for one in visit.officer.desks if one != desk)
        return self.pages.render(
            "quarantine/quarantine.html",
            BadFormError if shown.problem else None,
            visit=visit,
            held=held,
            shown=shown,
            is_supervisor=visit.officer.is_supervisor(desk),
            others=[one for one in others if self.borough.holds_tips(one)],
            priorities=self.borough.priority_names,
            outcomes=[(one.code, one.label) for one in self.borough.outcomes],
            name_desk=self.borough.name_desk,
            name_topic=self._name_topic,
            reference=tip_reference,
            write_day=write_day,
            describe_age=lambda day: describe_age(day, today),
        )

    def _read_desk(self, visit: Visit) -> DeskId:
        desk = DeskId(visit.request.path_params["desk"])
        if not self.borough.holds_tips(desk):
            raise NotFoundError
        return desk

    def _name_topic(self, sample: Sample) -> str:
        told = sample.summary
        if told is None:
            return "Cannot be opened"
        if told.topic:
            return self.borough.name_topic(told.topic)
        group = self.borough.find_group(told.group)
        return group.label if group else "No topic chosen"
