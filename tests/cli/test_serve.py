"""`quietword serve` and `quietword upkeep` as a service manager runs them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from service.settings import SETTINGS_VARIABLE
from tests.cli.conftest import Command, Founded
from tests.databases import ROOT
from tests.processes import find_free_port

PATIENCE = 60


@contextmanager
def running(founded: Founded, *line: str) -> Iterator[subprocess.Popen[bytes]]:
    env = {**os.environ, SETTINGS_VARIABLE: str(founded.folder / "settings.toml")}  # noqa: TID251 - the child's own
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "service.cli", *line],
        cwd=ROOT,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with process:
        yield process
        process.terminate()
        said, _nothing = process.communicate(timeout=PATIENCE)
        assert said == b""


def get_page(port: int) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            return connection.getresponse().read().decode()
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    pytest.fail("no page came")


def test_serve_becomes_the_process_that_answers_and_logs_nothing(
    founded: Founded,
) -> None:
    port = find_free_port()
    with running(founded, "serve", "reporter", "--port", str(port)) as process:
        assert "Hammersmith" in get_page(port)
        command = Path(f"/proc/{process.pid}/cmdline").read_bytes().split(b"\0")
        assert b"uvicorn" in command
        assert b"service.reporter:app" in command
        assert b"--no-access-log" in command


@pytest.mark.parametrize("process", ["reporter", "desk"])
def test_a_process_without_its_secret_does_not_start(
    founded: Founded, quietword: Command, process: str
) -> None:
    (founded.folder / f"{process}.secret").unlink()
    served = quietword("serve", process)
    assert served.code == 2
    assert f"{process}.secret: not 64 hexadecimal digits" in served.err


def test_upkeep_ends_when_it_is_told_to(founded: Founded) -> None:
    with running(founded, "upkeep") as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"upkeep: begun\n"
        waits = b"upkeep: no mail server is set, so mails wait\n"
        assert process.stdout.readline() == waits
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
