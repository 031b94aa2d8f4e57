"""Every failure becomes a page in plain words, here and nowhere else.

A refusal becomes its page. Anything else is a fault: a constant page with a random
number, and one line in the log with the same number, the class of the error and the
line of our source where it was raised. All of those are words of a source file and
numbers; the error's own text and its traceback could hold what somebody typed, so
they are dropped. Nothing may reach the server above us, which would print both.
"""

import logging
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from traceback import walk_tb

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from crypto import random_below
from service.domain.errors import RefusedError
from service.web.forms import find_typed
from service.web.pages import Pages
from service.web.refusals import FaultError
from service.web.visits import find_visit

_log = logging.getLogger("quietword")

_HOUSE = Path(__file__).parents[2]
_OURS = (_HOUSE / "service", _HOUSE / "crypto")
_INCIDENTS = 10**9


class Event(StrEnum):
    """The words this room may write in the log."""

    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Middleware that answers for everything that was raised below it."""

    app: ASGIApp
    pages: Pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and say in plain words whatever goes wrong."""
        answer = _Answer(send)
        try:
            await self.app(scope, receive, answer)
        except ClientDisconnect:
            return  # Nobody is there to be told, and nothing of ours went wrong.
        except RefusedError as refused:
            page = self.pages.refuse(
                type(refused), typed=find_typed(scope), visit=find_visit(scope)
            )
        except Exception as error:  # noqa: BLE001 - the one place for all faults
            page = self.pages.refuse(
                FaultError, typed=find_typed(scope), incident=_log_fault(error)
            )
        else:
            return
        # An answer that has begun cannot be taken back; the server cuts it short.
        if not answer.begun:
            await page(scope, receive, send)


@dataclass(slots=True)
class _Answer:
    send: Send
    begun: bool = False

    async def __call__(self, message: Message) -> None:
        self.begun = True
        await self.send(message)


def _log_fault(error: Exception) -> int:
    incident = random_below(_INCIDENTS)
    file, line = _find_place(error)
    kind = type(error).__name__
    _log.error("%s %09d %s %s:%d", Event.FAULT, incident, kind, file, line)
    return incident


def _find_place(error: Exception) -> tuple[str, int]:
    """Return the last line of our own source that the error passed through."""
    passed = [
        (Path(frame.f_code.co_filename), line)
        for frame, line in walk_tb(error.__traceback__)
    ]
    # Safe because every fault passed through this file at least.
    file, line = [p for p in passed if any(map(p[0].is_relative_to, _OURS))][-1]
    return str(file.relative_to(_HOUSE)), line
