"""The doors of the judging page. All are POSTs, and each answers with the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain import judgement_words
from service.domain.alike import Matter
from service.domain.boroughs import Borough
from service.domain.clock import Clock, describe_age, write_day
from service.domain.errors import BadFormError, ChangedMeanwhileError, RefusedError
from service.domain.forms import Ending
from service.domain.judgement_changes import UNSAID, list_saves
from service.domain.judgement_forms import (
    LONGEST_PROSE,
    LONGEST_REASON,
    MOST_PEOPLE,
    MOST_TICKS,
    PROSE,
    Typed,
    read_form,
)
from service.domain.judgement_words import name_older_wards, name_ward, put_in_order
from service.domain.judging import JudgementProblem, begin_judgement
from service.domain.opened import OpenedTip
from service.domain.references import read_reference, split_references
from service.domain.reports import tip_reference
from service.domain.source_review import SourceDecision, review_source
from service.judging.usecases import Judging, Sheet
from service.web.forms import Form
from service.web.guards import Guard, Handler
from service.web.pages import Pages
from service.web.tip_forms import read_tip_form, read_tip_id
from service.web.visits import Visit

_LINES = ("place", "priority_reason", "grade_reason", "others", "same_as")
_PEOPLE = tuple(f"person-{number}" for number in range(1, MOST_PEOPLE + 1))
_TYPED = (*PROSE, *_LINES, *_PEOPLE, "source_reason")
_LONGEST = {"prose": LONGEST_PROSE, "reason": LONGEST_REASON}


@dataclass(frozen=True, slots=True)
class _Decided:
    """What came in the form of a source review, to be put back there."""

    choice: str = ""
    reason: str = field(default="", repr=False)
    problems: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Form) -> "_Decided":
        choice, reason = form.text("decision"), form.text("source_reason").strip()
        problems: dict[str, str] = {}
        if choice not in tuple(SourceDecision):
            problems["decision"] = JudgementProblem.CHOSEN
        if not reason:
            problems["source_reason"] = "Write why"
        if len(reason) > LONGEST_REASON:
            problems["source_reason"] = JudgementProblem.REASON
        if "source_reason" in form.garbled:
            problems["source_reason"] = JudgementProblem.GARBLED
        return cls(choice, reason, problems)


@dataclass(frozen=True, slots=True)
class JudgingRoutes:
    judging: Judging
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            self._route("", self.open_tip),
            self._route("/save", self.save),
            self._route("/source", self.decide_source),
        ]

    async def open_tip(self, visit: Visit) -> Response:
        sheet = await self.judging.open_tip(visit.officer, read_tip_id(visit))
        return self._show(visit, sheet)

    async def save(self, visit: Visit) -> Response:
        typed = read_form(visit.form.fields, visit.form.garbled)
        sheet = await self.judging.save(visit.officer, read_tip_form(visit), typed)
        return self._show(visit, sheet, typed)

    async def decide_source(self, visit: Visit) -> Response:
        decided = _Decided.read(visit.form)
        if decided.problems:
            sheet = await self.judging.open_tip(visit.officer, read_tip_id(visit))
            return self._show(visit, sheet, decided=decided)
        sheet = await self.judging.decide_source(
            visit.officer,
            read_tip_form(visit),
            SourceDecision(decided.choice),
            decided.reason,
        )
        return self._show(visit, sheet, decided=decided)

    def _route(self, act: str, handler: Handler) -> Route:
        door = self.guard.officer(handler, typed=_TYPED)
        return Route(f"/tips/{{tip_id}}/judgement{act}", door, methods=["POST"])

    def _show(
        self,
        visit: Visit,
        sheet: Sheet,
        typed: Typed | None = None,
        decided: _Decided | None = None,
    ) -> Response:
        seen, tip = sheet.seen, sheet.seen.tip
        problems = decided.problems if decided else sheet.problems
        goes_back = bool(problems) or seen.ending is Ending.CHANGED
        kept = typed if typed and goes_back else _begin(tip, self.borough)
        return self.pages.render(
            "judging/judgement.html",
            refused=_refused(seen.ending, problems),
            visit=visit,
            seen=seen,
            tip=tip,
            answers=tip.answers,
            problems=put_in_order(problems),
            decided=decided if decided and goes_back else _Decided(),
            **self._describe_tip(tip),
            **self._describe_judgement(sheet, kept),
        )

    def _describe_tip(self, tip: OpenedTip) -> Mapping[str, object]:
        """What the page says about the tip, whatever was typed."""
        today = self.clock.today()
        return {
            "reference": tip_reference(tip.record.id),
            "age": describe_age(tip.record.day, today),
            "describe_age": lambda day: describe_age(day, today),
            "write_day": write_day,
            "told_topic": self._name_told(tip),
            "saves": list_saves(tip, self.borough),
            "unsaid": UNSAID,
            "review": review_source(tip),
            "decisions": {one.value: one.label for one in SourceDecision},
            "priorities": self.borough.priority_names,
            "borough_now": self.borough,
            "words": judgement_words,
            "labels": judgement_words.FIELDS,
            "longest": _LONGEST,
            "most_people": MOST_PEOPLE,
            "older_wards": lambda code: name_older_wards(code, self.borough),
            "name_matter": self._name_matter,
        }

    def _describe_judgement(self, sheet: Sheet, typed: Typed) -> Mapping[str, object]:
        """What the page says about a judgement, saved or only typed."""
        judgement, borough = typed.judgement, self.borough
        listed = {one.other.reference for one in sheet.alike}
        named = {read_reference(one) or one for one in split_references(typed.others)}
        unlisted = [one for one in judgement.cluster if one not in listed | named]
        confirmed = begin_judgement(sheet.seen.tip, borough)
        topic = borough.find_topic(confirmed.topic)
        home = sheet.seen.tip.record.desk
        names = enumerate(borough.priority_names)
        return {
            "typed": typed,
            "judgement": judgement,
            "alike": sheet.alike[: MOST_TICKS - len(unlisted)],
            "unlisted": unlisted[:MOST_TICKS],
            "confidence": judgement.grade.confidence(borough.confidence),
            "urgencies": {number: f"P{number} {name}" for number, name in names},
            "independent": borough.name_desk(borough.independent_desk),
            "must_move": bool(
                topic and topic.independent and home != borough.independent_desk
            ),
        }

    def _name_told(self, tip: OpenedTip) -> str:
        answers = tip.answers
        if answers is None:
            return ""
        group = self.borough.find_group(answers.group)
        told = self.borough.name_topic(answers.topic) if answers.topic else ""
        return told or (group.label if group else "")

    def _name_matter(self, matter: Matter) -> str:
        group = self.borough.find_group(matter.group)
        topic = self.borough.name_topic(matter.topic) if matter.topic else ""
        about = topic or (group.label if group else "no topic chosen")
        ward = name_ward(matter.ward, self.borough)
        return f"{about}, {ward}" if ward else about


def _begin(tip: OpenedTip, borough: Borough) -> Typed:
    judgement = begin_judgement(tip, borough)
    return Typed(judgement, same_as=judgement.same_as)


def _refused(ending: Ending, problems: Mapping[str, str]) -> type[RefusedError] | None:
    if problems:
        return BadFormError
    return ChangedMeanwhileError if ending is Ending.CHANGED else None
