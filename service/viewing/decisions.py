"""The doors to locked files: a warning and a reason before a look, then what becomes.

Only supervisors of the desk that the files were locked for get past them. There is
no way to take a file away: the police say how they want to have it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.clock import Clock, write_day
from service.domain.errors import BadFormError, ChangedMeanwhileError, RefusedError
from service.domain.forms import Ending, TipForm, WordsProblem, check_words
from service.domain.handing import (
    LONGEST_REFERENCE,
    FileGoneError,
    FileOpensError,
    HandedTooEarlyError,
    Handing,
    Leave,
    LookReason,
    Taker,
)
from service.domain.people import DeskId
from service.domain.reports import tip_reference
from service.domain.tips import LONGEST_TEXT
from service.viewing.claiming import Lead
from service.viewing.deciding import Deciding, Decision
from service.viewing.looking import LockedFiles
from service.viewing.routes import Showing, read_file
from service.web.forms import Form
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.tip_forms import read_tip_id
from service.web.visits import Visit

_REASONS = tuple((reason.value, reason.label) for reason in LookReason)
_TAKERS = {one.value: one.label for one in Taker}
_LEAVES = {one.value: one.label for one in Leave if one is not Leave.GONE}

_NO_REFERENCE = "Write the reference that they gave you"
_LONG_REFERENCE = f"Use {LONGEST_REFERENCE} characters or fewer"
_NO_DAY = HandedTooEarlyError.public_message
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class _Typed:
    """What came in one form of the page, to be put back there if it goes no further."""

    fields: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    @property
    def handing(self) -> Handing:
        """To whom a file was handed on, where nothing is wrong with it."""
        day = date.fromisoformat(self.fields["day"])
        return Handing(Taker(self.fields["to"]), self.fields["reference"], day)

    @classmethod
    def read_handing(cls, form: Form, today: date) -> "_Typed":
        """Read to whom a file was handed on, under which reference, and when."""
        names = "to", "reference", "day"
        # What nobody can see would make a reference of nothing.
        seen = {
            name: "".join(filter(str.isprintable, form.text(name))) for name in names
        }
        fields = {name: text.strip() for name, text in seen.items()}
        found = {
            "to": "" if fields["to"] in _TAKERS else WordsProblem.NOT_CHOSEN.value,
            "reference": _judge_reference(form, fields["reference"]),
            "day": "" if _is_past(fields["day"], today) else _NO_DAY,
        }
        problems = {name: said for name, said in found.items() if said}
        return cls(fields, problems)

    @classmethod
    def read_leave(cls, form: Form) -> "_Typed":
        """Read by whose leave a file is to be destroyed."""
        leave = form.text("leave")
        chosen = leave in tuple(Leave)
        problems = {} if chosen else {"leave": WordsProblem.NOT_CHOSEN.value}
        return cls({"leave": leave}, problems)

    @classmethod
    def read_why(cls, form: Form) -> "_Typed":
        """Read why a file was locked by mistake."""
        text = form.text("why").strip()
        problem = WordsProblem.GARBLED if "why" in form.garbled else check_words(text)
        return cls({"why": text}, {"why": problem.value} if problem else {})


_NOTHING = _Typed()


@dataclass(frozen=True, slots=True)
class LockedRoutes:
    """The doors to a desk's locked files."""

    locked: LockedFiles
    deciding: Deciding
    showing: Showing
    borough: Borough
    clock: Clock
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        """Return its doors."""
        tip = "/locked/{desk}/{tip_id}"
        file, officer = f"{tip}/{{file_id}}", self.guard.officer
        handed = officer(self.hand_on, typed=("reference",))
        unlock = officer(self.unlock, typed=("why",))
        return [
            Route("/locked/{desk}", officer(self.list_tips), methods=["GET"]),
            Route(tip, officer(self.list_files), methods=["POST"]),
            Route(file, officer(self.look), methods=["POST"]),
            Route(f"{file}/decide", officer(self.decide), methods=["POST"]),
            Route(f"{file}/handed", handed, methods=["POST"]),
            Route(f"{file}/destroy", officer(self.destroy), methods=["POST"]),
            Route(f"{file}/unlock", unlock, methods=["POST"]),
        ]

    async def list_tips(self, visit: Visit) -> Response:
        """Show the tips with files that are locked for a desk."""
        desk = _desk(visit)
        tips = await self.locked.list_tips(visit.officer, desk)
        return self.pages.render(
            "viewing/tips.html",
            visit=visit,
            tips=tips,
            desk=desk,
            desk_name=self.borough.name_desk(desk),
            may_look=visit.officer.is_supervisor(desk),
            reference=tip_reference,
        )

    async def list_files(self, visit: Visit) -> Response:
        """Show which files of a tip are locked, and ask why one must be looked at."""
        return await self._list(visit, wrong="")

    async def look(self, visit: Visit) -> Response:
        """Show a locked file, for a reason."""
        reason = visit.form.text("reason")
        if not reason:
            return await self._list(visit, wrong=read_file(visit))
        wanted = read_file(visit), reason
        found = await self.locked.look(_lead(visit), _form(visit), wanted)
        return self.showing.show(visit, found, locked_for=_desk(visit))

    async def decide(self, visit: Visit) -> Response:
        """Ask what becomes of a locked file."""
        return await self._ask(visit, _NOTHING)

    async def hand_on(self, visit: Visit) -> Response:
        """Record that a file was handed on."""
        typed = _Typed.read_handing(visit.form, self.clock.today())
        if typed.problems:
            return await self._ask(visit, typed)
        try:
            done = await self.deciding.hand_on(*_about(visit), typed.handing)
        except HandedTooEarlyError as refused:
            problems = {"day": refused.public_message}
            return await self._ask(visit, replace(typed, problems=problems))
        if done.file is None:
            return self._end(visit, Act.FILE_HANDED, done, typed)
        return await self._ask(visit, _NOTHING, done=done.ending)

    async def destroy(self, visit: Visit) -> Response:
        """Destroy a file that was handed on, or what is left of one that is lost."""
        typed = _Typed.read_leave(visit.form)
        if typed.problems:
            return await self._ask(visit, typed)
        leave = Leave(typed.fields["leave"])
        try:
            done = await self.deciding.destroy(*_about(visit), leave)
        except FileOpensError as refused:
            problems = {"gone": refused.public_message}
            return await self._ask(visit, replace(typed, problems=problems))
        return self._end(visit, Act.FILE_DESTROYED, done)

    async def unlock(self, visit: Visit) -> Response:
        """Unlock a file that was locked by mistake."""
        typed = _Typed.read_why(visit.form)
        if typed.problems:
            return await self._ask(visit, typed)
        try:
            done = await self.deciding.unlock(*_about(visit), typed.fields["why"])
        except FileGoneError as refused:
            problems = {"why": refused.public_message}
            return await self._ask(visit, replace(typed, problems=problems))
        return self._end(visit, Act.FILE_UNLOCKED, done, typed)

    async def _list(self, visit: Visit, *, wrong: str) -> Response:
        page = await self.locked.list_files(_lead(visit), read_tip_id(visit))
        return self._show(
            visit,
            "viewing/files.html",
            BadFormError if wrong else None,
            page=page,
            wrong=wrong,
            reasons=_REASONS,
        )

    async def _ask(
        self, visit: Visit, typed: _Typed, *, done: Ending | None = None
    ) -> Response:
        """Show a locked file's page, or that there is nothing to decide any more."""
        page = await self.locked.list_files(_lead(visit), read_tip_id(visit))
        file = page.find(read_file(visit))
        if file is None:
            gone = Decision(Ending.CHANGED, None)
            return self._end(visit, Act.TIP_OPENED, gone, typed)
        return self._show(
            visit,
            "viewing/decide.html",
            BadFormError if typed.problems else None,
            file=file,
            seen=file.is_seen_by(visit.officer.officer_id),
            people=page.people,
            kept=typed.fields,
            problems=typed.problems,
            done=done,
            takers=_TAKERS,
            leaves=_LEAVES,
            today=self.clock.today().isoformat(),
            longest=LONGEST_TEXT,
        )

    def _end(
        self, visit: Visit, act: Act, done: Decision, typed: _Typed = _NOTHING
    ) -> Response:
        changed = done.ending is Ending.CHANGED
        return self._show(
            visit,
            "viewing/decided.html",
            ChangedMeanwhileError if changed else None,
            act=act.value,
            done=done,
            kept=typed.fields,
        )

    def _show(
        self,
        visit: Visit,
        name: str,
        refused: type[RefusedError] | None,
        /,
        **what: object,
    ) -> Response:
        tip_id = read_tip_id(visit)
        return self.pages.render(
            name,
            refused=refused,
            visit=visit,
            desk=_desk(visit),
            tip_id=tip_id,
            reference=tip_reference(tip_id),
            write_day=write_day,
            **what,
        )


def _judge_reference(form: Form, reference: str) -> str:
    if "reference" in form.garbled:
        return WordsProblem.GARBLED.value
    if len(reference) > LONGEST_REFERENCE:
        return _LONG_REFERENCE
    return "" if any(one.isalnum() for one in reference) else _NO_REFERENCE


def _is_past(text: str, today: date) -> bool:
    try:
        return bool(_DAY.fullmatch(text)) and date.fromisoformat(text) <= today
    except ValueError:
        return False


def _about(visit: Visit) -> tuple[Lead, TipForm, str]:
    return _lead(visit), _form(visit), read_file(visit)


def _lead(visit: Visit) -> Lead:
    return Lead(visit.officer, _desk(visit))


def _form(visit: Visit) -> TipForm:
    return TipForm(read_tip_id(visit), 0, 0, visit.seed)


def _desk(visit: Visit) -> DeskId:
    return DeskId(visit.request.path_params["desk"])
