"""What an operator does after `init`: check, migrate, pin, invite, verify."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from service.commands.checking import Found, check_site
from service.commands.desks import pin_desk
from service.db.engine import Vault
from tests.builders import POLICE_DESK, TRIAGE_DESK, Site, open_desk
from tests.cli.conftest import LINK, Command, Founded, mode_of
from tests.databases import Database
from tests.offices import HOUSING
from tests.processes import write_settings


def edit(founded: Founded, old: str, new: str) -> None:
    settings = founded.folder / "settings.toml"
    before = settings.read_text()
    assert old in before
    settings.write_text(before.replace(old, new))


def run_sql(database: Database, statement: str) -> None:
    engine = create_engine(database.owner.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_check_says_line_by_line_what_holds_and_what_is_missing(
    database: Database, found: Callable[[Database], Founded], quietword: Command
) -> None:
    found(database)
    checked = quietword("check")
    lines = checked.out.splitlines()
    wrong = [line for line in lines if not line.startswith("ok ")]
    assert len(lines) == 16
    assert [line.split(" is not pinned")[0] for line in wrong] == [
        f"BAD  {desk}'s card: {desk}"
        for desk in ("childrens-front-door", "community-safety", "independent")
    ]
    assert checked.code == 1


async def test_check_is_content_with_a_site_that_can_take_tips(
    site: Site,
) -> None:
    settings = write_settings(site)
    for name in ("reporter", "desk"):
        (site.folder / f"{name}.secret").chmod(0o600)
    found: list[Found] = []
    assert await check_site({"QUIETWORD_SETTINGS": str(settings)}, found.append)
    assert all(each.is_right for each in found)
    (others,) = (each.text for each in found if each.name == "other desks")
    assert others.startswith("not opened yet: neighbourhood-police, gangs-and-")


async def test_check_tells_open_desks_from_others_and_from_what_cannot_be_trusted(
    site: Site,
) -> None:
    vault = Vault(site.database.desk)
    for desk in (HOUSING, POLICE_DESK):
        await open_desk(site, vault, desk)
    await vault.close()
    settings = write_settings(site)
    found: list[Found] = []

    await check_site({"QUIETWORD_SETTINGS": str(settings)}, found.append)
    pin = site.pins[HOUSING]
    settings.write_text(settings.read_text().replace(pin, site.pins[TRIAGE_DESK]))
    await check_site({"QUIETWORD_SETTINGS": str(settings)}, found.append)

    good, bad = (each for each in found if each.name == "other desks")
    assert good.text.startswith(
        "open, generation 1: neighbourhood-police, housing; not"
    )
    assert good.is_right
    assert "NOT TO BE TRUSTED: its card does not lead back to its pin: hou" in bad.text
    assert not bad.is_right


def test_check_of_a_borough_with_a_mistake_still_looks_at_the_rest(
    founded: Founded, quietword: Command
) -> None:
    file = founded.folder / "borough.toml"
    file.write_text(file.read_text().replace("mailbox_days", "mailbox_dais"))
    checked = quietword("check")
    assert checked.code == 1
    assert (
        "borough.toml: line 11: `mailbox_dais` is not known here; did " in checked.out
    )
    assert "ok   auditor's card: auditor, generation 1" in checked.out


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('salt = "', 'salt = "x', "`salt` must be 32 hexadecimal digits"),
        ('secret = "desk.secret"', 'secret = "none"', "none: not 64 hexadecimal"),
        ("sqlite+aiosqlite:///", "oracle:///", "A database's address begins with"),
        ("sqlite+aiosqlite:///", "sqlite+aiosqlite:////no", "there is no database"),
        ('auditor = "', 'auditor = "0', "not the one it was set up with"),
    ],
)
def test_check_names_the_mistake(
    founded: Founded, quietword: Command, *, old: str, new: str, sentence: str
) -> None:
    edit(founded, old, new)
    checked = quietword("check")
    assert checked.code == 1
    assert any(
        sentence in line and line.startswith("BAD") for line in checked.out.splitlines()
    )


def test_check_sees_a_secret_that_others_can_read(
    founded: Founded, quietword: Command
) -> None:
    (founded.folder / "desk.secret").chmod(0o640)
    assert "can be read by others; run `chmod 600`" in quietword("check").out


@pytest.mark.usefixtures("founded")
def test_check_sees_a_database_of_another_version(
    sqlite_database: Database, quietword: Command
) -> None:
    run_sql(sqlite_database, "UPDATE alembic_version SET version_num = '0000'")
    checked = quietword("check")
    assert "at version 0000, but this code needs" in checked.out
    assert "run `quietword migrate`" in checked.out


def test_an_empty_database_is_said_to_be_one(
    database: Database, found: Callable[[Database], Founded], quietword: Command
) -> None:
    founded = found(database)
    empty = Database.on_sqlite(founded.folder / "empty.db")
    if database.kind == "postgresql":
        empty = replace(database, desk=database.desk.replace("/test_", "/no_"))
    edit(founded, database.desk, empty.desk)
    listed = quietword("officer", "list")
    assert listed.code == 1
    assert listed.err == (
        "quietword: The database cannot be used; `quietword check` says more.\n"
    )


def test_migrate_can_be_run_again_on_either_database(
    database: Database, found: Callable[[Database], Founded], quietword: Command
) -> None:
    found(database)
    migrated = quietword("migrate")
    assert (migrated.code, migrated.err) == (0, "")


def test_migrate_says_in_one_sentence_that_it_could_not(
    founded: Founded, quietword: Command
) -> None:
    edit(founded, "sqlite+aiosqlite:///", "sqlite+aiosqlite:////no/such/folder")
    migrated = quietword("migrate")
    assert migrated.code == 1
    assert migrated.err.startswith("quietword: The database could not be migrated")
    assert migrated.err.count("\n") == 1


async def test_pinning_a_desk_changes_one_line_of_the_settings(site: Site) -> None:
    fingerprint = site.pins[TRIAGE_DESK]
    settings = write_settings(site)
    whole = settings.read_text()
    settings.write_text(
        "\n".join(line for line in whole.splitlines() if fingerprint not in line)
    )
    settings.chmod(0o644)
    shown = " ".join(re.findall("....", fingerprint.upper()))
    await pin_desk({"QUIETWORD_SETTINGS": str(settings)}, TRIAGE_DESK, shown)
    assert tomllib.loads(settings.read_text()) == tomllib.loads(whole)
    assert mode_of(settings) == 0o644


@pytest.mark.parametrize(
    ("desk", "fingerprint", "code", "sentence"),
    [
        ("nobody", "0" * 64, 2, "The borough has no desk `nobody`"),
        ("auditor", "xyz", 2, "A fingerprint is 64 hexadecimal digits"),
        ("auditor", "0" * 64, 1, "auditor is pinned to another fingerprint"),
        ("community-safety", "0" * 64, 1, "in the database has another fingerprint"),
    ],
)
def test_a_wrong_pin_is_refused_and_nothing_is_changed(
    founded: Founded,
    quietword: Command,
    *,
    desk: str,
    fingerprint: str,
    code: int,
    sentence: str,
) -> None:
    before = (founded.folder / "settings.toml").read_text()
    pinned = quietword("desk", "pin", desk, fingerprint)
    assert pinned.code == code
    assert sentence in pinned.err
    assert (founded.folder / "settings.toml").read_text() == before


@pytest.mark.usefixtures("founded")
def test_somebody_is_invited_from_the_terminal_and_the_log_says_so(
    quietword: Command, tmp_path: Path
) -> None:
    paper = tmp_path / "link"
    line = ("officer", "invite", "erin", "--administrator", "--print-to", paper)
    invited = quietword(*line)
    assert (invited.code, invited.out, invited.err) == (0, "", "")
    assert re.search(LINK, paper.read_text(), re.MULTILINE)
    assert "erin: invited, administrator" in quietword("officer", "list").out
    assert "6 entries" in quietword("audit", "verify").out
    taken = quietword("officer", "invite", "carol", "--print-to", tmp_path / "other")
    assert (taken.code, "Choose another" in taken.err) == (1, True)


@pytest.mark.usefixtures("founded")
@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("DELETE FROM audit_entries WHERE number = 2", "do not lead from the first"),
        ("UPDATE audit_entries SET box = x'00' WHERE number = 3", "of entry 3 is not"),
        ("UPDATE audit_head SET number = 4", "do not lead from the first"),
    ],
)
def test_a_log_that_somebody_altered_does_not_verify(
    sqlite_database: Database,
    quietword: Command,
    *,
    statement: str,
    sentence: str,
) -> None:
    assert quietword("audit", "verify").code == 0
    run_sql(sqlite_database, statement)
    verified = quietword("audit", "verify")
    assert verified.code == 1
    assert sentence in verified.err


def test_one_round_of_upkeep_can_be_made_by_hand_and_the_night_too(
    database: Database, found: Callable[[Database], Founded], quietword: Command
) -> None:
    found(database)
    assert quietword("upkeep", "--once").code == 0
    assert quietword("upkeep", "--nightly").code == 0
    assert quietword("upkeep", "--nightly", "--once").code == 2


def test_a_command_without_settings_says_which_variable_names_them(
    quietword: Command,
) -> None:
    for line in (("migrate",), ("upkeep",), ("serve", "desk"), ("audit", "verify")):
        outcome = quietword(*line)
        assert outcome.code == 2
        assert outcome.err == (
            "quietword: QUIETWORD_SETTINGS must name the settings file.\n"
        )


def test_every_command_explains_itself(quietword: Command) -> None:
    lines = ["init", "migrate", "check", "serve", "upkeep", "desk list", "desk pin"]
    lines += ["borough check", "borough apply"]
    lines += ["officer list", "officer invite", "audit verify"]
    lines += ["demo run", "demo build", "demo code"]
    for line in lines:
        explained = quietword(*line.split(), "--help")
        assert explained.code == 0
        assert explained.out.startswith(f"usage: quietword {line}")
    assert quietword("no-such-thing").code == 2
    assert quietword().code == 2
