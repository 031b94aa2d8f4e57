"""What an operator does with the borough's file: check it, and put it in place."""

import fcntl
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from service.commands.errors import CommandError
from tests.cli.boroughs import (
    HOUSING_ROWS,
    LEFT,
    RENAMED,
    SHIPPED,
    apply,
    give_own_file,
    leave_work,
    write_new,
    write_without_housing,
)
from tests.cli.conftest import Command, Founded, mode_of
from tests.databases import ROOT, Database
from tests.offices import Office


def test_a_file_without_mistakes_is_summed_up(quietword: Command) -> None:
    checked = quietword("borough", "check", ROOT / "deploy" / "borough.toml")
    assert (checked.code, checked.err) == (0, "")
    assert checked.out.startswith("Hammersmith & Fulham: 16 desks, 39 topics, 21 wards")
    assert "childrens-front-door, community-safety, independent" in checked.out


def test_every_mistake_is_told_with_file_and_line(
    quietword: Command, tmp_path: Path
) -> None:
    file = write_new(tmp_path, ("mailbox_days", "mailbox_dais"), ("GB", "GBR"))
    for command in ("check", "apply"):
        told = quietword("borough", command, file)
        lines = told.err.splitlines()
        assert told.code == 1
        assert all(line.startswith(f"{file}: line ") for line in lines[:-1])
        assert lines[-1] == f"quietword: {file} has 3 mistakes; it cannot be used."
        assert any("did you mean `mailbox_days`?" in line for line in lines)


@pytest.mark.parametrize("raw", [None, b"\xff"])
def test_what_is_no_file_of_text_is_told_so(
    quietword: Command, tmp_path: Path, raw: bytes | None
) -> None:
    file = tmp_path / "new.toml"
    if raw:
        file.write_bytes(raw)
    told = quietword("borough", "check", file)
    assert told.code == 2
    assert told.err.startswith(f"quietword: {file} ")
    assert told.err.count("\n") == 1


def test_a_file_is_put_in_place_and_the_log_grows_by_one(
    database: Database,
    found: Callable[[Database], Founded],
    quietword: Command,
    tmp_path: Path,
) -> None:
    place = found(database).folder / "borough.toml"
    place.chmod(0o644)
    parks = HOUSING_ROWS.replace('"housing"', '"parks"') + '\n[[desks]]\nid = "prevent"'
    new = write_new(tmp_path, RENAMED, ('[[desks]]\nid = "prevent"', parks))
    before = quietword("audit", "verify").out

    applied = quietword("borough", "apply", new)

    assert (applied.code, applied.err) == (0, "")
    lines = applied.out.splitlines()
    assert lines[:2] == [
        "desks: housing was Housing, is Homes",
        "desks: added parks (Housing)",
    ]
    assert "Start the web processes and upkeep again" in applied.out
    assert "Not open yet: parks (Housing)" in applied.out
    assert lines[-1] == "Until they are open, no tip can be taken."
    assert place.read_bytes() == new.read_bytes()
    (kept,) = (place.parent / "borough.toml.d").iterdir()
    assert kept.read_text() == SHIPPED
    assert (mode_of(place), mode_of(kept), mode_of(kept.parent)) == (
        0o644,
        0o644,
        0o755,
    )
    assert "5 entries" in before
    assert "6 entries" in quietword("audit", "verify").out


async def test_the_log_holds_the_new_files_fingerprint_and_nothing_of_it(
    office: Office,
) -> None:
    _, env = give_own_file(office)
    file = write_new(office.site.folder, RENAMED)

    said = await apply(office, env, file)

    (entry,) = await office.list_details()
    assert entry.act == "borough's configuration changed"
    assert entry.subject == sha256(file.read_bytes()).hexdigest()
    assert (entry.officer, entry.reason) == ("", "")
    assert not [line for line in said if line.startswith("Not open yet")]


async def test_the_same_file_changes_nothing_and_is_not_logged(
    small_office: Office,
) -> None:
    own, env = give_own_file(small_office)
    said = await apply(small_office, env, write_new(own.parent))
    assert said == ["Nothing changed: this is the file in place."]
    assert await small_office.list_details() == []


async def test_a_comment_is_a_change_that_only_the_log_sees(
    small_office: Office,
) -> None:
    own, env = give_own_file(small_office)
    said = await apply(
        small_office, env, write_new(own.parent, ("# Desks.", "# Our desks."))
    )
    assert said[0] == "Only the layout or comments change."
    assert len(await small_office.list_details()) == 1


@pytest.mark.parametrize("what", LEFT)
async def test_a_desk_that_has_work_left_cannot_go(office: Office, what: str) -> None:
    own, env = give_own_file(office)
    await leave_work(office, what)

    with pytest.raises(
        CommandError, match=rf"housing \(Housing\) still has {what}\. A"
    ):
        await apply(office, env, write_without_housing(own.parent))

    assert own.read_text() == SHIPPED
    assert await office.list_details() == []
    assert not (own.parent / ".borough.toml.new").exists()


async def test_a_desk_never_changes_what_it_is_there_for(small_office: Office) -> None:
    own, env = give_own_file(small_office)
    as_area = (HOUSING_ROWS, HOUSING_ROWS.replace("partner", "area"))
    with pytest.raises(CommandError, match="housing has the work `partner`, and that"):
        await apply(small_office, env, write_new(own.parent, as_area))

    # Nor after it was away for a while.
    await apply(small_office, env, write_without_housing(own.parent))
    with pytest.raises(CommandError, match="housing has the work `partner`, and that"):
        await apply(small_office, env, write_new(own.parent, as_area))


async def test_only_one_changes_it_at_a_time(small_office: Office) -> None:
    own, env = give_own_file(small_office)
    folder = os.open(own.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with pytest.raises(CommandError, match="Somebody else is changing it"):
        await apply(small_office, env, write_new(own.parent, RENAMED))
    os.close(folder)
    assert own.read_text() == SHIPPED


async def test_what_cannot_be_written_is_said_and_nothing_is_logged(
    small_office: Office,
) -> None:
    own, env = give_own_file(small_office)
    (own.parent / "borough.toml.d").write_text("in the way")
    with pytest.raises(CommandError, match="cannot be written: File exists"):
        await apply(small_office, env, write_new(own.parent, RENAMED))
    assert own.read_text() == SHIPPED
    assert await small_office.list_details() == []


def test_the_sites_own_file_is_not_applied_to_itself(
    founded: Founded, quietword: Command
) -> None:
    place = founded.folder / "borough.toml"
    told = quietword("borough", "apply", place)
    assert told.code == 2
    assert "Change a copy, and apply that" in told.err
    place.unlink()
    told = quietword("borough", "apply", ROOT / "deploy" / "borough.toml")
    assert (told.code, "cannot be read" in told.err) == (1, True)


def test_what_a_file_says_is_told_on_one_line_whatever_it_holds(
    quietword: Command, tmp_path: Path
) -> None:
    mail = ('owner_mail = ["', r'owner_mail = ["x\r\n\u001b[2Jy\u202e')
    told = quietword("borough", "check", write_new(tmp_path, mail))
    assert told.code == 1
    assert all(line.isprintable() for line in told.err.split("\n"))
    assert r"`x\r\n\x1b[2Jy\u202ehead-of" in told.err
