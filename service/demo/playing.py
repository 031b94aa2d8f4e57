"""Play the story: each tip is sent and each step taken on its own day, in order."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from crypto import SEED_BYTES, random_bytes
from service.demo.cases import CASEWORK
from service.demo.people import Staff
from service.demo.photos import draw_photo
from service.demo.powers import Powers
from service.demo.story import FOLLOWED, STORY, Does, Step
from service.demo.tips import Told
from service.demo.working import Worker
from service.domain.answers import Answers
from service.domain.forms import Seen, TipForm
from service.domain.people import SignedIn
from service.domain.sending import Sending
from service.domain.tips import TipId

_DAY = 24 * 60 * 60
_HOUR = 60 * 60

Act = Callable[[SignedIn, TipForm, Step], Awaitable[Seen]]


@dataclass(slots=True)
class Stage:
    """Where the story is played: the powers, the people, and what was sent so far."""

    powers: Powers
    staff: Staff
    now: int
    tips: dict[str, TipId] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    at_work: dict[str, SignedIn] = field(default_factory=dict)

    async def play(self, told: Sequence[Told]) -> None:
        """Let every day of the story pass, oldest first."""
        first = max(tip.days_ago for tip in told)
        for days_ago in range(first, -1, -1):
            # An hour before now, so that nothing happens in the future.
            self.powers.clock.seconds = self.now - days_ago * _DAY - _HOUR
            for tip in told:
                if tip.days_ago == days_ago:
                    await self._send(tip)
            await self._follow_posters(first - days_ago)
            await self._work([step for step in STORY if step.days_ago == days_ago])
            await self._do_casework(days_ago)
            await self._ring()
        for officer in self.at_work.values():
            await self.powers.sessions.sign_out(officer)

    async def _send(self, tip: Told) -> None:
        intake, seed = self.powers.intake, random_bytes(SEED_BYTES)
        answers = await self._attach(tip)
        sending = Sending(answers, seed, tip.identity, is_suspect=tip.hurried)
        receipt = await intake.send_tip(sending)
        draft = intake.secret.draft(seed, sending.canonical)
        self.tips[tip.key] = TipId(draft.tip_id)
        if receipt is not None:
            self.words[tip.key] = receipt.words

    async def _follow_posters(self, day: int) -> None:
        """Let people follow posters on a day of the story, and write down how many."""
        for code, days in FOLLOWED.items():
            for _visit in range(days[day] if day < len(days) else 0):
                self.powers.arriving.count_visit(code)
        await self.powers.arriving.close()

    async def _attach(self, tip: Told) -> Answers:
        if not tip.photo:
            return tip.answers
        kept = await self.powers.attaching.take_in(_send(draw_photo()), room=1)
        return replace(tip.answers, files=kept.pieces)

    async def _work(self, steps: Sequence[Step]) -> None:
        for step in steps:
            officer = await self._sign_in(step.by) if step.by else None
            await self._take(step, officer)

    async def _do_casework(self, days_ago: int) -> None:
        worker = Worker(self.powers, self.tips, self._sign_in)
        for step in CASEWORK:
            if step.days_ago == days_ago:
                await worker.take(step)

    async def _ring(self) -> None:
        """Let the bells ring that rang that day: what waited too long is late."""
        ringing = self.powers.ringing
        for ring in (ringing.ring_doorbells, ringing.ring_duties):
            while await ring():
                continue

    async def _sign_in(self, name: str) -> SignedIn:
        # Once for all the days: a password takes its time, by design.
        if name not in self.at_work:
            self.at_work[name] = await self.staff.sign_in(self.powers, name)
        return self.at_work[name]

    async def _take(self, step: Step, officer: SignedIn | None) -> None:
        if step.does is Does.WITHDRAWS:
            await self.powers.mailbox.delete(self.words[step.tip])
            return
        if officer is None:
            thread = await self.powers.mailbox.open_mailbox(self.words[step.tip])
            await self.powers.mailbox.add(thread.token, step.text)
            return
        seen = await self.powers.casebook.open_tip(officer, self.tips[step.tip])
        record = seen.tip.record
        form = TipForm(
            record.id, record.version, seen.tip.heard, random_bytes(SEED_BYTES)
        )
        await self._find_act(step.does)(officer, form, step)

    def _find_act(self, does: Does) -> Act:
        handling, answering = self.powers.handling, self.powers.answering
        acts: dict[Does, Act] = {
            Does.CLAIMS: lambda officer, form, _step: handling.claim(officer, form),
            Does.HANDS_OVER: self._hand_over,
            Does.CLOSES: lambda officer, form, step: handling.close(
                officer, form, step.choice, step.text
            ),
            Does.NOTES: lambda officer, form, step: answering.add_note(
                officer, form, step.text
            ),
            Does.ASKS: lambda officer, form, step: answering.send_message(
                officer, form, step.text
            ),
            Does.SEEKS: self._seek_name,
            Does.PASSES_ON: lambda officer, form, step: answering.pass_on(
                officer, form, step.text
            ),
        }
        return acts[does]

    async def _seek_name(self, officer: SignedIn, form: TipForm, step: Step) -> Seen:
        await self.powers.seeking.ask(officer, form, step.choice, step.text)
        return await self.powers.casebook.open_tip(officer, form.tip_id)

    async def _hand_over(self, officer: SignedIn, form: TipForm, step: Step) -> Seen:
        listed = await self.powers.officers.list_officers()
        colleague = next(each.id for each in listed if each.name == step.choice)
        return await self.powers.handling.hand_over(officer, form, colleague)


async def _send(content: bytes) -> AsyncIterator[bytes]:
    yield content
