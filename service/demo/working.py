"""Take the steps of the casework, each as the officer who took it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from crypto import SEED_BYTES, random_bytes
from service.commands.errors import CommandError
from service.demo.casework import Answers, Judges, Keeps, Protects, Sends, Work
from service.demo.cast import SUPERVISOR
from service.demo.powers import Powers
from service.domain.answering import Saying
from service.domain.asking import CctvAsk
from service.domain.duties import Step as DutyStep
from service.domain.forms import TipForm
from service.domain.judgement_forms import Typed
from service.domain.offers import KeepReason, Kept, Wanted
from service.domain.opened import OpenedTip
from service.domain.parcels import ReleaseForm
from service.domain.passed import list_passed
from service.domain.people import DeskId, SignedIn
from service.domain.proposals import list_asked
from service.domain.releases import ReleaseId, Step
from service.domain.tips import TipId

DUE_DAYS = 14

SignIn = Callable[[str], Awaitable[SignedIn]]


@dataclass(frozen=True, slots=True)
class Worker:
    """Does what a step says; `tips` are by their names in the story."""

    powers: Powers
    tips: Mapping[str, TipId]
    sign_in: SignIn

    async def take(self, step: Work) -> None:
        """Take one step, whatever it is."""
        match step:
            case Judges():
                await self.judge(step)
            case Sends():
                await self.send(step)
            case Keeps():
                await self.keep(step)
            case Answers():
                await self.answer(step)
            case Protects():
                await self.protect(step)

    async def judge(self, step: Judges) -> None:
        """Judge a tip."""
        officer = await self.sign_in(step.by)
        form = await self._open(officer, step.tip)
        sheet = await self.powers.judging.save(officer, form, Typed(step.judgement))
        _require(not sheet.problems, step.tip)

    async def send(self, step: Sends) -> None:
        """Write a report and release it; a second person lets it go where needed."""
        officer = await self.sign_in(step.by)
        sheet = await self.powers.writing.begin(
            officer, self.tips[step.tip], random_bytes(SEED_BYTES)
        )
        form = await self._open(officer, step.tip)
        await self.powers.writing.save(officer, form, sheet.report_id, step.report)
        look = await self.powers.releasing.look(
            officer, self.tips[step.tip], sheet.report_id
        )
        day = self.powers.clock.today() + timedelta(days=DUE_DAYS)
        wanted = Wanted(
            sheet.report_id,
            step.desks,
            ground="cda-115",
            purpose="prevent",
            necessity=step.necessity,
            marking="OFFICIAL-SENSITIVE",
            due_on=day.isoformat(),
            kept={
                one.key: Kept(KeepReason.NEEDED.value)
                for one in (look.material.standing if look.material else ())
            },
        )
        form = await self._open(officer, step.tip)
        look = await self.powers.releasing.send(officer, form, wanted)
        _require(not look.problems, step.tip)
        if step.let_go_by:
            await self._let_go(step)

    async def keep(self, step: Keeps) -> None:
        """Ask the camera room to keep yesterday's pictures of a place."""
        officer = await self.sign_in(step.by)
        day = self.powers.clock.today() - timedelta(days=1)
        asked = CctvAsk(step.place, day.isoformat(), "15:00", "19:00", "preserve")
        form = await self._open(officer, step.tip)
        await self.powers.releasing.ask_cctv(officer, form, asked)

    async def answer(self, step: Answers) -> None:
        """Take a partner's step about the report of a tip."""
        release = await self._find_release(step.tip, step.desk)
        officer = await self.sign_in(step.by)
        received = self.powers.received
        shown = await received.open_report(officer, step.desk, release)
        form = ReleaseForm(
            release,
            step.desk,
            shown.seen.file.record.version,
            random_bytes(SEED_BYTES),
        )
        choice = officer.officer_id if step.step is Step.OWNED else step.choice
        await received.answer(officer, form, Saying(step.step, step.text, choice))

    async def protect(self, step: Protects) -> None:
        """Act on a duty, propose to close it, or confirm that it is closed."""
        officer = await self.sign_in(step.by)
        tip, duties = self.tips[step.tip], self.powers.duties
        desk = step.desk if officer.find_post(step.desk) else None
        seen = await duties.look(officer, tip, desk)
        form = _make_form(seen.tip)
        if step.action:
            await duties.act(officer, form, desk, (step.action, step.text))
        elif step.confirms:
            await duties.answer(officer, form, desk, "")
        else:
            await duties.close(officer, form, desk, (DutyStep.PROPOSED, step.text))

    async def _let_go(self, step: Sends) -> None:
        officer = await self.sign_in(step.let_go_by)
        form = await self._open(officer, step.tip)
        seen = await self.powers.reviewing.look(officer, form.tip_id)
        asked = list_asked(seen.tip)[0]
        await self.powers.reviewing.let_go(officer, _make_form(seen.tip), asked.id)

    async def _find_release(self, tip: str, desk: DeskId) -> ReleaseId:
        seen = await self.powers.casebook.open_tip(
            await self.sign_in(SUPERVISOR), self.tips[tip]
        )
        passed = [one for one in list_passed(seen.tip) if one.desk == desk]
        _require(bool(passed), tip)
        return passed[-1].release

    async def _open(self, officer: SignedIn, tip: str) -> TipForm:
        seen = await self.powers.casebook.open_tip(officer, self.tips[tip])
        return _make_form(seen.tip)


def _make_form(tip: OpenedTip) -> TipForm:
    seed = random_bytes(SEED_BYTES)
    return TipForm(tip.record.id, tip.record.version, tip.heard, seed)


def _require(fits: bool, tip: str) -> None:  # noqa: FBT001 - what must be true
    if not fits:
        message = f"The story of {tip!r} could not be played"
        raise CommandError(message)
