"""The doors through which something leaves a tip's desk, and is asked back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.asking import (
    AskProblem,
    CctvAsk,
    Withdrawal,
    WithdrawReason,
    read_date,
)
from service.domain.boroughs import Borough
from service.domain.casefiles import read_judgement
from service.domain.clock import Clock, write_day
from service.domain.configured import Desk
from service.domain.errors import BadFormError, ChangedMeanwhileError, RefusedError
from service.domain.forms import Ending, Seen
from service.domain.insiders import MoveFirstError, must_move
from service.domain.offers import (
    MOST_MARKS,
    KeepReason,
    Kept,
    Material,
    OfferProblem,
    Wanted,
    list_choices,
)
from service.domain.opened import OpenedTip
from service.domain.passed import list_passed, list_reports
from service.domain.people import DeskId
from service.domain.releases import ReleaseId
from service.domain.reports import ReportId, report_reference
from service.domain.reviews import list_offers
from service.domain.sheets import lay_out_report, name_ground
from service.domain.staffed import Staffed
from service.releasing.usecases import Look, MarkedError, Releasing
from service.web.forms import Form
from service.web.guards import Guard, Handler
from service.web.pages import Pages
from service.web.tip_forms import read_tip_form, read_tip_id
from service.web.visits import Visit

_TYPED = ("necessity", "place", "text")
_KEEP, _WORDS, _DESK = "keep-", "words-", "desk-"


@dataclass(frozen=True, slots=True)
class ReleaseRoutes:
    releasing: Releasing
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            self._route("/release", self.look),
            self._route("/release/send", self.send),
            self._route("/release/withdraw", self.withdraw),
            self._route("/cctv", self.look_cctv),
            self._route("/cctv/send", self.ask_cctv),
        ]

    async def look(self, visit: Visit) -> Response:
        look = await self._look(visit, visit.form.text("report"))
        return self._show(visit, look, self._suggest(look))

    async def send(self, visit: Visit) -> Response:
        form, wanted = read_tip_form(visit), self._read_wanted(visit.form)
        look = await self.releasing.send(visit.officer, form, wanted)
        return self._show(visit, look, wanted)

    async def withdraw(self, visit: Visit) -> Response:
        """Ask one release back. What is wrong with the form stands beside it."""
        form, sent = read_tip_form(visit), visit.form
        asked = Withdrawal(
            ReleaseId(sent.text("release")),
            sent.text("reason"),
            sent.text("text").strip(),
            garbled="text" in sent.garbled,
        )
        problem: str | None = asked.find_problem()
        ending = Ending.SHOWN
        if not problem:
            try:
                seen = await self.releasing.withdraw(visit.officer, form, asked)
                ending = seen.ending
            except MarkedError as marked:
                problem = marked.say
        look = await self._look(visit, "")
        shown = replace(look, seen=replace(look.seen, ending=ending))
        return self._show(visit, shown, self._suggest(look), (asked, problem))

    async def look_cctv(self, visit: Visit) -> Response:
        look = await self._look(visit, "")
        return self._show_cctv(visit, look.seen, CctvAsk(), {})

    async def ask_cctv(self, visit: Visit) -> Response:
        names = ("place", "day", "since", "until", "reason")
        typed = {name: visit.form.text(name).strip() for name in names}
        asked = CctvAsk(**typed, garbled=visit.form.garbled & set(names))
        problems: dict[str, str] = {**asked.check(self.borough, self.clock.today())}
        if not problems:
            form = read_tip_form(visit)
            try:
                seen = await self.releasing.ask_cctv(visit.officer, form, asked)
                return self._show_cctv(visit, seen, asked, {})
            except MarkedError as marked:
                problems["place"] = marked.say
        look = await self._look(visit, "")
        return self._show_cctv(visit, look.seen, asked, problems)

    def _route(self, act: str, handler: Handler) -> Route:
        door = self.guard.officer(handler, typed=_TYPED)
        return Route(f"/tips/{{tip_id}}{act}", door, methods=["POST"])

    async def _look(self, visit: Visit, report: str) -> Look:
        report_id = ReportId(report) if report else None
        return await self.releasing.look(visit.officer, read_tip_id(visit), report_id)

    def _suggest(self, look: Look) -> Wanted:
        """What the form begins with: the topic's usual desks, never a body's own."""
        if look.material is None:
            return Wanted(ReportId(""))
        material, sharing = look.material, self.borough.sharing
        topic = self.borough.find_topic(material.report.topic)
        # Who a tip is about is nothing that a machine knows.
        alone = look.seen.tip.record.desk == self.borough.independent_desk
        usual = topic.routes if topic and not alone else ()
        have_it = self._find_holders(look, material.report_id)
        due_on = Staffed(self.borough.hours).add_working_days(
            self.clock.today(), sharing.due_days_of(look.seen.tip.record.priority)
        )
        return Wanted(
            material.report_id,
            tuple(d for d in material.choices if d in usual and d not in have_it),
            marking=sharing.marking,
            due_on=due_on.isoformat(),
        )

    def _read_wanted(self, form: Form) -> Wanted:
        names = ("ground", "purpose", "necessity", "marking", "due_on")
        keys = [n.removeprefix(_KEEP) for n in form.fields if n.startswith(_KEEP)]
        desks = self.borough.report_desks
        return Wanted(
            ReportId(form.text("report")),
            tuple(desk.id for desk in desks if form.text(_DESK + desk.id)),
            **{name: form.text(name).strip() for name in names},
            kept={
                key: Kept(form.text(_KEEP + key), form.text(_WORDS + key).strip())
                for key in keys
            },
            garbled=_beside(form.garbled),
        )

    def _show(
        self,
        visit: Visit,
        look: Look,
        wanted: Wanted,
        withdrawal: tuple[Withdrawal, str | None] | None = None,
    ) -> Response:
        material, tip = look.material, look.seen.tip
        asked, problem = withdrawal or (None, None)
        return self.pages.render(
            "releasing/release.html",
            refused=_refused(look.seen, problem or look.problems),
            visit=visit,
            tip=tip,
            seen=look.seen,
            material=material,
            sheet=lay_out_report(material.report, self.borough) if material else None,
            judged=read_judgement(tip) is not None,
            reports=list_reports(tip),
            passed=list_passed(tip),
            waiting=list_offers(tip),
            open_desks=look.open_desks,
            desks=self._list_desks(look),
            have_it=self._find_holders(look, wanted.report),
            move_first=self._say_move(tip, material),
            alone=tip.record.desk == self.borough.independent_desk,
            wanted=wanted,
            problems=look.problems,
            marked=_name_marks(material),
            asked=asked,
            problem=problem,
            problem_at="" if problem == AskProblem.REASON else "-text",
            too_close=OfferProblem.AREA,
            council=self.borough,
            **_list_terms(self.borough),
            keep_reasons=tuple((reason.value, reason.label) for reason in KeepReason),
            withdraw_reasons=tuple((one.value, one.label) for one in WithdrawReason),
            most_marks=MOST_MARKS,
            reference=report_reference,
            write_day=write_day,
        )

    def _say_move(self, tip: OpenedTip, material: Material | None) -> str:
        if material and must_move(tip, material.report, self.borough):
            return MoveFirstError.public_message
        return ""

    def _find_holders(self, look: Look, report: ReportId) -> frozenset[DeskId]:
        """Return the desks that have a report already."""
        passed = list_passed(look.seen.tip)
        return frozenset(
            one.desk for one in passed if one.report == report and not one.withdrawn
        )

    def _list_desks(self, look: Look) -> tuple[Desk, ...]:
        if look.material is None:
            return ()
        return list_choices(look.material.report, self.borough)

    def _show_cctv(
        self,
        visit: Visit,
        seen: Seen,
        asked: CctvAsk,
        problems: Mapping[str, str],
    ) -> Response:
        today, sharing = self.clock.today(), self.borough.sharing
        day = read_date(asked.day)
        gone_on = day + timedelta(days=sharing.cctv_days) if day else None
        return self.pages.render(
            "releasing/cctv.html",
            refused=_refused(seen, problems),
            visit=visit,
            tip=seen.tip,
            seen=seen,
            asked=asked,
            problems=problems,
            room=self.borough.name_desk(sharing.cctv_desk),
            days=sharing.cctv_days,
            left=max((gone_on - today).days, 0) if gone_on else None,
            oldest=today - timedelta(days=sharing.cctv_days),
            today=today,
            choices=_list_terms(self.borough)["purposes"],
            passed=[one for one in list_passed(seen.tip) if one.is_cctv],
            write_day=write_day,
        )


def _refused(seen: Seen, problems: object) -> type[RefusedError] | None:
    if problems:
        return BadFormError
    return ChangedMeanwhileError if seen.ending is Ending.CHANGED else None


def _name_marks(material: Material | None) -> dict[str, str]:
    """The words of each mark, by its field: two of them may lack the same answer."""
    standing = material.standing if material else ()
    return {_KEEP + one.key: one.words for one in standing}


def _beside(garbled: frozenset[str]) -> frozenset[str]:
    """The fields that what could not be read stands beside."""
    found = (name.replace(_WORDS, _KEEP, 1) for name in garbled)
    return frozenset(name for name in found if name.startswith((_KEEP, "necessity")))


def _list_terms(borough: Borough) -> dict[str, tuple[tuple[str, str], ...]]:
    words = borough.wordings
    lists = {"purposes": words.purposes, "markings": words.markings}
    named = {name: tuple((o.code, o.label) for o in of) for name, of in lists.items()}
    grounds = tuple((one.code, name_ground(one)) for one in words.grounds)
    return named | {"grounds": grounds}
