"""Where secrets are shown once: the terminal itself, or a file only its owner reads.

Never standard output, which ends up in logs, pipes and scroll-back of tools.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import segno

from service.commands.errors import CommandError, UsageError

OWNER_ONLY = 0o600
_TERMINAL = Path("/dev/tty")


@contextmanager
def open_paper(print_to: Path | None) -> Iterator[TextIO]:
    """Open what a secret is written on, before anything else is done.

    Raises:
        UsageError: There is neither a terminal nor a new file to write.
    """
    with _open_terminal() if print_to is None else create_private(print_to) as paper:
        yield paper


def create_private(path: Path) -> TextIO:
    """Create a file of mode 600. One that is there already is not touched.

    Raises:
        UsageError: It is there already, or cannot be created.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.fdopen(os.open(path, flags, OWNER_ONLY), "w", encoding="utf-8")
    except FileExistsError:
        message = f"{path} is there already; it was not touched"
    except OSError as error:
        message = f"{path} cannot be created: {error.strerror}"
    raise UsageError(message)


def write_private(path: Path, text: str) -> None:
    """Put a file of mode 600 in place, whole or not at all.

    Raises:
        CommandError: The folder cannot be written to.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        with create_private(beside) as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror}"
        raise CommandError(message) from None


def draw_code(paper: TextIO, uri: str) -> None:
    """Draw a QR code for an authenticator to read."""
    segno.make(uri, error="m").terminal(out=paper, compact=True)


def _open_terminal() -> TextIO:
    try:
        return _TERMINAL.open("w", encoding="utf-8")
    except OSError:
        message = (
            "There is no terminal to show secrets on. Run this at one, or name a new"
            " file with --print-to"
        )
        raise UsageError(message) from None
