"""One officer's request: who came, what they sent, and the tickets of what they see.

A form of the desk carries one ticket in its hidden field `form`. It is bound to the
session, so no other site and no other officer can send it, and it brings a random
seed back, from which a letter's id is derived: sent twice, it is written once.
"""

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request
from starlette.types import Scope

from crypto import SEED_BYTES, random_bytes
from service.domain.people import SignedIn
from service.web.cookies import Signer
from service.web.forms import Form

TICKET_FIELD = "form"

_PURPOSE = "desk form"
_VISIT = "quietword.visit"
_SESSION_SECONDS = 8 * 3600


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Visit:
    """What a guarded handler is given."""

    request: Request
    officer: SignedIn
    form: Form
    signer: Signer

    def ticket(self) -> str:
        """Make the ticket of one form on the page that answers this visit."""
        return self.signer.sign_ticket(
            _PURPOSE, random_bytes(SEED_BYTES).hex(), bound_to=self._session
        )

    @property
    def seed(self) -> bytes:
        """The 16 bytes of the form that was sent. Raises StaleFormError without one."""
        ticket = self.signer.read_ticket(
            _PURPOSE,
            self.form.text(TICKET_FIELD),
            max_age=_SESSION_SECONDS,
            bound_to=self._session,
        )
        return bytes.fromhex(ticket.payload)

    def check_ticket(self) -> None:
        """Raise StaleFormError unless the form was made for this session."""
        _ = self.seed

    @property
    def _session(self) -> str:
        return self.officer.session_id.hex()


def keep_visit(visit: Visit) -> None:
    """Remember a visit with its request, for the page that may have to say no."""
    visit.request.scope[_VISIT] = visit


def find_visit(scope: Scope) -> Visit | None:
    """Return the visit that a request is, once its door has found out."""
    return cast("Visit | None", scope.get(_VISIT))
