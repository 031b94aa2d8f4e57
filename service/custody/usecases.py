"""Opening a name that somebody left apart: what its custodian can do, and no more.

A desk with the tip asks and cannot open; the custodian opens what was asked for and
reads no tip. Each act is one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from crypto import Draft, ProcessSecret
from service.custody import store
from service.db import tipfiles
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.configured import find_choice
from service.domain.custody import LeftName, list_bonds, open_left_name
from service.domain.custody_turns import (
    LONGEST_WHY,
    Decision,
    Request,
    Step,
    keep_turn,
    list_turns,
)
from service.domain.deeds import seal_deed
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.forms import Ending, record_id
from service.domain.letters import Kind, LetterId, Remark, Side
from service.domain.opened import People, TipFile
from service.domain.people import DeskId, SignedIn
from service.domain.reports import tip_reference
from service.domain.sealed import Place, seal_told
from service.domain.tips import TipId


@dataclass(frozen=True, slots=True)
class Line:
    """One request in the custodian's list: who asks about what, and no name."""

    request: Request
    reference: str
    day: date


@dataclass(frozen=True, slots=True)
class Listed:
    """The custodian's list.

    `gone` counts tips whose name is there no more, and those about which nobody
    really asked: what claims it was written by somebody who had opened no letter.
    """

    lines: tuple[Line, ...]
    gone: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Asked:
    """A request as the custodian has it before them, and the name just opened."""

    request: Request
    reference: str
    people: People
    ending: Ending
    name: LeftName | None = None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Case:
    """A request taken in hand: its tip is locked until the transaction ends."""

    file: TipFile
    request: Request

    @property
    def tip_id(self) -> TipId:
        return self.file.stored.record.id

    @property
    def name(self) -> LeftName | None:
        file = self.file
        return open_left_name(file.stored, file.keyring, self.request.turn.bond)


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
        """Return what was asked, newest tip first, without opening a name.

        Raises:
            NotFoundError: It is not the custodian's desk.
            ForbiddenError: The officer does not belong there, or reads tips too.
        """
        self._check(officer, desk)
        async with self.vault.reading() as connection:
            keyring = await self.cards.open_keyring(connection, officer, desk)
            stored = await store.list_asked(connection, desk)
        files = [TipFile.open(one, keyring, desk) for one in stored]
        lines = [line for file in files for line in _list_lines(file)]
        return Listed(tuple(lines), sum(not _list_real(file) for file in files))

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
        self, officer: SignedIn, desk: DeskId, decision: Decision, seed: bytes
    ) -> Asked:
        """Open a name, or say why not: once, if it is still as its page showed it.

        The entry in the log, the letter that both desks read and the notice to the
        reporter are written with it, before anything is shown. A form that was sent
        before opens nothing again.

        Raises:
            BadFormError: There is no such reason, or the name is there no more.
            NotFoundError, ForbiddenError: As `read`.
        """
        self._check_decision(decision)
        draft = self.secret.draft(seed, decision.canonical)
        async with self.vault.writing() as connection:
            case = await self._take(connection, officer, desk, decision.request)
            is_there = case.file.tip.has_letter(record_id(draft))
            ending = decision.judge(case.request, is_there=is_there)
            if ending is not Ending.DONE:
                await self._note(connection, officer, case)
                return await self._show(connection, case, ending)
            return await self._carry_out(connection, officer, (case, decision), draft)

    async def _carry_out(
        self,
        connection: Transaction,
        officer: SignedIn,
        what: tuple[_Case, Decision],
        draft: Draft,
    ) -> Asked:
        case, decision = what
        is_opened = decision.step is Step.OPENED
        act = Act.NAME_OPENED if is_opened else Act.NAME_REFUSED
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
        case: _Case,
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

    async def _tell(
        self,
        connection: Transaction,
        case: _Case,
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
    ) -> _Case:
        self._check(officer, desk)
        keyring = await self.cards.open_keyring(connection, officer, desk)
        tip_id = await store.find_tip(connection, desk, request)
        if tip_id is None or await tipfiles.lock_tip(connection, tip_id) is None:
            raise NotFoundError
        stored = await tipfiles.get_tip(connection, tip_id, desk)
        return _find_case(TipFile.open(stored, keyring, desk), request)

    async def _look_again(self, connection: Transaction, case: _Case) -> _Case:
        file = case.file
        stored = await tipfiles.get_tip(connection, case.tip_id, file.desk)
        again = TipFile.open(stored, file.keyring, file.desk)
        return _find_case(again, case.request.id)

    async def _note(
        self, connection: Transaction, officer: SignedIn, case: _Case
    ) -> None:
        entry = Entry(Act.NAME_ASK_READ, officer.officer_id, case.tip_id)
        await self.log.append(connection, entry)

    async def _show(
        self,
        connection: Transaction,
        case: _Case,
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
        if len(decision.text) > LONGEST_WHY:
            raise BadFormError
        opens = decision.step is Step.OPENED
        reasons = self.borough.guide.opening_reasons
        if opens and find_choice(reasons, decision.reason) is None:
            raise BadFormError
        if not opens and (not decision.text or decision.passes_on):
            raise BadFormError


def _list_real(file: TipFile) -> tuple[Request, ...]:
    """Leave out what was written without knowing the bond of a name that is there."""
    bonds = list_bonds(file.stored, file.keyring)
    return list_turns(file.tip, bonds)


def _list_lines(file: TipFile) -> Iterable[Line]:
    reference = tip_reference(file.stored.record.id)
    return [Line(one, reference, one.remark.day) for one in _list_real(file)]


def _find_case(file: TipFile, request: LetterId) -> _Case:
    found = next((one for one in _list_real(file) if one.id == request), None)
    if found is None:
        raise NotFoundError
    return _Case(file, found)
