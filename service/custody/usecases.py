"""Opening a name that somebody left apart: what its custodian can do, and no more.

A desk with the tip asks and cannot open; the custodian opens what was asked for and
reads no tip. Each act is one transaction.
"""

from collections.abc import Collection
from dataclasses import dataclass

from anyio import to_thread

from crypto import Draft, ProcessSecret
from service.custody import store
from service.custody.comparing import Answered, find_pointing, require_unmarked
from service.db import tipfiles
from service.db.audit import AuditLog
from service.db.calls import Caller
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.answers import Identity
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.configured import find_choice
from service.domain.custody import LeftName
from service.domain.custody_cases import (
    Asked,
    Case,
    Listed,
    find_case,
    list_lines,
    list_real,
)
from service.domain.custody_turns import (
    Decision,
    Step,
    keep_turn,
)
from service.domain.deeds import seal_deed
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.forms import Ending, record_id
from service.domain.letters import Kind, LetterId, Remark, Side
from service.domain.opened import TipFile
from service.domain.people import DeskId, SignedIn
from service.domain.reports import tip_reference
from service.domain.sealed import Place, seal_told

_ACTS = {
    Step.OPENED: Act.NAME_OPENED,
    Step.REFUSED: Act.NAME_REFUSED,
    Step.WROTE: Act.NAME_ANSWERED,
}


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Custody:
    """What a custodian can do. No tip opens with any key on this list."""

    vault: Vault
    cards: CardBook
    log: AuditLog
    clock: Clock
    secret: ProcessSecret
    borough: Borough

    async def list_asked(self, officer: SignedIn, desk: DeskId) -> Listed:
        """Return what was asked: what waits, then the newest tip, and no name.

        Raises:
            NotFoundError: It is not the custodian's desk.
            ForbiddenError: The officer does not belong there, or reads tips too.
        """
        self._check(officer, desk)
        async with self.vault.reading() as connection:
            keyring = await self.cards.open_keyring(connection, officer, desk)
            stored = await store.list_asked(connection, desk)
        files = [TipFile.open(one, keyring, desk) for one in stored]
        lines = [line for file in files for line in list_lines(file)]
        lines.sort(key=lambda line: not line.request.is_waiting)
        return Listed(tuple(lines), sum(not list_real(file) for file in files))

    async def read(self, officer: SignedIn, desk: DeskId, request: LetterId) -> Asked:
        """Read why a name is asked for. One entry in the log.

        Raises:
            NotFoundError: There is no such request at this desk.
            ForbiddenError: As `list_asked`.
        """
        async with self.vault.writing() as connection:
            case = await self._take(connection, officer, desk, request)
            await self._note(connection, officer, case)
            return await self._show(connection, case, Ending.SHOWN)

    async def decide(
        self,
        officer: SignedIn,
        desk: DeskId,
        decision: Decision,
        seed: bytes,
        *,
        answered: Collection[Answered] = (),
    ) -> Asked:
        """Open a name, say why not, or write back: once, if it is as its page showed.

        The entry in the log, the letter that both desks read, the notice to the
        reporter and the call to the desk that asked are written with it, before
        anything is shown. A form that was sent before does nothing again. `answered`
        are the marks in its words that may stay.

        Raises:
            BadFormError: There is no such reason, the name is there no more, or who
                writes back has not opened it.
            MarkedAnswerError: Its words give the name, or hold an unanswered mark.
            NotFoundError, ForbiddenError: As `read`.
        """
        self._check_decision(decision)
        draft = self.secret.draft(seed, decision.canonical)
        pointing = await to_thread.run_sync(find_pointing, decision.text)
        async with self.vault.writing() as connection:
            case = await self._take(connection, officer, desk, decision.request)
            is_there = case.file.tip.has_letter(record_id(draft))
            ending = decision.judge(case.request, is_there=is_there)
            if ending is not Ending.DONE:
                await self._note(connection, officer, case)
                return await self._show(connection, case, ending)
            identity = _find_known(case, decision, officer)
            require_unmarked(decision.text, pointing, identity, answered)
            return await self._carry_out(connection, officer, (case, decision), draft)

    async def _carry_out(
        self,
        connection: Transaction,
        officer: SignedIn,
        what: tuple[Case, Decision],
        draft: Draft,
    ) -> Asked:
        case, decision = what
        is_opened, act = decision.step is Step.OPENED, _ACTS[decision.step]
        entry = Entry(act, officer.officer_id, case.tip_id, decision.reason)
        await self.log.append(connection, entry)
        name = case.name if is_opened else None
        if is_opened and name is None:
            raise BadFormError
        await self._write(connection, case, decision, (officer, act, draft))
        if name:
            await self._tell(connection, case, name, (decision, draft))
        again = await self._look_again(connection, case)
        return await self._show(connection, again, Ending.DONE, name)

    async def _write(
        self,
        connection: Transaction,
        case: Case,
        decision: Decision,
        by: tuple[SignedIn, Act, Draft],
    ) -> None:
        """Write the answer for both desks, as one step of the tip's version."""
        officer, act, draft = by
        record, turn = case.file.tip.record, decision.answer(case.request)
        remark = Remark(
            self.clock.today(),
            decision.text,
            officer.officer_id,
            act=act.value,
            content=turn.json,
            about=case.request.id,
        )
        deed = keep_turn(case.file.tip, remark, record.desk)
        home = await self.cards.get_card(connection, record.desk)
        for written in seal_deed(deed, case.file, draft, (home,)):
            await tipfiles.add_letter(connection, written)
        await tipfiles.change_tip(connection, record, deed)
        await Caller(self.clock, self.borough).ring(connection, record)

    async def _tell(
        self,
        connection: Transaction,
        case: Case,
        name: LeftName,
        by: tuple[Decision, Draft],
    ) -> None:
        """Tell the reporter, if they took words; pass the name on, if so decided."""
        (decision, draft), stored = by, case.file.stored
        tip, shred = stored.record, stored.shreds[Side.TOLD]
        number = stored.next_number + 1
        if name.notices:
            why = find_choice(self.borough.guide.opening_reasons, decision.reason)
            told = Remark(self.clock.today(), why.label if why else "")
            letter = LetterId(draft.make_id("notice"))
            place = Place(letter, tip.id, Kind.NOTICE, number)
            written = seal_told(place, told, name.notices, shred)
            await tipfiles.add_letter(connection, written)
        if decision.passes_on:
            card = await self.cards.get_card(connection, tip.desk)
            copy = LeftName(name.identity, name.bond)
            sealed, box = copy.seal(LetterId(draft.make_id("passed on")), shred, card)
            seal = (tip.desk, card.id, box)
            await store.add_copy(connection, sealed, (tip.id, number + 1), seal)

    async def _take(
        self,
        connection: Transaction,
        officer: SignedIn,
        desk: DeskId,
        request: LetterId,
    ) -> Case:
        self._check(officer, desk)
        keyring = await self.cards.open_keyring(connection, officer, desk)
        tip_id = await store.find_tip(connection, desk, request)
        if tip_id is None or await tipfiles.lock_tip(connection, tip_id) is None:
            raise NotFoundError
        stored = await tipfiles.get_tip(connection, tip_id, desk)
        return find_case(TipFile.open(stored, keyring, desk), request)

    async def _look_again(self, connection: Transaction, case: Case) -> Case:
        file = case.file
        stored = await tipfiles.get_tip(connection, case.tip_id, file.desk)
        again = TipFile.open(stored, file.keyring, file.desk)
        return find_case(again, case.request.id)

    async def _note(
        self, connection: Transaction, officer: SignedIn, case: Case
    ) -> None:
        entry = Entry(Act.NAME_ASK_READ, officer.officer_id, case.tip_id)
        await self.log.append(connection, entry)

    async def _show(
        self,
        connection: Transaction,
        case: Case,
        ending: Ending,
        name: LeftName | None = None,
    ) -> Asked:
        people = await tipfiles.list_people(connection, case.file.desk)
        reference = tip_reference(case.tip_id)
        return Asked(case.request, reference, people, ending, name)

    def _check(self, officer: SignedIn, desk: DeskId) -> None:
        if not self.borough.keeps_names(desk):
            raise NotFoundError
        # Whatever a row says of their posts: the two are never one person.
        if any(self.borough.opens_tips(one) for one in officer.desks):
            raise ForbiddenError

    def _check_decision(self, decision: Decision) -> None:
        if len(decision.text) > decision.longest:
            raise BadFormError
        opens = decision.step is Step.OPENED
        reasons = self.borough.guide.opening_reasons
        if opens and find_choice(reasons, decision.reason) is None:
            raise BadFormError
        if not opens and (not decision.text or decision.passes_on):
            raise BadFormError


def _find_known(case: Case, decision: Decision, officer: SignedIn) -> Identity | None:
    """Return what words are held against: the name, if this very officer opened it.

    Who did not open it could try names until one is refused, without an entry in the
    log and without a word to who left it.
    """
    who = officer.officer_id
    if decision.step is Step.WROTE and not case.request.was_opened_by(who):
        raise BadFormError
    name = case.name if case.was_opened_by(who) else None
    return name.identity if name else None
