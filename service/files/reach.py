"""What a file that took the cleaning process over could reach: tried, and told.

The process tries it on itself, confined as for any file, when its one word is
`itself`. `quietword check` asks it so, and the reporters' unit at each start.
"""

import json
import os
import socket
from dataclasses import dataclass
from typing import Self

from service.files.frames import BadAnswerError

_DISK, _NETWORK = "disk", "network"


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether it can read what its account may read, and open any socket."""

    disk: bool
    network: bool

    @classmethod
    def try_out(cls) -> Self:
        """Try both, in the process that this is."""
        return cls(_can_read(), _can_connect())

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Read what a process told.

        Raises:
            BadAnswerError: It is nothing that `write` writes.
        """
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            raise BadAnswerError from None
        match found:
            case {"reaches": list(names)} if all(
                name in (_DISK, _NETWORK) for name in names
            ):
                return cls(_DISK in names, _NETWORK in names)
        raise BadAnswerError

    @property
    def names(self) -> list[str]:
        """What it reaches, in a word each: none is right."""
        tried = ((_DISK, self.disk), (_NETWORK, self.network))
        return [name for name, is_there in tried if is_there]

    def write(self) -> bytes:
        """Write it as one line."""
        return json.dumps({"reaches": self.names}).encode() + b"\n"


def _can_read() -> bool:
    # Everybody may list the root, so only a rule of the kernel's can say no.
    try:
        os.listdir("/")  # noqa: PTH208 - a name is all that is asked for
    except OSError:
        return False
    return True


def _can_connect() -> bool:
    return any(_can_open(family) for family in (socket.AF_UNIX, socket.AF_INET))


def _can_open(family: socket.AddressFamily) -> bool:
    try:
        socket.socket(family).close()
    except OSError:
        return False
    return True
