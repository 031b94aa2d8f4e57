"""The machine on which something was measured, in one paragraph."""

import os
import platform
import re
from collections.abc import Sequence
from pathlib import Path

from service.domain.clock import SystemClock

_GIB = 1024**3


def describe_machine(databases: Sequence[str]) -> str:
    """Say what was measured on what, and when."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    return (
        f"Measured on {SystemClock().today():%-d %B %Y}: {_processor()}, {cores} cores,"
        f" {memory:.0f} GiB, {_system()}, Python {platform.python_version()},"
        f" {', '.join(databases)}; tips of 600 characters; 2 workers a process; client"
        " and database on the same cores."
    )


def _processor() -> str:
    found = re.search(r"model name\s*: (.+)", _read("/proc/cpuinfo"))
    return found[1] if found else platform.machine()


def _system() -> str:
    found = re.search(r'PRETTY_NAME="(.+)"', _read("/etc/os-release"))
    return found[1] if found else platform.system()


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except OSError:
        return ""
