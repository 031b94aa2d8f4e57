"""seccomp: the kernel opens no socket for this process, of whatever family.

A network namespace alone would leave the sockets that lie on the disk, and the
database's is one of them: it knows the account that asks, not the process.
"""

import ctypes
import platform
import struct

_SYSTEMS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""How the kernel calls each machine, and the number of `socket` there."""

_RING = 425
"""`io_uring_setup`, the other way to a socket: the same number everywhere."""

_OTHER_NUMBERS = 0x40000000
"""From here on a second set of numbers begins, on machines that have one."""

_LOAD, _IS, _IS_AT_LEAST, _END = 0x20, 0x15, 0x35, 0x06
_NUMBER_AT, _SYSTEM_AT = 0, 4
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
_SET_SECCOMP, _FILTER = 22, 2


def open_no_sockets(process: ctypes.CDLL) -> bool:
    """Give away every way to open a socket. Nothing can bring it back.

    Returns whether the kernel did it, which needs "no new privileges" before.
    """
    if platform.machine() not in _SYSTEMS:
        return False
    steps = b"".join(_write_rules(*_SYSTEMS[platform.machine()]))
    kept = ctypes.create_string_buffer(steps, len(steps))
    program = struct.pack("@HP", len(steps) // 8, ctypes.addressof(kept))
    done: int = process.prctl(_SET_SECCOMP, _FILTER, program)
    return done == 0


def _write_rules(system: int, opens: int) -> list[bytes]:
    return [
        _step(_LOAD, _SYSTEM_AT),
        _step(_IS, system, otherwise=5),
        _step(_LOAD, _NUMBER_AT),
        _step(_IS_AT_LEAST, _OTHER_NUMBERS, then=3),
        _step(_IS, opens, then=2),
        _step(_IS, _RING, then=1),
        _step(_END, _ALLOW),
        _step(_END, _REFUSE),
    ]


def _step(code: int, value: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    """Write one step; `then` and `otherwise` are how many further ones to pass over."""
    return struct.pack("=HBBI", code, then, otherwise, value)
