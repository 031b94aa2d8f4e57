"""One process for one file: it has nothing, may little, and never outlives its file."""

import asyncio
import ctypes
import fcntl
import json
import resource
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest

from service.domain.attaching import FileRefusedError, Refusal
from service.files import cleaning, pictures
from service.files.cleaning import Cleaner
from tests.cleaning import good
from tests.cleaning.cleaned import (
    MOST_BYTES,
    clean,
    clean_one,
    list_children,
    make_cleaner,
    refusal_of,
    send,
    stand_in,
)
from tests.cleaning.good import draw, write

_SMALL_ENOUGH = 16 * 1024
"""KiB by which the service may grow while it passes on 20 MB."""


async def test_no_process_is_left_behind() -> None:
    before = list_children()

    await clean_one(good.make_jpeg())
    await refusal_of(b"words")

    assert list_children() == before


async def test_a_file_that_is_too_large_is_refused_while_it_comes() -> None:
    came = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal came
        while True:
            came += 1
            yield bytes(64 * 1024)

    before = list_children()
    cleaner = make_cleaner(most_bytes=1_000_000)
    with pytest.raises(FileRefusedError) as refused:
        async with aclosing(cleaner.clean(endless())) as pieces:
            await anext(pieces)

    assert refused.value.why is Refusal.TOO_LARGE
    assert came == 1_000_000 // (64 * 1024) + 1
    assert list_children() == before


async def test_a_reporter_who_goes_away_ends_the_process() -> None:
    before = list_children()
    began = asyncio.Event()

    async def halting() -> AsyncIterator[bytes]:
        yield good.make_jpeg()[:5_000]
        began.set()
        await asyncio.Event().wait()

    async def take() -> None:
        async with aclosing(make_cleaner().clean(halting())) as pieces:
            await anext(pieces)

    task = asyncio.create_task(take())
    await began.wait()
    assert list_children() != before
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert list_children() == before


async def test_a_body_that_breaks_off_ends_the_process_and_says_so_itself() -> None:
    class GoneError(Exception):
        pass

    async def breaking() -> AsyncIterator[bytes]:
        yield good.make_jpeg()[:5_000]
        raise GoneError

    before = list_children()
    with pytest.raises(GoneError):
        async with aclosing(make_cleaner().clean(breaking())) as pieces:
            await anext(pieces)

    assert list_children() == before


async def test_a_piece_nobody_reads_is_passed_over() -> None:
    before = list_children()

    async with aclosing(make_cleaner().clean(send(good.make_pdf(3)))) as pieces:
        kinds = [piece.kind async for piece in pieces]
    async with aclosing(make_cleaner().clean(send(good.make_pdf(3)))) as pieces:
        await anext(pieces)

    assert kinds == ["image/jpeg"] * 3
    assert list_children() == before


async def test_a_class_that_sends_at_once_waits_its_turn() -> None:
    cleaner = make_cleaner(at_once=1)

    found = await asyncio.gather(
        *(clean_one(good.make_jpeg(), cleaner) for _ in range(12))
    )

    assert len({one.content for one in found}) == 1


async def test_who_waits_too_long_is_told_to_try_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleaning, "_WAIT_SECONDS", 0.05)
    cleaner = make_cleaner(at_once=1)

    async with aclosing(cleaner.clean(send(good.make_jpeg()))) as pieces:
        await anext(pieces)
        assert await refusal_of(good.make_jpeg(), cleaner) is Refusal.BUSY

    assert await clean(good.make_jpeg(), cleaner)


async def test_a_slow_telephone_does_not_keep_the_others_waiting() -> None:
    cleaner = make_cleaner(at_once=1)
    goes_on = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        raw = good.make_jpeg()
        yield raw[:100]
        await goes_on.wait()
        yield raw[100:]

    async def take() -> list[bytes]:
        async with aclosing(cleaner.clean(slow())) as pieces:
            return [piece.thumbnail async for piece in pieces]

    first = asyncio.create_task(take())
    await asyncio.sleep(0)
    assert await clean(good.make_jpeg(), cleaner)
    goes_on.set()

    assert len(await first) == 1


async def test_the_service_does_not_hold_the_file() -> None:
    raw = write(draw(), "PNG") + bytes(MOST_BYTES - 4_000)
    await clean_one(raw)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    await asyncio.gather(*(clean_one(raw) for _ in range(4)))

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < _SMALL_ENOUGH


@pytest.mark.parametrize(
    ("forbidden", "make", "why"),
    [
        ("pictures", good.make_jpeg, Refusal.NO_PICTURES),
        ("videos", good.make_video, Refusal.NO_VIDEOS),
        ("documents", good.make_pdf, Refusal.NO_DOCUMENTS),
    ],
)
async def test_what_the_borough_does_not_take_is_said_by_name(
    forbidden: str, make: Callable[[], bytes], why: Refusal
) -> None:
    usual = make_cleaner()
    rules = replace(usual.rules, **{forbidden: False})

    assert await refusal_of(make(), Cleaner(rules, usual.limiter, None)) is why


_PROBE = """
import json, os, resource, socket, sys
sys.argv = ["cleaner", "pictures"]
from service.files import cleaner, limits
names = sorted(sys.modules)
status, folder = open("/proc/self/status"), os.open("/proc/self/fd", os.O_RDONLY)
limits.confine()
told = {
    "modules": names,
    "files": sorted(os.listdir(folder)),
    "memory": resource.getrlimit(resource.RLIMIT_AS),
    "written": resource.getrlimit(resource.RLIMIT_FSIZE),
    "core": resource.getrlimit(resource.RLIMIT_CORE),
    "work": resource.getrlimit(resource.RLIMIT_CPU),
    "status": status.read(),
}
try:
    with open(sys.path[-1] + "/quietword-was-here", "w") as file:
        file.write("x")
    told["wrote"] = True
except OSError:
    told["wrote"] = False
try:
    bytearray(400 * 1024 * 1024)
    told["took"] = True
except MemoryError:
    told["took"] = False
print(json.dumps(told))
"""


def test_it_may_use_little_and_write_nothing(tmp_path: Path) -> None:
    probe = f"import sys; sys.path.append({str(tmp_path)!r})\n{_PROBE}"
    printed = subprocess.run(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-I", "-B", "-c", probe],
        capture_output=True,
        check=True,
        env={},
        cwd="/",
    )
    told = json.loads(printed.stdout)

    loaded = {name.split(".")[0] for name in told["modules"]}
    assert not loaded & {"sqlalchemy", "starlette", "crypto", "cryptography", "PIL"}
    assert not any(
        name.startswith(("service.db", "service.settings")) for name in told["modules"]
    )
    assert told["memory"] == [288 * 1024 * 1024] * 2
    assert told["written"] == told["core"] == [0, 0]
    assert told["work"] == [90, 91]
    assert "NoNewPrivs:\t1" in told["status"]
    assert not told["wrote"]
    assert not told["took"]
    assert all(file.stat().st_size == 0 for file in tmp_path.iterdir())


async def test_it_is_handed_no_secret_and_no_open_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QUIETWORD_SETTINGS", "/etc/quietword/settings.toml")
    script = (
        "/bin/cat > /dev/null; /usr/bin/env > {0}/environment;"
        " /bin/ls /proc/self/fd > {0}/files; exit 3"
    )
    stand_in(monkeypatch, script.format(tmp_path))

    with (tmp_path / "open").open("wb") as open_file:
        fcntl.fcntl(open_file, fcntl.F_SETFD, 0)  # as if to be inherited
        assert await refusal_of(good.make_jpeg()) is Refusal.BROKEN

    environment = (tmp_path / "environment").read_text()
    names = {line.split("=")[0] for line in environment.splitlines()}
    assert names <= {"MALLOC_ARENA_MAX", "PWD", "SHLVL", "_", "OLDPWD"}
    assert (tmp_path / "files").read_text().split() == ["0", "1", "2", "3"]


_READING = """
import json, sys
from service.files import limits
limits.confine()
told = {}
for path in sys.argv[1:]:
    try:
        told[path] = len(open(path, "rb").read(1))
    except OSError:
        told[path] = None
print(json.dumps(told))
"""
_CREATE_RULESET, _TELL_VERSION = 444, 1


def has_landlock() -> bool:
    """Ask the kernel itself, and not what the service makes of it."""
    version: int = ctypes.CDLL(None).syscall(_CREATE_RULESET, None, 0, _TELL_VERSION)
    return version >= 1


@pytest.mark.skipif(not has_landlock(), reason="this kernel has no Landlock")
def test_where_the_kernel_can_it_reads_no_secret(tmp_path: Path) -> None:
    secret = tmp_path / "reporter.secret"
    secret.write_text("secret")
    printed = subprocess.run(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-I", "-B", "-c", _READING, str(secret), pictures.__file__],
        capture_output=True,
        check=True,
        env={},
        cwd="/",
    )
    told = json.loads(printed.stdout)

    assert told == {pictures.__file__: 1, str(secret): None}
