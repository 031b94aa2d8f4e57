"""The doors of the inbox."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.clock import Clock, describe_age
from service.domain.errors import NotFoundError
from service.domain.people import DeskId
from service.domain.shown import Wanted
from service.inbox.usecases import Inbox, InboxRow, Shelf
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.visits import Visit

_LONGEST_NUMBER = 4
_PRIORITIES = frozenset({"", *"01234"})
_NOBODY = "nobody"
_NEWS = "news"


@dataclass(frozen=True, slots=True)
class InboxRoutes:
    inbox: Inbox
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/inbox", self.guard.signed_in(self.go_home), methods=["GET"]),
            Route("/inbox/{desk}", self.guard.officer(self.show), methods=["GET"]),
        ]

    async def go_home(self, visit: Visit) -> Response:
        for desk in self._inboxes(visit):
            return RedirectResponse(f"/inbox/{desk}", 303)
        return self.pages.render("inbox/none.html", visit=visit)

    async def show(self, visit: Visit) -> Response:
        request = visit.request
        desk = DeskId(request.path_params["desk"])
        if not self.borough.holds_tips(desk):
            raise NotFoundError
        page = await self.inbox.list_inbox(
            visit.officer,
            desk,
            _read_shelf(request),
            _read_number(request),
            wanted=_read_wanted(request),
        )
        today = self.clock.today()
        ages = {day: describe_age(day, today) for day in {r.day for r in page.rows}}
        return self.pages.render(
            "inbox/inbox.html",
            visit=visit,
            inboxes=self._inboxes(visit),
            page=page,
            ages=ages,
            priorities=self.borough.priority_names,
            name_topic=self._name_topic,
            name_place=self._name_place,
            desks={desk.id: desk.name for desk in self.borough.desks},
        )

    def _inboxes(self, visit: Visit) -> tuple[DeskId, ...]:
        return tuple(filter(self.borough.holds_tips, visit.officer.desks))

    def _name_topic(self, row: InboxRow) -> str:
        """What a tip was judged to be about; until then what its reporter chose."""
        told = row.summary
        code = (row.judged and row.judged.topic) or (told and told.topic)
        if code:
            return self.borough.name_topic(code)
        if told and told.is_test:
            return "Just trying it out"
        group = self.borough.find_group(told.group) if told else None
        return group.label if group else "No topic chosen"

    def _name_place(self, row: InboxRow) -> str:
        """Where it was judged to be; until then what its reporter typed."""
        judged = row.judged
        if judged is None:
            return row.summary.where if row.summary else ""
        ward = self.borough.find_ward(judged.ward)
        return ", ".join(filter(None, (judged.place, ward.name if ward else "")))


def _read_wanted(request: Request) -> Wanted:
    priority = request.query_params.get("priority", "")
    who = request.query_params.get("who", "")
    if priority not in _PRIORITIES or who not in {"", _NOBODY, _NEWS}:
        raise NotFoundError
    number = int(priority) if priority else None
    return Wanted(priority=number, only_new=who == _NOBODY, only_news=who == _NEWS)


def _read_shelf(request: Request) -> Shelf:
    try:
        return Shelf(request.query_params.get("view", Shelf.OPEN))
    except ValueError:
        raise NotFoundError from None


def _read_number(request: Request) -> int:
    typed = request.query_params.get("page", "1")
    if not typed.isascii() or not typed.isdigit() or len(typed) > _LONGEST_NUMBER:
        raise NotFoundError
    return int(typed)
