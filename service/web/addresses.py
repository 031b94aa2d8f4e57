"""Answering only to our own names, and only to paths that could be ours."""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from service.domain.errors import NotFoundError
from service.web.refusals import UnknownHostError


@dataclass(frozen=True, slots=True)
class AddressGate:
    """Middleware that knows the names this process is reached by, without ports.

    A page reached by another name could be read by whoever owns that name.
    """

    app: ASGIApp
    hosts: frozenset[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raise UnknownHostError unless the request names one of our hosts, once.

        None of our paths holds a control character. One that does is not found,
        so that no id taken from a path can trouble a database.
        """
        if scope["type"] == "http":
            named = Headers(scope=scope).getlist("host")
            if len(named) != 1 or _strip_port(named[0].lower()) not in self.hosts:
                raise UnknownHostError
            if not scope["path"].isprintable():
                raise NotFoundError
        await self.app(scope, receive, send)


def _strip_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
