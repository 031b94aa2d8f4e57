"""The auditor's log. Looking at the chain is a page; reading entries is a button."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.clock import write_moment
from service.domain.errors import BadFormError
from service.oversight.usecases import Chain, Line, Log
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.visits import Visit

_LOG = "/log"
_SHORT = 8
_LONGEST = 19  # digits of the largest number that a database can count to


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the log, in words."""

    number: int
    at: str
    act: str
    officer: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class LogRoutes:
    log: Log
    chain: Chain
    borough: Borough
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        auditor = self.guard.auditor
        return [
            Route(_LOG, auditor(self.show_chain), methods=["GET"]),
            Route(_LOG, auditor(self.read_log), methods=["POST"]),
        ]

    async def show_chain(self, visit: Visit) -> Response:
        chain = await self.chain.verify()
        return self.pages.render("oversight/chain.html", visit=visit, chain=chain)

    async def read_log(self, visit: Visit) -> Response:
        page = await self.log.read_page(visit.officer, _read_number(visit))
        desks: dict[str, str] = {desk.id: desk.name for desk in self.borough.desks}
        return self.pages.render(
            "oversight/log.html",
            visit=visit,
            page=page,
            rows=[_describe(line, {**desks, **page.names}) for line in page.lines],
        )


def _describe(line: Line, known: Mapping[str, str]) -> Row:
    detail = line.detail
    if detail is None:
        act = "forgotten" if line.is_forgotten else "does not open"
        return Row(line.number, "", act, "", "", "")
    return Row(
        line.number,
        write_moment(detail.at),
        detail.act,
        _name(detail.officer, known) if detail.officer else "at the terminal",
        _name(detail.subject, known),
        _name(detail.reason, known),
    )


def _name(written: str, known: Mapping[str, str]) -> str:
    """Say whose id it is; of any other long number the beginning is enough to tell."""
    if written in known:
        return known[written]
    is_id = len(written) >= 4 * _SHORT and written.isalnum()
    return f"{written[:_SHORT]}…" if is_id else written


def _read_number(visit: Visit) -> int | None:
    typed = visit.form.text("newest")
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) >= _LONGEST:
        raise BadFormError
    return int(typed)
