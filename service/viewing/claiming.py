"""A tip taken in hand for its locked files alone, and what is written of them.

Nothing here opens a tip: one that was moved since may be another desk's. Only
supervisors of the desk that its files were locked for get past `take`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crypto import ShredKey
from service.db import tipfiles
from service.db.duties import DutyBook
from service.db.engine import Transaction
from service.domain.duties import duty_desk
from service.domain.errors import ForbiddenError, NotFoundError
from service.domain.letters import Kind, LetterId, Remark, Side
from service.domain.locked import Locked, read_locked, seal_for
from service.domain.people import DeskId, Keyring, SignedIn
from service.domain.sealed import Place, StoredLetter, read_remark
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
    """The locked files of a tip. `home` is the desk that the tip is with now."""

    id: TipId
    home: DeskId
    stored: StoredLocks
    opened: tuple[tuple[LetterId, Remark], ...]

    @property
    def files(self) -> tuple[Locked, ...]:
        """Return the files that are locked."""
        return read_locked(remark for _id, remark in self.opened)

    @property
    def told(self) -> ShredKey | None:
        """The key of what the reporter told, if they have not deleted it."""
        return self.stored.shreds.get(Side.TOLD.value)

    def find(self, file_id: str) -> Locked | None:
        """Return one of them, if it is still locked."""
        return next((one for one in self.files if one.file == file_id), None)

    def list_letters(self, file_id: str) -> frozenset[LetterId]:
        """Return the ids of the letters about one of them."""
        return frozenset(one for one, remark in self.opened if remark.about == file_id)


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
        keys = stored.shreds.values()
        tried = ((one.id, _open(one, keyring, keys)) for one in stored.letters)
        opened = tuple((letter, remark) for letter, remark in tried if remark)
        return LockedTip(tip_id, home, stored, opened)

    async def write(
        self, connection: Transaction, taken: LockedTip, letter: Letter, *desks: DeskId
    ) -> None:
        """Write a letter for some desks alone, after all others of its tip."""
        cards = await self.book.casebook.cards.get_cards(connection, sorted(set(desks)))
        # What is shared with a note comes behind it.
        number = taken.stored.next_number + (letter.kind is not Kind.NOTE)
        place = Place(letter.id, taken.id, letter.kind, number)
        written = seal_for(place, letter.remark, cards, letter.shred)
        await tipfiles.add_letter(connection, written)

    def list_readers(self, taken: LockedTip) -> tuple[DeskId, DeskId]:
        """Return the desks that read the tip: its own, and the one with the duty."""
        return taken.home, duty_desk(self.book.borough, taken.home)


def _open(
    letter: StoredLetter, keyring: Keyring, keys: Iterable[ShredKey]
) -> Remark | None:
    """Open a locked file's letter with whichever key of its tip is the right one."""
    tries = (read_remark(letter, keyring, {Side.STAFF: key}) for key in keys)
    return next((remark for remark in tries if remark), None)
