"""Ask a report back from its receiver, where its tip is not at hand any more."""

from dataclasses import dataclass

from service.db.engine import Transaction
from service.db.releasebook import Releasebook
from service.domain.asking import Withdrawal
from service.domain.audit import Act, Entry
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending
from service.domain.parcels import ReleaseForm, ReleaseSeen, ReleaseWish, judge_release
from service.domain.people import SignedIn
from service.domain.released import ReleaseFile
from service.extract.standing import say_without
from service.partners import store


class StillHereError(BadFormError):
    """A desk that has the tip asks back from there, so that the tip says so too."""

    public_message = "Its tip is still at your desk: withdraw it from the tip's page."


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Withdrawing:
    """Take back what a desk sent of a tip that went to another desk, or for good."""

    book: Releasebook

    async def withdraw(
        self, officer: SignedIn, form: ReleaseForm, asked: Withdrawal
    ) -> ReleaseSeen:
        """Take a release back from the desk that got it, and tell them so.

        A form that was sent before, or that somebody was faster than, changes nothing.

        Raises:
            NotFoundError: It was not sent by a desk of the officer's.
            StillHereError: The tip it was made from is at that desk.
            BadFormError: It was withdrawn before, or the reason is none of ours, or
                what was typed for its receiver could point at somebody.
        """
        if asked.find_problem() or say_without((), asked.text):
            raise BadFormError
        book, wish = self.book, _wish(asked)
        async with book.vault.writing() as connection:
            file = await book.take(connection, officer, form.desk, form.release_id)
            if not file.is_sender:
                raise NotFoundError
            draft = book.secret.draft(form.seed, wish.canonical(form.release_id))
            ending = judge_release(file, form, draft)
            entry = Entry(Act.REPORT_OPENED, officer.officer_id, form.release_id)
            if ending is Ending.DONE:
                await _check_gone(connection, file)
                name = file.opened.content.reference if file.opened.content else ""
                day = book.clock.today()
                notice = asked.make_notice(officer.officer_id, day, name)
                await book.withdraw(connection, file, notice, draft)
                file = await book.take(connection, officer, form.desk, form.release_id)
                entry = Entry(
                    wish.act, officer.officer_id, form.release_id, asked.reason
                )
            await book.log.append(connection, entry)
        return ReleaseSeen(file, ending)


def _wish(asked: Withdrawal) -> ReleaseWish:
    return ReleaseWish(Act.REPORT_WITHDRAWN, asked.json, asked.reason)


async def _check_gone(connection: Transaction, file: ReleaseFile) -> None:
    link = file.opened.link
    if link and await store.is_tip_at(connection, link.tip, file.desk):
        raise StillHereError
