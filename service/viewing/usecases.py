"""Look at what came with a tip; lock what nobody should look at.

No transaction waits for the store. Locking goes in this order: the file is sealed
anew, then one transaction says that it is locked and where its key is, then the old
object is removed. Killed before the transaction, the file is as it was and its new
copy is rubbish; killed after it, no page shows the file any more, its new copy is
safe, and the next look or upkeep's sweep removes the old object. What becomes of a
locked file is in `deciding`.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from crypto import CannotOpenError, Draft, ShredKey
from service.db import tipfiles
from service.db.duties import DutyBook
from service.db.engine import Transaction
from service.domain.answers import Attachment
from service.domain.audit import Act, Entry
from service.domain.deeds import Doer
from service.domain.errors import (
    ChangedMeanwhileError,
    NotFoundError,
    UnavailableError,
)
from service.domain.forms import Ending, Seen, TipForm, Wish
from service.domain.letters import Kind, LetterId
from service.domain.locked import Locked, seal_for
from service.domain.opened import TipFile
from service.domain.people import DeskId, SignedIn
from service.domain.sealed import Place
from service.domain.tips import TipId
from service.domain.viewing import FileState, Look, find_file, lock_file, make_bond
from service.files.sealed_files import SealedFiles
from service.viewing import store

_TRIES = 5


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Viewing:
    """May open the files of tips that an officer may open, if they are not locked.

    `files` is None where the settings name no store: then every file is lost.
    """

    book: DutyBook
    files: SealedFiles | None

    async def look(
        self, officer: SignedIn, tip_id: TipId, desk: DeskId | None, file_id: str
    ) -> Look:
        """Find a file, and whether all of it opens. Every look is in the log.

        Raises:
            NotFoundError: There is no such file, or it is another desk's.
            UnavailableError: The store did not answer.
        """
        found = await self.find(officer, tip_id, desk, file_id, act=Act.FILE_LOOKED)
        if found.state is not FileState.READY:
            return found
        state = await self.try_whole(found.file.attachment)
        return replace(found, state=state)

    async def find(
        self,
        officer: SignedIn,
        tip_id: TipId,
        desk: DeskId | None,
        file_id: str,
        *,
        act: Act = Act.TIP_OPENED,
    ) -> Look:
        """Find a file without opening it; raises as `look`."""
        casebook = self.book.casebook
        async with casebook.vault.writing() as connection:
            file = await casebook.take(connection, officer, tip_id, desk)
            found = find_file(file.tip, file_id)
            done = Act.TIP_OPENED if found.locked else act
            entry = Entry(done, officer.officer_id, tip_id)
            await casebook.log.append(connection, entry)
        state = FileState.LOCKED if found.locked else FileState.READY
        if found.destroyed:
            state = FileState.DESTROYED
        desk = found.locked_for or self.book.find_desk(file)
        return Look(found, state, file.tip, desk)

    async def try_whole(self, attachment: Attachment) -> FileState:
        """Open a file to its end and keep nothing: what is not whole is not shown.

        Raises:
            UnavailableError: The store did not answer.
        """
        try:
            async with aclosing(self.read(attachment)) as pieces:
                async for _piece in pieces:
                    pass
        except NotFoundError:
            return FileState.LOST
        except CannotOpenError:
            return FileState.BROKEN
        return FileState.READY

    async def is_gone(self, attachment: Attachment) -> bool:
        """Tell whether a file is lost or broken.

        Raises:
            UnavailableError: The store did not answer, or there is none to ask.
        """
        if self.files is None:
            raise UnavailableError
        return await self.try_whole(attachment) is not FileState.READY

    def read(self, attachment: Attachment) -> AsyncGenerator[bytes, None]:
        """Return what a file says, piece by piece; raises as `SealedFiles.open`."""
        if self.files is None:
            raise NotFoundError
        return self.files.open(attachment)

    async def seal_anew(self, old: Attachment) -> Attachment | None:
        """Seal a file once more, under a key that nobody has. None: it does not open.

        Raises:
            UnavailableError: The store did not answer.
        """
        if self.files is None:
            return None
        try:
            async with aclosing(self.files.open(old)) as pieces:
                return await self.files.keep(pieces, kind=old.kind, blur=old.blur)
        except (NotFoundError, CannotOpenError):
            return None

    async def discard(self, attachment: Attachment) -> bool:
        """Remove the object of a file, and tell whether it is gone."""
        try:
            if self.files:
                await self.files.remove(attachment)
        except UnavailableError:
            return False  # upkeep's sweep does it
        return True


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Locking:
    """May seal a file anew to the desk with the duty, and take it from all others."""

    viewing: Viewing

    async def lock(
        self, officer: SignedIn, form: TipForm, desk: DeskId | None, file_id: str
    ) -> Look:
        """Lock a file at once, whatever else happened to its tip meanwhile.

        Of two officers at once one locks it, and both find it locked. What its
        reporter deleted meanwhile stays deleted: nothing is written of it.

        Raises:
            NotFoundError: There is no such file (any more), or it is another desk's.
            UnavailableError: The store did not answer; nothing was changed.
        """
        found = await self.viewing.find(officer, form.tip_id, desk, file_id)
        for _ in range(_TRIES):
            if found.file.locked:
                return await self._finish(found)
            seen = await self._seal_and_write(officer, form, desk, found)
            found = replace(found, file=find_file(seen.tip, file_id), tip=seen.tip)
            if seen.ending is Ending.ALREADY and not found.file.locked:
                # It was locked by this form, and unlocked since: one is asked anew.
                return replace(found, state=FileState.READY)
        raise ChangedMeanwhileError

    async def _seal_and_write(
        self, officer: SignedIn, form: TipForm, desk: DeskId | None, found: Look
    ) -> Seen:
        old, casebook = found.file.attachment, self.viewing.book.casebook
        doer = Doer(officer.officer_id, casebook.clock.today())
        new = await self.viewing.seal_anew(old)
        locked = Locked(found.file.id, new, doer.day, found.file.number)
        # A lock does not depend on what a page showed, so it follows the tip.
        current = replace(form, version=found.version)

        async def also(connection: Transaction, file: TipFile, draft: Draft) -> None:
            await store.exchange_file(connection, form.tip_id, old.id, new)
            await self.viewing.book.follow_lock(connection, file, draft, doer)
            await self._give_key(connection, file, draft, (doer, locked))

        try:
            seen = await casebook.carry_out(
                officer,
                current,
                Wish(Act.FILE_LOCKED, choice=found.file.id),
                lambda tip, _people: lock_file(
                    doer, tip, found.file.id, found.duty_desk
                ),
                desk=desk,
                also=also,
            )
        except NotFoundError:
            await self._drop(new)
            raise
        # Not where it failed otherwise: the transaction may have held all the same.
        if seen.ending is not Ending.DONE:
            await self._drop(new)
        return seen

    async def _drop(self, new: Attachment | None) -> None:
        if new:
            await self.viewing.discard(new)

    async def _give_key(
        self,
        connection: Transaction,
        file: TipFile,
        draft: Draft,
        locked: tuple[Doer, Locked],
    ) -> None:
        """Write what opens a locked file, sealed to the desk with the duty alone.

        The letter stands under a key of its own, which holds the file: it stays when
        the reporter deletes, and is destroyed by itself.
        """
        book, (doer, about) = self.viewing.book, locked
        tip, shred = file.tip.record.id, ShredKey.generate()
        bond, home = make_bond(file.tip, about.file), file.tip.record.desk
        about = replace(about, bond=bond, home=home)
        card = await book.casebook.cards.get_card(connection, book.find_desk(file))
        letter, number = LetterId(draft.make_id("locked")), file.stored.next_number + 3
        place = Place(letter, tip, Kind.LOCKED, number)
        await store.add_key(
            connection, tip, about.side, shred, held=about.attachment is not None
        )
        written = seal_for(place, about.write(doer), (card,), shred)
        await tipfiles.add_letter(connection, written)

    async def _finish(self, found: Look) -> Look:
        """Remove the object that others had the key of: again, if it failed before."""
        if found.file.destroyed:
            return replace(found, state=FileState.DESTROYED)
        found = replace(found, duty_desk=found.file.locked_for or found.duty_desk)
        done = await self.viewing.discard(found.file.attachment)
        return replace(found, state=FileState.LOCKED if done else FileState.LOCKING)
