"""The doors of the desk. Nobody passes one who is not known and allowed.

Each kind of door is a method of `Guard`. For every POST the form's ticket is read
before the handler runs, so no handler can forget it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from service.domain.errors import ForbiddenError, NotSignedInError, RefusedError
from service.domain.people import SignedIn
from service.web.cookies import Signer, read_cookie
from service.web.forms import NO_FORM, read_form
from service.web.visits import Visit, keep_visit

SIGN_IN = "/sign-in"

_READING = frozenset({"GET", "HEAD"})

Handler = Callable[[Visit], Awaitable[Response]]
FindSession = Callable[[str], Awaitable[SignedIn | None]]
Admits = Callable[[SignedIn], bool]


@dataclass(frozen=True, slots=True)
class Guard:
    """Knows officers by their cookie, and which doors are theirs.

    `typed` names the fields of a door's form that hold an officer's prose. It is
    given back by the page that refuses the form, ended sessions included.
    """

    find_session: FindSession
    signer: Signer

    def signed_in(self, handler: Handler, *, typed: tuple[str, ...] = ()) -> "Door":
        """A door for any officer."""
        return Door("signed_in", self, lambda _officer: True, handler, typed)

    def officer(self, handler: Handler, *, typed: tuple[str, ...] = ()) -> "Door":
        """A door for those who belong to a desk with an inbox."""
        return Door("officer", self, lambda o: bool(o.desks), handler, typed)

    def administrator(self, handler: Handler, *, typed: tuple[str, ...] = ()) -> "Door":
        """A door for administrators."""
        return Door("administrator", self, lambda o: o.administrator, handler, typed)

    def auditor(self, handler: Handler, *, typed: tuple[str, ...] = ()) -> "Door":
        """A door for those who read the log."""
        return Door("auditor", self, lambda o: o.reads_log, handler, typed)

    async def find_officer(self, request: Request) -> SignedIn | None:
        """Return who sent a request, if their session is open."""
        cookie = read_cookie(request)
        return await self.find_session(cookie) if cookie else None

    async def find_visit(self, request: Request) -> Visit | None:
        """Return the visit of a request that came to no door, if its officer is known.

        It is for a page that says no already: where nobody can be looked up just now,
        it is nobody's.
        """
        try:
            officer = await self.find_officer(request)
        except RefusedError:
            return None
        return Visit(request, officer, NO_FORM, self.signer) if officer else None


@dataclass(frozen=True, slots=True, eq=False)
class Door:
    """A guarded endpoint, in the form that a route takes.

    `guarded_by` is how the house's tests tell it from an open one.
    """

    guarded_by: str
    guard: Guard
    admits: Admits
    handler: Handler
    typed: tuple[str, ...]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        is_reading = request.method in _READING
        # The form comes first: whatever is refused after it can give it back.
        form = NO_FORM if is_reading else await read_form(request, typed=self.typed)
        officer = await self.guard.find_officer(request)
        if officer is None and is_reading:
            return RedirectResponse(SIGN_IN, 303)
        if officer is None:
            raise NotSignedInError
        visit = Visit(request, officer, form, self.guard.signer)
        return await self._admit(visit)

    async def _admit(self, visit: Visit) -> Response:
        keep_visit(visit)
        if not self.admits(visit.officer):
            raise ForbiddenError
        if visit.request.method not in _READING:
            visit.check_ticket()
        return await self.handler(visit)
