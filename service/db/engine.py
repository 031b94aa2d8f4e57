"""How to reach the vault: one engine a process, reading or writing.

Whatever the database says when it is away, full or locked becomes one refusal,
`UnavailableError`: nothing of a failed statement travels further.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from service.domain.errors import UnavailableError

_BUSY_MILLISECONDS = 10_000
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # words are shown after the commit: it must be on the disk
    "secure_delete = ON",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "cache_size = -8192",  # KiB: the pages one look at a long inbox touches
    f"busy_timeout = {_BUSY_MILLISECONDS}",
)
_WRITES = "quietword_writes"
_ALONE = "quietword_alone"
_AUTOCOMMIT = {"isolation_level": "AUTOCOMMIT"}
_FAULTS_OF_OURS = (IntegrityError, ProgrammingError)


Transaction = AsyncConnection
"""What a use case hands to its store, without writing any SQL itself."""


class Vault:
    """The database, as use cases hold it. Leaving a block without error commits."""

    def __init__(self, url: str) -> None:
        """Prepare the engine. Nothing is opened until the first use."""
        self.engine = open_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writers = self.engine.execution_options(**{_WRITES: True})
        # SQLite has one writer. Waiting here is fair; waiting in SQLite is not.
        self._turn = asyncio.Lock() if self.is_sqlite else None

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that only reads.

        Raises:
            UnavailableError: The database is away, full, locked or broken.
        """
        with _translated():
            async with self.engine.begin() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that writes, and commit it on leaving.

        Raises:
            UnavailableError: The database is away, full, locked or broken. The
                commit may or may not have happened.
        """
        turn: AbstractAsyncContextManager[object] = self._turn or nullcontext()
        with _translated():
            async with turn, self._writers.begin() as connection:
                yield connection

    @asynccontextmanager
    async def outside(self) -> AsyncIterator[AsyncConnection]:
        """Open a connection outside any transaction: VACUUM runs nowhere else.

        Raises:
            UnavailableError: The database is away, full, locked or broken.
        """
        turn: AbstractAsyncContextManager[object] = self._turn or nullcontext()
        # SQLite's connections are in this state already; setting it would undo it.
        options = {_ALONE: True} if self.is_sqlite else _AUTOCOMMIT
        with _translated():
            async with turn, self.engine.execution_options(**options).connect() as c:
                yield c

    async def show_locator(self, connection: AsyncConnection, locator: bytes) -> None:
        """Tell row-level security which mailbox this transaction may see."""
        if not self.is_sqlite:
            setting = text("SELECT set_config('quietword.locator', :locator, true)")
            await connection.execute(setting, {"locator": locator.hex()})

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


class _translated:  # noqa: N801 - reads as a word in a `with`
    """Turn what the driver says into what a page can say."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, _kind: object, error: BaseException | None, _trace: object
    ) -> None:
        if isinstance(error, _FAULTS_OF_OURS):
            return
        if isinstance(error, DBAPIError | OSError | PoolTimeoutError):
            raise UnavailableError from None


def open_engine(url: str) -> AsyncEngine:
    """Create an engine. Statements are never echoed and never hold parameters."""
    engine = create_async_engine(url, echo=False, hide_parameters=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def insert_once(table: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's own insert has no narrower common type
    """Build an INSERT that does nothing if a row with one of its keys is there.

    It names no target and returns nothing, so PostgreSQL grants it to a role
    that may insert and not read.
    """
    return postgresql.insert(table).on_conflict_do_nothing()


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling begins too late to be IMMEDIATE.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get(_ALONE, False):
        return
    writes = options.get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
