"""Recompute the audit chain from its first entry, with nobody's key."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from crypto import ChainEntry, CryptoError, verify_chain
from service.commands.errors import CommandError
from service.db.audit import HEAD
from service.db.engine import Transaction, Vault
from service.db.schema import AuditEntryRow, AuditHeadRow
from service.settings import DeskSettings


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain that holds: how many entries, and the hash that fixes them all."""

    count: int
    head: str


async def verify_log(env: Mapping[str, str]) -> Chain:
    """Follow the chain from its first entry to its head.

    Raises:
        CommandError: It is broken: an entry was altered, added or taken out.
        SettingsError, UnavailableError: It could not be read.
    """
    vault = Vault(DeskSettings.load(env).database)
    try:
        async with vault.reading() as connection:
            return await _verify(connection)
    finally:
        await vault.close()


async def _verify(connection: Transaction) -> Chain:
    query = select(AuditHeadRow.number, AuditHeadRow.hash).where(
        AuditHeadRow.id == HEAD
    )
    head = (await connection.execute(query)).one()
    # Entries that are added while this runs come after the head that was read.
    entries = select(
        AuditEntryRow.number, AuditEntryRow.previous, AuditEntryRow.detail_hash
    ).where(AuditEntryRow.number <= head.number)
    rows = await connection.execute(entries.order_by(AuditEntryRow.number))
    try:
        verify_chain(
            (ChainEntry(*row) for row in rows), count=head.number, head=head.hash
        )
    except CryptoError:
        message = (
            f"The log is broken: its {head.number} entries do not lead from the first"
            " to the head. Stop the services and keep a copy of the database"
        )
        raise CommandError(message) from None
    return Chain(head.number, head.hash.hex())
