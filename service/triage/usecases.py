"""Open a tip and act on it: each verb is one transaction and at least one entry.

The tip is locked first, so of two officers at once the second acts on what the
first has left, or is told of it. Whatever a form does, it answers with the tip.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from crypto import CryptoError, Draft, ProcessSecret, ShredKey
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.deeds import (
    LIFTED,
    Deed,
    Doer,
    Ending,
    HoldReason,
    TipForm,
    Wish,
    check_length,
    check_words,
    judge,
    seal_deed,
)
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.letters import Side
from service.domain.opened import OpenedLetter, OpenedTip, People, TipFile
from service.domain.people import Keyring, OfficerId, SignedIn
from service.domain.sealed import StoredTip, adopt, choose_tip_letter
from service.domain.tips import TipId
from service.triage import store


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Seen:
    """A tip as it is after a form, and what came of the form.

    `since` is what others did meanwhile, where that kept the form from its aim.
    """

    tip: OpenedTip
    people: People
    ending: Ending
    since: tuple[OpenedLetter, ...] = ()


Plan = Callable[[OpenedTip, People], Deed]
"""Says what a wish means for the tip as it is now, or refuses."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Tips:
    """What opens and changes one tip in one transaction. Verbs are built on it."""

    vault: Vault
    cards: CardBook
    log: AuditLog
    clock: Clock
    secret: ProcessSecret

    async def open_tip(self, officer: SignedIn, tip_id: TipId) -> Seen:
        """Open a tip for its desk; the first opening adopts its seal.

        Raises:
            NotFoundError: There is none, or it is another desk's.
        """
        async with self.vault.writing() as connection:
            file = await self._take(connection, officer, tip_id)
            tip = file.tip
            if tip.holder == officer.officer_id or not tip.record.open:
                tip = await self._silence(connection, file)
            entry = Entry(Act.TIP_OPENED, officer.officer_id, tip_id)
            await self.log.append(connection, entry)
            people = await store.list_people(connection, tip.record.desk)
        return Seen(tip, people, Ending.SHOWN)

    async def carry_out(
        self, officer: SignedIn, form: TipForm, wish: Wish, plan: Plan
    ) -> Seen:
        """Do what a form asks for, once, if the tip is still as its page showed it.

        A form that was sent before and a form that somebody was faster than change
        nothing: they end in a look at the tip, and stand in the log as one.

        Raises:
            NotFoundError: There is no such tip, or it is another desk's.
            BadFormError: No page of ours offers this for the tip.
        """
        async with self.vault.writing() as connection:
            file = await self._take(connection, officer, form.tip_id)
            people = await store.list_people(connection, file.tip.record.desk)
            draft = self.secret.draft(form.seed, wish.canonical(form.tip_id))
            ending = judge(file.tip, form, wish, draft)
            tip = file.tip
            if ending is Ending.DONE:
                deed = plan(file.tip, people)
                tip = await self._write(connection, file, deed, draft)
            await self.log.append(connection, _entry(officer, form, wish, ending))
        since = tip.deeds_since(form.version) if ending is Ending.CHANGED else ()
        return Seen(tip, people, ending, since)

    async def _take(
        self, connection: Transaction, officer: SignedIn, tip_id: TipId
    ) -> TipFile:
        desk = await store.lock_tip(connection, tip_id)
        if desk is None or officer.find_post(desk) is None:
            raise NotFoundError
        keyring = await self.cards.open_keyring(connection, officer, desk)
        stored = await store.get_tip(connection, tip_id)
        if await self._adopt(connection, stored, keyring):
            stored = await store.get_tip(connection, tip_id)
        return TipFile.open(stored, keyring)

    async def _adopt(
        self, connection: Transaction, stored: StoredTip, keyring: Keyring
    ) -> bool:
        """Make the desk's own shred key and seal, the first time. Tell if it was."""
        if Side.TOLD not in stored.shreds or Side.STAFF in stored.shreds:
            return False
        tip = stored.record
        await store.add_staff_shred(connection, tip.id, ShredKey.generate())
        letter = choose_tip_letter(stored.letters)
        try:
            seal = adopt(letter, keyring) if letter else None
        except CryptoError:
            return True
        if letter and seal:
            await store.adopt_seal(connection, letter.id, tip.desk, seal)
        return True

    async def _silence(self, connection: Transaction, file: TipFile) -> OpenedTip:
        """Take the doorbell away, then look again: what comes later rings anew."""
        await store.remove_doorbell(connection, file.tip.record)
        stored = await store.get_tip(connection, file.tip.record.id)
        tip = OpenedTip.open(stored, file.keyring)
        return replace(tip, has_news=file.tip.has_news)

    async def _write(
        self, connection: Transaction, file: TipFile, deed: Deed, draft: Draft
    ) -> OpenedTip:
        """Write what a deed leaves, as one step of the tip's version."""
        tip = file.tip.record
        for letter in seal_deed(deed, file, draft):
            await store.add_letter(connection, letter, tip.desk)
        await store.change_tip(connection, tip, deed)
        if deed.silences:
            await store.remove_doorbell(connection, tip)
        if deed.held is not None:
            await store.change_hold(connection, tip, held=deed.held)
        stored = await store.get_tip(connection, tip.id)
        return OpenedTip.open(stored, file.keyring)


@dataclass(frozen=True, slots=True)
class Handling:
    """Decide who has a tip and when it is done. All raise as `Tips.carry_out`."""

    tips: Tips
    borough: Borough

    async def claim(self, officer: SignedIn, form: TipForm) -> Seen:
        """Pick a tip up: its reporter is told that it is being read."""
        return await self.hand_over(officer, form, officer.officer_id)

    async def hand_over(
        self, officer: SignedIn, form: TipForm, colleague: OfficerId
    ) -> Seen:
        """Give a tip to an admitted member of its desk."""
        own = colleague == officer.officer_id
        wish = Wish(Act.TIP_CLAIMED if own else Act.TIP_HANDED, choice=colleague)

        def plan(tip: OpenedTip, people: People) -> Deed:
            if colleague not in people.members:
                raise BadFormError
            return self._doer(officer).give(tip, colleague)

        return await self.tips.carry_out(officer, form, wish, plan)

    async def close(
        self, officer: SignedIn, form: TipForm, outcome_code: str, text: str = ""
    ) -> Seen:
        """Close a tip with an outcome that its reporter is told in plain words."""
        outcome = self.borough.find_outcome(outcome_code)
        if outcome is None or check_length(text):
            raise BadFormError
        wish = Wish(Act.TIP_CLOSED, text, outcome_code)
        doer = self._doer(officer)
        return await self.tips.carry_out(
            officer,
            form,
            wish,
            lambda tip, _people: doer.close(tip, outcome, text, self.borough),
        )

    async def reopen(self, officer: SignedIn, form: TipForm) -> Seen:
        """Take a closed tip up again, for instance because its reporter added to it."""
        doer = self._doer(officer)
        return await self.tips.carry_out(
            officer,
            form,
            Wish(Act.TIP_REOPENED),
            lambda tip, _people: doer.reopen(tip),
        )

    async def set_hold(
        self, officer: SignedIn, form: TipForm, reason: HoldReason
    ) -> Seen:
        """Keep a tip from being deleted by anyone. Only supervisors may."""
        wish = Wish(Act.HOLD_SET, choice=reason.value)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            _require_supervisor(officer, tip)
            return self._doer(officer).hold(tip, reason)

        return await self.tips.carry_out(officer, form, wish, plan)

    async def lift_hold(self, officer: SignedIn, form: TipForm) -> Seen:
        """Let a tip be deleted again. Only supervisors may."""
        wish = Wish(Act.HOLD_LIFTED, choice=LIFTED)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            _require_supervisor(officer, tip)
            return self._doer(officer).lift(tip)

        return await self.tips.carry_out(officer, form, wish, plan)

    def _doer(self, officer: SignedIn) -> Doer:
        return Doer(officer.officer_id, self.tips.clock.today())


@dataclass(frozen=True, slots=True)
class Answering:
    """Write about a tip, to colleagues or to its reporter; raises as `carry_out`."""

    tips: Tips

    async def add_note(self, officer: SignedIn, form: TipForm, text: str) -> Seen:
        """Write something down that only the desk reads."""
        wish = _wish_words(Act.NOTE_ADDED, text)
        doer = self._doer(officer)
        return await self.tips.carry_out(
            officer, form, wish, lambda tip, _people: doer.note(tip, text)
        )

    async def send_message(self, officer: SignedIn, form: TipForm, text: str) -> Seen:
        """Write to a reporter who took words."""
        wish = _wish_words(Act.MESSAGE_SENT, text)
        doer = self._doer(officer)
        return await self.tips.carry_out(
            officer, form, wish, lambda tip, _people: doer.message(tip, text)
        )

    async def pass_on(self, officer: SignedIn, form: TipForm, text: str) -> Seen:
        """Tell a reporter who took words that it was passed on, in plain words."""
        wish = _wish_words(Act.PASSED_ON, text)
        doer = self._doer(officer)
        return await self.tips.carry_out(
            officer, form, wish, lambda tip, _people: doer.pass_on(tip, text)
        )

    def _doer(self, officer: SignedIn) -> Doer:
        return Doer(officer.officer_id, self.tips.clock.today())


def _entry(officer: SignedIn, form: TipForm, wish: Wish, ending: Ending) -> Entry:
    if ending is not Ending.DONE:
        return Entry(Act.TIP_OPENED, officer.officer_id, form.tip_id)
    return Entry(wish.act, officer.officer_id, form.tip_id, wish.reason)


def _wish_words(act: Act, text: str) -> Wish:
    if check_words(text):
        raise BadFormError
    return Wish(act, text)


def _require_supervisor(officer: SignedIn, tip: OpenedTip) -> None:
    if not officer.is_supervisor(tip.record.desk):
        raise ForbiddenError
