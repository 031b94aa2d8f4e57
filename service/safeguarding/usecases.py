"""Act for somebody's safety: each verb is one transaction and at least one entry.

Members of the desk that has the duty and of the tip's own desk may. The desk with
the duty reads what the reporter told and what was done about the duty, no more.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from crypto import Draft
from service.db.duties import DutyBook
from service.db.engine import Transaction
from service.db.moving import move_tip
from service.domain.audit import Act
from service.domain.deeds import Deed, Doer
from service.domain.doorbells import OWNER_LEVEL
from service.domain.duties import (
    Duty,
    Step,
    Turn,
    duty_desk,
    open_by_hand,
    read_duty,
    write_turn,
)
from service.domain.duty_actions import Action
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending, Seen, TipForm, Wish, record_id
from service.domain.letters import Kind, Remark, Side, TipSummary
from service.domain.opened import OpenedTip, People, TipFile
from service.domain.people import DeskId, Keyring, SignedIn
from service.domain.sealed import choose_tip_letter, read_summary
from service.domain.tips import TipId
from service.safeguarding import store
from service.safeguarding.store import DutyLine, SealedLetter

MOST_OPEN = 200
MOST_DONE = 20

_Make = Callable[[Duty | None], Turn]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of a desk's duties. `summary` is None where it does not open."""

    tip: TipId
    desk: DeskId
    day: date
    priority: int
    open: bool
    late: bool
    summary: TipSummary | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A desk's duties: the open ones, most urgent first, and some that are done.

    `moved` counts tips of another desk now, of which this one has locked files.
    """

    desk: DeskId
    open: tuple[DutyRow, ...]
    done: tuple[DutyRow, ...]
    has_more: bool
    moved: int


@dataclass(frozen=True, slots=True)
class Duties:
    """Do what a duty asks for. All but `list_duties` raise as `Casebook.carry_out`.

    `desk` is the officer's desk, or None: then they come from the tip's own.
    """

    book: DutyBook

    async def list_duties(self, officer: SignedIn, desk: DeskId) -> DutyPage:
        """Return the duties a desk has, or others have for its tips.

        Raises:
            NotFoundError: It is no desk of the officer's, or none with duties.
        """
        casebook, borough = self.book.casebook, self.book.borough
        if officer.find_post(desk) is None or not borough.sees_duties(desk):
            raise NotFoundError
        real = borough.independent_desk, borough.safeguarding.desk
        async with casebook.vault.reading() as connection:
            keyring = await casebook.cards.open_keyring(connection, officer, desk)
            # One more than is shown tells whether there are more.
            most = MOST_OPEN + 1
            rows = await store.list_duties(connection, desk, real, most, is_open=True)
            most = MOST_DONE
            done = await store.list_duties(connection, desk, real, most, is_open=False)
            moved = await store.count_moved(connection, desk, real)
            tips = [row.tip for row in (*rows, *done)]
            letters = await store.list_letters(connection, tips, desk)
        opened = [
            [_open_line(one, letters.get(one.tip, []), keyring) for one in lines]
            for lines in (rows[:MOST_OPEN], done)
        ]
        has_more = len(rows) > MOST_OPEN
        return DutyPage(desk, tuple(opened[0]), tuple(opened[1]), has_more, moved)

    async def look(self, officer: SignedIn, tip_id: TipId, desk: DeskId | None) -> Seen:
        """Open what a duty is about.

        Raises:
            NotFoundError: There is none, or it is another desk's.
        """
        return await self.book.casebook.open_tip(officer, tip_id, desk)

    async def begin(
        self, officer: SignedIn, form: TipForm, desk: DeskId | None, text: str
    ) -> Seen:
        """Say that a tip is a safeguarding matter: the desk for that gets a seal."""

        def make(duty: Duty | None) -> Turn:
            if duty is not None:
                raise BadFormError
            return open_by_hand(officer.officer_id, text, notify=False)

        return await self._take_turn(
            officer, form, desk, Wish(Act.DUTY_OPENED, text), make=make
        )

    async def act(
        self,
        officer: SignedIn,
        form: TipForm,
        desk: DeskId | None,
        done: tuple[Action, str],
    ) -> Seen:
        """Record what was done."""
        action, text = done
        return await self._take_turn(
            officer,
            form,
            desk,
            Wish(Act.DUTY_ACTED, text, action.value),
            make=lambda duty: _there(duty).act(officer.officer_id, action, text),
        )

    async def close(
        self,
        officer: SignedIn,
        form: TipForm,
        desk: DeskId | None,
        asked: tuple[Step, str],
    ) -> Seen:
        """Close a duty, or propose to where one person alone may not.

        Raises:
            ActionMissingError, NotificationMissingError: Nothing was done yet.
            LockedLeftError: A locked file is still kept.
        """
        step, text = asked

        def make(duty: Duty | None) -> Turn:
            turn = _there(duty).close(officer.officer_id, text)
            if turn.step is not step:
                raise BadFormError
            return turn

        return await self._take_turn(
            officer, form, desk, Wish(step.act, text), make=make
        )

    async def answer(
        self, officer: SignedIn, form: TipForm, desk: DeskId | None, text: str
    ) -> Seen:
        """Answer a proposal to close: confirm it, or leave the duty open and say why.

        Raises:
            ForbiddenError: Whoever proposed it may not confirm it.
        """
        act = Act.DUTY_KEPT if text else Act.DUTY_CLOSED

        def make(duty: Duty | None) -> Turn:
            by = officer.officer_id
            return (
                _there(duty).send_back(by, text) if text else _there(duty).confirm(by)
            )

        return await self._take_turn(officer, form, desk, Wish(act, text), make=make)

    async def reopen(
        self, officer: SignedIn, form: TipForm, desk: DeskId | None, text: str
    ) -> Seen:
        """Open a duty again because of something new; it rings anew."""
        return await self._take_turn(
            officer,
            form,
            desk,
            Wish(Act.DUTY_REOPENED, text),
            make=lambda duty: _there(duty).reopen(officer.officer_id, text),
        )

    async def _take_turn(
        self,
        officer: SignedIn,
        form: TipForm,
        desk: DeskId | None,
        wish: Wish,
        *,
        make: _Make,
    ) -> Seen:
        """Write a turn's letter for both desks, and let the duty ring or be still."""
        casebook, borough = self.book.casebook, self.book.borough
        doer = Doer(officer.officer_id, casebook.clock.today())

        def plan(tip: OpenedTip, _people: People) -> Deed:
            turn = make(read_duty(tip, borough))
            return write_turn(doer, tip, turn, duty_desk(borough, tip.record.desk))

        async def ring(connection: Transaction, file: TipFile, _draft: Draft) -> None:
            step = make(read_duty(file.tip, borough)).step
            if step in {Step.PROPOSED, Step.CLOSED}:
                await self.book.require_decided(connection, file)
            if step.opens or step is Step.CLOSED:
                await self.book.set_open(connection, file, opens=step.opens)

        return await casebook.carry_out(officer, form, wish, plan, desk=desk, also=ring)


@dataclass(frozen=True, slots=True)
class Moving:
    """Give a tip that is about an officer, a teacher or a worker out of one's hands."""

    book: DutyBook

    async def move(self, officer: SignedIn, form: TipForm, text: str) -> Seen | None:
        """Move a tip to the independent desk. None: it is there, and nowhere else.

        A form that comes twice finds it moved. What it finds changed, it shows.

        Raises:
            NotFoundError: There is none, or it is another desk's.
            BadFormError: It is there already, or no reason is given.
        """
        casebook = self.book.casebook
        wish = Wish(Act.TIP_MOVED, text)
        try:
            seen = await casebook.carry_out(
                officer,
                form,
                wish,
                lambda tip, _people: self._plan(officer, tip, text),
                also=partial(move_tip, self.book),
            )
        except NotFoundError:
            if not await self._was_moved(form, wish):
                raise
            return None
        return seen if seen.ending is Ending.CHANGED else None

    def _plan(self, officer: SignedIn, tip: OpenedTip, text: str) -> Deed:
        independent = self.book.borough.independent_desk
        if tip.record.desk == independent or not text:
            raise BadFormError
        record = Remark(
            day=self.book.casebook.clock.today(),
            text=text,
            by=officer.officer_id,
            act=Act.TIP_MOVED.value,
        )
        return Deed(Kind.HOLDER, record, also_for=frozenset({independent}))

    async def _was_moved(self, form: TipForm, wish: Wish) -> bool:
        """Tell whether this same form moved the tip when it came before."""
        casebook = self.book.casebook
        draft = casebook.secret.draft(form.seed, wish.canonical(form.tip_id))
        async with casebook.vault.reading() as connection:
            return await store.has_letter(connection, form.tip_id, record_id(draft))


def _there(duty: Duty | None) -> Duty:
    if duty is None:
        raise BadFormError
    return duty


def _open_line(
    line: DutyLine, letters: list[SealedLetter], keyring: Keyring
) -> DutyRow:
    letter = choose_tip_letter([one.letter for one in letters])
    shred = next((one.shred for one in letters if one.letter == letter), None)
    shreds = {Side.TOLD: shred} if shred else {}
    return DutyRow(
        tip=line.tip,
        desk=line.desk,
        day=line.day,
        priority=line.priority,
        open=line.open,
        late=line.open and line.level >= OWNER_LEVEL,
        summary=read_summary(letter, keyring, shreds) if letter else None,
    )
