"""Pages that hold nothing of anybody: rendered once for each language, then kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from starlette.responses import HTMLResponse

from service.web.languages import Asked, what_is_asked


@dataclass(frozen=True, slots=True)
class Still:
    """One page as everybody first gets it.

    It is kept by what a request asks for, and that is one of the languages offered,
    with or without its prefix: so there are never many of them.
    """

    make: Callable[[], HTMLResponse]
    made: dict[Asked, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, make: Callable[[], HTMLResponse]) -> Self:
        """Render it in English at once, so that a mistake shows at start."""
        still = cls(make)
        still.show()
        return still

    def show(self) -> HTMLResponse:
        """Give the page out, in the language that is asked for."""
        asked = what_is_asked()
        if asked not in self.made:
            self.made[asked] = bytes(self.make().body)
        return HTMLResponse(self.made[asked])
