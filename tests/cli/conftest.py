"""A command line, and a site made by it."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.cli import main
from service.settings import SETTINGS_VARIABLE
from tests.databases import Database

LINK = r"^http://127\.0\.0\.1:8001/enrol/[0-9a-f]+$"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Command = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Founded:
    """A site made by `quietword init`."""

    folder: Path
    paper: str
    outcome: Outcome


@pytest.fixture
def quietword(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    """The command, run in this process, without a settings file of its own."""
    monkeypatch.delenv(SETTINGS_VARIABLE, raising=False)

    def run(*line: object) -> Outcome:
        try:
            code = main([str(word) for word in line])
        except SystemExit as ended:
            code = int(str(ended.code))
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


def list_init_options(folder: Path, database: Database) -> list[object]:
    return [
        *("init", "--folder", folder, "--auditor", "dev", "--administrator", "carol"),
        *("--database", database.owner, "--reporter-database", database.reporter),
        *("--desk-database", database.desk, "--upkeep-database", database.upkeep),
        *("--print-to", folder.with_suffix(".paper")),
    ]


@pytest.fixture
def found(
    quietword: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Database], Founded]:
    """Make a site on a database, and let QUIETWORD_SETTINGS name it."""

    def make(database: Database) -> Founded:
        folder = tmp_path / "site"
        outcome = quietword(*list_init_options(folder, database))
        assert outcome.code == 0, outcome.err
        monkeypatch.setenv(SETTINGS_VARIABLE, str(folder / "settings.toml"))
        return Founded(folder, folder.with_suffix(".paper").read_text(), outcome)

    return make


@pytest.fixture
def founded(found: Callable[[Database], Founded], sqlite_database: Database) -> Founded:
    return found(sqlite_database)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
