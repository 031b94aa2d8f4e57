"""`quietword demo run`: three processes that begin together and end together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from service.demo.keeping import Home
from tests.databases import ROOT
from tests.processes import find_free_port

PATIENCE = 120


class Demo:
    """A demonstration that runs, and what it has printed."""

    def __init__(self, folder: Path) -> None:
        self.ports = find_free_port(), find_free_port()
        self.printed = folder.with_suffix(".out")
        line = ["demo", "run", "--folder", str(folder)]
        line += ["--reporter-port", str(self.ports[0])]
        line += ["--desk-port", str(self.ports[1])]
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
        pid = self.process.pid
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        return [int(child) for child in listed.split()]

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


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_serves_both_pages_until_ctrl_c_ends_all_of_it(home: Home) -> None:
    before = home.words.read_text()
    with running(home.folder) as demo:
        children = demo.wait_for(3)
        assert [get_status(port) for port in demo.ports] == [200, 303]
        assert "Building" not in demo.text
        assert f"http://127.0.0.1:{demo.ports[0]}" in demo.text
        assert re.search(r"^  ben +[a-z]+(-[a-z]+){4} +triage", demo.text, re.MULTILINE)
        assert "demo code ben --folder" in demo.text
        demo.process.send_signal(signal.SIGINT)
        assert demo.process.wait(PATIENCE) == 0
        assert not any(is_alive(child) for child in children)
    assert home.words.read_text() == before


def test_when_one_process_ends_all_are_ended_with_a_sentence(home: Home) -> None:
    with running(home.folder) as demo:
        children = demo.wait_for(3)
        os.kill(children[0], signal.SIGKILL)
        assert demo.process.wait(PATIENCE) == 1
        sentence = "The reporter process ended by itself, so all were ended.\n"
        assert demo.text.endswith(f"quietword: {sentence}")
        assert not any(is_alive(child) for child in children)


def test_a_port_that_is_taken_is_a_sentence_and_nothing_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = ["demo", "run", "--folder", str(tmp_path / "var"), "--desk-port", port]
        ran = subprocess.run(  # noqa: S603 - our own interpreter
            [
                *(sys.executable, "-m", "service.cli", *line),
                *("--reporter-port", str(find_free_port())),
            ],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
    assert ran.returncode == 1
    assert f"quietword: Port {port} of 127.0.0.1 is taken" in ran.stderr.decode()
    assert not (tmp_path / "var").exists()
