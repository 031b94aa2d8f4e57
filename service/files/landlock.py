"""Landlock: the kernel lets this process read programs, and nothing else of the disk.

Settings and secrets may belong to the account that this process runs under. Where
the kernel has no Landlock, that account's own rules are all there is.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_EVERYTHING = (1 << 13) - 1
"""All that the first version knows: reading, writing, making, removing."""

_BENEATH = 1
_FOLDERS = (
    *(Path(sys.prefix), Path(sys.base_prefix), Path(__file__).parents[1]),
    *(Path("/usr"), Path("/lib"), Path("/lib64"), Path("/nix/store")),
)


def read_programs_only(process: ctypes.CDLL) -> bool:
    """Give away the disk, but for where programs and libraries lie.

    Returns whether the kernel did it. What is open stays open.
    """
    rules = struct.pack("=Q", _EVERYTHING)
    ruleset: int = process.syscall(_CREATE, rules, len(rules), 0)
    if ruleset < 0:
        return False
    libraries = {Path(one) for one in sys.path if one.endswith("-packages")}
    for folder in {*libraries, *_FOLDERS}:
        _allow(process, ruleset, folder)
    done: int = process.syscall(_RESTRICT, ruleset, 0)
    os.close(ruleset)
    return done == 0


def _allow(process: ctypes.CDLL, ruleset: int, folder: Path) -> None:
    with _opened(folder) as found:
        if found is not None:
            rule = struct.pack("=Qi", _EXECUTE | _READ_FILE | _READ_FOLDER, found)
            process.syscall(_ADD, ruleset, _BENEATH, rule, 0)


@contextmanager
def _opened(folder: Path) -> Iterator[int | None]:
    try:
        found = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        yield None
        return
    yield found
    os.close(found)
