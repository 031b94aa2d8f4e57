"""`quietword init`: a new site, once, and secrets only where they belong."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import LINK, Command, Founded, list_init_options, mode_of
from tests.databases import ROOT, Database


def test_a_site_is_made_on_either_database_with_the_auditor_first(
    database: Database, found: Callable[[Database], Founded], quietword: Command
) -> None:
    founded = found(database)
    assert "The auditor signs in as   dev" in founded.paper
    assert re.search(LINK, founded.paper, re.MULTILINE)
    assert quietword("officer", "list").out.splitlines() == [
        "carol: invited, administrator",
        "dev: enrolled, supervisor of auditor",
    ]
    assert quietword("audit", "verify").out.startswith("The log holds: 5 entries")


def test_whatever_is_secret_can_be_read_by_its_owner_alone(founded: Founded) -> None:
    names = ("settings.toml", "reporter.secret", "desk.secret")
    assert {mode_of(founded.folder / name) for name in names} == {0o600}
    assert mode_of(founded.folder) == 0o700
    assert mode_of(founded.folder.with_suffix(".paper")) == 0o600
    secrets = {(founded.folder / name).read_text() for name in names[1:]}
    assert len(secrets) == 2


def test_nothing_secret_is_said_on_standard_output(founded: Founded) -> None:
    secrets = re.findall(r"password +(\S+)|/enrol/(\S+)", founded.paper)
    words = re.findall(r"\d+ ([a-z]+)", founded.paper.split("from the server.")[1])
    assert len(words) == 24
    said = founded.outcome.out + founded.outcome.err
    for secret in [*words, *("".join(found) for found in secrets)]:
        assert secret not in said.split()


def test_the_auditor_desk_is_pinned_before_anything_else_happens(
    founded: Founded, quietword: Command
) -> None:
    desks = quietword("desk", "list").out
    assert "auditor: Auditor, open, generation 1" in desks
    fingerprint = re.search(r"^[0-9a-f]{64}$", founded.paper, re.MULTILINE)
    assert fingerprint
    assert fingerprint[0] in desks


def test_a_site_is_made_once(
    founded: Founded, sqlite_database: Database, quietword: Command
) -> None:
    before = (founded.folder / "settings.toml").read_text()
    again = quietword(*list_init_options(founded.folder, sqlite_database))
    assert (again.code, again.out) == (2, "")
    sentence = f"{founded.folder} is a site already; a site is made once."
    assert again.err == f"quietword: {sentence}\n"
    assert (founded.folder / "settings.toml").read_text() == before


def test_a_database_that_holds_a_site_takes_no_second_one(
    founded: Founded, sqlite_database: Database, quietword: Command
) -> None:
    other = founded.folder.with_name("other")
    again = quietword(*list_init_options(other, sqlite_database))
    assert (again.code, again.err) == (1, "quietword: This site was made before.\n")
    assert not (other / "settings.toml").exists()


@pytest.mark.parametrize(
    ("option", "typed", "sentence"),
    [
        ("--auditor", "9", "A name is 2 to 40 characters"),
        ("--database", "mysql://x", "A database's address begins with"),
        ("--borough", "/no/such/file", "/no/such/file cannot be read"),
        ("--desk-url", "desk.example", "--desk-url must be an address"),
    ],
)
def test_a_mistake_is_one_sentence_and_nothing_is_made(
    quietword: Command, tmp_path: Path, *, option: str, typed: str, sentence: str
) -> None:
    line = ["init", "--folder", tmp_path / "site", "--print-to", tmp_path / "paper"]
    line += ["--auditor", "dev", "--administrator", "carol", option, typed]
    outcome = quietword(*line)
    assert outcome.code in {1, 2}
    assert sentence in outcome.err
    assert outcome.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_paper_that_is_there_already_is_not_written_over(
    quietword: Command, tmp_path: Path
) -> None:
    paper = tmp_path / "paper"
    paper.write_text("something else")
    line = ("init", "--folder", tmp_path / "site", "--print-to", paper)
    outcome = quietword(*line, "--auditor", "dev", "--administrator", "carol")
    assert (outcome.code, paper.read_text()) == (2, "something else")
    assert not (tmp_path / "site").exists()


def test_secrets_go_to_the_terminal_itself_when_output_is_redirected(
    tmp_path: Path,
) -> None:
    site, log = tmp_path / "site", tmp_path / "log"
    line = f"init --folder {site} --auditor dev --administrator carol"
    shell = f"exec {sys.executable} -m service.cli {line} >{log} 2>&1"
    terminal = f"import pty; raise SystemExit(pty.spawn(['sh', '-c', {shell!r}]))"
    ran = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", terminal],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    shown = ran.stdout.decode()
    assert "with the password" in shown
    assert log.read_text() == (
        f"The site is in {site}. Now: quietword --settings {site}/settings.toml check\n"
    )


def test_without_a_terminal_nothing_is_made(tmp_path: Path) -> None:
    line = ["init", "--folder", str(tmp_path / "site")]
    line += ["--auditor", "dev", "--administrator", "carol"]
    ran = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "service.cli", *line],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        start_new_session=True,
        check=False,
    )
    assert ran.returncode == 2
    assert b"There is no terminal to show secrets on" in ran.stderr
    assert not (tmp_path / "site").exists()
