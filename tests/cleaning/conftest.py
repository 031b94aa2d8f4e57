"""Where exiftool or clamd is missing, the tests that need it do not run."""

import os
import shutil

import pytest

NEEDS = {"exiftool": "test_exiftool_finds_nothing", "clamd": "test_with_clamd"}


def list_missing() -> list[str]:
    """Return the programs of Debian's that are not here."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin"  # noqa: TID251 - clamd's place
    return [name for name in NEEDS if not shutil.which(name, path=path)]


def tell(name: str) -> str:
    """Say in one line what did not run."""
    return f"The tests that need {name} did not run: it was not found."


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave these tests out where the program is missing; on CI, refuse to."""
    for name in list_missing():
        if os.environ.get("CI"):  # noqa: TID251 - what CI sets
            raise pytest.UsageError(tell(name))
        here = [item for item in items if NEEDS[name] in item.nodeid]
        items[:] = [item for item in items if item not in here]
        config.hook.pytest_deselected(items=here)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line that they did not run."""
    for name in list_missing():
        terminalreporter.write_line(tell(name))
