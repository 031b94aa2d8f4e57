"""What each process of the service holds in memory, as the kernel counts it."""

import re
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_SIZE = re.compile(r"^(Rss|Pss|VmRSS):\s+(\d+) kB", re.MULTILINE)
_KIB = 1024
_WORKER = b"multiprocessing.spawn"


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes in memory: all that a process maps, and its share of what is shared."""

    resident: int
    proportional: int | None


def list_workers(process: int) -> list[int]:
    """Return the processes that answer requests for a process we started."""
    return [a for a in _list_children(process) if _WORKER in _command(a)] or [process]


def weigh(process: int) -> Memory:
    """Read the memory of one process."""
    rollup = _PROC / str(process) / "smaps_rollup"
    try:
        told = rollup.read_text()
    except OSError:
        told = (_PROC / str(process) / "status").read_text()
    sizes = {name: int(kib) * _KIB for name, kib in _SIZE.findall(told)}
    return Memory(sizes.get("Rss", sizes.get("VmRSS", 0)), sizes.get("Pss"))


def weigh_heaviest(process: int) -> Memory:
    """Return the memory of the heaviest worker of a process that we started."""
    return max((weigh(a) for a in list_workers(process)), key=lambda m: m.resident)


def _list_children(process: int) -> list[int]:
    children = _PROC / str(process) / "task" / str(process) / "children"
    return [int(child) for child in children.read_text().split()]


def _command(process: int) -> bytes:
    return (_PROC / str(process) / "cmdline").read_bytes()
