"""Whether this machine's kernel can shut a process in."""

import ctypes
import os
import platform

_LANDLOCK, _WHICH_VERSION = 444, 1


def can_be_confined() -> bool:
    """Tell it. Where a robot runs the tests, it must."""
    if os.environ.get("CI"):  # noqa: TID251 - what CI sets
        return True
    version = ctypes.CDLL(None).syscall(_LANDLOCK, None, 0, _WHICH_VERSION)
    return version > 0 and platform.machine() in {"x86_64", "aarch64"}
