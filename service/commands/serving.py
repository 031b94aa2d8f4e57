"""Become one of the two web processes: this process ends, and uvicorn takes its place.

So the public process never loads a desk module, and what supervises it sees one
process. The settings are checked first, so a mistake is a sentence and no tip
is taken with it.
"""

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from service.commands.places import IMPORTED_FROM
from service.settings import DeskSettings, ReporterSettings

_PROCESSES: Mapping[str, Callable[[Mapping[str, str]], object]] = {
    "reporter": ReporterSettings.load,
    "desk": DeskSettings.load,
}
PROCESSES = tuple(_PROCESSES)

_FLAGS = (
    "--no-access-log",
    "--no-server-header",
    "--no-date-header",
    "--no-proxy-headers",
    "--log-level=warning",
    "--ws=none",
    "--http=httptools",
    "--loop=uvloop",
    # Beyond what the pages count themselves: connections that say nothing at all.
    "--limit-concurrency=800",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a process listens, and in how many copies."""

    host: str
    port: int
    workers: int = 1


def list_arguments(process: str, place: Place) -> list[str]:
    """Return the command that serves a process. It logs no request and no address."""
    return [
        sys.executable,
        "-P",  # import what is installed, not what lies where this was started
        "-m",
        "uvicorn",
        "--factory",
        f"service.{process}:app",
        f"--app-dir={IMPORTED_FROM}",
        f"--host={place.host}",
        f"--port={place.port}",
        f"--workers={place.workers}",
        *_FLAGS,
    ]


def serve(process: str, place: Place, env: Mapping[str, str]) -> None:
    """Check the settings of a process and become it.

    Raises:
        SettingsError: A setting is missing or wrong; nothing was started.
    """
    _PROCESSES[process](env)
    os.execve(sys.executable, list_arguments(process, place), dict(env))  # noqa: S606 - our own interpreter and arguments
