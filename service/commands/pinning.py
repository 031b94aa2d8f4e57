"""Write a desk's fingerprint into the settings, and touch nothing else there."""

import os
import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path

from service.commands.errors import CommandError, UsageError
from service.commands.paper import write_private
from service.domain.people import DeskId

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_HEADER = re.compile(r"\s*\[")


def parse_fingerprint(typed: str) -> str:
    """Read a fingerprint as it is copied from a page: 64 hexadecimal digits.

    Raises:
        UsageError: It is not one.
    """
    fingerprint = "".join(typed.split()).lower()
    if not _FINGERPRINT.fullmatch(fingerprint):
        message = (
            "A fingerprint is 64 hexadecimal digits, as shown when a desk is opened"
        )
        raise UsageError(message)
    return fingerprint


def write_pin(path: Path, desk: DeskId, fingerprint: str) -> None:
    """Set a desk's pin in a settings file; every other line stays as it is.

    Raises:
        CommandError: The file cannot be read or written, or is laid out in a way
            that only a person should edit.
    """
    try:
        before, owned = path.read_text(encoding="utf-8"), path.stat()
        expected = tomllib.loads(before)
    except (OSError, ValueError):
        message = f"{path} cannot be read as TOML"
        raise CommandError(message) from None
    after = _set_line(before, desk, fingerprint)
    expected["pins"] = {**expected.get("pins", {}), desk: fingerprint}
    if not _reads_as(after, expected):
        message = f'{path}: put `{desk} = "{fingerprint}"` under [pins] by hand'
        raise CommandError(message)
    write_private(path, after)
    # Whoever could read the settings before still can.
    os.chown(path, owned.st_uid, owned.st_gid)
    path.chmod(stat.S_IMODE(owned.st_mode))


def _reads_as(text: str, expected: Mapping[str, object]) -> bool:
    try:
        return tomllib.loads(text) == expected
    except tomllib.TOMLDecodeError:
        return False


def _set_line(text: str, desk: DeskId, fingerprint: str) -> str:
    lines, pin = text.splitlines(), f'{desk} = "{fingerprint}"'
    if "[pins]" not in (line.strip() for line in lines):
        return "\n".join([*lines, "", "[pins]", pin, ""])
    start = next(at for at, line in enumerate(lines) if line.strip() == "[pins]") + 1
    rest = range(start, len(lines))
    end = next((at for at in rest if _HEADER.match(lines[at])), len(lines))
    old = re.compile(rf"\s*\"?{re.escape(desk)}\"?\s*=")
    kept = [line for line in lines[start:end] if not old.match(line)]
    return "\n".join([*lines[:start], pin, *kept, *lines[end:], ""])
