"""The places tests stand in: databases, a site, two applications, browsers."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from service.settings import load_words
from tests.builders import Site, make_site
from tests.compiled import compile_once
from tests.databases import (
    Database,
    copy_postgres,
    copy_sqlite,
    make_postgres_template,
    make_sqlite_template,
    run_postgres,
)
from tests.offices import Office, at_the_desk_door, at_the_office
from tests.visitors import Visitor

WORDS = load_words()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    with compile_once():
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sqlite_template(tmp_path_factory.mktemp("sqlite") / "template.db")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    # Not among pytest's own folders: another run beside this one may tidy those.
    with (
        TemporaryDirectory(prefix="quietword-", ignore_cleanup_errors=True) as folder,
        run_postgres(Path(folder) / "postgres") as server,
    ):
        make_postgres_template(server)
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated database, once on each of the two kinds."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield copy_sqlite(template, tmp_path / "vault.db")
        return
    with copy_postgres(request.getfixturevalue("postgres_server")) as copied:
        yield copied


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Database:
    """A migrated SQLite file, for what does not depend on the database."""
    return copy_sqlite(sqlite_template, tmp_path / "vault.db")


@pytest.fixture
async def site(database: Database, tmp_path: Path) -> Site:
    """A site with the auditor's and the triage desk open, and who works there."""
    return await make_site(database, tmp_path, WORDS)


@pytest.fixture
async def office(site: Site) -> AsyncIterator[Office]:
    """The office behind the desks at work, once on each kind of database."""
    async with at_the_office(site) as working:
        yield working


@pytest.fixture
async def small_office(
    sqlite_database: Database, tmp_path: Path
) -> AsyncIterator[Office]:
    """The office on SQLite alone, for what does not depend on the database."""
    async with at_the_office(await make_site(sqlite_database, tmp_path, WORDS)) as one:
        yield one


@pytest.fixture
async def visitor(small_office: Office) -> AsyncIterator[Visitor]:
    """Somebody before the officers' door."""
    async with at_the_desk_door(small_office.site) as standing:
        yield standing
