"""Look at what came with a tip; lock what nobody should look at.

No transaction waits for the store. Locking goes in this order: the file is sealed
anew, then one transaction says that it is locked and where its key is, then the old
object is removed. Killed before the transaction, the file is as it was and its new
copy is rubbish; killed after it, no page shows the file any more, its new copy is
safe, and the next look or upkeep's sweep removes the old object.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, replace

from crypto import CannotOpenError, Draft
from service.db import tipfiles
from service.db.duties import DutyBook
from service.db.engine import Transaction
from service.domain.answers import Attachment
from service.domain.audit import Act, Entry
from service.domain.deeds import Doer
from service.domain.errors import (
    BadFormError,
    ChangedMeanwhileError,
    ForbiddenError,
    NotFoundError,
    UnavailableError,
)
from service.domain.forms import Ending, Seen, TipForm, Wish
from service.domain.letters import Kind, LetterId, Remark, Side
from service.domain.opened import TipFile
from service.domain.people import DeskId, SignedIn
from service.domain.sealed import Place, read_remark
from service.domain.tips import TipId
from service.domain.viewing import (
    FileMark,
    FileState,
    Locked,
    Look,
    LookReason,
    find_file,
    lock_file,
    read_locked,
    seal_for,
)
from service.files.sealed_files import SealedFiles
from service.viewing import store
from service.viewing.store import LockedLine

MOST_LOCKED = 200
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
        return Look(found, state, file.tip, self.book.find_desk(file))

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

    def read(self, attachment: Attachment) -> AsyncGenerator[bytes, None]:
        """Return what a file says, piece by piece; raises as `SealedFiles.open`."""
        if self.files is None:
            raise NotFoundError
        return self.files.open(attachment)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Locking:
    """May seal a file anew to the desk with the duty, and take it from all others."""

    viewing: Viewing

    async def lock(
        self, officer: SignedIn, form: TipForm, desk: DeskId | None, file_id: str
    ) -> Look:
        """Lock a file at once, whatever else happened to its tip meanwhile.

        Of two officers at once one locks it, and both find it locked.

        Raises:
            NotFoundError: There is no such file, or it is another desk's.
            UnavailableError: The store did not answer; nothing was changed.
        """
        found = await self.viewing.find(officer, form.tip_id, desk, file_id)
        for _ in range(_TRIES):
            if found.file.locked:
                return await self._finish(found)
            seen = await self._seal_and_write(officer, form, desk, found)
            found = replace(found, file=find_file(seen.tip, file_id), tip=seen.tip)
        raise ChangedMeanwhileError

    async def _seal_and_write(
        self, officer: SignedIn, form: TipForm, desk: DeskId | None, found: Look
    ) -> Seen:
        old, casebook = found.file.attachment, self.viewing.book.casebook
        doer = Doer(officer.officer_id, casebook.clock.today())
        new = await self._seal_anew(old)
        # A lock does not depend on what a page showed, so it follows the tip.
        current = replace(form, version=found.version)

        async def also(connection: Transaction, file: TipFile, draft: Draft) -> None:
            locked = Locked(old.id, new, doer.day)
            await store.exchange_file(connection, form.tip_id, old.id, new)
            await self.viewing.book.follow_lock(connection, file, draft, doer)
            await self._give_key(connection, file, draft, locked.write(doer))

        seen = await casebook.carry_out(
            officer,
            current,
            Wish(Act.FILE_LOCKED, choice=old.id),
            lambda tip, _people: lock_file(doer, tip, old.id, found.duty_desk),
            desk=desk,
            also=also,
        )
        # Not where it failed: the transaction may have held all the same.
        if new and seen.ending is not Ending.DONE:
            await self._discard(new)
        return seen

    async def _seal_anew(self, old: Attachment) -> Attachment | None:
        files = self.viewing.files
        if files is None:
            return None
        try:
            async with aclosing(files.open(old)) as pieces:
                return await files.keep(pieces, kind=old.kind, blur=old.blur)
        except (NotFoundError, CannotOpenError):
            return None

    async def _give_key(
        self, connection: Transaction, file: TipFile, draft: Draft, remark: Remark
    ) -> None:
        """Write what opens a locked file, sealed to the desk with the duty alone."""
        book = self.viewing.book
        card = await book.casebook.cards.get_card(connection, book.find_desk(file))
        place = Place(
            LetterId(draft.make_id("locked")),
            file.tip.record.id,
            Kind.LOCKED,
            file.stored.next_number + 3,
        )
        written = seal_for(place, remark, card, file.stored.shreds[Side.STAFF])
        await tipfiles.add_letter(connection, written)

    async def _finish(self, found: Look) -> Look:
        """Remove the object that others had the key of: again, if it failed before."""
        done = await self._discard(found.file.attachment)
        return replace(found, state=FileState.LOCKED if done else FileState.LOCKING)

    async def _discard(self, attachment: Attachment) -> bool:
        try:
            if self.viewing.files:
                await self.viewing.files.remove(attachment)
        except UnavailableError:
            return False  # upkeep's sweep does it
        return True


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LockedFiles:
    """May open locked files for supervisors of the desk that they were sealed to."""

    viewing: Viewing

    async def list_tips(self, officer: SignedIn, desk: DeskId) -> list[LockedLine]:
        """Return the tips with files that were locked for a desk.

        Raises:
            NotFoundError: It is no desk of the officer's, or none that has any.
        """
        book = self.viewing.book
        real = book.borough.independent_desk, book.borough.safeguarding.desk
        if officer.find_post(desk) is None or desk not in real:
            raise NotFoundError
        async with book.casebook.vault.reading() as connection:
            return await store.list_locked(connection, desk, MOST_LOCKED)

    async def list_files(
        self, officer: SignedIn, desk: DeskId, tip_id: TipId
    ) -> tuple[Locked, ...]:
        """Return the locked files of a tip. One entry in the log.

        Raises:
            ForbiddenError: The officer is no supervisor of the desk.
            NotFoundError: The tip has none that was locked for the desk.
        """
        entry = Entry(Act.TIP_OPENED, officer.officer_id, tip_id)
        return await self._open(officer, desk, entry)

    async def look(
        self, officer: SignedIn, desk: DeskId, tip_id: TipId, wanted: tuple[str, str]
    ) -> Look:
        """Find a locked file, and whether all of it opens. The reason is in the log.

        `wanted` is which file it was, and the reason's code.

        Raises:
            BadFormError: The reason is none.
            ForbiddenError, NotFoundError: As `list_files`.
            UnavailableError: The store did not answer.
        """
        file_id, reason = wanted
        if reason not in tuple(LookReason):
            raise BadFormError
        entry = Entry(Act.LOCKED_LOOKED, officer.officer_id, tip_id, reason)
        files = await self._open(officer, desk, entry)
        marks = (
            (number, one) for number, one in enumerate(files, 1) if one.file == file_id
        )
        number, locked = next(marks, (0, None))
        if locked is None:
            raise NotFoundError
        if locked.attachment is None:
            nothing = Attachment(file_id, "", "", 0)
            mark = FileMark(number, nothing, locked=True)
            return Look(mark, FileState.LOST, None, desk)
        state = await self.viewing.try_whole(locked.attachment)
        return Look(FileMark(number, locked.attachment, locked=True), state, None, desk)

    async def _open(
        self, officer: SignedIn, desk: DeskId, entry: Entry
    ) -> tuple[Locked, ...]:
        if not officer.is_supervisor(desk):
            raise ForbiddenError
        casebook, tip_id = self.viewing.book.casebook, TipId(entry.subject)
        async with casebook.vault.writing() as connection:
            # Their role is believed only if the desk signed it.
            keyring = await casebook.cards.open_keyring(connection, officer, desk)
            letters, shreds = await store.get_locked(connection, tip_id, desk)
            opened = [read_remark(one, keyring, shreds) for one in letters]
            files = read_locked([remark for remark in opened if remark])
            if not files:
                raise NotFoundError
            await casebook.log.append(connection, entry)
        return files
