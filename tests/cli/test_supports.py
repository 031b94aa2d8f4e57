"""Numbers that nobody has tried for long are found before somebody needs them."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from service.commands.supports import list_supports
from service.domain.clock import SystemClock
from tests.builders import a_borough
from tests.cli.boroughs import SHIPPED
from tests.cli.conftest import Command, Founded

TODAY = SystemClock().today()
CHECKED = re.compile(r"checked = \d{4}-\d\d-\d\d")


def write_checked(place: Path, day: date, *, old: int = 0) -> Path:
    """Write the shipped file, all numbers checked on a day, the last ones long ago."""
    text = CHECKED.sub(f"checked = {day}", SHIPPED)
    for _ in range(old):
        head, _found, tail = text.rpartition(f"checked = {day}")
        text = f"{head}checked = 2019-03-0{old}{tail}"
    place.write_text(text)
    return place


def test_every_number_is_listed_with_the_day_somebody_last_tried_it(
    quietword: Command, tmp_path: Path
) -> None:
    file = write_checked(tmp_path / "new.toml", TODAY)

    listed = quietword("support", "--file", file)

    assert (listed.code, listed.err) == (0, "")
    lines = listed.out.splitlines()
    supports = a_borough().guide.supports
    assert len(lines) == len(supports)
    for support in supports:
        ways = [support.phone, support.text, support.web]
        [line] = [one for one in lines if f"  {support.name}:" in one]
        assert all(way in line for way in ways)
    assert all(str(TODAY.year) in line for line in lines)


def test_what_was_not_tried_for_more_than_a_year_stands_first_and_fails(
    founded: Founded, quietword: Command
) -> None:
    write_checked(founded.folder / "borough.toml", TODAY, old=2)

    listed = quietword("support")

    lines = listed.out.splitlines()
    assert listed.code == 1
    assert [line[:3] for line in lines[:3]] == ["OLD", "OLD", "ok "]
    assert "March 2019" in lines[0]


@pytest.mark.parametrize(
    ("days", "mark"), [(0, "ok"), (365, "ok"), (366, "OLD"), (-1, "OLD")]
)
def test_a_number_counts_as_tried_for_a_year_and_not_before_its_day(
    days: int, mark: str
) -> None:
    first = a_borough().guide.supports[0]
    asked_on = first.checked + timedelta(days=days)

    listed = list_supports(a_borough(), asked_on)
    [found] = [one for one in listed if f"  {first.name}:" in one.text]
    assert found.text.startswith(mark)
    assert found.is_stale == (mark == "OLD")


def test_a_file_with_mistakes_is_told_so_line_by_line(
    quietword: Command, tmp_path: Path
) -> None:
    file = write_checked(tmp_path / "new.toml", TODAY)
    file.write_text(file.read_text().replace(f"checked = {TODAY}", "checked = 7", 1))

    told = quietword("support", "--file", file)

    assert (told.code, told.out) == (1, "")
    assert "must be a day such as" in told.err
