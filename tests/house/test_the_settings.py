"""Everything an operator may set stands in deploy/OPERATING.md, and nothing else."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from service import settings
from service.commands.places import BOROUGH
from service.commands.site import Addresses, make_site
from service.domain.people import AUDITOR_DESK
from service.settings import (
    SETTINGS_VARIABLE,
    DeskSettings,
    OwnerSettings,
    ReporterSettings,
    SettingsError,
    UpkeepSettings,
)
from tests.databases import ROOT

OPERATING = (ROOT / "deploy" / "OPERATING.md").read_text()
LOADS: tuple[Callable[[Mapping[str, str]], object], ...] = (
    ReporterSettings.load,
    DeskSettings.load,
    UpkeepSettings.load,
    OwnerSettings.load,
)


def write_site(folder: Path) -> Path:
    site = make_site(folder, ROOT / "deploy" / "borough.toml")
    url = "sqlite+aiosqlite:///x"
    addresses = Addresses(
        owner=url,
        reporter=url,
        desk=url,
        upkeep=url,
        reporter_hosts=("tell.test",),
        desk_hosts=("desk.test",),
        url="https://desk.test",
    )
    site.write_settings(addresses, {AUDITOR_DESK: "0" * 64})
    return site.settings


def list_described() -> set[str]:
    return set(re.findall(r"^\| `(\[\w+\][^`]*)` \|", OPERATING, re.MULTILINE))


def name_all(tables: Mapping[str, Any]) -> set[str]:
    names = {
        f"[{table}] {name}"
        for table, named in tables.items()
        for name in named
        if table != "pins"
    }
    return names | {"[pins]"}


def find_error(
    load: Callable[[Mapping[str, str]], object], env: Mapping[str, str]
) -> SettingsError | None:
    try:
        load(env)
    except SettingsError as error:
        return error
    return None


def test_what_init_writes_is_what_the_page_describes(tmp_path: Path) -> None:
    tables = tomllib.loads(write_site(tmp_path).read_text())
    assert name_all(tables) == list_described()


def test_the_tables_of_the_boroughs_file_are_those_the_page_describes() -> None:
    page = OPERATING.split("## 9. The borough's file")[1]
    described = set(re.findall(r"`(\w+)`", "".join(re.findall(r"(?m)^\|.*?\|", page))))
    assert set(tomllib.loads(BOROUGH.read_text())) == described


def test_every_process_starts_with_them(tmp_path: Path) -> None:
    env = {SETTINGS_VARIABLE: str(write_site(tmp_path))}
    assert [find_error(load, env) for load in LOADS] == [None] * len(LOADS)


def test_the_variables_that_are_read_are_described() -> None:
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATING, re.MULTILINE))
    read = {each for name, each in vars(settings).items() if name.endswith("_VARIABLE")}
    assert described == read


@pytest.mark.parametrize("setting", sorted(list_described() - {"[pins]"}))
def test_a_missing_setting_stops_whoever_needs_it_with_its_name(
    tmp_path: Path, setting: str
) -> None:
    file = write_site(tmp_path)
    table, name = setting.removeprefix("[").split("] ")
    before, after = file.read_text().split(f"[{table}]\n")
    cut = re.sub(rf"^{name} = .*\n", "", after, count=1, flags=re.MULTILINE)
    file.write_text(f"{before}[{table}]\n{cut}")
    env = {SETTINGS_VARIABLE: str(file)}
    said = [str(error) for load in LOADS if (error := find_error(load, env))]
    assert said
    assert all(f"[{table}] `{name}`" in sentence for sentence in said)
