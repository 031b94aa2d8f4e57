"""A photo that takes its process over: no socket, no capability, first to go."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cleaning import good
from tests.cleaning.reaching import can_be_confined

pytestmark = pytest.mark.skipif(
    not can_be_confined(), reason="this kernel has no Landlock or another seccomp"
)

_PROBE = """
import ctypes, json, socket, sys
from service.files import limits
process = ctypes.CDLL(None)
status = open("/proc/self/status")
limits.confine()
def refused(act):
    try:
        act()
    except PermissionError:
        return True
    return False
def connect():
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(sys.argv[1])
families = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK)
print(json.dumps({
    "connected": not refused(connect),
    "opened": [one.name for one in families if not refused(lambda: socket.socket(one))],
    "ring": process.syscall(425, 1, ctypes.create_string_buffer(120)) >= 0,
    "other": process.syscall(ctypes.c_long(0x40000000 + 41), 1, 1, 0) >= 0,
    "namespace": process.unshare(0x10000000) == 0,
    "status": dict(line.split(":\\t") for line in status.read().splitlines()),
}))
"""


_MAY_HAVE_NAMESPACES = "import ctypes; print(ctypes.CDLL(None).unshare(0x50000000))"


def run(*words: str, given: bytes = b"") -> bytes:
    """Run our own interpreter as a cleaner is run, and return what it says."""
    ended = subprocess.run(  # noqa: S603 - our own interpreter, our own words
        [sys.executable, "-I", "-B", *words],
        input=given,
        capture_output=True,
        check=True,
        env={},
        cwd="/",
    )
    return ended.stdout


def test_it_opens_no_socket_not_even_the_databases_on_the_disk(tmp_path: Path) -> None:
    told = json.loads(run("-c", _PROBE, str(tmp_path / "database")))

    assert not told["connected"]
    assert told["opened"] == []
    assert not told["ring"]
    assert not told["other"]


def test_it_keeps_no_capability_and_comes_to_no_new_namespace(tmp_path: Path) -> None:
    told = json.loads(run("-c", _PROBE, str(tmp_path / "database")))

    for kind in ("CapPrm", "CapEff", "CapInh"):
        assert int(told["status"][kind], 16) == 0
    assert int(told["status"]["Seccomp"]) == 2
    if int(run("-c", _MAY_HAVE_NAMESPACES)) == 0:
        assert not told["namespace"]


def test_it_says_itself_that_it_reaches_nothing() -> None:
    assert json.loads(run("-m", "service.files.cleaner", "itself")) == {"reaches": []}


_ORDER = """
from service.files import limits
told = open("/proc/self/oom_score_adj")
limits.confine()
print(told.read())
"""


def test_where_memory_is_short_it_goes_first() -> None:
    assert int(run("-c", _ORDER)) == 1000


def test_it_still_makes_a_picture() -> None:
    told = run("-m", "service.files.cleaner", "pictures", given=good.make_jpeg())

    assert "pieces" in json.loads(told.partition(b"\n")[0])
