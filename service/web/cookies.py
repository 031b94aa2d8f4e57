"""What we hand to a browser and get back: signed tickets, and the officer's cookie.

itsdangerous is wrapped here once. A ticket is signed for one purpose, and for one
session where there is one, so it is worth nothing anywhere else. It is not sealed:
it may hold nothing that its holder may not know. Reporters get no cookie at all.
"""

from dataclasses import dataclass
from hashlib import sha256

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from service.domain.clock import Clock
from service.domain.errors import StaleFormError

COOKIE = "__Host-desk"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a ticket said, and how many seconds ago it was signed."""

    payload: str
    age: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Signer:
    """Signs with one process's secret, by one clock."""

    secret: bytes
    clock: Clock

    def sign_ticket(self, purpose: str, payload: str, *, bound_to: str = "") -> str:
        """Return a ticket as text for a hidden field."""
        return self._serializer(purpose, bound_to).dumps([self.clock.now(), payload])

    def read_ticket(
        self, purpose: str, ticket: str, *, max_age: int, bound_to: str = ""
    ) -> Ticket:
        """Return what a ticket said.

        Raises StaleFormError alike for one that is too old, altered, of another
        purpose or of another session.
        """
        try:
            signed_at, payload = self._serializer(purpose, bound_to).loads(ticket)
        except BadData:
            raise StaleFormError from None
        age = self.clock.now() - signed_at
        if not 0 <= age <= max_age:
            raise StaleFormError
        return Ticket(payload, age)

    def _serializer(self, purpose: str, bound_to: str) -> URLSafeSerializer:
        return URLSafeSerializer(
            self.secret,
            # Safe because no purpose holds a line break: what two different pairs
            # give is never the same salt.
            salt=f"{purpose}\n{bound_to}",
            signer_kwargs={"key_derivation": "hmac", "digest_method": sha256},
        )


def read_cookie(request: Request) -> str | None:
    """Return the officer's cookie, if the browser sent one."""
    return request.cookies.get(COOKIE)


def keep_session(response: Response, cookie: str) -> None:
    """Give an officer's browser the cookie that opens their session."""
    response.set_cookie(COOKIE, cookie, secure=True, httponly=True, samesite="strict")


def forget_session(response: Response) -> None:
    """Take the cookie back. It ends with the browser anyway, and with its row."""
    response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict")
