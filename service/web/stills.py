"""Pages that hold nothing of anybody: rendered once for each language, then kept.

They are also packed once. Nothing anybody typed and no secret is in them, so their
packed size tells nobody anything; pages with either are never packed.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from starlette.requests import Request
from starlette.responses import HTMLResponse

from service.web.assets import unpacks
from service.web.languages import Asked, what_is_asked


@dataclass(frozen=True, slots=True)
class _Made:
    """One page in one language, plain and packed."""

    content: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class Still:
    """One page as everybody first gets it.

    It is kept by what a request asks for, and that is one of the languages offered,
    with or without its prefix: so there are never many of them.
    """

    make: Callable[[], HTMLResponse]
    made: dict[Asked, _Made] = field(default_factory=dict)

    @classmethod
    def of(cls, make: Callable[[], HTMLResponse]) -> Self:
        """Render it in English at once, so that a mistake shows at start."""
        still = cls(make)
        still._find()
        return still

    def show(self, request: Request) -> HTMLResponse:
        """Give the page out, in the language that is asked for."""
        made = self._find()
        if not unpacks(request.headers.get("accept-encoding", "")):
            return HTMLResponse(made.content)
        return HTMLResponse(made.packed, headers={"Content-Encoding": "gzip"})

    def _find(self) -> _Made:
        asked = what_is_asked()
        if asked not in self.made:
            content = bytes(self.make().body)
            self.made[asked] = _Made(content, gzip.compress(content, mtime=0))
        return self.made[asked]
