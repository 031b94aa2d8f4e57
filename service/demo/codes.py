"""Show the one-time code of a made-up officer, as their phone would."""

import asyncio
from dataclasses import dataclass

from sqlalchemy import select

from crypto import make_totp_code
from service.commands.errors import UsageError
from service.db.engine import Vault
from service.db.schema import OfficerRow
from service.demo.keeping import Home

STEP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Code:
    """Six digits, when they begin to be taken, and when they no longer are."""

    digits: str
    taken_from: int
    taken_until: int


def find_code(home: Home, name: str, now: int) -> Code:
    """Return the first code that the door takes: none is taken twice.

    The door takes the step before and after its own too, so after a sign-in the
    next code can be used at once, and only the one after that must be awaited.

    Raises:
        UsageError: There is no demonstration here, or no such officer in it.
    """
    officers = home.read_officers()
    if name not in officers:
        message = f"The demonstration's officers are {', '.join(officers)}"
        raise UsageError(message)
    used = asyncio.run(_find_last_step(home, name))
    step = max(now // STEP_SECONDS, used + 1)
    return Code(
        make_totp_code(officers[name].totp_secret, at=step * STEP_SECONDS),
        (step - 1) * STEP_SECONDS,
        (step + 2) * STEP_SECONDS,
    )


async def _find_last_step(home: Home, name: str) -> int:
    vault = Vault(home.database)
    query = select(OfficerRow.last_step).where(OfficerRow.name == name)
    try:
        async with vault.reading() as connection:
            return await connection.scalar(query) or 0
    finally:
        await vault.close()
