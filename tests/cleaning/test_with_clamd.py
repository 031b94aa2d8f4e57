"""The virus check, asked of a real clamd that knows one made-up virus."""

import asyncio
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from service.domain.attaching import FileRefusedError, Refusal
from service.files.scanning import Scanner
from tests.cleaning import good
from tests.cleaning.cleaned import clean, make_cleaner, refusal_of
from tests.processes import find_free_port

_VIRUS = b"quiet-word-made-up-virus-for-tests"
_MOST = 1024 * 1024
_START_SECONDS = 30


@pytest.fixture(scope="module")
def clamd() -> Iterator[Path]:
    """A clamd of our own, with one signature, on a socket and on a port."""
    with TemporaryDirectory(prefix="clamd-") as name:
        folder = Path(name)
        (folder / "made-up.ndb").write_text(f"Made.Up:0:*:{_VIRUS.hex()}\n")
        (folder / "port").write_text(str(find_free_port()))
        with subprocess.Popen(  # noqa: S603 - our own configuration
            ["/usr/sbin/clamd", "--foreground", f"--config-file={configure(folder)}"],
            stdout=subprocess.DEVNULL,
        ) as process:
            try:
                wait_for(folder / "socket")
                yield folder
            finally:
                process.terminate()


def configure(folder: Path) -> Path:
    """Write what this clamd is to do, and nothing of the machine's."""
    config = folder / "clamd.conf"
    config.write_text(
        f"DatabaseDirectory {folder}\nLocalSocket {folder / 'socket'}\n"
        f"TCPSocket {(folder / 'port').read_text()}\nTCPAddr 127.0.0.1\n"
        f"TemporaryDirectory {folder}\nStreamMaxLength {_MOST}\n"
    )
    return config


def wait_for(path: Path) -> None:
    """Wait until it listens."""
    deadline = time.monotonic() + _START_SECONDS
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert path.exists()


@pytest.fixture(params=["socket", "port"])
def scanner(clamd: Path, request: pytest.FixtureRequest) -> Scanner:
    """The way to it, by either address."""
    if request.param == "socket":
        return Scanner.at(str(clamd / "socket"))
    return Scanner.at(f"127.0.0.1:{(clamd / 'port').read_text()}")


async def test_a_file_with_a_known_virus_is_stopped(scanner: Scanner) -> None:
    raw = good.make_jpeg() + _VIRUS

    assert await refusal_of(raw, make_cleaner(scanner=scanner)) is Refusal.INFECTED


async def test_other_files_pass(scanner: Scanner) -> None:
    cleaner = make_cleaner(scanner=scanner)

    assert await clean(good.make_jpeg(), cleaner)
    assert await refusal_of(b"words", cleaner) is Refusal.NOT_A_PICTURE


async def test_many_are_checked_at_once(scanner: Scanner) -> None:
    cleaner = make_cleaner(scanner=scanner)
    infected = good.make_png() + _VIRUS

    found = await asyncio.gather(
        *(clean(good.make_jpeg(), cleaner) for _ in range(4)),
        *(refusal_of(infected, cleaner) for _ in range(4)),
    )

    assert found[4:] == [Refusal.INFECTED] * 4


async def test_more_than_it_checks_is_too_large(scanner: Scanner) -> None:
    raw = good.make_jpeg() + bytes(8 * _MOST)

    why = await refusal_of(raw, make_cleaner(scanner=scanner))

    assert why in {Refusal.TOO_LARGE, Refusal.NOT_CHECKED}


async def test_a_file_that_nobody_can_check_is_not_kept(tmp_path: Path) -> None:
    for away in (
        Scanner.at(str(tmp_path / "nobody")),
        Scanner.at(f"127.0.0.1:{find_free_port()}"),
    ):
        cleaner = make_cleaner(scanner=away)
        assert await refusal_of(good.make_jpeg(), cleaner) is Refusal.NOT_CHECKED


@asynccontextmanager
async def standing_in(folder: Path, answer: bytes | None) -> AsyncIterator[Scanner]:
    """Listen where clamd would: answer with this, or hang up at once."""

    async def receive(
        stack: AsyncExitStack,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        stack.callback(writer.close)
        if answer is not None:
            await reader.readexactly(10)
            writer.write(answer)
            await writer.drain()
        writer.close()

    async with AsyncExitStack() as stack:
        server = await asyncio.start_unix_server(
            partial(receive, stack), path=folder / "stand-in"
        )
        async with server:
            yield Scanner.at(str(folder / "stand-in"))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (None, Refusal.NOT_CHECKED),
        (b"", Refusal.NOT_CHECKED),
        (b"stream: OK", Refusal.NOT_CHECKED),
        (b"UNKNOWN COMMAND\0", Refusal.NOT_CHECKED),
        (b"x" * 100_000, Refusal.NOT_CHECKED),
        (b"INSTREAM size limit exceeded. ERROR\0", Refusal.TOO_LARGE),
    ],
)
async def test_a_check_that_breaks_off_is_a_plain_refusal(
    answer: bytes | None, why: Refusal, tmp_path: Path
) -> None:
    async with standing_in(tmp_path, answer) as scanner:
        for raw in (good.make_jpeg(), good.make_jpeg() + bytes(4 * _MOST)):
            with pytest.raises(FileRefusedError) as refused:
                await clean(raw, make_cleaner(scanner=scanner))
            assert refused.value.why in {why, Refusal.NOT_CHECKED}


@pytest.mark.parametrize("address", ["", "clamd", "localhost:", ":3310", "a:b"])
def test_an_address_that_is_none_is_told_at_the_start(address: str) -> None:
    with pytest.raises(ValueError, match="host and a port"):
        Scanner.at(address)


def test_an_address_is_a_path_or_a_host_and_a_port() -> None:
    assert Scanner.at("/run/clamav/clamd.ctl").path == "/run/clamav/clamd.ctl"
    assert Scanner.at("[::1]:3310") == Scanner(host="::1", port=3310)
