"""`quietword demo run`: three processes that begin together and end together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from service.cli import main
from service.demo.keeping import Home
from tests.databases import ROOT
from tests.processes import find_free_port

PATIENCE = 120

pytestmark = pytest.mark.timeout(600)  # the first waits until all of it is built


def list_line(folder: Path, ports: tuple[int, int]) -> list[str]:
    line = ["demo", "run", "--folder", str(folder)]
    return [*line, f"--reporter-port={ports[0]}", f"--desk-port={ports[1]}"]


def list_children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


class Demo:
    """A demonstration that runs, and what it has printed."""

    def __init__(self, folder: Path) -> None:
        self.printed = folder.with_suffix(".out")
        line = list_line(folder, (find_free_port(), find_free_port()))
        with self.printed.open("wb") as printed:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
                [sys.executable, "-m", "service.cli", *line],
                cwd=ROOT,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )

    @property
    def text(self) -> str:
        return self.printed.read_text()

    @property
    def children(self) -> list[int]:
        return list_children(self.process.pid)

    def wait_for(self, count: int) -> list[int]:
        until = time.monotonic() + PATIENCE
        while "Ctrl-C ends all of it" not in self.text or len(self.children) < count:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < until, self.text
            time.sleep(0.05)
        return self.children


@contextmanager
def running(folder: Path) -> Iterator[Demo]:
    demo = Demo(folder)
    try:
        yield demo
    finally:
        demo.process.terminate()
        demo.process.wait(PATIENCE)


def get_status(port: int) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/")
    status = connection.getresponse().status
    connection.close()
    return status


def visit_and_end(ports: tuple[int, int], children: int) -> list[int]:
    """Look at both pages once all processes run, then press Ctrl-C."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and len(list_children(os.getpid())) < children:
        time.sleep(0.05)
    statuses = [get_status(port) for port in ports]
    os.kill(os.getpid(), signal.SIGINT)
    return statuses


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_serves_both_pages_until_ctrl_c_ends_all_of_it(
    home: Home, capfd: pytest.CaptureFixture[str]
) -> None:
    before, earlier = home.words.read_text(), list_children(os.getpid())
    ports = find_free_port(), find_free_port()
    with ThreadPoolExecutor() as threads:
        visit = threads.submit(visit_and_end, ports, len(earlier) + 3)
        assert main(list_line(home.folder, ports)) == 0
    assert visit.result() == [200, 303]
    assert list_children(os.getpid()) == earlier
    said = capfd.readouterr().out
    assert "Building" not in said
    assert f"http://127.0.0.1:{ports[0]}" in said
    assert re.search(r"^  ben +[a-z]+(-[a-z]+){4} +triage", said, re.MULTILINE)
    assert "demo code ben --folder" in said
    assert home.words.read_text() == before


def test_when_one_process_ends_all_are_ended_with_a_sentence(home: Home) -> None:
    with running(home.folder) as demo:
        children = demo.wait_for(3)
        os.kill(children[0], signal.SIGKILL)
        assert demo.process.wait(PATIENCE) == 1
        sentence = "The reporter process ended by itself, so all were ended.\n"
        assert demo.text.endswith(f"quietword: {sentence}")
        assert not any(is_alive(child) for child in children)


def test_a_port_that_is_taken_is_a_sentence_and_nothing_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(list_line(tmp_path / "var", (find_free_port(), port))) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"quietword: Port {port} of 127.0.0.1 is taken")
    assert not (tmp_path / "var").exists()
