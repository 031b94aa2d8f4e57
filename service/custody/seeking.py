"""Asking for a name that somebody left apart, at the desk that has the tip.

It asks and cannot open: what the custodian passes on is a letter of its own.
"""

from dataclasses import dataclass

from crypto import Draft
from service.db import tipfiles
from service.db.calls import Caller
from service.db.casebook import Casebook
from service.db.engine import Transaction
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.configured import find_choice
from service.domain.custody import LeftName, open_left_name
from service.domain.custody_turns import (
    LONGEST_WHY,
    Request,
    ask_for_name,
    has_name,
    keep_turn,
    list_own_turns,
)
from service.domain.deeds import Deed
from service.domain.errors import BadFormError
from service.domain.forms import Ending, TipForm, Wish
from service.domain.letters import Remark
from service.domain.opened import OpenedTip, People, TipFile
from service.domain.people import SignedIn
from service.domain.tips import TipId


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Sought:
    """A tip's name as the tip's own desk sees it.

    `name` is there once the custodian passed it on, and only until its reporter
    deletes what they told.
    """

    tip: OpenedTip
    people: People
    requests: tuple[Request, ...]
    name: LeftName | None
    ending: Ending

    @property
    def can_ask(self) -> bool:
        """Tell whether there is a name to ask for, and nobody waits for an answer."""
        waits = any(one.is_waiting for one in self.requests)
        return self.tip.kept and has_name(self.tip) and not waits


@dataclass(frozen=True, slots=True)
class Seeking:
    """Ask the custodian to open a name, and read what was passed on."""

    casebook: Casebook
    borough: Borough

    async def look(
        self, officer: SignedIn, tip_id: TipId, ending: Ending = Ending.SHOWN
    ) -> Sought:
        """Open a tip to see what became of its name: a look at it, as any other.

        Raises:
            NotFoundError: There is none, or it is another desk's.
        """
        book = self.casebook
        async with book.vault.writing() as connection:
            file = await book.take(connection, officer, tip_id)
            bond = file.tip.body.bond if file.tip.body else ""
            name = open_left_name(file.stored, file.keyring, bond)
            await book.note(connection, officer, tip_id)
            if name:
                entry = Entry(Act.NAME_READ, officer.officer_id, tip_id)
                await book.log.append(connection, entry)
            people = await tipfiles.list_people(connection, file.desk)
        requests = list_own_turns(file.tip)
        return Sought(file.tip, people, requests, name, ending)

    async def ask(
        self, officer: SignedIn, form: TipForm, reason: str, text: str
    ) -> Sought:
        """Ask the custodian to open the name, with a reason and why in words.

        The custodian's desk is called once, in the same transaction.

        Raises:
            BadFormError: There is no such reason, nothing to ask for, or no words.
            NotOpenYetError, CardNotTrustedError: Nobody could read the request.
        """
        custodian = self.borough.custodian_desk
        reasons = self.borough.guide.opening_reasons
        if custodian is None or find_choice(reasons, reason) is None:
            raise BadFormError
        if not text.strip() or len(text) > LONGEST_WHY:
            raise BadFormError
        day, act = self.casebook.clock.today(), Act.NAME_ASKED.value

        def plan(tip: OpenedTip, _people: People) -> Deed:
            turn = ask_for_name(tip, reason)
            by = officer.officer_id
            remark = Remark(day, text, by, act=act, content=turn.json)
            return keep_turn(tip, remark, custodian)

        async def call(connection: Transaction, file: TipFile, _draft: Draft) -> None:
            caller = Caller(self.casebook.clock, self.borough)
            await caller.call(connection, custodian, file.tip.record)

        wish = Wish(Act.NAME_ASKED, text, reason)
        seen = await self.casebook.carry_out(officer, form, wish, plan, also=call)
        return await self.look(officer, form.tip_id, seen.ending)
