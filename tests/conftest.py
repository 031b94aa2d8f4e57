"""The places tests stand in: databases, a site, two applications, browsers."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from starlette.applications import Starlette

from service import desk as process
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
from tests.tips import Desk, at_a_screen, at_work
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
async def small_site(sqlite_database: Database, tmp_path: Path) -> Site:
    """The same on SQLite alone, for what does not depend on the database."""
    return await make_site(sqlite_database, tmp_path, WORDS)


@pytest.fixture
async def small_office(small_site: Site) -> AsyncIterator[Office]:
    """The office on SQLite alone, for what does not depend on the database."""
    async with at_the_office(small_site) as one:
        yield one


@pytest.fixture
async def visitor(small_office: Office) -> AsyncIterator[Visitor]:
    """Somebody before the officers' door."""
    async with at_the_desk_door(small_office.site) as standing:
        yield standing


@pytest.fixture
async def desk(site: Site) -> AsyncIterator[Desk]:
    """The Community Safety Team at work, once on each kind of database."""
    async with at_work(site) as working:
        yield working


@pytest.fixture
async def small_desk(small_site: Site) -> AsyncIterator[Desk]:
    """The team on SQLite alone. Where a room has more at work, it is part of that."""
    async with at_work(small_site) as working:
        yield working


@pytest.fixture
def app(small_desk: Desk) -> Starlette:
    """The officers' process, for the screens of that team and of others there."""
    return process.app(small_desk.site.desk_settings, small_desk.site.clock)


@pytest.fixture
async def ben(small_desk: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """An officer of the Community Safety Team, who has signed in."""
    async with at_a_screen(app, small_desk, "ben") as visitor:
        yield visitor


@pytest.fixture
async def amira(small_desk: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """Their supervisor, who has signed in as well."""
    async with at_a_screen(app, small_desk, "amira") as visitor:
        yield visitor


@pytest.fixture
async def faye(small_desk: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """A supervisor of the children's front door, who has signed in."""
    async with at_a_screen(app, small_desk, "faye") as visitor:
        yield visitor


@pytest.fixture
async def gita(small_desk: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """Her colleague, who supervises nothing, where a room brings her to work."""
    async with at_a_screen(app, small_desk, "gita") as visitor:
        yield visitor


@pytest.fixture
async def ines(small_desk: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """A supervisor of the independent desk, who has signed in."""
    async with at_a_screen(app, small_desk, "ines") as visitor:
        yield visitor


@pytest.fixture
async def carol(small_desk: Desk, app: Starlette) -> AsyncIterator[Visitor]:
    """The administrator, who belongs to no desk, and has signed in."""
    async with at_a_screen(app, small_desk, "carol") as visitor:
        yield visitor
