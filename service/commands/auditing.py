"""Recompute the audit chain from its first entry, with nobody's key."""

from collections.abc import Mapping

from service.commands.errors import CommandError
from service.db.engine import Vault
from service.oversight.usecases import Chain, ChainState
from service.settings import DeskSettings


async def verify_log(env: Mapping[str, str]) -> ChainState:
    """Follow the chain from its first entry to its head.

    Raises:
        CommandError: It is broken: an entry was altered, added or taken out.
        SettingsError, UnavailableError: It could not be read.
    """
    vault = Vault(DeskSettings.load(env).database)
    try:
        chain = await Chain(vault).verify()
    finally:
        await vault.close()
    if not chain.holds:
        message = (
            f"The log does not hold: {_describe(chain)}. Stop the services and keep a"
            " copy of the database as it is"
        )
        raise CommandError(message)
    return chain


def _describe(chain: ChainState) -> str:
    if not chain.unbroken:
        return f"its {chain.count} entries do not lead from the first to the head"
    numbers = ", ".join(str(number) for number in chain.altered)
    return f"the sealed detail of entry {numbers} is not the one that was written"
