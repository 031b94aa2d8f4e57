"""Whether a report may go to the desks that somebody chose, and what must be said.

Pure rules. Nothing is blocked by the machine: what is still marked is answered one
by one, and what could give somebody away waits for a second person.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Self

from service.domain.boroughs import Borough
from service.domain.configured import Desk, Work, find_choice
from service.domain.grading import Handling
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.judgements import Judgement, read_texts
from service.domain.people import DeskId
from service.domain.releases import Sent, Terms, read_day
from service.domain.reports import Answered, Report, ReportId, report_reference
from service.domain.tips import LONGEST_LINE

MOST_MARKS = 15
"""More things that may point at somebody are no report that can be released."""

_LONGEST_NECESSITY = 500
_FURTHEST = timedelta(days=366)
_KEY_DIGITS = 12


class KeepReason(StrEnum):
    """Why something that was marked stays in a report."""

    NEEDED = "needed"
    PUBLIC = "public"
    NOT_THEM = "not-them"
    MISTAKEN = "mistaken"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return _REASONS[self]


_REASONS = {
    KeepReason.NEEDED: "Nobody can act without it",
    KeepReason.PUBLIC: "Many people know it anyway",
    KeepReason.NOT_THEM: "It does not lead to the reporter",
    KeepReason.MISTAKEN: "It is not what it was taken for",
}


class SecondReason(StrEnum):
    """Why a second person must release it."""

    CHILD = "Its code is C, and the reporter may be a child."
    FEW = "Few people could know this, or nobody has said how many."
    KEPT = "Something that was marked is kept."
    INSIDER = "Be sure that none of the desks belongs to whom it is about."


class OfferProblem(StrEnum):
    """What can be wrong with what was chosen and typed."""

    DESKS = "Choose at least one desk"
    DESK = "This desk cannot get this report"
    AREA = "Take names and addresses out first: this desk gets area-level reports only"
    GROUND = "Choose the legal ground"
    PURPOSE = "Choose the purpose"
    NECESSITY = "Say in a sentence why it must be shared"
    NECESSITY_LONG = "Use 500 characters or fewer"
    MARKING = "Choose the marking"
    DUE = "Enter a day from today to a year from now"
    MARK = "Say why this stays, or take it out of the report"
    MARK_LONG = "Use 200 characters or fewer"
    MARKS = "Take some of what is marked out first: it is too much to be answered"
    GARBLED = "Some characters could not be read and were taken out. Check what is left"


@dataclass(frozen=True, slots=True)
class Standing:
    """Something marked in what is to leave, to be answered or taken out."""

    kind: str
    words: str = field(repr=False)
    why: str
    instead: str

    @property
    def key(self) -> str:
        """A short name for its fields on a page; the same for the same words."""
        name = f"{self.kind}\n{self.words}".encode()
        return sha256(name).hexdigest()[:_KEY_DIGITS]


@dataclass(frozen=True, slots=True)
class Kept:
    """Why a mark stays: a reason's code, and words if there are any."""

    reason: str
    words: str = field(default="", repr=False)

    @property
    def text(self) -> str:
        """The reason as it is kept."""
        label = KeepReason(self.reason).label
        return f"{label}: {self.words}" if self.words else label


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody chose and typed to release a report, as it came.

    `kept` is by the key of each mark; `garbled` are fields with unreadable text.
    """

    report: ReportId
    desks: tuple[DeskId, ...] = ()
    ground: str = ""
    purpose: str = ""
    necessity: str = field(default="", repr=False)
    marking: str = ""
    due_on: str = ""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    garbled: frozenset[str] = frozenset()

    @property
    def day(self) -> date | None:
        """The day by which an answer is due."""
        try:
            return date.fromisoformat(self.due_on)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Material:
    """A report as it is now, and all that decides about its release.

    `standing` is what is marked, in it or in why it must be shared, and was not
    answered while it was written, `answered` what was; `choices` are the desks that
    it can go to and that are open; `pinpoints` tells that what is marked names
    somebody or a place below a ward.
    """

    report_id: ReportId
    report: Report
    judgement: Judgement
    standing: tuple[Standing, ...]
    answered: tuple[Answered, ...]
    choices: tuple[DeskId, ...]
    pinpoints: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A report with its terms and the desks it is for: what is released as it is."""

    report_id: ReportId
    report: Report
    desks: tuple[DeskId, ...]
    terms: Terms
    why: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """By what its receivers know it."""
        return report_reference(self.report_id)

    @property
    def json(self) -> str:
        """The text that is sealed."""
        terms = {**asdict(self.terms), "due_on": self.terms.due_on.isoformat()}
        return write_json(
            {
                "report_id": self.report_id,
                "report": self.report.json,
                "desks": list(self.desks),
                "terms": write_json(terms),
                "why": list(self.why),
            }
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Read an offer.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        terms = read_json(text_of(fields, "terms"))
        names = ("ground", "purpose", "necessity", "marking")
        plain = {name: text_of(terms, name) for name in names}
        return cls(
            report_id=ReportId(text_of(fields, "report_id")),
            report=Report.read(text_of(fields, "report")),
            desks=tuple(DeskId(one) for one in read_texts(fields.get("desks"))),
            terms=Terms(due_on=read_day(text_of(terms, "due_on")), **plain),
            why=read_texts(fields.get("why")),
        )

    def make_sent(self, sender: DeskId, day: date, caveat: str) -> Sent:
        """Say what the receivers read: never what was marked, or why it stays."""
        report = replace(self.report, answered=())
        return Sent(self.reference, day, sender, report, self.terms, caveat)


def list_choices(report: Report, borough: Borough) -> tuple[Desk, ...]:
    """Return the desks that a report can go to, the usual ones first."""
    topic = borough.find_topic(report.topic)
    usual = topic.routes if topic else ()
    fitting = [
        desk
        for desk in borough.report_desks
        if desk.work is not Work.AREA or report.is_area_level
    ]
    return tuple(sorted(fitting, key=lambda desk: desk.id not in usual))


def why_second(judgement: Judgement, report: Report) -> tuple[SecondReason, ...]:
    """Say why somebody else must release a report; nothing if nobody need."""
    under_c = report.grade.handling == Handling.CONDITIONS
    reasons = (
        (SecondReason.CHILD, under_c and judgement.may_be_child),
        (SecondReason.FEW, judgement.few_know),
        (SecondReason.KEPT, bool(report.answered)),
    )
    return tuple(reason for reason, counts in reasons if counts)


def check_wanted(
    wanted: Wanted, material: Material, borough: Borough, today: date
) -> dict[str, OfferProblem]:
    """Say what is wrong, by the field of the page that it stands beside."""
    problems = _check_terms(wanted, borough, today)
    problems |= _check_desks(wanted, material, borough)
    if len(material.standing) > MOST_MARKS:
        return problems | {"marks": OfferProblem.MARKS}
    for one in material.standing:
        kept = wanted.kept.get(one.key, Kept(""))
        if kept.reason not in tuple(KeepReason):
            problems[f"keep-{one.key}"] = OfferProblem.MARK
        elif len(kept.words) > LONGEST_LINE:
            problems[f"keep-{one.key}"] = OfferProblem.MARK_LONG
    return problems


def make_offer(wanted: Wanted, material: Material, due_on: date) -> Offer:
    """Put together what is released, from what was checked before."""
    fresh = (
        Answered(one.kind, one.words, wanted.kept[one.key].text)
        for one in material.standing
    )
    answered = (*material.answered, *fresh)
    whole = replace(material.report, answered=answered)
    terms = Terms(
        wanted.ground, wanted.purpose, wanted.necessity, wanted.marking, due_on
    )
    why = tuple(reason.name for reason in why_second(material.judgement, whole))
    return Offer(material.report_id, whole, wanted.desks, terms, why)


def _check_desks(
    wanted: Wanted, material: Material, borough: Borough
) -> dict[str, OfferProblem]:
    area = {desk.id for desk in borough.report_desks if desk.work is Work.AREA}
    if not wanted.desks:
        return {"desks": OfferProblem.DESKS}
    if not set(wanted.desks) <= set(material.choices):
        return {"desks": OfferProblem.DESK}
    if material.pinpoints and area & set(wanted.desks):
        return {"desks": OfferProblem.AREA}
    return {}


def _check_terms(
    wanted: Wanted, borough: Borough, today: date
) -> dict[str, OfferProblem]:
    words, day = borough.wordings, wanted.day
    too_long = len(wanted.necessity) > _LONGEST_NECESSITY
    checks = (
        ("ground", not find_choice(words.grounds, wanted.ground), OfferProblem.GROUND),
        (
            "purpose",
            not find_choice(words.purposes, wanted.purpose),
            OfferProblem.PURPOSE,
        ),
        (
            "marking",
            not find_choice(words.markings, wanted.marking),
            OfferProblem.MARKING,
        ),
        ("necessity", too_long, OfferProblem.NECESSITY_LONG),
        ("necessity", not wanted.necessity, OfferProblem.NECESSITY),
        ("due_on", not day or not today <= day <= today + _FURTHEST, OfferProblem.DUE),
    )
    found = {name: problem for name, wrong, problem in checks if wrong}
    return found | dict.fromkeys(wanted.garbled, OfferProblem.GARBLED)
