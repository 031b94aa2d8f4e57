"""A hundred megabytes on their way in: what the worker holds of them, and what is left.

In processes of its own, as it is run.
"""

import asyncio
import os
import re
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from service.settings import load_words
from tests.builders import Site, make_site
from tests.databases import Database
from tests.photos import HIDDEN, a_photo
from tests.processes import Running, run_process
from tests.visitors import read_forms

MIB = 1024 * 1024
MOST_GROWTH = 8 * MIB
BOUNDARY = "together"
TYPE = f"multipart/form-data; boundary={BOUNDARY}"
TOLD = "Somebody sells behind the shops."


@pytest.fixture
def site(sqlite_database: Database, tmp_path: Path) -> Site:
    return asyncio.run(make_site(sqlite_database, tmp_path, load_words()))


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that every process of the test keeps temporary files in."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def reporter(site: Site, temporary: Path) -> Iterator[Running]:
    assert temporary.is_dir()
    with run_process(site, "reporter") as running:
        yield running


def write_form(*photos: bytes) -> Iterator[bytes]:
    """Write a form as a browser does, a little at a time."""
    yield write_head('name="text"') + TOLD.encode()
    for photo in photos:
        yield b"\r\n" + write_head('name="added"; filename="IMG_1.jpg"')
        for start in range(0, len(photo), MIB):
            yield photo[start : start + MIB]
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


def write_head(named: str) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {named}\r\n\r\n"
    return head.encode()


def check(reporter: Running, *photos: bytes) -> str:
    """Send a form with photos, and return the page that answers."""
    answer = httpx.post(
        f"{reporter.url}/check",
        content=write_form(*photos),
        headers={"content-type": TYPE},
        timeout=120,
    )
    assert answer.status_code == 200
    return answer.text


def read_memory(pid: int, line: str) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(rf"{line}:\s+(\d+) kB", status)
    assert found
    return int(found[1]) * 1024


def list_children(pid: int) -> list[str]:
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [c for task in tasks for c in (task / "children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="needs Linux")
def test_the_worker_never_holds_much_of_what_passes_through(reporter: Running) -> None:
    pid = reporter.process.pid
    photo = a_photo()
    check(reporter, photo)
    before = read_memory(pid, "VmRSS")
    Path(f"/proc/{pid}/clear_refs").write_text("5")

    page = check(reporter, *[photo + os.urandom(20 * MIB - len(photo))] * 5)

    assert page.count("data:image/jpeg") == 5
    assert read_memory(pid, "VmHWM") - before < MOST_GROWTH


def test_too_much_at_once_is_cut_and_what_was_typed_is_kept(reporter: Running) -> None:
    photo = a_photo()

    page = check(reporter, *[photo + bytes(20 * MIB - len(photo))] * 7)

    assert TOLD in page
    assert page.count("data:image/jpeg") == 5
    assert "too much for one go" in page


def test_one_that_is_too_large_is_refused_and_the_others_are_taken(
    reporter: Running,
) -> None:
    photo = a_photo()

    page = check(reporter, photo + bytes(30 * MIB), photo)

    assert "File 1 was not added. This file is too big" in page
    assert page.count("data:image/jpeg") == 1
    assert TOLD in page


def test_neither_the_photo_nor_its_copy_is_in_clear_on_any_disk(
    site: Site, reporter: Running, temporary: Path
) -> None:
    photo = a_photo()
    form = next(f for f in read_forms(check(reporter, photo)) if "files" in f.fields)

    sent = httpx.post(f"{reporter.url}{form.action}", data=form.fields)

    assert "Thank you" in sent.text
    canaries = (*HIDDEN, photo[2000:2040])
    folders = (site.folder / "files", temporary)
    kept = [p.read_bytes() for f in folders for p in f.rglob("*") if p.is_file()]
    kept += [p.read_bytes() for p in site.folder.glob("vault.db*")]
    kept += [reporter.log.read_bytes()]
    assert list((site.folder / "files").iterdir())
    assert list(temporary.rglob("*")) == []
    assert [c for c in canaries if any(c in content for content in kept)] == []
    assert not any(content.startswith(b"\xff\xd8\xff") for content in kept)
    assert reporter.log.read_bytes() == b""


def test_who_goes_away_in_the_middle_leaves_no_process_and_no_file_behind(
    site: Site, reporter: Running
) -> None:
    pid = reporter.process.pid
    address = urlsplit(reporter.url)
    head = (
        f"POST /check HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Type: {TYPE}\r\n"
        f"Content-Length: {MIB}\r\n\r\n"
    )
    body = b"".join(write_form(a_photo()))[:-60]
    with socket.create_connection((address.hostname, address.port)) as phone:
        phone.sendall(head.encode() + body)
        assert wait_until(lambda: list_children(pid) != [])

    assert wait_until(lambda: list_children(pid) == [])
    assert list((site.folder / "files").iterdir()) == []
    assert reporter.log.read_bytes() == b""


def wait_until(happens: Callable[[], bool]) -> bool:
    """Look a few times, for as long as a busy machine may need."""
    for _look in range(400):
        if happens():
            return True
        time.sleep(0.05)
    return False
