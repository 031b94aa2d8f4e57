"""Which language a request asks for: by its address, or by what its browser says.

`/ar/form` is the page `/form` for somebody who chose Arabic. Without such a prefix
the browser's `Accept-Language` decides. Nothing remembers the choice but the
addresses of our own links, and nothing logs it.

A context variable holds it while its request is answered, because a page may be
asked for by any door and also when everything has failed. It is set and put back
here, around one request; nothing outside this room sees it.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.domain.languages import ENGLISH

_LONGEST_HEADER = 1_000
_MOST_RANGES = 32
_LOOKED_AT = frozenset({"GET", "HEAD"})
_WEIGHT = re.compile(r"q\s*=\s*(?P<number>0(\.[0-9]{0,3})?|1(\.0{0,3})?)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: a language, and whether its address says so.

    `page` is the address of the page without a language, where following a link
    to it again loses nothing; empty where it answers a form.
    """

    code: str = ENGLISH
    prefix: str = ""
    page: str = ""

    def lead_to(self, path: str) -> str:
        """Return the address of one of our own pages, in the language chosen."""
        return f"{self.prefix}{path}"


_NOTHING_SAID = Asked()
_ASKED: ContextVar[Asked] = ContextVar("quietword.asked", default=_NOTHING_SAID)


def what_is_asked() -> Asked:
    """Return what the request that is being answered asks for."""
    return _ASKED.get()


def lead_to(path: str) -> str:
    """Return the address of one of our own pages, in the language chosen."""
    return what_is_asked().lead_to(path)


@contextmanager
def asking_for(asked: Asked) -> Iterator[None]:
    """Answer in a language until the end of the block."""
    token = _ASKED.set(asked)
    try:
        yield
    finally:
        _ASKED.reset(token)


@dataclass(frozen=True, slots=True)
class LanguageGate:
    """Middleware that takes the language off an address, or reads the browser's.

    `offered` are the codes besides English. An address in any other language is
    left as it is, and no door answers to it.
    """

    app: ASGIApp
    offered: Collection[str]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on without its prefix."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        code, path = self._split(scope["path"])
        page = path if scope["method"] in _LOOKED_AT else ""
        if code:
            asked = Asked(code, f"/{code}", page)
            scope = {**scope, "path": path, "raw_path": None}
        else:
            asked = Asked(self._negotiate(scope), page=page)
            send = _say_that_it_varies(send) if self.offered else send
        with asking_for(asked):
            await self.app(scope, receive, send)

    def _split(self, path: str) -> tuple[str, str]:
        """Return the language in a path, if it is one of ours, and the rest of it."""
        _root, _slash, inner = path.partition("/")
        code, _slash, rest = inner.partition("/")
        is_ours = code == ENGLISH or code in self.offered
        return (code, f"/{rest}") if is_ours else ("", path)

    def _negotiate(self, scope: Scope) -> str:
        said = ",".join(Headers(scope=scope).getlist("accept-language"))
        return choose_language(said, self.offered)


def choose_language(accepted: str, offered: Collection[str]) -> str:
    """Return the offered language that an `Accept-Language` header likes best.

    Anything that cannot be read counts as unsaid, and of what is too long only the
    beginning is read. English, where nothing fits.
    """
    known = {ENGLISH, *offered}
    wishes = accepted[:_LONGEST_HEADER].lower().split(",")[:_MOST_RANGES]
    weighed = [(_weigh(wish), _name(wish)) for wish in wishes]
    fitting = [(weight, code) for weight, code in weighed if weight and code in known]
    # Of several that are liked as much, `max` takes the first.
    return max(fitting, key=lambda one: one[0], default=(0.0, ENGLISH))[1]


def _name(wish: str) -> str:
    return wish.partition(";")[0].strip().partition("-")[0]


def _weigh(wish: str) -> float:
    """Return a weight from 0 to 1; 0 for what is unwanted or no weight at all."""
    _name, given, said = wish.partition(";")
    weight = _WEIGHT.fullmatch(said.strip())
    if not given:
        return 1.0
    return float(weight["number"]) if weight else 0.0


def _say_that_it_varies(send: Send) -> Send:
    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if "vary" not in headers:
                headers["vary"] = "Accept-Language"
        await send(message)

    return send_varying
