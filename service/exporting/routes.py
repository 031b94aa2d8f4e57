"""The doors through which a report leaves the service, and the schema of its JSON."""

import json
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.clock import Clock
from service.domain.errors import BadFormError
from service.domain.exports import EXPORT_REASONS, ExportReason
from service.domain.people import DeskId
from service.domain.releases import ReleaseId
from service.exporting.usecases import Export, Exporting
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.papers import Papers
from service.web.visits import Visit

_SCHEMA = Path(__file__).parent / "report-1.schema.json"
_FORMATS = {"pdf": "application/pdf", "json": "application/json"}


@dataclass(frozen=True, slots=True)
class ExportRoutes:
    exporting: Exporting
    clock: Clock
    papers: Papers
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        release = "/reports/{desk}/{release}"
        pdf, as_json = (self.guard.officer(d) for d in (self.give_pdf, self.give_json))
        schema = self.guard.signed_in(self.show_schema)
        return [
            Route(f"{release}/pdf", pdf, methods=["POST"]),
            Route(f"{release}/json", as_json, methods=["POST"]),
            Route("/schema/report-1.json", schema, methods=["GET"]),
        ]

    async def give_pdf(self, visit: Visit) -> Response:
        reason = _read_reason(visit)
        if reason is None:
            return self._ask_why(visit, "pdf")
        export = await self._export(visit, reason)
        pdf = await self.papers.typeset(export.sheet, self.clock.today())
        return _attach(export, "pdf", pdf)

    async def give_json(self, visit: Visit) -> Response:
        reason = _read_reason(visit)
        if reason is None:
            return self._ask_why(visit, "json")
        export = await self._export(visit, reason)
        text = json.dumps(export.values, ensure_ascii=False, indent=2)
        return _attach(export, "json", f"{text}\n".encode())

    async def show_schema(self, visit: Visit) -> Response:  # noqa: ARG002 - a door's shape
        return Response(_SCHEMA.read_bytes(), media_type="application/schema+json")

    async def _export(self, visit: Visit, reason: ExportReason) -> Export:
        desk, release = _read_path(visit)
        return await self.exporting.export(visit.officer, desk, release, reason)

    def _ask_why(self, visit: Visit, wanted: str) -> Response:
        """Without a reason nothing leaves. The page says nothing of the report."""
        desk, release = _read_path(visit)
        return self.pages.render(
            "exporting/why.html",
            refused=BadFormError,
            visit=visit,
            action=f"/reports/{desk}/{release}/{wanted}",
            wanted=wanted,
            reasons=EXPORT_REASONS,
        )


def _read_path(visit: Visit) -> tuple[DeskId, ReleaseId]:
    found = visit.request.path_params
    return DeskId(found["desk"]), ReleaseId(found["release"])


def _read_reason(visit: Visit) -> ExportReason | None:
    try:
        return ExportReason(visit.form.text("reason"))
    except ValueError:
        return None


def _attach(export: Export, kind: str, body: bytes) -> Response:
    """A file whose name says no more than the reference does."""
    name = f'attachment; filename="{export.reference}.{kind}"'
    return Response(
        body, media_type=_FORMATS[kind], headers={"content-disposition": name}
    )
