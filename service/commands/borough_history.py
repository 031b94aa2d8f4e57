"""The site's borough file on its disk, and the earlier ones that are kept beside it.

`borough.toml.d/2026-03-04.toml` is what held until that day. A second one of a day
is numbered; none is ever written over.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from service.commands.errors import CommandError
from service.settings_file import find_history, list_history


@dataclass(frozen=True, slots=True)
class BoroughPlace:
    """Where a site's borough file lies, and how it is replaced."""

    path: Path

    def read(self) -> bytes:
        """Return the file in place; raises CommandError."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            message = f"{self.path} cannot be read: {error.strerror}"
            raise CommandError(message) from None

    def list_earlier(self) -> list[bytes]:
        """Return every file that was put away, the oldest first."""
        return [file.read_bytes() for _, file in list_history(self.path)]

    def put_away(self, raw: bytes, day: date) -> Path:
        """Keep what held until a day, unless it was put away just before.

        Raises:
            CommandError: It cannot be written.
        """
        of_day = [file for until, file in list_history(self.path) if until == day]
        if of_day and of_day[-1].read_bytes() == raw:
            return of_day[-1]  # an earlier try ended between this and the next step
        number = f"-{len(of_day) + 1}" if of_day else ""
        kept = find_history(self.path) / f"{day}{number}.toml"
        with self._complaining(kept):
            self._make_folder(kept.parent)
            self._write(kept.with_name(f".{kept.name}.new"), raw).replace(kept)
            _sync(kept.parent)
        return kept

    def write_beside(self, raw: bytes) -> Path:
        """Write what is to come beside what is there, so that a rename is all.

        Raises:
            CommandError: It cannot be written.
        """
        with self._complaining(self.path):
            return self._write(self.path.with_name(f".{self.path.name}.new"), raw)

    def put_in_place(self, beside: Path) -> None:
        """Let the new file take the place of the old one, in one step.

        Raises:
            CommandError: It cannot.
        """
        with self._complaining(self.path):
            beside.replace(self.path)
            _sync(self.path.parent)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody else replace it meanwhile; a killed process holds nothing.

        Raises:
            CommandError: Somebody does, or the folder cannot be opened.
        """
        with self._complaining(self.path):
            folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            _hold(folder)
            yield
        finally:
            os.close(folder)

    @contextmanager
    def _complaining(self, path: Path) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            message = f"{path} cannot be written: {error.strerror}"
            raise CommandError(message) from None

    def _make_folder(self, folder: Path) -> None:
        """Whoever reads the file may look into the folder."""
        if folder.is_dir():
            return
        like = self.path.stat()
        folder.mkdir(mode=stat.S_IRWXU)
        os.chown(folder, like.st_uid, like.st_gid)
        readable = stat.S_IMODE(like.st_mode) & (stat.S_IRGRP | stat.S_IROTH)
        folder.chmod(stat.S_IRWXU | readable | readable >> 2)

    def _write(self, path: Path, raw: bytes) -> Path:
        """Write a file that the same people may read, and have it on the disk."""
        like = self.path.stat()
        path.unlink(missing_ok=True)
        with path.open("xb") as file:
            os.fchown(file.fileno(), like.st_uid, like.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(like.st_mode))
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        return path


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _hold(folder: int) -> None:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = "Somebody else is changing it at this moment; look again, then try"
        raise CommandError(message) from None
