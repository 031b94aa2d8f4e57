"""The two kinds of database a site can have, each migrated once and then copied."""

import asyncio
import sqlite3
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from tests.databases import (
    Database,
    copy_postgres,
    copy_sqlite,
    make_postgres_template,
    make_sqlite_template,
    run_postgres,
)

MakeDatabase = Callable[[Path], AbstractContextManager[Database]]
"""Gives a fresh database whose files, if it has its own, go into a folder."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of database that is there, and its version."""

    version: str
    make_database: MakeDatabase


@contextmanager
def prepare_sqlite(folder: Path) -> Iterator[Kind]:
    """Migrate a file to copy."""
    template = make_sqlite_template(folder / "template.db")

    @contextmanager
    def copy(place: Path) -> Iterator[Database]:
        yield copy_sqlite(template, place / "vault.db")

    yield Kind(sqlite3.sqlite_version, copy)


@contextmanager
def prepare_postgres(folder: Path) -> Iterator[Kind]:
    """Start a server with a migrated database to copy."""
    # The wheel asks for it, then does without.
    warnings.filterwarnings("ignore", "XDG_RUNTIME_DIR is not set")
    with run_postgres(folder) as server:
        make_postgres_template(server)
        version = asyncio.run(_ask_version(server))
        yield Kind(version, lambda _place: copy_postgres(server))


KINDS: Mapping[str, Callable[[Path], AbstractContextManager[Kind]]] = {
    "SQLite": prepare_sqlite,
    "PostgreSQL": prepare_postgres,
}


async def _ask_version(server: str) -> str:
    connection = await asyncpg.connect(server)
    try:
        version = await connection.fetchval("SHOW server_version")
    finally:
        await connection.close()
    return str(version).partition(" ")[0]
