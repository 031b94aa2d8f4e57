"""Bring a database to the shape this version needs, and see whether it is there."""

import asyncio
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError as AlembicError
from sqlalchemy import Connection, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from service.commands.errors import CommandError
from service.commands.paper import OWNER_ONLY
from service.commands.places import GRANTS, MIGRATIONS
from service.db.engine import Vault
from service.domain.errors import UnavailableError

_KINDS = frozenset({"sqlite+aiosqlite", "postgresql+asyncpg"})


def check_url(url: str) -> None:
    """Check that a database's address is one we can use.

    Raises:
        CommandError: It is not. The address is not repeated: it may hold a password.
    """
    try:
        kind = make_url(url).drivername
    except ArgumentError:
        kind = ""
    if kind not in _KINDS:
        message = (
            "A database's address begins with sqlite+aiosqlite:/// or"
            " postgresql+asyncpg://"
        )
        raise CommandError(message)


def find_file(url: str) -> Path | None:
    """Return the file of a SQLite database."""
    named = make_url(url)
    if not named.drivername.startswith("sqlite") or named.database is None:
        return None
    return Path(named.database)


def migrate(url: str) -> None:
    """Run every migration that is missing, then apply the grants on PostgreSQL.

    Not to be called from a running event loop: migrations start their own.

    Raises:
        CommandError: The database is away, or a migration or a grant failed.
    """
    check_url(url)
    file = find_file(url)
    try:
        if file is not None:
            file.touch(mode=OWNER_ONLY)  # its log takes the same mode
        command.upgrade(_configure(url), "head")
        asyncio.run(_apply_grants(url))
    except (DBAPIError, OSError, asyncpg.PostgresError, AlembicError) as error:
        reason = type(error.orig if isinstance(error, DBAPIError) else error).__name__
        message = (
            f"The database could not be migrated ({reason}). Is it there, does the"
            " owner's address lead to it, and do the four roles exist?"
        )
        raise CommandError(message) from None


async def check_migrated(vault: Vault) -> str:
    """Return the version of a database that is as this code needs it.

    Raises:
        CommandError: It is away, empty, or of another version.
    """
    file = find_file(vault.engine.url.render_as_string(hide_password=False))
    if file is not None and not file.exists():
        # Looking would create it.
        message = f"there is no database {file}; run `quietword init`"
        raise CommandError(message)
    try:
        async with vault.reading() as connection:
            found = await _find_version(connection)
    except (UnavailableError, DBAPIError):
        message = "the database does not answer, or not to this role"
        raise CommandError(message) from None
    newest = ScriptDirectory.from_config(_configure("")).get_current_head()
    if found is None or found != newest:
        message = (
            f"at version {found}, but this code needs {newest}; run `quietword migrate`"
        )
        raise CommandError(message)
    return found


def _configure(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    return config


async def _apply_grants(url: str) -> None:
    vault = Vault(url)
    try:
        if not vault.is_sqlite:
            async with vault.outside() as connection:
                raw = await connection.get_raw_connection()
                driver = raw.driver_connection
                if isinstance(driver, asyncpg.Connection):
                    await driver.execute(GRANTS.read_text(encoding="utf-8"))
    finally:
        await vault.close()


async def _find_version(connection: AsyncConnection) -> str | None:
    if not await connection.run_sync(_has_versions):
        return None
    versions = await connection.scalars(text("SELECT version_num FROM alembic_version"))
    return versions.one_or_none()


def _has_versions(connection: Connection) -> bool:
    return inspect(connection).has_table("alembic_version")
