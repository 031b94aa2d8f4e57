"""Which files are locked, and looking at one: who looked, and why, is written down."""

from dataclasses import dataclass

from service.db import tipfiles
from service.domain.answers import Attachment
from service.domain.audit import Act, Entry
from service.domain.deeds import Doer
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import TipForm, Wish
from service.domain.handing import LookReason
from service.domain.letters import Kind, LetterId
from service.domain.locked import Locked, note_look
from service.domain.opened import People
from service.domain.people import DeskId, SignedIn
from service.domain.tips import TipId
from service.domain.viewing import FileMark, FileState, Look
from service.viewing import store
from service.viewing.claiming import Lead, Letter, Locks
from service.viewing.usecases import Viewing

MOST_LOCKED = 200


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LockedPage:
    """The locked files of a tip, and what those who looked at them are called."""

    files: tuple[Locked, ...]
    people: People

    def find(self, file_id: str) -> Locked | None:
        """Return one of them, if it is still locked."""
        return next((one for one in self.files if one.file == file_id), None)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LockedFiles:
    """May open locked files for supervisors of the desk that they were sealed to."""

    viewing: Viewing

    async def list_tips(self, officer: SignedIn, desk: DeskId) -> list[TipId]:
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

    async def list_files(self, lead: Lead, tip_id: TipId) -> LockedPage:
        """Return the locked files of a tip, and who looked. One entry in the log.

        Raises:
            ForbiddenError: The officer is no supervisor of the desk.
            NotFoundError: The tip has none that was locked for the desk.
        """
        casebook = self.viewing.book.casebook
        async with casebook.vault.writing() as connection:
            taken = await Locks(self.viewing.book).take(connection, lead, tip_id)
            if not taken.files:
                raise NotFoundError
            entry = Entry(Act.TIP_OPENED, lead.officer.officer_id, tip_id)
            await casebook.log.append(connection, entry)
            people = await tipfiles.list_people(connection, lead.desk)
        return LockedPage(taken.files, people)

    async def look(self, lead: Lead, form: TipForm, wanted: tuple[str, str]) -> Look:
        """Find a locked file, and whether all of it opens.

        Who looks, and why, stands in the log and in a letter of the file. `wanted` is
        which file it was, and the reason's code.

        Raises:
            BadFormError: The reason is none.
            ForbiddenError, NotFoundError: As `list_files`.
            UnavailableError: The store did not answer.
        """
        file_id, code = wanted
        if code not in tuple(LookReason):
            raise BadFormError
        locked = await self._note(lead, form, file_id, LookReason(code))
        nothing = Attachment(file_id, "", "", 0)
        found = locked.attachment or nothing
        mark = FileMark(locked.number, file_id, found, locked=True)
        if locked.attachment is None:
            return Look(mark, FileState.LOST, None, lead.desk)
        state = await self.viewing.try_whole(locked.attachment)
        return Look(mark, state, None, lead.desk)

    async def _note(
        self, lead: Lead, form: TipForm, file_id: str, reason: LookReason
    ) -> Locked:
        book = self.viewing.book
        casebook, locks = book.casebook, Locks(book)
        doer = Doer(lead.officer.officer_id, casebook.clock.today())
        wish = Wish(Act.LOCKED_LOOKED, choice=file_id + reason)
        draft = casebook.secret.draft(form.seed, wish.canonical(form.tip_id))
        async with casebook.vault.writing() as connection:
            taken = await locks.take(connection, lead, form.tip_id)
            locked = taken.find(file_id)
            if locked is None:
                raise NotFoundError
            remark = note_look(doer, file_id, reason)
            key = taken.stored.shreds[locked.side]
            letter = Letter(LetterId(draft.make_id("look")), Kind.LOCKED, remark, key)
            await locks.write(connection, taken, letter, lead.desk)
            entry = Entry(Act.LOCKED_LOOKED, doer.officer, form.tip_id, reason)
            await casebook.log.append(connection, entry)
        return locked
