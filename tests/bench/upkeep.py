"""Upkeep as it runs beside the two web processes."""

import os
import signal
import subprocess
import sys
import time

from service.settings import SETTINGS_VARIABLE
from tests.bench.memory import Memory, weigh
from tests.builders import Site
from tests.databases import ROOT
from tests.processes import write_settings

_ROUND_SECONDS = 4.0
_STOP_SECONDS = 10


class NoUpkeepError(Exception):
    """Upkeep ended by itself, so there is nothing to weigh."""


def weigh_upkeep(site: Site) -> Memory:
    """Start upkeep, give it time for its first round, weigh it and end it."""
    settings = str(write_settings(site))
    process = subprocess.Popen(
        [sys.executable, "-m", "service.cli", "upkeep"],
        cwd=ROOT,
        env={**os.environ, SETTINGS_VARIABLE: settings},  # noqa: TID251 - a child's environment
    )
    try:
        time.sleep(_ROUND_SECONDS)
        if process.poll() is not None:
            raise NoUpkeepError
        return weigh(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(_STOP_SECONDS)
