"""A tip taken in hand for its locked files alone, and what is written of them.

Nothing here opens a tip: one that was moved since may be another desk's. Only
supervisors of the desk that its files were locked for get past `take`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crypto import ShredKey
from service.db import tipfiles
from service.db.duties import DutyBook
from service.db.engine import Transaction
from service.domain.duties import duty_desk
from service.domain.errors import ForbiddenError, NotFoundError
from service.domain.letters import LOCKED_SIDE, Kind, LetterId, Remark, Side
from service.domain.locked import Locked, LockLetter, read_locked, seal_for
from service.domain.people import DeskId, Keyring, SignedIn
from service.domain.sealed import Place, adopt, read_remark, seal_record
from service.domain.tips import TipId
from service.viewing import store
from service.viewing.store import StoredLocks


@dataclass(frozen=True, slots=True)
class Lead:
    """Who decides about a locked file: a supervisor, at the desk it was locked for."""

    officer: SignedIn
    desk: DeskId


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LockedTip:
    """The locked files of a tip. `home` is the desk that the clear column names."""

    id: TipId
    home: DeskId
    stored: StoredLocks
    opened: tuple[LockLetter, ...]
    keyring: Keyring

    @property
    def files(self) -> tuple[Locked, ...]:
        """Return the files that are locked."""
        return read_locked(self.opened)

    @property
    def told(self) -> ShredKey | None:
        """The key of what the reporter told, if they have not deleted it."""
        return self.stored.shreds.get(Side.TOLD.value)

    def find(self, file_id: str) -> Locked | None:
        """Return one of them, if it is still locked."""
        return next((one for one in self.files if one.file == file_id), None)

    def list_letters(self, file_id: str) -> frozenset[LetterId]:
        """Return the ids of the letters about one of them."""
        return frozenset(one.id for one in self.opened if one.remark.about == file_id)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Letter:
    """A letter that is to be written, and the key that it will stand under."""

    id: LetterId
    kind: Kind
    remark: Remark
    shred: ShredKey


@dataclass(frozen=True, slots=True)
class Locks:
    """Opens the letters of locked files for a lead, and writes more beside them."""

    book: DutyBook

    async def take(
        self, connection: Transaction, lead: Lead, tip_id: TipId
    ) -> LockedTip:
        """Lock a tip, and open what its locked files' letters say.

        The first time, the desk's own seals take the place of those that any writer
        of rows could have made: what locks a file is not replaced after that.

        Raises:
            ForbiddenError: The officer is no supervisor of the desk.
            NotFoundError: There is no such tip.
        """
        if not lead.officer.is_supervisor(lead.desk):
            raise ForbiddenError
        home = await tipfiles.lock_tip(connection, tip_id)
        # Their role is believed only if the desk signed it.
        cards = self.book.casebook.cards
        keyring = await cards.open_keyring(connection, lead.officer, lead.desk)
        if home is None:
            raise NotFoundError
        stored = await store.get_locked(connection, tip_id, lead.desk)
        opened = tuple(_open_all(stored, keyring))
        taken = LockedTip(tip_id, home, stored, opened, keyring)
        await self._adopt(connection, taken, lead.desk)
        return taken

    async def _adopt(
        self, connection: Transaction, taken: LockedTip, desk: DeskId
    ) -> None:
        chosen = {file.letter for file in taken.files}
        for letter in taken.stored.letters:
            if letter.id in chosen and not letter.is_adopted:
                seal = adopt(letter, taken.keyring)
                await tipfiles.adopt_seal(connection, letter.id, desk, seal)

    async def write(
        self, connection: Transaction, taken: LockedTip, letter: Letter, *desks: DeskId
    ) -> None:
        """Write a letter for some desks alone, after all others of its tip.

        What is said of a locked file has the desk's own seal, and counts by it.
        """
        # What is shared with a note comes behind it.
        number = taken.stored.next_number + (letter.kind is not Kind.NOTE)
        place = Place(letter.id, taken.id, letter.kind, number)
        if letter.kind is Kind.LOCKED:
            own = seal_record(place, letter.remark, taken.keyring, letter.shred)
            await tipfiles.add_letter(connection, own)
            return
        cards = await self.book.casebook.cards.get_cards(connection, sorted(set(desks)))
        written = seal_for(place, letter.remark, cards, letter.shred)
        await tipfiles.add_letter(connection, written)

    def list_readers(self, taken: LockedTip, file_id: str) -> tuple[DeskId, DeskId]:
        """Return the desks that read the tip: its own, and the one with the duty.

        A tip moves to the independent desk alone, so no other name in the clear
        column counts against the one that was sealed when the file was locked.
        """
        borough = self.book.borough
        moved = taken.home == borough.independent_desk
        sealed = next(one.home for one in taken.files if one.file == file_id)
        home = borough.independent_desk if moved else DeskId(sealed)
        return home, duty_desk(borough, home)


def _open_all(stored: StoredLocks, keyring: Keyring) -> Iterator[LockLetter]:
    """Open what opens of locked files' letters, each with the key of a lock."""
    sides = [side for side in stored.shreds if side.startswith(LOCKED_SIDE)]
    for letter in stored.letters:
        for side in sides:
            remark = read_remark(letter, keyring, {Side.STAFF: stored.shreds[side]})
            if remark:
                yield LockLetter(letter.id, side, letter.is_adopted, remark)
                break
