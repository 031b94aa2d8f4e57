"""List the desks of a site, and pin one."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from crypto import CryptoError, DeskCard
from service.commands.errors import CommandError, UsageError
from service.commands.pinning import parse_fingerprint, write_pin
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.db.schema import DeskCardRow
from service.domain.errors import CardNotTrustedError, NotOpenYetError
from service.domain.people import DeskId
from service.settings import SETTINGS_VARIABLE, DeskSettings

NOT_TRUSTED = "NOT TO BE TRUSTED: its card does not lead back to its pin"

_FIRST = 1


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One desk, how far it is, and the fingerprint of its first card."""

    id: DeskId
    name: str
    state: str
    fingerprint: str


async def list_desks(env: Mapping[str, str]) -> list[DeskLine]:
    """Return every desk of the borough; raises SettingsError, UnavailableError."""
    settings = DeskSettings.load(env)
    cards = CardBook(settings.pins)
    async with _reading(settings) as connection:
        return [
            DeskLine(
                desk.id,
                desk.name,
                await describe_desk(connection, cards, desk.id),
                await _find_fingerprint(connection, desk.id),
            )
            for desk in settings.borough.desks
        ]


async def pin_desk(env: Mapping[str, str], desk: DeskId, typed: str) -> None:
    """Write a desk's fingerprint into the settings, if it is its first card's.

    Raises:
        UsageError: There is no such desk, or that is no fingerprint.
        CommandError: The database holds another card, or another pin is set.
        SettingsError, UnavailableError: It could not be compared.
    """
    settings, fingerprint = DeskSettings.load(env), parse_fingerprint(typed)
    if settings.borough.find_desk(desk) is None:
        message = f"The borough has no desk `{desk}`; `quietword desk list` shows them"
        raise UsageError(message)
    if settings.pins.get(desk, fingerprint) != fingerprint:
        message = (
            f"{desk} is pinned to another fingerprint. If that is meant to change,"
            " take the line out of the settings first"
        )
        raise CommandError(message)
    async with _reading(settings) as connection:
        found = await _find_fingerprint(connection, desk)
    if found != fingerprint:
        message = (
            f"The first card of {desk} in the database has another fingerprint."
            " Nothing was changed; ask whoever opened the desk to read it out again"
        )
        raise CommandError(message)
    write_pin(Path(env[SETTINGS_VARIABLE]), desk, fingerprint)


@asynccontextmanager
async def _reading(settings: DeskSettings) -> AsyncIterator[Transaction]:
    vault = Vault(settings.database)
    try:
        async with vault.reading() as connection:
            yield connection
    finally:
        await vault.close()


async def describe_desk(connection: Transaction, cards: CardBook, desk: DeskId) -> str:
    """Say how far a desk is."""
    try:
        card = await cards.get_card(connection, desk)
    except CardNotTrustedError:
        return NOT_TRUSTED
    except NotOpenYetError:
        opened = await _find_fingerprint(connection, desk)
        return "opened, not pinned" if opened else "not opened yet"
    return f"open, generation {card.generation}"


async def _find_fingerprint(connection: Transaction, desk: DeskId) -> str:
    query = select(DeskCardRow.card).where(
        DeskCardRow.desk == desk, DeskCardRow.generation == _FIRST
    )
    raw = await connection.scalar(query)
    try:
        return "" if raw is None else DeskCard.parse(raw).fingerprint
    except CryptoError:
        return "not a card"
