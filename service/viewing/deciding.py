"""What becomes of locked files: handed on, destroyed, or unlocked.

Each act is in the log. All that its letters say of a locked file stands under one key
of its own: whoever destroys that key has destroyed the file, in old backups too.

Unlocking goes as locking does: the file is sealed anew, then one transaction says
that it is unlocked, gives its key to the desks of the tip and destroys the old one,
then the old object is removed. Killed before the transaction, it is locked as before
and its new copy is rubbish; killed after it, the old copy opens for nobody and upkeep
sweeps it.
"""

from dataclasses import dataclass

from crypto import Draft, ShredKey
from service.db import duties
from service.db.engine import Transaction, Vault
from service.domain.answers import Attachment
from service.domain.audit import Act, Entry
from service.domain.deeds import Doer
from service.domain.duties import duty_desk
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending, TipForm, Wish, record_id
from service.domain.handing import (
    FileGoneError,
    FileOpensError,
    HandedTooEarlyError,
    Handing,
    Leave,
)
from service.domain.letters import Kind, LetterId, Remark, Side
from service.domain.locked import Locked, note_handing
from service.domain.people import DeskId
from service.domain.viewing import give_back
from service.viewing import store
from service.viewing.claiming import Lead, Letter, LockedTip, Locks
from service.viewing.usecases import Viewing


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Decision:
    """What came of a form. `file` is None where it is locked no more.

    `deleted` tells that what was unlocked went at once, because its reporter had
    deleted the tip; `removed` that nothing is left of it in the store.
    """

    ending: Ending
    file: Locked | None
    deleted: bool = False
    removed: bool = True


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Deciding:
    """May say what becomes of a locked file. A form does nothing twice.

    Every verb takes which file it is about, and raises:
        ForbiddenError: The officer is no supervisor of the desk.
        NotFoundError: There is no such tip.
        BadFormError: No page of ours offers this for the file as it is.
    """

    viewing: Viewing

    async def hand_on(
        self, lead: Lead, form: TipForm, file_id: str, handing: Handing
    ) -> Decision:
        """Record that a file was handed on. It stays locked until it is destroyed.

        Raises:
            HandedTooEarlyError: It had not come on that day.
        """
        doer, wish = self._doer(lead), Wish(Act.FILE_HANDED, handing.json, file_id)
        if not handing.is_named or handing.day > doer.day:
            raise BadFormError
        remark = note_handing(doer, file_id, handing)
        async with self._vault.writing() as connection:
            step = await self._begin(connection, lead, form, wish)
            if file := step.due:
                came = await store.get_day(connection, form.tip_id)
                if came and handing.day < came:
                    raise HandedTooEarlyError
                letter = LetterId(step.draft.make_id("handed"))
                key = step.taken.stored.shreds[file.side]
                written = Letter(letter, Kind.LOCKED, remark, key)
                await self._locks.write(connection, step.taken, written, lead.desk)
                await self._end(connection, step, (remark, handing.to))
        return Decision(step.ending, step.file)

    async def destroy(
        self, lead: Lead, form: TipForm, file_id: str, leave: Leave
    ) -> Decision:
        """Destroy a file for good, its key and then its object.

        It was handed on; or nobody has it, because it does not open any more.

        Raises:
            FileOpensError: It was said to be lost or broken, and it opens.
            UnavailableError: The store did not answer; nothing was changed.
        """
        doer, wish = self._doer(lead), Wish(Act.FILE_DESTROYED, leave, file_id)
        act = wish.act.value
        remark = Remark(doer.day, leave.label, doer.officer, act=act, about=file_id)
        gone = leave is Leave.GONE and await self._find_gone(lead, form, wish)
        async with self._vault.writing() as connection:
            step = await self._begin(connection, lead, form, wish)
            if file := step.due:
                # It may have been unlocked and locked again since it was tried.
                is_let_go = gone == file.side if gone else file.handed
                if not is_let_go:
                    raise BadFormError
                await self._exchange(connection, step.taken, file, None)
                await self._let_be_still(connection, lead.desk, step)
                await self._end(connection, step, (remark, leave))
        return Decision(step.ending, step.file, removed=await self._remove(step))

    async def unlock(
        self, lead: Lead, form: TipForm, file_id: str, text: str
    ) -> Decision:
        """Give a file back to the desks of its tip, because it was locked by mistake.

        Where the reporter deleted the tip meanwhile, the file is deleted at once.

        Raises:
            FileGoneError: It is lost or broken, so nobody can have seen it.
            UnavailableError: The store did not answer; nothing was changed.
        """
        wish = Wish(Act.FILE_UNLOCKED, text, file_id)
        if not text:
            raise BadFormError
        async with self._vault.writing() as connection:
            step = await self._begin(connection, lead, form, wish)
        file = step.due
        if file is None:
            return Decision(step.ending, step.file)
        old = file.attachment
        new = await self.viewing.seal_anew(old) if old else None
        if new is None:
            raise FileGoneError
        return await self._give_back(lead, form, wish, new)

    async def _find_gone(self, lead: Lead, form: TipForm, wish: Wish) -> str:
        """Try whether a file opens, and return what it stands under if it does not."""
        async with self._vault.writing() as connection:
            file = (await self._begin(connection, lead, form, wish)).due
        if file is None:
            return ""
        if file.attachment and not await self.viewing.is_gone(file.attachment):
            raise FileOpensError
        return file.side

    async def _give_back(
        self, lead: Lead, form: TipForm, wish: Wish, new: Attachment
    ) -> Decision:
        doer, act = self._doer(lead), wish.act.value
        note = Remark(doer.day, wish.text, doer.officer, act=act, about=wish.choice)
        async with self._vault.writing() as connection:
            step = await self._begin(connection, lead, form, wish)
            told = step.taken.told if step.due else None
            if file := step.due:
                kept = new if told else None
                await self._exchange(connection, step.taken, file, kept)
                await self._let_be_still(connection, lead.desk, step)
                await self._end(connection, step, (note, ""))
                if told:
                    again = give_back(doer, file.file, new, file.bond)
                    await self._give_key(connection, step, again, told)
        # Not where it failed: the transaction may have held all the same.
        if told is None:
            await self.viewing.discard(new)
        gone = step.due is not None and told is None
        removed = await self._remove(step)
        return Decision(step.ending, step.file, deleted=gone, removed=removed)

    async def _begin(
        self, connection: Transaction, lead: Lead, form: TipForm, wish: Wish
    ) -> "_Step":
        """Take a tip in hand, and say what comes of a form before anything is done."""
        secret = self.viewing.book.casebook.secret
        draft = secret.draft(form.seed, wish.canonical(form.tip_id))
        taken = await self._locks.take(connection, lead, form.tip_id)
        file, ending = taken.find(wish.choice), Ending.DONE
        if await store.has_letter(connection, form.tip_id, record_id(draft)):
            ending = Ending.ALREADY
        elif file is None:
            if not await store.is_known(connection, form.tip_id, lead.desk):
                raise NotFoundError
            ending = Ending.CHANGED
        elif wish.act is Act.FILE_UNLOCKED and not file.is_seen_by(
            lead.officer.officer_id
        ):
            raise BadFormError
        return _Step(taken, file, draft, ending)

    async def _exchange(
        self,
        connection: Transaction,
        taken: LockedTip,
        file: Locked,
        new: Attachment | None,
    ) -> None:
        """Destroy what a locked file opens with; let another object take its place."""
        if file.attachment:
            old = file.attachment.id
            await store.exchange_file(connection, taken.id, old, new)
        letters = taken.list_letters(file.file)
        await store.remove_lock(connection, taken.id, file.side, letters)

    async def _give_key(
        self, connection: Transaction, step: "_Step", remark: Remark, told: ShredKey
    ) -> None:
        """Write what opens a file again, under the key of what the reporter told."""
        letter = Letter(LetterId(step.draft.make_id("file")), Kind.FILE, remark, told)
        readers = self._locks.list_readers(step.taken, remark.about)
        await self._locks.write(connection, step.taken, letter, *readers)

    async def _end(
        self, connection: Transaction, step: "_Step", done: tuple[Remark, str]
    ) -> None:
        """Write what was done for all who read the tip, and in the log."""
        remark, reason = done
        key = step.taken.stored.shreds[Side.STAFF.value]
        note = Letter(record_id(step.draft), Kind.NOTE, remark, key)
        readers = self._locks.list_readers(step.taken, remark.about)
        await self._locks.write(connection, step.taken, note, *readers)
        await store.count_step(connection, step.taken.id)
        entry = Entry(Act(remark.act), remark.by, step.taken.id, reason)
        await self.viewing.book.casebook.log.append(connection, entry)

    async def _let_be_still(
        self, connection: Transaction, desk: DeskId, step: "_Step"
    ) -> None:
        """End the bell of a desk that it rang at for its locked files alone.

        The duty is another desk's where the tip was moved after it was locked.
        """
        taken, book = step.taken, self.viewing.book
        left = (one for one in taken.files if one != step.file)
        is_its_own = desk == duty_desk(book.borough, taken.home)
        if not is_its_own and not any(one.attachment for one in left):
            await duties.remove_duty(connection, taken.id, desk)

    async def _remove(self, step: "_Step") -> bool:
        """Remove the object of a file whose key is destroyed."""
        old = step.due.attachment if step.due else None
        return await self.viewing.discard(old) if old else True

    def _doer(self, lead: Lead) -> Doer:
        clock = self.viewing.book.casebook.clock
        return Doer(lead.officer.officer_id, clock.today())

    @property
    def _vault(self) -> Vault:
        return self.viewing.book.casebook.vault

    @property
    def _locks(self) -> Locks:
        return Locks(self.viewing.book)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Step:
    """A form about a locked file, and what comes of it."""

    taken: LockedTip
    file: Locked | None
    draft: Draft
    ending: Ending

    @property
    def due(self) -> Locked | None:
        """The file that something is to be done with now."""
        return self.file if self.ending is Ending.DONE else None
