"""The desks: how far each is, who belongs, and the acts that change it."""

from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.desks.usecases import Desks, Members
from service.domain.boroughs import Borough
from service.domain.configured import Desk
from service.domain.errors import BadFormError, NotFoundError, RefusedError
from service.domain.members import (
    AlreadyMemberError,
    NotComparedError,
    ProposalChangedError,
)
from service.domain.openings import DeskState
from service.domain.people import DeskId, OfficerId, Post, Role, SignedIn
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.visits import Visit

_ONE = "/desks/{desk}"
_DIGITS = 4


class NotReadyError(BadFormError):
    """The kit is shown once, so there must be something to keep it on."""

    public_message = "Tick the box first: the 24 words are shown only once."


class NobodyChosenError(BadFormError):
    """Somebody must be proposed."""

    public_message = "Choose an officer."


@dataclass(frozen=True, slots=True)
class DeskRoutes:
    desks: Desks
    members: Members
    borough: Borough
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        signed_in, administrator = self.guard.signed_in, self.guard.administrator
        return [
            Route("/desks", signed_in(self.list_desks), methods=["GET"]),
            Route(_ONE, signed_in(self.show_desk), methods=["GET"]),
            Route(f"{_ONE}/open", signed_in(self.open_desk), methods=["POST"]),
            Route(f"{_ONE}/propose", administrator(self.propose), methods=["POST"]),
            Route(f"{_ONE}/admit", signed_in(self.admit), methods=["POST"]),
        ]

    async def list_desks(self, visit: Visit) -> Response:
        return self.pages.render(
            "desks/desks.html",
            visit=visit,
            desks=[d for d in self.borough.desks if _concerns(d, visit.officer)],
            posts={post.desk: post for post in visit.officer.posts},
            states=await self.desks.list_states(),
            words=self.members.write_words(visit.officer).split(),
        )

    async def show_desk(self, visit: Visit) -> Response:
        return await self._show(visit)

    async def open_desk(self, visit: Visit) -> Response:
        desk = self._get_desk(visit)
        if "ready" not in visit.form:
            return await self._show(visit, NotReadyError())
        opening = await self.desks.open_desk(visit.officer, desk.id)
        digits = opening.fingerprint
        return self.pages.render(
            "desks/opened.html",
            visit=visit,
            desk=desk,
            opening=opening,
            grouped=[
                digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS)
            ],
            words=opening.write_fingerprint(self.desks.words),
        )

    async def propose(self, visit: Visit) -> Response:
        desk, officer = self._get_desk(visit), OfficerId(visit.form.text("officer"))
        if not officer:
            return await self._show(visit, NobodyChosenError())
        post = Post(desk.id, _read_role(visit), admitted=False)
        try:
            await self.members.propose(visit.officer, officer, post)
        except AlreadyMemberError as refused:
            return await self._show(visit, refused)
        return RedirectResponse(f"/desks/{desk.id}", 303)

    async def admit(self, visit: Visit) -> Response:
        desk = self._get_desk(visit)
        if "compared" not in visit.form:
            return await self._show(visit, NotComparedError())
        officer, mark = OfficerId(visit.form.text("officer")), visit.form.text("mark")
        try:
            await self.members.admit(visit.officer, desk.id, officer, mark=mark)
        except ProposalChangedError as refused:
            return await self._show(visit, refused)
        return RedirectResponse(f"/desks/{desk.id}", 303)

    async def _show(
        self, visit: Visit, refused: RefusedError | None = None
    ) -> Response:
        desk, officer = self._get_desk(visit), visit.officer
        members = await self.members.list_members(officer, desk.id)
        state = (await self.desks.list_states())[desk.id]
        is_proposing = officer.administrator
        return self.pages.render(
            "desks/desk.html",
            type(refused) if refused else None,
            visit=visit,
            desk=desk,
            state=state,
            members=members,
            candidates=await self.members.list_candidates(desk.id)
            if is_proposing
            else [],
            admits=officer.find_post(desk.id) is not None and state is DeskState.OPEN,
            opens=state is DeskState.CLOSED and _is_supervisor(officer, desk),
            problem=refused.public_message if refused else "",
        )

    def _get_desk(self, visit: Visit) -> Desk:
        desk = self.borough.find_desk(DeskId(visit.request.path_params["desk"]))
        if desk is None:
            raise NotFoundError
        return desk


def _concerns(desk: Desk, officer: SignedIn) -> bool:
    return officer.administrator or any(p.desk == desk.id for p in officer.posts)


def _is_supervisor(officer: SignedIn, desk: Desk) -> bool:
    return any(p.desk == desk.id and p.role is Role.SUPERVISOR for p in officer.posts)


def _read_role(visit: Visit) -> Role:
    try:
        return Role(visit.form.text("role"))
    except ValueError:
        raise BadFormError from None
