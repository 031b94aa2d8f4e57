"""The places tests stand in: databases, a site, two applications, browsers."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from service.settings import load_words
from tests.builders import Site, make_site
from tests.databases import (
    Database,
    copy_postgres,
    copy_sqlite,
    make_postgres_template,
    make_sqlite_template,
    run_postgres,
)

WORDS = load_words()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


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
