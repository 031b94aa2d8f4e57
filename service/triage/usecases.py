"""Open a tip and act on it: each verb is one transaction and at least one entry.

The tip is locked first, so of two officers at once the second acts on what the
first has left, or is told of it. Whatever a form does, it answers with the tip.
"""

from dataclasses import dataclass, replace

from anyio import to_thread

from crypto import Draft
from service.db import tipfiles
from service.db.casebook import Casebook
from service.db.engine import Transaction
from service.db.releasebook import Releasebook
from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.deeds import LIFTED, Deed, Doer, HoldReason
from service.domain.errors import (
    BadFormError,
    ChangedMeanwhileError,
    ForbiddenError,
)
from service.domain.forms import Seen, TipForm, Wish, check_length, check_words
from service.domain.opened import OpenedTip, People, TipFile
from service.domain.originals import list_words
from service.domain.passed import list_passed
from service.domain.people import OfficerId, SignedIn
from service.domain.proposals import Marked, Message, ProposalKind, ask
from service.domain.returns import Return, list_returns
from service.domain.tips import TipId
from service.extract.checking import list_message_marks, list_unanswered
from service.extract.marks import Mark

_MOST_MARKED = 40


class MarkedError(BadFormError):
    """Words for a reporter that somebody has to look at before they go out."""

    public_message = "Look at what is marked before you send it."


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Following:
    """See how far what was passed on has come. Changes and locks nothing."""

    book: Releasebook
    borough: Borough

    async def list_returns(
        self, officer: SignedIn, tip: OpenedTip
    ) -> tuple[Return, ...]:
        """Return what left a tip's desk and what came of it, the oldest first.

        Raises:
            ForbiddenError: The officer is no member of the tip's desk any more.
        """
        passed = [one.release for one in list_passed(tip)]
        if not passed:
            return ()
        async with self.book.vault.reading() as connection:
            keyring = await self.book.cards.open_keyring(
                connection, officer, tip.record.desk
            )
            opened = await self.book.open_all(connection, keyring, passed)
        return list_returns(opened, self.borough)


@dataclass(frozen=True, slots=True)
class Handling:
    """Decide who has a tip and when it is done. All raise as `Casebook.carry_out`."""

    casebook: Casebook
    borough: Borough

    async def open_tip(self, officer: SignedIn, tip_id: TipId) -> Seen:
        """Open a tip for its desk.

        Raises:
            NotFoundError: There is none, or it is another desk's.
        """
        return await self.casebook.open_tip(officer, tip_id)

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

        return await self.casebook.carry_out(officer, form, wish, plan)

    async def close(
        self, officer: SignedIn, form: TipForm, outcome_code: str, text: str = ""
    ) -> Seen:
        """Close a tip with an outcome that its reporter is told in plain words.

        Raises:
            MarkedError: Something in the text should not be told; nothing was done.
            DutyOpenError: Somebody has still to act for somebody's safety.
        """
        outcome = self.borough.find_outcome(outcome_code)
        if outcome is None or check_length(text):
            raise BadFormError
        wish = Wish(Act.TIP_CLOSED, text, outcome_code)
        looked = await _look(self.casebook, officer, form, text)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            looked.require_unmarked(tip)
            return self._doer(officer).close(tip, outcome, text, self.borough)

        return await self.casebook.carry_out(officer, form, wish, plan)

    async def reopen(self, officer: SignedIn, form: TipForm) -> Seen:
        """Take a closed tip up again, for instance because its reporter added to it."""
        doer = self._doer(officer)
        return await self.casebook.carry_out(
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

        return await self.casebook.carry_out(officer, form, wish, plan)

    async def lift_hold(self, officer: SignedIn, form: TipForm) -> Seen:
        """Let a tip be deleted again. Only supervisors may."""
        wish = Wish(Act.HOLD_LIFTED, choice=LIFTED)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            _require_supervisor(officer, tip)
            return self._doer(officer).lift(tip)

        return await self.casebook.carry_out(officer, form, wish, plan)

    def _doer(self, officer: SignedIn) -> Doer:
        return Doer(officer.officer_id, self.casebook.clock.today())


@dataclass(frozen=True, slots=True)
class Answering:
    """Write about a tip, to colleagues or to its reporter; raises as `carry_out`."""

    casebook: Casebook

    async def add_note(self, officer: SignedIn, form: TipForm, text: str) -> Seen:
        """Write something down that only the desk reads."""
        wish = _wish_words(Act.NOTE_ADDED, text)
        doer = self._doer(officer)
        return await self.casebook.carry_out(
            officer, form, wish, lambda tip, _people: doer.note(tip, text)
        )

    async def send_message(self, officer: SignedIn, form: TipForm, text: str) -> Seen:
        """Write to a reporter who took words.

        Raises:
            MarkedError: Something in the text should not be told; nothing was sent.
        """
        wish = _wish_words(Act.MESSAGE_SENT, text)
        looked = await _look(self.casebook, officer, form, text)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            looked.require_unmarked(tip)
            return self._doer(officer).message(tip, text)

        return await self.casebook.carry_out(officer, form, wish, plan)

    async def pass_on(self, officer: SignedIn, form: TipForm, text: str) -> Seen:
        """Tell a reporter who took words that it was passed on, in plain words.

        Raises:
            MarkedError: Something in the text should not be told; nothing was sent.
        """
        wish = _wish_words(Act.PASSED_ON, text)
        looked = await _look(self.casebook, officer, form, text)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            looked.require_unmarked(tip)
            return self._doer(officer).pass_on(tip, text)

        return await self.casebook.carry_out(officer, form, wish, plan)

    def _doer(self, officer: SignedIn) -> Doer:
        return Doer(officer.officer_id, self.casebook.clock.today())


@dataclass(frozen=True, slots=True)
class Asking:
    """Ask a second person to let marked words go out; raises as `carry_out`."""

    casebook: Casebook
    borough: Borough

    async def ask_second(
        self, officer: SignedIn, form: TipForm, message: Message
    ) -> Seen:
        """Ask a supervisor who is not the author to tell a reporter these words."""
        if check_words(message.text):
            raise BadFormError
        day = self.casebook.clock.today()
        wish = Wish(Act.SECOND_ASKED, message.json)
        looked = await _look(self.casebook, officer, form, message.text)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            doer = Doer(officer.officer_id, day)
            # What cannot be told later is refused now.
            message.tell(doer, tip, self.borough)
            if not tip.can_tell:
                raise BadFormError
            marked = replace(message, marks=looked.list_marked(tip))
            return ask(doer, tip, ProposalKind.MESSAGE, marked.json)

        async def note(connection: Transaction, file: TipFile, _draft: Draft) -> None:
            await tipfiles.ask_second(connection, file.tip.record, day)

        return await self.casebook.carry_out(officer, form, wish, plan, also=note)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Looked:
    """What is marked in a text for a reporter, and their words that it is held to.

    Marking takes a while, so it is done before the tip is locked and beside what
    others do; under the lock it is only asked whether the words are still the same.
    """

    text: str
    words: tuple[str, ...]
    marks: tuple[Mark, ...]

    def require_unmarked(self, tip: OpenedTip) -> None:
        if tip.can_tell and self._list_marks(tip):
            raise MarkedError

    def list_marked(self, tip: OpenedTip) -> tuple[Marked, ...]:
        """Return what is marked, each thing once and no more than a letter can hold."""
        once = list_unanswered(self._list_marks(tip), self.text, ())[:_MOST_MARKED]
        return tuple(Marked(mark.kind, mark.of(self.text), mark.why) for mark in once)

    def _list_marks(self, tip: OpenedTip) -> tuple[Mark, ...]:
        if list_words(tip) != self.words:
            raise ChangedMeanwhileError
        return self.marks


async def _look(
    casebook: Casebook, officer: SignedIn, form: TipForm, text: str
) -> _Looked:
    # Shown to nobody, so no look in the log: what is done with it stands there.
    async with casebook.vault.writing() as connection:
        file = await casebook.take(connection, officer, form.tip_id)
    words = list_words(file.tip)
    marks = await to_thread.run_sync(list_message_marks, words, text)
    return _Looked(text, words, marks)


def _wish_words(act: Act, text: str) -> Wish:
    if check_words(text):
        raise BadFormError
    return Wish(act, text)


def _require_supervisor(officer: SignedIn, tip: OpenedTip) -> None:
    if not officer.is_supervisor(tip.record.desk):
        raise ForbiddenError
