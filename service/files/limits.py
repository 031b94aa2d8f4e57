"""What the cleaning process may use, set by itself before it reads a byte of a file.

Nothing that it lowers can be raised again: both limits of each pair are set.
"""

import ctypes
import resource
import signal
import struct
from contextlib import suppress
from pathlib import Path

from service.files.landlock import read_programs_only
from service.files.sockets import open_no_sockets

MEMORY = 288 * 1024 * 1024
"""All that the process may map, the interpreter and every library included."""

PROCESSOR_SECONDS = 20
VIDEO_SECONDS = 90
"""The kernel ends it after so much work: SIGXCPU, a second before SIGKILL."""

OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL)
"""How the kernel ends what has used its time up."""

_TASKS = 12
"""Some readers work in a few threads, whatever they are told."""

_NO_NEW_PRIVILEGES = 38
_DUMPABLE = 4
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
_CAPABILITIES = struct.pack("=Ii", 0x20080522, 0)
_NONE_OF_THEM = bytes(24)


def confine() -> None:
    """Give away what cleaning a file does not need."""
    process = ctypes.CDLL(None)
    _go_first()
    # Best effort, as some machines forbid it: no network, and tasks counted alone.
    is_apart = process.unshare(_NEW_USER_AND_NETWORK) == 0
    # In a user namespace of its own it would have every capability there.
    process.capset(_CAPABILITIES, _NONE_OF_THEM)
    process.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    process.prctl(_DUMPABLE, 0, 0, 0, 0)
    open_no_sockets(process)
    read_programs_only(process)
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_MEMLOCK, 0),
        (resource.RLIMIT_MSGQUEUE, 0),
        (resource.RLIMIT_AS, MEMORY),
    ):
        resource.setrlimit(what, (most, most))
    if is_apart:
        # Elsewhere it would count with every process of the service's own account.
        resource.setrlimit(resource.RLIMIT_NPROC, (_TASKS, _TASKS))
    hurry(VIDEO_SECONDS)


def _go_first() -> None:
    # Where memory is short, the kernel ends this process and not the service.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def hurry(seconds: int) -> None:
    """Let the kernel end this process after so many seconds of work."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
