"""Rooms that fit in one sitting, and two processes that share no powers."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import ROOT

MODULES = [
    path
    for room in ("service", "crypto", "tests")
    for path in (ROOT / room).rglob("*.py")
]
DESK_ROOMS = {
    *("triage", "inbox", "judging", "safeguarding", "reporting", "releasing"),
    *("reviewing", "exporting"),
    *("partners", "watching", "staff", "desks", "enrolment", "oversight", "upkeep"),
    "ringing",
    "viewing",
    "custody",
    "quarantine",
    "campaigns",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_fits_in_one_sitting(path: Path) -> None:
    source = path.read_text()

    assert source.count("\n") <= 300


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if "tests" not in path.parts],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_the_public_process_loads_no_desk_module() -> None:
    loaded = list_loaded("service.reporter")

    assert "service.intake.routes" in loaded
    assert not [
        name
        for name in loaded
        if name.split(".")[1:2] and name.split(".")[1] in DESK_ROOMS
    ]
    assert "service.desk" not in loaded


def test_the_desk_process_loads_no_public_door() -> None:
    loaded = list_loaded("service.desk")

    assert not {"service.reporter", "service.intake", "service.mailbox"} & loaded


def list_loaded(module: str) -> set[str]:
    probe = f"import sys, {module}; print(*sorted(sys.modules))"
    printed = subprocess.run(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-c", probe],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return {name for name in printed.stdout.split() if name.startswith("service")}
