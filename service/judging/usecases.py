"""Judge a tip, and decide about its source: each verb is one transaction.

Reading which other tips may be the same matter is another, after it: that opens
summaries alone, as the inbox does, and changes nothing.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from crypto import Draft, random_below
from service.db.casebook import Casebook
from service.db.duties import DutyBook
from service.db.engine import Transaction
from service.domain.alike import Alike, Matter, Other, choose_alike
from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.deeds import Deed, Doer
from service.domain.doorbells import QUARTER, choose_ring
from service.domain.errors import BadFormError, ForbiddenError
from service.domain.forms import Seen, TipForm, Wish
from service.domain.judgement_forms import LONGEST_REASON, Typed
from service.domain.judgements import Judgement
from service.domain.judging import (
    Problems,
    Standing,
    begin_judgement,
    check_typed,
)
from service.domain.letters import Kind, TipSummary
from service.domain.opened import OpenedTip, People, TipFile
from service.domain.people import Keyring, SignedIn
from service.domain.references import read_reference
from service.domain.sealed import choose_tip_letter, read_remark, read_summary
from service.domain.shown import read_judged
from service.domain.source_review import SourceDecision, decide_source
from service.domain.tips import TipId
from service.judging import store
from service.judging.store import OtherTip


class _WrongError(Exception):
    """What was typed cannot be kept. It ends the transaction and goes no further."""

    def __init__(self, problems: Problems) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Sheet:
    """A tip on its judging page: as it is now, and which others may belong to it."""

    seen: Seen
    alike: tuple[Alike, ...]
    problems: Problems = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Judging:
    """Judges tips. Everything raises as `Casebook.carry_out`."""

    casebook: Casebook
    borough: Borough

    async def open_tip(self, officer: SignedIn, tip_id: TipId) -> Sheet:
        """Open a tip to judge it: a look at it, as any other.

        Raises:
            NotFoundError: There is none, or it is another desk's.
        """
        seen = await self.casebook.open_tip(officer, tip_id)
        return await self._look_around(officer, seen)

    async def save(self, officer: SignedIn, form: TipForm, typed: Typed) -> Sheet:
        """Save a judgement as a new sealed letter, and what follows from it.

        How urgent the tip is changes in clear with it, and a safeguarding duty is
        opened where the topic asks for one. What cannot be kept changes nothing and
        ends in a look at the tip, with the problems beside it.
        """
        known = await self._find_known(form.tip_id, typed.judgement)
        saving = _Saving(self.casebook, self.borough, officer, typed, known)
        wish = Wish(Act.TIP_JUDGED, typed.judgement.json)
        try:
            seen = await self.casebook.carry_out(
                officer, form, wish, saving.plan, also=saving.follow
            )
        except _WrongError as wrong:
            seen = await self.casebook.open_tip(officer, form.tip_id)
            sheet = await self._look_around(officer, seen)
            return replace(sheet, problems=wrong.problems)
        return await self._look_around(officer, seen)

    async def decide_source(
        self, officer: SignedIn, form: TipForm, decision: SourceDecision, reason: str
    ) -> Sheet:
        """Write down what a supervisor decided about who keeps coming back.

        Raises:
            ForbiddenError: The officer is no supervisor of the tip's desk.
            BadFormError: There is no reason, or more than fits.
        """
        if not reason or len(reason) > LONGEST_REASON:
            raise BadFormError
        doer = Doer(officer.officer_id, self.casebook.clock.today())

        def plan(tip: OpenedTip, _people: People) -> Deed:
            if not officer.is_supervisor(tip.record.desk):
                raise ForbiddenError
            return decide_source(doer, tip, decision, reason)

        wish = Wish(Act.SOURCE_REVIEWED, reason, decision.value)
        seen = await self.casebook.carry_out(officer, form, wish, plan)
        return await self._look_around(officer, seen)

    async def _find_known(self, tip_id: TipId, judgement: Judgement) -> frozenset[str]:
        """Return which references in a judgement are tips of the same desk.

        Safe although nobody has asked yet who wants to know: nothing is shown of it
        before the tip itself was opened for them.
        """
        named = {judgement.same_as, *judgement.cluster}
        references = {one for one in named if read_reference(one) == one}
        async with self.casebook.vault.reading() as connection:
            return await store.find_known(connection, tip_id, references - {""})

    async def _look_around(self, officer: SignedIn, seen: Seen) -> Sheet:
        """Find the tips of the same desk that may be the same matter."""
        tip, borough = seen.tip, self.borough
        judgement = begin_judgement(tip, borough)
        told = TipSummary.of(tip.answers) if tip.answers else None
        matter = Matter.of_judgement(judgement, told, borough)
        linked = frozenset(judgement.cluster)
        async with self.casebook.vault.reading() as connection:
            cards, desk = self.casebook.cards, tip.record.desk
            keyring = await cards.open_keyring(connection, officer, desk)
            others = await store.list_others(connection, tip.record, linked)
        opened = _open_others(others, keyring, borough)
        today = self.casebook.clock.today()
        return Sheet(seen, choose_alike(matter, opened, today, linked))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Saving:
    """One save: what it is checked against, what it writes, and what follows."""

    casebook: Casebook
    borough: Borough
    officer: SignedIn
    typed: Typed
    known: Collection[str]

    @property
    def doer(self) -> Doer:
        return Doer(self.officer.officer_id, self.casebook.clock.today())

    def plan(self, tip: OpenedTip, _people: People) -> Deed:
        problems = check_typed(self.typed, Standing.of(tip, self.known), self.borough)
        if problems:
            raise _WrongError(problems)
        judgement = self.typed.judgement
        kept = self.doer.keep(tip, Kind.JUDGEMENT, Act.TIP_JUDGED, judgement.json)
        return replace(kept, summary=judgement.summary)

    async def follow(
        self, connection: Transaction, file: TipFile, draft: Draft
    ) -> None:
        judgement, tip = self.typed.judgement, file.tip
        if judgement.priority != tip.record.priority:
            ring_at = self._choose_ring(judgement.priority)
            await store.change_priority(
                connection, tip.record, judgement.priority, ring_at
            )
        # A duty that begins now rings as urgently as the tip is from now on.
        record = replace(tip.record, priority=judgement.priority)
        await DutyBook(self.casebook, self.borough).follow_judgement(
            connection,
            replace(file, tip=replace(tip, record=record)),
            draft,
            self.doer,
            topic=judgement.topic,
            child=judgement.concerns_child,
        )

    def _choose_ring(self, priority: int) -> int:
        now, wait = self.casebook.clock.now(), random_below(QUARTER)
        return choose_ring(priority, now, wait, self.borough.hours)


def _open_others(
    others: Collection[OtherTip], keyring: Keyring, borough: Borough
) -> Iterator[Other]:
    for one in others:
        letter = choose_tip_letter(one.letters)
        told = read_summary(letter, keyring, one.shreds) if letter else None
        judged = read_judged(one.letters, keyring, one.shreds)
        matter = Matter.of(told, judged, borough)
        yield Other(one.id, one.day, one.priority, matter, _find_end(one, keyring))


def _find_end(one: OtherTip, keyring: Keyring) -> date | None:
    """Return the day a tip was closed; the day it came where that does not open."""
    if one.open:
        return None
    ends = (a for a in reversed(one.letters) if a.kind is Kind.OUTCOME)
    opened = (read_remark(a, keyring, one.shreds) for a in ends)
    return next((a.day for a in opened if a), one.day)
