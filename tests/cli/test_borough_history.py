"""What held before is kept, with the day, and still names what is old."""

from datetime import timedelta
from pathlib import Path

import pytest

from service.commands.borough_history import BoroughPlace
from service.settings import SettingsError, read_borough
from tests.cli.boroughs import (
    RENAMED,
    SHIPPED,
    apply,
    give_own_file,
    write_new,
    write_without_housing,
)
from tests.offices import HOUSING, Office


def raise_interrupt(_place: BoroughPlace, _beside: Path) -> None:
    raise KeyboardInterrupt


async def test_an_old_tip_says_what_its_desk_was_called_then(
    small_office: Office,
) -> None:
    own, env = give_own_file(small_office)
    clock = small_office.site.clock
    day = clock.today()

    await apply(small_office, env, write_new(own.parent, RENAMED))
    clock.advance(timedelta(days=10))
    await apply(small_office, env, write_without_housing(own.parent))

    borough = read_borough(own)
    assert borough.find_desk(HOUSING) is None
    assert borough.name_desk(HOUSING, day - timedelta(days=1)) == "Housing"
    assert borough.name_desk(HOUSING, day) == "Homes"
    assert borough.name_desk(HOUSING) == "Homes"


async def test_changing_it_twice_on_one_day_loses_nothing(small_office: Office) -> None:
    own, env = give_own_file(small_office)
    first = write_new(own.parent, RENAMED, name="first")
    second = write_new(own.parent, ("Monday to", "Sunday to"), name="second")

    for file in (first, second, first):
        await apply(small_office, env, file)

    folder = own.parent / "borough.toml.d"
    assert (folder / "2026-03-04.toml").read_text() == SHIPPED
    assert (folder / "2026-03-04-2.toml").read_bytes() == first.read_bytes()
    assert (folder / "2026-03-04-3.toml").read_bytes() == second.read_bytes()
    assert own.read_bytes() == first.read_bytes()


async def test_what_was_broken_off_is_done_by_doing_it_again(
    small_office: Office,
) -> None:
    own, env = give_own_file(small_office)
    kept = own.parent / "borough.toml.d" / "2026-03-04.toml"
    kept.parent.mkdir()
    kept.write_text(SHIPPED)
    (own.parent / ".borough.toml.new").write_text("half a fi")

    file = write_new(own.parent, RENAMED)
    await apply(small_office, env, file)

    assert own.read_bytes() == file.read_bytes()
    assert list(kept.parent.iterdir()) == [kept]
    assert not (own.parent / ".borough.toml.new").exists()


async def test_what_ends_before_its_last_step_is_in_the_log_and_not_in_force(
    small_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, env = give_own_file(small_office)
    file = write_new(own.parent, RENAMED)
    with monkeypatch.context() as cut:
        cut.setattr(BoroughPlace, "put_in_place", raise_interrupt)
        with pytest.raises(KeyboardInterrupt):
            await apply(small_office, env, file)

    assert own.read_text() == SHIPPED
    assert len(await small_office.list_details()) == 1

    await apply(small_office, env, file)
    assert own.read_bytes() == file.read_bytes()
    assert len(list((own.parent / "borough.toml.d").iterdir())) == 1


async def test_a_file_takes_the_place_of_one_that_has_mistakes(
    small_office: Office,
) -> None:
    own, env = give_own_file(small_office)
    own.write_text("[[")
    await apply(small_office, env, write_new(own.parent))
    assert read_borough(own).name == "Hammersmith & Fulham"
    assert (own.parent / "borough.toml.d" / "2026-03-04.toml").read_text() == "[["


def test_only_dated_files_are_history_and_one_that_cannot_be_read_is_named(
    tmp_path: Path,
) -> None:
    own, folder = tmp_path / "borough.toml", tmp_path / "borough.toml.d"
    own.write_text(SHIPPED)
    folder.mkdir()
    for name in ("2026-02-30.toml", "notes.toml", ".2026-01-02.toml.new"):
        (folder / name).write_text(SHIPPED)
    assert read_borough(own).past == ()
    (folder / "2026-01-02.toml").mkdir()
    with pytest.raises(SettingsError, match=r"2026-01-02\.toml cannot be read"):
        read_borough(own)
