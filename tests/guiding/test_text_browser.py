"""Somebody with a text browser, at a terminal: no pictures, no JavaScript, no mouse."""

import os
import pty
import re
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.processes import Running

TOLD = "A boy in the year above hid a knife under the bench by the pond."
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Terminal:
    """w3m at a terminal: keys go in, and what it shows can be kept in a file."""

    screen: int
    folder: Path

    def press(self, *keys: str) -> None:
        """Press some keys, one after the other."""
        for key in keys:
            os.write(self.screen, key.encode())
            self._drain(0.2)

    def find(self, text: str) -> None:
        """Go to the next place where a text stands, from the top."""
        self.press("g", f"/{text}\n")

    def read(self) -> str:
        """Return the whole page, as w3m lays it out."""
        kept = self.folder / "screen.txt"
        kept.unlink(missing_ok=True)
        os.write(self.screen, b"S")
        # Keys that come while a page is loading are lost.
        if b"Save" not in self._drain(2):
            return ""
        self.press(f"\x15{kept}\n")
        return kept.read_text() if kept.exists() else ""

    def write(self) -> None:
        """Open the editor on the field under the cursor, and wait until it wrote."""
        self.press("\n")
        deadline = time.monotonic() + PATIENCE
        while not (self.folder / "written").exists() and time.monotonic() < deadline:
            self._drain(0.3)
        self._drain(1)

    def wait_for(self, text: str) -> str:
        """Return the page as soon as a text is on it."""
        deadline = time.monotonic() + PATIENCE
        page = ""
        while text not in " ".join(page.split()) and time.monotonic() < deadline:
            self._drain(0.3)
            page = self.read()
        assert text in " ".join(page.split())
        return page

    def _drain(self, seconds: float) -> bytes:
        """Read what it draws until it is quiet for so long."""
        drawn = b""
        while select.select([self.screen], [], [], seconds)[0]:
            drawn += os.read(self.screen, 65_536)
            seconds = min(seconds, 0.3)
        return drawn


@contextmanager
def w3m(folder: Path, url: str) -> Iterator[Terminal]:
    """Open a page in w3m, whose editor writes what somebody types."""
    program = shutil.which("w3m")
    assert program, "w3m is not installed"
    editor = folder / "editor"
    editor.write_text(f'#!/bin/sh\nprintf "%s" "{TOLD}" > "$1"\n: > {folder}/written\n')
    editor.chmod(0o755)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - the system's w3m
        [program, "-no-cookie", "-o", f"editor={editor} %s", "-cols", "80", url],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={"HOME": str(folder), "TERM": "vt100", "LANG": "C.UTF-8"},
    )
    try:
        yield Terminal(ours, folder)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
        os.close(theirs)


@pytest.fixture
def _needs_w3m() -> None:
    """Leave these tests out where there is no w3m; on CI, refuse to."""
    if not shutil.which("w3m") and not os.environ.get("CI"):  # noqa: TID251 - CI sets it
        pytest.skip("w3m is not installed")


@pytest.mark.usefixtures("_needs_w3m")
async def test_a_tip_is_told_in_a_text_browser(street: Running, tmp_path: Path) -> None:
    with w3m(tmp_path, f"{street.url}/") as terminal:
        terminal.wait_for("You do not have to say who you are")
        terminal.find("Tell us$")
        terminal.press("\n")
        terminal.wait_for("how to leave fast")
        terminal.find("Continue")
        terminal.press("\n")
        terminal.wait_for("Spelling does not matter")
        terminal.find("Do not try to find out more")
        terminal.press("\t")
        terminal.write()
        terminal.find("^Continue")
        terminal.press("\n")
        terminal.wait_for("Check your answers")
        terminal.find("^Send$")
        terminal.press("\n")
        page = terminal.wait_for("Your six words")

    words = re.findall(r"^\s*\d\. ([a-z]+)$", page, re.MULTILINE)
    assert len(words) == 6


@pytest.mark.usefixtures("_needs_w3m")
async def test_the_way_out_is_the_first_thing_in_a_text_browser(
    street: Running, tmp_path: Path
) -> None:
    with w3m(tmp_path, f"{street.url}/form") as terminal:
        page = terminal.wait_for("Tell us what you know")

    assert "Leave this page" in page[:300]
