"""List the officers of a site, and invite one from its terminal."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TextIO

from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Vault
from service.domain.clock import SystemClock
from service.domain.enrolment import Officer
from service.settings import DeskSettings
from service.staff.usecases import Officers


async def list_officers(env: Mapping[str, str]) -> tuple[Officer, ...]:
    """Return everybody who was ever invited; raises SettingsError."""
    async with _open(DeskSettings.load(env)) as officers:
        return await officers.list_officers()


async def invite(
    env: Mapping[str, str], name: str, paper: TextIO, *, is_administrator: bool
) -> None:
    """Write a one-time link on the paper; the log says that it was made here.

    Raises:
        BadNameError, NameTakenError: The name cannot be given.
        SettingsError, UnavailableError: Nothing was made.
    """
    settings = DeskSettings.load(env)
    async with _open(settings) as officers:
        invitation = await officers.invite(
            None, name, is_administrator=is_administrator
        )
    link = f"{settings.url.rstrip('/')}/enrol/{invitation.token}"
    paper.write(f"{name} enrols within seven days, once, at\n{link}\n")


@asynccontextmanager
async def _open(settings: DeskSettings) -> AsyncIterator[Officers]:
    vault, clock = Vault(settings.database), SystemClock()
    try:
        yield Officers(vault, AuditLog(CardBook(settings.pins), clock), clock)
    finally:
        await vault.close()
