"""Reading the log, and proving that nothing was taken out of it.

Reading is itself in the log, so it is never done by merely looking at a page: it is
a button. Verifying needs nobody's key and opens nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from crypto import CryptoError, hash_detail, verify_chain
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.audit import Act, Detail, Entry
from service.domain.people import AUDITOR_DESK, Keyring, SignedIn
from service.oversight import store

PAGE = 50


@dataclass(frozen=True, slots=True)
class ChainState:
    """What recomputing every hash has shown.

    `altered` are the numbers of entries whose sealed detail is not the one that the
    chain holds on to; `forgotten` counts those whose detail is gone on purpose.
    """

    count: int
    head: str
    unbroken: bool
    altered: tuple[int, ...]
    forgotten: int

    @property
    def holds(self) -> bool:
        """Tell whether nothing was altered, dropped or put in."""
        return self.unbroken and not self.altered


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the auditor reads it; without detail if there is none to read."""

    number: int
    detail: Detail | None
    is_forgotten: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """Fifty entries, newest first, and where the page before and after begin."""

    lines: tuple[Line, ...]
    names: Mapping[str, str]
    newer: int | None
    older: int | None


@dataclass(frozen=True, slots=True)
class Chain:
    """Proves the log. Holds no key."""

    vault: Vault

    async def verify(self) -> ChainState:
        """Recompute the chain from its first entry to its head."""
        async with self.vault.reading() as connection:
            head = await store.get_head(connection)
            links = await _read_links(connection, head.number)
        try:
            entries = (link.entry for link in links)
            verify_chain(entries, count=head.number, head=head.hash)
            unbroken = True
        except CryptoError:
            unbroken = False
        altered = (link.entry.number for link in links if _is_altered(link))
        forgotten = sum(link.box is None for link in links)
        return ChainState(
            head.number, head.hash.hex(), unbroken, tuple(altered), forgotten
        )


@dataclass(frozen=True, slots=True)
class Log:
    """Reads the log with the auditor desk's key. It can change nothing in it."""

    vault: Vault
    cards: CardBook
    log: AuditLog

    async def read_page(self, officer: SignedIn, newest: int | None) -> LogPage:
        """Open fifty entries, from `newest` down or from the end of the log.

        An entry that is forgotten or does not open is a line that says so. That the
        officer read is put into the log first. Raises what `open_keyring` raises.
        """
        async with self.vault.writing() as connection:
            keyring = await self.cards.open_keyring(connection, officer, AUDITOR_DESK)
            read = Entry(Act.LOG_READ, officer.officer_id)
            await self.log.append(connection, read)
            head = await store.get_head(connection)
            first = min(newest or head.number, head.number)
            kept = await store.list_entries(connection, newest=first, count=PAGE)
            names = await store.list_names(connection)
        lines = tuple(_open(entry, keyring) for entry in kept)
        newer = min(first + PAGE, head.number) if first < head.number else None
        older = first - PAGE if first > PAGE else None
        return LogPage(lines, names, newer, older)


async def _read_links(connection: Transaction, last: int) -> list[store.Link]:
    links: list[store.Link] = []
    after = 0
    while batch := await store.list_links(connection, after=after, last=last):
        links += batch
        after = batch[-1].entry.number
    return links


def _is_altered(link: store.Link) -> bool:
    return link.box is not None and hash_detail(link.box) != link.entry.detail_hash


def _open(entry: store.KeptEntry, keyring: Keyring) -> Line:
    keys = keyring.by_card.get(entry.card)
    if entry.box is None or keys is None:
        return Line(entry.number, None, is_forgotten=entry.box is None)
    try:
        text = keys.open_detail(entry.box, entry.number)
        return Line(entry.number, Detail.read(text), is_forgotten=False)
    except CryptoError:
        return Line(entry.number, None, is_forgotten=False)
