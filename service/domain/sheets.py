"""A released report laid out to be read: on a page, on paper, by another service.

One layout for all three, so that nothing stands on one of them and not on another.
"""

from dataclasses import asdict, dataclass
from datetime import date

from service.domain.boroughs import Borough
from service.domain.clock import write_day
from service.domain.configured import Choice, find_choice
from service.domain.grade_words import explain_conditions, explain_grade
from service.domain.people import DeskId
from service.domain.releases import Sent, Terms
from service.domain.reports import Report

SUPPORT = "support"
"""The one purpose that the code knows: it forbids something."""

NO_TITLE = "Without a title"

_ONLY_SUPPORT = (
    "This was sent so that somebody can be offered support. "
    "It must not be used for enforcement."
)

Rows = tuple[tuple[str, str], ...]

_ROLES = {
    "suspect": "Suspected of something",
    "victim": "May be harmed by it",
    "witness": "May have seen it",
    "other": "Mentioned otherwise",
}


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """What a report says, before or after it has terms. Rows are label and text."""

    title: str
    text: str
    facts: Rows
    people: Rows
    grade: str
    codes: Rows
    conditions: Rows
    confidence: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A released report, whole. `marking` stands at the top and foot of each page."""

    marking: str
    reference: str
    sender: str
    report: ReportSheet
    terms: Rows
    warning: str
    caveat: str

    @property
    def values(self) -> dict[str, object]:
        """The same as plain values, for whoever typesets it."""
        return asdict(self)


def lay_out_report(report: Report, borough: Borough) -> ReportSheet:
    """Lay out a report; what was left empty is left out."""
    ward = borough.find_ward(report.ward)
    facts = (
        ("Topic", borough.name_topic(report.topic) if report.topic else ""),
        ("Ward", ward.name if ward else report.ward),
        ("Place", report.place),
        ("From when", report.since),
        ("Until when", report.until),
        ("How it is known", report.provenance),
        ("Grounds for the grade", report.grade.reason),
    )
    grade = report.grade
    return ReportSheet(
        title=report.title or NO_TITLE,
        text=report.text,
        facts=tuple((label, text) for label, text in facts if text),
        people=tuple(
            (person.label, _ROLES.get(person.role, person.role))
            for person in report.mentions
        ),
        grade=f"[{grade.code}] {grade.conditions}".strip(),
        codes=explain_grade(grade),
        conditions=explain_conditions(grade),
        confidence=grade.confidence(borough.confidence),
    )


def lay_out_terms(terms: Terms, borough: Borough) -> Rows:
    """Lay out why and on which conditions a report is shared."""
    words = borough.wordings
    ground = find_choice(words.grounds, terms.ground)
    purpose = find_choice(words.purposes, terms.purpose)
    return (
        ("Legal ground", name_ground(ground) if ground else terms.ground),
        ("Purpose", purpose.label if purpose else terms.purpose),
        ("Why it must be shared", terms.necessity),
        ("Marking", name_marking(terms, borough)),
        ("Answer by", write_day(terms.due_on)),
    )


def lay_out(
    sent: Sent, borough: Borough, desks: tuple[DeskId, DeskId], today: date
) -> Sheet:
    """Lay out a released report for the desks at both ends, sender first."""
    sender, receiver = (borough.name_desk(desk, sent.day) for desk in desks)
    ways = (
        ("From", sender),
        ("To", receiver),
        ("Released on", write_day(sent.day)),
        ("Printed on", write_day(today)),
    )
    return Sheet(
        marking=name_marking(sent.terms, borough),
        reference=sent.reference,
        sender=sender,
        report=lay_out_report(sent.report, borough),
        terms=(*ways, *lay_out_terms(sent.terms, borough)),
        warning=_ONLY_SUPPORT if sent.terms.purpose == SUPPORT else "",
        caveat=sent.caveat,
    )


def name_marking(terms: Terms, borough: Borough) -> str:
    """Return a marking as it is printed."""
    marking = find_choice(borough.wordings.markings, terms.marking)
    return marking.label if marking else terms.marking


def name_ground(ground: Choice) -> str:
    """Return a legal ground with the Act that it stands in."""
    return f"{ground.label} ({ground.note})" if ground.note else ground.label
