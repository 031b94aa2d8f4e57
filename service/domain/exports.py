"""A report taken out of the service: why, and what its JSON says.

The reason's code stands in the log each time. The schema of the JSON is
`service/exporting/report-1.schema.json`: what changes there gets another number.
"""

from collections.abc import Sequence
from enum import StrEnum

from service.domain.boroughs import Borough
from service.domain.configured import Choice, find_choice
from service.domain.people import DeskId
from service.domain.releases import Sent, Terms
from service.domain.reports import Report

FORMAT = "quiet-word-report-1"


class ExportReason(StrEnum):
    """What somebody needs a report outside the service for."""

    INTELLIGENCE = "intelligence-system"
    OUTSIDE = "outside-partner"
    MEETING = "meeting"
    ACTION = "action"
    LEGAL = "legal"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return _REASONS[self]


_REASONS = {
    ExportReason.INTELLIGENCE: "For our own intelligence system",
    ExportReason.OUTSIDE: "For a partner that does not use this service",
    ExportReason.MEETING: "For a meeting of partners",
    ExportReason.ACTION: "For those who act on it",
    ExportReason.LEGAL: "The law or a court asks for it",
}

EXPORT_REASONS = tuple((reason.value, reason.label) for reason in ExportReason)
"""The reasons as a form offers them."""


def make_values(
    sent: Sent, borough: Borough, desks: tuple[DeskId, DeskId]
) -> dict[str, object]:
    """Return what the JSON of a released report says; the sender's desk first."""
    sender, receiver = (
        {"id": desk, "name": borough.name_desk(desk, sent.day)} for desk in desks
    )
    return {
        "format": FORMAT,
        "marking": sent.terms.marking,
        "reference": sent.reference,
        "released_on": sent.day.isoformat(),
        "from": sender,
        "to": receiver,
        "report": _make_report(sent.report, borough),
        "grade": _make_grade(sent.report, borough),
        "terms": _make_terms(sent.terms, borough),
        "caveat": sent.caveat,
    }


def _make_report(report: Report, borough: Borough) -> dict[str, object]:
    ward = borough.find_ward(report.ward)
    return {
        "title": report.title,
        "text": report.text,
        "topic": {
            "code": report.topic,
            "label": borough.name_topic(report.topic) if report.topic else "",
        },
        "ward": {"code": report.ward, "label": ward.name if ward else ""},
        "place": report.place,
        "since": report.since,
        "until": report.until,
        "provenance": report.provenance,
        "people": [{"label": p.label, "role": p.role} for p in report.mentions],
    }


def _make_grade(report: Report, borough: Borough) -> dict[str, object]:
    grade = report.grade
    return {
        "code": grade.code,
        "source": grade.source,
        "assessment": grade.assessment,
        "handling": grade.handling,
        "conditions": grade.conditions.split(),
        "reason": grade.reason,
        "confidence": grade.confidence(borough.confidence),
    }


def _make_terms(terms: Terms, borough: Borough) -> dict[str, object]:
    words = borough.wordings
    return {
        "ground": _name(words.grounds, terms.ground),
        "purpose": _name(words.purposes, terms.purpose),
        "necessity": terms.necessity,
        "due_on": terms.due_on.isoformat(),
    }


def _name(choices: Sequence[Choice], code: str) -> dict[str, str]:
    found = find_choice(tuple(choices), code)
    return {"code": code, "label": found.label if found else ""}
