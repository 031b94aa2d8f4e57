"""Read a desk's inbox. Nothing is changed by looking, so nothing is adopted here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from service.db.cards import CardBook
from service.db.engine import Vault
from service.domain.errors import NotFoundError
from service.domain.judgements import Judged
from service.domain.letters import Kind, TipSummary
from service.domain.people import NOBODY, DeskId, Keyring, OfficerId, SignedIn
from service.domain.reports import tip_reference
from service.domain.sealed import choose_tip_letter, read_remark, read_summary
from service.domain.shown import Wanted, read_judged
from service.domain.tips import TipId
from service.inbox import store
from service.inbox.store import TipLine, Waiting

PAGE_SIZE = 50
LAST_PAGE = 9999
EVERYTHING = Wanted()


class Shelf(StrEnum):
    """What an inbox shows: what is still to be dealt with, or what was."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of an inbox. `summary` is None where withdrawn or not to be opened.

    `judged` is what its desk last judged it to be, None where nobody has.
    """

    id: TipId
    day: date
    priority: int
    picked_up: bool
    summary: TipSummary | None = field(repr=False)
    judged: Judged | None = field(repr=False)
    holder: OfficerId
    withdrawn: bool
    has_news: bool
    files: int = 0

    @property
    def reference(self) -> str:
        """How officers name it to each other."""
        return tip_reference(self.id)


@dataclass(frozen=True, slots=True)
class InboxPage:
    """One page of an inbox. Open tips: what nobody has, then what was picked up."""

    desk: DeskId
    shelf: Shelf
    number: int
    wanted: Wanted
    rows: tuple[InboxRow, ...]
    has_next: bool
    waiting: Waiting
    names: Mapping[OfficerId, str]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Inbox:
    """Opens summaries, never the body of a tip."""

    vault: Vault
    cards: CardBook

    async def list_inbox(
        self,
        officer: SignedIn,
        desk: DeskId,
        shelf: Shelf = Shelf.OPEN,
        number: int = 1,
        *,
        wanted: Wanted = EVERYTHING,
    ) -> InboxPage:
        """Return one page of a desk's tips.

        Open ones: what nobody has picked up yet comes first, so that nothing waits
        unseen behind what colleagues are at; in both parts the most urgent first,
        and of those the oldest. Closed ones: what came last is first. A letter that
        does not open leaves its row in place. `wanted` narrows it to what the vault
        can tell apart in clear.

        Raises:
            NotFoundError: It is no desk of the officer's, or no such page.
        """
        if desk not in officer.desks or not 1 <= number <= LAST_PAGE:
            raise NotFoundError
        wanted = replace(wanted, is_open=shelf is Shelf.OPEN)
        async with self.vault.reading() as connection:
            keyring = await self.cards.open_keyring(connection, officer, desk)
            # One more than is shown tells whether there is a next page.
            lines = await store.list_lines(
                connection,
                desk,
                wanted,
                first=(number - 1) * PAGE_SIZE,
                count=PAGE_SIZE + 1,
            )
            waiting = await store.count_waiting(connection, desk)
            rows = [_open_row(line, keyring, shelf) for line in lines[:PAGE_SIZE]]
            holders = {row.holder for row in rows if row.holder}
            names = await store.list_names(connection, holders)
        return InboxPage(
            desk=desk,
            shelf=shelf,
            number=number,
            wanted=wanted,
            rows=tuple(rows),
            has_next=len(lines) > PAGE_SIZE,
            waiting=waiting,
            names=names,
        )


def _open_row(line: TipLine, keyring: Keyring, shelf: Shelf) -> InboxRow:
    shreds = {one.letter.side: one.shred for one in line.summaries if one.shred}
    letters = [one.letter for one in line.summaries]
    letter = choose_tip_letter(letters)
    opened = (
        read_remark(one, keyring, shreds)
        for one in reversed(letters)
        if one.kind is Kind.HOLDER
    )
    return InboxRow(
        id=line.id,
        day=line.day,
        priority=line.priority,
        picked_up=line.picked_up,
        summary=read_summary(letter, keyring, shreds) if letter else None,
        judged=read_judged(letters, keyring, shreds),
        holder=next((one.holder for one in opened if one), NOBODY),
        withdrawn=not line.told,
        has_news=line.rings and (line.picked_up or shelf is Shelf.CLOSED),
        files=line.files if line.told else 0,
    )
