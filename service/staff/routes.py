"""The door of the desk, the way out, and the administrator's list of officers."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.enrolment import BadNameError, Invitation, NameTakenError
from service.domain.errors import RefusedError
from service.domain.people import OfficerId
from service.domain.sign_in import describe_wait
from service.staff.usecases import (
    Door,
    Officers,
    Sessions,
    WaitFirstError,
    WrongSignInError,
)
from service.web.cookies import forget_session, keep_session
from service.web.forms import Form, read_form
from service.web.guards import SIGN_IN, Guard
from service.web.menus import Menu
from service.web.pages import Pages
from service.web.visits import Visit

_OFFICERS = "/officers"


@dataclass(frozen=True, slots=True)
class SignInRoutes:
    door: Door
    sessions: Sessions
    menu: Menu
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        signed_in = self.guard.signed_in
        return [
            Route(SIGN_IN, self.show_door, methods=["GET"]),
            Route(SIGN_IN, self.sign_in, methods=["POST"]),
            Route("/", signed_in(self.show_first_page), methods=["GET"]),
            Route("/sign-out", signed_in(self.sign_out), methods=["POST"]),
            Route(
                "/sign-out/everywhere",
                signed_in(self.sign_out_everywhere),
                methods=["POST"],
            ),
        ]

    async def show_door(self, _request: Request) -> Response:
        return self.pages.render("staff/sign_in.html", problem="")

    async def sign_in(self, request: Request) -> Response:
        form = await read_form(request)
        try:
            session = await self.door.sign_in(
                form.text("name"), form.text("password"), form.text("code")
            )
        except (WrongSignInError, WaitFirstError) as refused:
            return await self._show_problem(form, refused)
        response = RedirectResponse("/", 303)
        keep_session(response, session.cookie)
        return response

    async def show_first_page(self, visit: Visit) -> Response:
        return RedirectResponse(self.menu.find_home(visit.officer), 303)

    async def sign_out(self, visit: Visit) -> Response:
        await self.sessions.sign_out(visit.officer)
        return _leave()

    async def sign_out_everywhere(self, visit: Visit) -> Response:
        await self.sessions.sign_out_everywhere(visit.officer)
        return _leave()

    async def _show_problem(self, form: Form, refused: RefusedError) -> Response:
        # What was typed is not shown again: the page is the same for every name.
        problem = refused.public_message
        if isinstance(refused, WaitFirstError):
            wait = max(1, await self.door.find_wait(form.text("name")))
            problem = f"{problem} Wait {describe_wait(wait)}, then try again."
        return self.pages.render("staff/sign_in.html", type(refused), problem=problem)


@dataclass(frozen=True, slots=True)
class OfficerRoutes:
    officers: Officers
    pages: Pages
    guard: Guard
    borough: Borough
    url: str

    def routes(self) -> list[BaseRoute]:
        door = self.guard.administrator
        one = f"{_OFFICERS}/{{officer}}"
        return [
            Route(_OFFICERS, door(self.list_officers), methods=["GET"]),
            Route(_OFFICERS, door(self.invite), methods=["POST"]),
            Route(f"{one}/link", door(self.renew_link), methods=["POST"]),
            Route(f"{one}/end", door(self.end_access), methods=["POST"]),
        ]

    async def list_officers(self, visit: Visit) -> Response:
        return await self._show_list(visit)

    async def invite(self, visit: Visit) -> Response:
        name, is_administrator = visit.form.text("name"), "administrator" in visit.form
        try:
            invitation = await self.officers.invite(
                visit.officer, name, is_administrator=is_administrator
            )
        except (BadNameError, NameTakenError) as refused:
            return await self._show_list(visit, refused)
        return self._show_link(visit, name, invitation)

    async def renew_link(self, visit: Visit) -> Response:
        officer = OfficerId(visit.request.path_params["officer"])
        name, invitation = await self.officers.renew_link(visit.officer, officer)
        return self._show_link(visit, name, invitation)

    async def end_access(self, visit: Visit) -> Response:
        officer = OfficerId(visit.request.path_params["officer"])
        await self.officers.end_access(visit.officer, officer)
        return RedirectResponse(_OFFICERS, 303)

    async def _show_list(
        self, visit: Visit, refused: RefusedError | None = None
    ) -> Response:
        return self.pages.render(
            "staff/officers.html",
            type(refused) if refused else None,
            visit=visit,
            officers=await self.officers.list_officers(),
            desk_names={desk.id: desk.name for desk in self.borough.desks},
            problem=refused.public_message if refused else "",
            typed=visit.form.text("name"),
        )

    def _show_link(self, visit: Visit, name: str, invitation: Invitation) -> Response:
        link = f"{self.url.rstrip('/')}/enrol/{invitation.token}"
        return self.pages.render(
            "staff/invited.html", visit=visit, whose=name, link=link
        )


def _leave() -> Response:
    response = RedirectResponse(SIGN_IN, 303)
    forget_session(response)
    return response
