"""Look at what came in a flood, and empty the quarantine: let in, or close.

Work is done in batches, each one transaction with its entry in the log: killed in the
middle, what was done stands and the rest still waits.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crypto import random_id
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.casebook import Casebook
from service.db.engine import Transaction, Vault
from service.domain import sealed
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.configured import Outcome
from service.domain.deeds import Doer
from service.domain.errors import BadFormError
from service.domain.forms import Wish
from service.domain.letters import TipSummary
from service.domain.people import DeskId, Keyring, SignedIn
from service.domain.quarantine import (
    SAMPLES,
    SHOWN_CHARACTERS,
    Which,
    tell_plainly,
)
from service.domain.reports import tip_reference
from service.domain.tips import TipId
from service.quarantine import store
from service.quarantine.claiming import (
    BATCH,
    Claiming,
    Emptied,
    require_member,
    require_supervisor,
)
from service.quarantine.comparing import read_text
from service.quarantine.store import Count, HeldTip, Page

LET_IN_BATCH = 500


@dataclass(frozen=True, slots=True)
class Held:
    """What a desk's quarantine holds. `news` were closed and written to since."""

    desk: DeskId
    counts: tuple[Count, ...]
    duties: int
    news: tuple[TipId, ...]
    new: tuple[tuple[date, int], ...] = ()
    """How many of the inbox could be moved here, by day."""

    @property
    def total(self) -> int:
        """How many wait."""
        return sum(count.tips for count in self.counts)


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of one tip. Empty where it does not open."""

    tip: HeldTip
    summary: TipSummary | None
    beginning: str
    is_cut: bool

    @property
    def reference(self) -> str:
        """How officers name it to each other."""
        return tip_reference(self.tip.id)


@dataclass(frozen=True, slots=True)
class Looking:
    """Shows what waits. Opens no more than a few beginnings at a time."""

    vault: Vault
    cards: CardBook
    log: AuditLog

    async def look(self, officer: SignedIn, desk: DeskId) -> Held:
        """Return how many wait, by day and priority. Opens nothing.

        Raises:
            NotFoundError: It is no desk of the officer's.
        """
        require_member(officer, desk)
        async with self.vault.reading() as connection:
            return Held(
                desk,
                tuple(await store.count_held(connection, desk)),
                await store.count_with_duty(connection, desk),
                tuple(await store.list_news(connection, desk)),
                tuple(await store.count_new(connection, desk)),
            )

    async def open_samples(
        self, officer: SignedIn, desk: DeskId, after: str = ""
    ) -> tuple[Sample, ...]:
        """Open ten tips at random, or the ten behind one that was shown before.

        Ids are random and so is their order. The beginning is most of many a tip, so
        the log names each of them, as it does where one is opened.

        Raises:
            NotFoundError: It is no desk of the officer's.
        """
        require_member(officer, desk)
        async with self.vault.writing() as connection:
            keyring = await self.cards.open_keyring(connection, officer, desk)
            behind, first = after or random_id(), ""
            found: dict[TipId, HeldTip] = {}
            for start in (behind, first):
                page = Page(start, SAMPLES - len(found))
                tips = await store.list_sealed(connection, desk, page)
                found |= {tip.id: tip for tip in tips}
            by, act = officer.officer_id, Act.QUARANTINE_SAMPLED
            for tip in found:
                await self.log.append(connection, Entry(act, by, tip, desk))
        return tuple(_open_sample(tip, keyring) for tip in found.values())


@dataclass(frozen=True, slots=True)
class Emptying:
    """Lets tips into the inbox, or closes them together."""

    casebook: Casebook
    borough: Borough
    claiming: Claiming

    async def let_in(self, officer: SignedIn, desk: DeskId, which: Which) -> Emptied:
        """Let tips into the inbox. One by one any member may, more a supervisor.

        Raises:
            NotFoundError: It is no desk of the officer's, or no tip is like that.
            ForbiddenError: They do not supervise it.
        """
        require_member(officer, desk)
        if not which.is_one:
            require_supervisor(officer, desk)
        claim, is_cut = await self.claiming.find(officer, desk, which)

        async def handle(connection: Transaction, tips: Sequence[TipId]) -> None:
            await store.mark(connection, tips, quarantined=False)
            count = str(len(tips))
            entry = Entry(Act.QUARANTINE_LET_IN, officer.officer_id, desk, count)
            await self.casebook.log.append(connection, entry)

        emptied = await self.claiming.run(replace(claim, at_most=LET_IN_BATCH), handle)
        return replace(emptied, is_cut=is_cut)

    async def close(
        self, officer: SignedIn, desk: DeskId, which: Which, ending: "Ending"
    ) -> Emptied:
        """Close tips together, with an outcome; only a supervisor may.

        Each gets what closing it by itself would leave, and its reporter is told that
        it was closed with others. Where somebody has still to act for somebody's
        safety, and where the reporter has deleted it, it stays as it is.

        Raises:
            NotFoundError: It is no desk of the officer's, or no tip is like that.
            ForbiddenError: They do not supervise it.
            BadFormError: There is no such outcome.
        """
        require_member(officer, desk)
        require_supervisor(officer, desk)
        outcome = self.borough.find_outcome(ending.outcome)
        if outcome is None:
            raise BadFormError
        claim, is_cut = await self.claiming.find(officer, desk, which)
        told = tell_plainly(outcome)

        async def handle(connection: Transaction, tips: Sequence[TipId]) -> None:
            for tip in tips:
                await self._close(connection, officer, tip, told, seed=ending.seed)
            # In its own shelf still: thousands would bury what else was closed.
            await store.mark(connection, tips, quarantined=True)
            reason = f"{outcome.code}: {len(tips)}"
            entry = Entry(Act.QUARANTINE_CLOSED, officer.officer_id, desk, reason)
            await self.casebook.log.append(connection, entry)

        claim = replace(claim, at_most=BATCH, closable=True)
        return replace(await self.claiming.run(claim, handle), is_cut=is_cut)

    async def _close(
        self,
        connection: Transaction,
        officer: SignedIn,
        tip_id: TipId,
        outcome: Outcome,
        *,
        seed: bytes,
    ) -> None:
        casebook = self.casebook
        file = await casebook.take(connection, officer, tip_id)
        wish = Wish(Act.TIP_CLOSED, choice=outcome.code)
        draft = casebook.secret.draft(seed, wish.canonical(tip_id))
        doer = Doer(officer.officer_id, casebook.clock.today())
        deed = doer.close(file.tip, outcome, "", self.borough)
        await casebook.write(connection, file, deed, draft)


@dataclass(frozen=True, slots=True)
class Ending:
    """With which outcome tips are closed, and the seed of the form that says so."""

    outcome: str
    seed: bytes


def _open_sample(tip: HeldTip, keyring: Keyring) -> Sample:
    letter = sealed.choose_tip_letter(tip.letters)
    summary = sealed.read_summary(letter, keyring, tip.shreds) if letter else None
    text = read_text(tip, keyring)
    return Sample(tip, summary, text[:SHOWN_CHARACTERS], len(text) > SHOWN_CHARACTERS)
