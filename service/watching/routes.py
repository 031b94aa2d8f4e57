"""The doors of a supervisor's page."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.clock import Clock, describe_age, write_moment
from service.domain.people import DeskId, OfficerId
from service.domain.reports import tip_reference
from service.watching.usecases import HANDED_AT_ONCE, HandingOn, Watching
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.visits import Visit

_RANG = (
    "Not rung yet",
    "Its limit has just passed",
    "The supervisor was told",
    "The service owner was told",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What came in the form that hands work on, and what is wrong with it."""

    whose: str = ""
    to: str = ""
    whose_problem: str = ""
    to_problem: str = ""
    handed: int | None = None

    @property
    def is_wrong(self) -> bool:
        """Tell whether it has to be mended first."""
        return bool(self.whose_problem or self.to_problem)


@dataclass(frozen=True, slots=True)
class WatchRoutes:
    watching: Watching
    handing: HandingOn
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        door = self.guard.officer
        return [
            Route("/watch/{desk}", door(self.show), methods=["GET"]),
            Route("/watch/{desk}/hand-on", door(self.hand_on), methods=["POST"]),
        ]

    async def show(self, visit: Visit) -> Response:
        return await self._show(visit, Chosen())

    async def hand_on(self, visit: Visit) -> Response:
        chosen = _read_chosen(visit)
        if chosen.is_wrong:
            return await self._show(visit, chosen)
        whose, to = OfficerId(chosen.whose), OfficerId(chosen.to)
        handed = await self.handing.hand_on(visit.officer, _read_desk(visit), whose, to)
        return await self._show(visit, Chosen(handed=handed))

    async def _show(self, visit: Visit, chosen: Chosen) -> Response:
        desk = _read_desk(visit)
        watch = await self.watching.look(visit.officer, desk)
        today = self.clock.today()
        others = (one for one in visit.officer.desks if one != desk)
        return self.pages.render(
            "watching/watch.html",
            visit=visit,
            watch=watch,
            chosen=chosen,
            havers=[(o.officer, f"{o.name} ({o.tips})") for o in watch.loads if o.tips],
            others=[one for one in others if visit.officer.is_supervisor(one)],
            priorities=self.borough.priority_names,
            holds_tips=self.borough.holds_tips(desk),
            sees_duties=self.borough.sees_duties(desk),
            name_desk=self.borough.name_desk,
            reference=tip_reference,
            describe_age=lambda day: describe_age(day, today),
            write_moment=write_moment,
            rang=_RANG,
            outcomes={one.code: one.label for one in self.borough.outcomes},
            at_once=HANDED_AT_ONCE,
        )


def _read_desk(visit: Visit) -> DeskId:
    return DeskId(visit.request.path_params["desk"])


def _read_chosen(visit: Visit) -> Chosen:
    whose, to = visit.form.text("whose"), visit.form.text("to")
    return Chosen(
        whose,
        to,
        "" if whose else "Choose whose work is handed on",
        _find_problem(whose, to),
    )


def _find_problem(whose: str, to: str) -> str:
    if not to:
        return "Choose who takes it"
    return "Choose somebody else to take it" if to == whose else ""
