"""A tip taken in hand: locked, opened for one desk, changed by one deed.

Several slices act on tips. What they share is how: the tip is locked first, so of
two officers at once the second acts on what the first has left, or is told of it.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from crypto import CryptoError, DeskCard, Draft, ProcessSecret, ShredKey
from service.db import tipfiles
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.deeds import Deed, seal_deed
from service.domain.duties import duty_desk, keep_real
from service.domain.errors import NotFoundError
from service.domain.forms import Ending, Seen, TipForm, Wish, judge
from service.domain.letters import Side
from service.domain.opened import OpenedTip, People, TipFile, opens_for
from service.domain.people import DeskId, Keyring, SignedIn
from service.domain.sealed import StoredTip, adopt, choose_tip_letter
from service.domain.tips import TipId

Plan = Callable[[OpenedTip, People], Deed]
"""Says what a wish means for the tip as it is now, or refuses."""

Also = Callable[[Transaction, TipFile, Draft], Awaitable[None]]
"""What else belongs to the same transaction, in a slice's own tables."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Casebook:
    """What opens and changes one tip in one transaction. Verbs are built on it.

    `desk` is the desk for which a tip is taken: its own, unless a duty has given
    another desk a seal of it. Only the borough says which desk that is: the public
    process can write a row for any. Every method refuses with NotFoundError where there
    is no such tip, or the officer belongs to no desk that may have it.
    """

    vault: Vault
    cards: CardBook
    log: AuditLog
    clock: Clock
    secret: ProcessSecret
    borough: Borough

    async def open_tip(
        self, officer: SignedIn, tip_id: TipId, desk: DeskId | None = None
    ) -> Seen:
        """Open a tip; the first opening adopts its seal. One entry in the log."""
        async with self.vault.writing() as connection:
            file = await self.take(connection, officer, tip_id, desk)
            tip = file.tip
            if desk is None and (
                tip.holder == officer.officer_id or not tip.record.open
            ):
                tip = await self._silence(connection, file)
            await self.note(connection, officer, tip_id)
            people = await tipfiles.list_people(connection, file.desk)
        return Seen(tip, people, Ending.SHOWN)

    async def note(
        self, connection: Transaction, officer: SignedIn, tip_id: TipId
    ) -> None:
        """Write in the log that somebody looked at a tip."""
        entry = Entry(Act.TIP_OPENED, officer.officer_id, tip_id)
        await self.log.append(connection, entry)

    async def carry_out(
        self,
        officer: SignedIn,
        form: TipForm,
        wish: Wish,
        plan: Plan,
        *,
        desk: DeskId | None = None,
        also: Also | None = None,
    ) -> Seen:
        """Do what a form asks for, once, if the tip is still as its page showed it.

        A form that was sent before and a form that somebody was faster than change
        nothing: they end in a look at the tip, and stand in the log as one.
        `also` runs after the deed is written and before the commit: it is for the
        rows in clear that change with the deed.

        Raises:
            NotFoundError: There is no such tip, or it is another desk's.
            BadFormError: No page of ours offers this for the tip.
        """
        async with self.vault.writing() as connection:
            file = await self.take(connection, officer, form.tip_id, desk)
            people = await tipfiles.list_people(connection, file.desk)
            draft = self.secret.draft(form.seed, wish.canonical(form.tip_id))
            ending = judge(file.tip, form, wish, draft)
            tip = file.tip
            if ending is Ending.DONE:
                deed = plan(file.tip, people)
                await self.write(connection, file, deed, draft)
                if also:
                    await also(connection, file, draft)
                tip = await self._look_again(connection, file)
            await self.log.append(connection, _entry(officer, form, wish, ending))
        # What another desk may not read, it cannot be told of.
        tells = ending is Ending.CHANGED and file.desk == tip.record.desk
        since = tip.deeds_since(form.version) if tells else ()
        return Seen(tip, people, ending, since)

    async def take(
        self,
        connection: Transaction,
        officer: SignedIn,
        tip_id: TipId,
        desk: DeskId | None = None,
    ) -> TipFile:
        """Lock a tip and open all of it that opens for a desk.

        Raises:
            NotFoundError: There is none, or it is another desk's.
        """
        home = await tipfiles.lock_tip(connection, tip_id)
        desk = desk or home
        if home is None or desk is None or officer.find_post(desk) is None:
            raise NotFoundError
        if desk not in {home, duty_desk(self.borough, home)}:
            raise NotFoundError
        keyring = await self.cards.open_keyring(connection, officer, desk)
        stored = await self._read(connection, tip_id, desk)
        if desk != home and not (stored.duties and opens_for(stored, keyring)):
            raise NotFoundError
        if await self._adopt(connection, stored, keyring, desk):
            stored = await self._read(connection, tip_id, desk)
        return TipFile.open(stored, keyring, desk)

    async def _read(
        self, connection: Transaction, tip_id: TipId, desk: DeskId
    ) -> StoredTip:
        stored = await tipfiles.get_tip(connection, tip_id, desk)
        return keep_real(stored, self.borough)

    async def _adopt(
        self,
        connection: Transaction,
        stored: StoredTip,
        keyring: Keyring,
        desk: DeskId,
    ) -> bool:
        """Make the staff's shred key and the desk's own seal, the first time."""
        if Side.TOLD not in stored.shreds:
            return False
        letter = choose_tip_letter(stored.letters)
        is_sealed = letter is not None and not letter.is_adopted
        if Side.STAFF in stored.shreds and not is_sealed:
            return False
        await tipfiles.add_staff_shred(
            connection, stored.record.id, ShredKey.generate()
        )
        try:
            seal = adopt(letter, keyring) if letter and is_sealed else None
        except CryptoError:
            return Side.STAFF not in stored.shreds
        if letter and seal:
            await tipfiles.adopt_seal(connection, letter.id, desk, seal)
        return True

    async def _silence(self, connection: Transaction, file: TipFile) -> OpenedTip:
        """Take the doorbell away, then look again: what comes later rings anew."""
        await tipfiles.remove_doorbell(connection, file.tip.record)
        tip = await self._look_again(connection, file)
        return replace(tip, has_news=file.tip.has_news)

    async def _look_again(self, connection: Transaction, file: TipFile) -> OpenedTip:
        stored = await self._read(connection, file.tip.record.id, file.desk)
        return OpenedTip.open(stored, file.keyring)

    async def write(
        self, connection: Transaction, file: TipFile, deed: Deed, draft: Draft
    ) -> None:
        """Write what a deed leaves, as one step of the tip's version.

        Whoever calls it has taken the tip in this transaction, and writes the entry in
        the log.
        """
        tip = file.tip.record
        copies = await self._list_cards(connection, file, deed)
        for written in seal_deed(deed, file, draft, copies):
            await tipfiles.add_letter(connection, written)
        await tipfiles.change_tip(connection, tip, deed)
        if deed.silences:
            await tipfiles.remove_doorbell(connection, tip)
        if deed.held is not None:
            await tipfiles.change_hold(connection, tip, held=deed.held)

    async def _list_cards(
        self, connection: Transaction, file: TipFile, deed: Deed
    ) -> tuple[DeskCard, ...]:
        """The cards of the other desks that read what a deed leaves."""
        others = sorted(deed.also_for - {file.desk})
        return tuple([await self.cards.get_card(connection, desk) for desk in others])


def _entry(officer: SignedIn, form: TipForm, wish: Wish, ending: Ending) -> Entry:
    if ending is not Ending.DONE:
        return Entry(Act.TIP_OPENED, officer.officer_id, form.tip_id)
    return Entry(wish.act, officer.officer_id, form.tip_id, wish.reason)
