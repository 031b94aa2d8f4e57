"""Read what was sent to a desk and answer it; read what came of what a desk sent.

Both ends are here because they are one talk. Neither shows a tip: a reply is only
compared with the words of the one it goes back to.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from service.db import tipfiles
from service.db.engine import Transaction
from service.db.releasebook import Releasebook
from service.db.tipwords import read_words
from service.domain.answering import Saying, plan_reply, wish_reply
from service.domain.boroughs import Borough
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending, WordsProblem, check_words
from service.domain.opened import People
from service.domain.parcels import ReleaseForm, ReleaseSeen
from service.domain.people import DeskId, OfficerId, SignedIn
from service.domain.released import ReleaseFile, SaidLetter
from service.domain.releases import Head, ReleaseId, ReleaseRecord, Step
from service.extract.checking import (
    MarkName,
    list_standing,
    list_unanswered,
    name_mark,
)
from service.extract.marks import Mark
from service.partners import store
from service.partners.store import Line, Tally

PAGE_SIZE = 50
LAST_PAGE = 9999


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """One page of a list. A release without a head was withdrawn or does not open."""

    desk: DeskId
    number: int
    found: tuple[Line, ...]
    heads: Mapping[ReleaseId, Head]
    tallies: tuple[Tally, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The releases of this page."""
        return self.found[:PAGE_SIZE]

    @property
    def has_next(self) -> bool:
        """Tell whether there is a page after this one."""
        return len(self.found) > PAGE_SIZE


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ReleaseShown:
    """A release as it is after a form, and what the officers of the desk are called.

    `since` is what was written meanwhile, where that kept the form from its aim.
    """

    seen: ReleaseSeen
    people: People
    since: tuple[SaidLetter, ...] = ()


Answered = tuple[str, str]
"""What an officer lets stand: a mark's kind, and the words it stands on."""


@dataclass(frozen=True, slots=True, repr=False)
class Review:
    """What is marked in a reply, and whether some of it was not answered yet."""

    marks: tuple[tuple[MarkName, Mark], ...]
    is_open: bool


class MarkedReplyError(BadFormError):
    """A reply holds something marked that this officer cannot send as it is."""

    def __init__(self, problem: WordsProblem, review: Review) -> None:
        super().__init__()
        self.problem = problem
        self.review = review


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Received:
    """What was sent to a desk. Refuses whoever does not belong to the desk."""

    book: Releasebook
    borough: Borough

    async def list_reports(
        self, officer: SignedIn, desk: DeskId, number: int = 1
    ) -> ReleasePage:
        """Return one page: what waits for a look first, then by the day it is due.

        Nothing is changed or logged by looking.

        Raises:
            NotFoundError: It is no desk of the officer's, or no such page.
        """
        _check_page(officer, desk, number)
        async with self.book.vault.reading() as connection:
            lines = await store.list_received(connection, desk, **_limits(number))
            records = _records(lines)
            heads = await self.book.read_heads(connection, officer, desk, records)
            today = self.book.clock.today()
            tally = await store.count_received(connection, desk, today)
        return ReleasePage(desk, number, tuple(lines), heads, (tally,))

    async def open_report(
        self, officer: SignedIn, desk: DeskId, release_id: ReleaseId
    ) -> ReleaseShown:
        """Open what was sent to a desk. One entry in the log.

        Raises:
            NotFoundError: It was not sent to a desk of the officer's.
        """
        seen = await self.book.open_release(officer, desk, release_id, as_sender=False)
        return await _show(self.book, seen)

    async def answer(
        self, officer: SignedIn, form: ReleaseForm, saying: Saying
    ) -> ReleaseShown:
        """Record a step of the desk, for the sender to read.

        Raises:
            NotFoundError: It was not sent to a desk of the officer's.
            BadFormError: No page of ours offers this step.
        """
        if saying.step is Step.OWNED:
            await self._check_colleague(form.desk, OfficerId(saying.choice))
        day = self.book.clock.today()
        seen = await self.book.carry_out(
            officer,
            form,
            saying.wish,
            lambda file: saying.plan(file, self.borough, officer.officer_id, day),
        )
        return await _show(self.book, seen, form)

    async def _check_colleague(self, desk: DeskId, colleague: OfficerId) -> None:
        people = await _list_people(self.book, desk)
        if colleague not in people.members:
            raise BadFormError


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Outgoing:
    """What a desk sent to others. Refuses whoever does not belong to the desk."""

    book: Releasebook

    async def list_sent(
        self, officer: SignedIn, desk: DeskId, number: int = 1
    ) -> ReleasePage:
        """Return one page with what has news first, and who has not answered.

        Raises:
            NotFoundError: It is no desk of the officer's, or no such page.
        """
        _check_page(officer, desk, number)
        async with self.book.vault.reading() as connection:
            lines = await store.list_sent(connection, desk, **_limits(number))
            records = _records(lines)
            heads = await self.book.read_heads(connection, officer, desk, records)
            today = self.book.clock.today()
            tallies = await store.count_by_desk(connection, desk, today)
        return ReleasePage(desk, number, tuple(lines), heads, tuple(tallies))

    async def open_sent(
        self, officer: SignedIn, desk: DeskId, release_id: ReleaseId
    ) -> ReleaseShown:
        """Open what a desk sent, with what was answered. One entry in the log.

        Raises:
            NotFoundError: It was not sent by a desk of the officer's.
        """
        seen = await self.book.open_release(officer, desk, release_id, as_sender=True)
        return await _show(self.book, seen)

    async def reply(
        self,
        officer: SignedIn,
        form: ReleaseForm,
        text: str,
        answered: Collection[Answered] = (),
    ) -> ReleaseShown:
        """Answer the question of the desk it was sent to.

        Raises:
            NotFoundError: It was not sent by a desk of the officer's.
            BadFormError: There is no question, or nothing was written.
            MarkedReplyError: Something in it is marked, and the officer is no
                supervisor of the desk or has not answered each mark.
        """
        if check_words(text):
            raise BadFormError
        day = self.book.clock.today()

        async def check(connection: Transaction, file: ReleaseFile) -> None:
            link = file.opened.link
            told = await read_words(connection, file.keyring, link.tip) if link else ()
            review = _review(told, text, answered)
            if review.marks and not officer.is_supervisor(file.desk):
                raise MarkedReplyError(WordsProblem.SUPERVISOR, review)
            if review.is_open:
                raise MarkedReplyError(WordsProblem.MARKED, review)

        seen = await self.book.carry_out(
            officer,
            form,
            wish_reply(text),
            lambda file: plan_reply(file, text, officer.officer_id, day),
            check,
        )
        return await _show(self.book, seen, form)


def _review(told: Sequence[str], text: str, answered: Collection[Answered]) -> Review:
    """Say what in a reply could point at somebody, and what of it was answered."""
    standing = list_standing(told, text)
    marks = {name_mark(mark, text): mark for mark in reversed(standing)}
    left = list_unanswered(standing, text, answered)
    return Review(tuple(reversed(marks.items())), bool(left))


def _check_page(officer: SignedIn, desk: DeskId, number: int) -> None:
    if desk not in officer.desks or not 1 <= number <= LAST_PAGE:
        raise NotFoundError


def _limits(number: int) -> dict[str, int]:
    # One more than is shown tells whether there is a next page.
    return {"first": (number - 1) * PAGE_SIZE, "count": PAGE_SIZE + 1}


def _records(lines: Sequence[Line]) -> list[ReleaseRecord]:
    return [line.record for line in lines[:PAGE_SIZE]]


async def _show(
    book: Releasebook, seen: ReleaseSeen, form: ReleaseForm | None = None
) -> ReleaseShown:
    people, opened = await _list_people(book, seen.file.desk), seen.file.opened
    changed = seen.ending is Ending.CHANGED
    since = opened.talk_since(form.version) if form and changed else ()
    return ReleaseShown(seen, people, since)


async def _list_people(book: Releasebook, desk: DeskId) -> People:
    async with book.vault.reading() as connection:
        return await tipfiles.list_people(connection, desk)
