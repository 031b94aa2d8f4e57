"""The doors of reports being written. All are POSTs, answered with the page itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.boroughs import Borough
from service.domain.clock import write_day
from service.domain.errors import (
    BadFormError,
    ChangedMeanwhileError,
    NotFoundError,
    RefusedError,
)
from service.domain.forms import Ending
from service.domain.judgement_forms import MOST_PEOPLE
from service.domain.judgement_words import (
    ACTIONS,
    ASSESSMENTS,
    HANDLINGS,
    ROLES,
    SANITISATIONS,
    SOURCES,
)
from service.domain.judgements import Mention
from service.domain.judging import Problems
from service.domain.opened import OpenedTip
from service.domain.passed import list_passed
from service.domain.reports import Report, ReportId, report_reference
from service.domain.tips import LONGEST_TEXT
from service.domain.writing import (
    LINES,
    ReportProblem,
    check_report,
    list_saved,
    list_saves,
    read_report,
)
from service.reporting.usecases import Sheet, Writing
from service.web.guards import Guard, Handler
from service.web.pages import Pages
from service.web.tip_forms import read_tip_form, read_tip_id
from service.web.visits import Visit

_REPORT_ID = re.compile("[0-9a-f]{32}")
_PEOPLE = tuple(f"person-{number}" for number in range(1, MOST_PEOPLE + 1))
_TYPED = (*LINES, "text", "grade_reason", *_PEOPLE)
_NOBODY = Mention("", "")
_NO_PROBLEMS: Problems = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class WritingRoutes:
    writing: Writing
    borough: Borough
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            self._route("", self.list_reports),
            self._route("/new", self.begin),
            self._route("/{report_id}", self.open_report),
            self._route("/{report_id}/check", self.check),
            self._route("/{report_id}/save", self.save),
        ]

    async def list_reports(self, visit: Visit) -> Response:
        seen = await self.writing.list_reports(visit.officer, read_tip_id(visit))
        return self.pages.render(
            "reporting/list.html",
            visit=visit,
            seen=seen,
            tip=seen.tip,
            saved=list_saved(seen.tip),
            went=self._list_ways(seen.tip),
            name_topic=self.borough.name_topic,
            reference=report_reference,
            write_day=write_day,
        )

    async def begin(self, visit: Visit) -> Response:
        sheet = await self.writing.begin(visit.officer, read_tip_id(visit), visit.seed)
        return self._show(visit, sheet)

    async def open_report(self, visit: Visit) -> Response:
        sheet = await self.writing.open_report(
            visit.officer, read_tip_id(visit), _read_report_id(visit)
        )
        return self._show(visit, sheet)

    async def check(self, visit: Visit) -> Response:
        """Show what is marked in a report as it is typed now. Nothing is saved."""
        report = read_report(visit.form.fields)
        return await self._give_back(visit, report, _find_garbled(visit))

    async def save(self, visit: Visit) -> Response:
        report, form = read_report(visit.form.fields), read_tip_form(visit)
        problems = {**check_report(report, self.borough), **_find_garbled(visit)}
        if problems:
            return await self._give_back(visit, report, problems)
        sheet = await self.writing.save(
            visit.officer, form, _read_report_id(visit), report
        )
        return self._show(visit, sheet)

    def _list_ways(self, tip: OpenedTip) -> dict[ReportId, list[str]]:
        """Say for each report that was released where it went, and if it still is."""
        ways: dict[ReportId, list[str]] = {}
        for one in list_passed(tip):
            name = self.borough.name_desk(one.desk, one.day)
            said = f"Withdrawn from {name}" if one.withdrawn else f"Released to {name}"
            ways.setdefault(one.report, []).append(said)
        return ways

    def _route(self, act: str, handler: Handler) -> Route:
        door = self.guard.officer(handler, typed=_TYPED)
        return Route(f"/tips/{{tip_id}}/reports{act}", door, methods=["POST"])

    async def _give_back(
        self, visit: Visit, report: Report, problems: Problems
    ) -> Response:
        sheet = await self.writing.open_report(
            visit.officer, read_tip_id(visit), _read_report_id(visit), report
        )
        return self._show(visit, sheet, problems, checked=True)

    def _show(
        self,
        visit: Visit,
        sheet: Sheet,
        problems: Problems = _NO_PROBLEMS,
        *,
        checked: bool = False,
    ) -> Response:
        tip, report = sheet.seen.tip, sheet.report
        return self.pages.render(
            "reporting/editor.html",
            refused=_refused(sheet, problems),
            visit=visit,
            sheet=sheet,
            seen=sheet.seen,
            tip=tip,
            report=report,
            people=_fill_up(report.mentions),
            problems=problems,
            checked=checked,
            saves=list_saves(tip, sheet.report_id),
            reference=report_reference(sheet.report_id),
            topics=tuple((one.code, one.label) for one in self.borough.topics),
            wards=tuple((one.code, one.name) for one in self.borough.wards),
            codes=_CODES,
            roles=tuple(ROLES.items()),
            write_day=write_day,
            longest=LONGEST_TEXT,
        )


def _shorten(meanings: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Codes with the first sentence of what they mean, for a list to choose from."""
    short = ((code, said.split(".", 1)[0]) for code, said in meanings.items())
    return tuple((code, f"{code}: {said}") for code, said in short)


_CODES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "source": _shorten(SOURCES),
        "assessment": _shorten(ASSESSMENTS),
        "handling": _shorten(HANDLINGS),
        "action": _shorten(ACTIONS),
        "sanitisation": _shorten(SANITISATIONS),
    }
)


def _read_report_id(visit: Visit) -> ReportId:
    found: str = visit.request.path_params["report_id"]
    if not _REPORT_ID.fullmatch(found):
        raise NotFoundError
    return ReportId(found)


def _find_garbled(visit: Visit) -> dict[str, str]:
    return dict.fromkeys(visit.form.garbled & set(_TYPED), ReportProblem.GARBLED)


def _fill_up(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Rows for the people who are mentioned, and for as many more as fit."""
    return mentions + (_NOBODY,) * (MOST_PEOPLE - len(mentions))


def _refused(sheet: Sheet, problems: Problems) -> type[RefusedError] | None:
    if problems:
        return BadFormError
    changed = sheet.seen.ending is Ending.CHANGED
    return ChangedMeanwhileError if changed else None
