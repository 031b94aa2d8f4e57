"""The settings file: one TOML file, read as each process needs it.

A missing or malformed setting is one sentence with the setting's name.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from crypto import MalformedError, ProcessSecret
from service.domain.borough_files import BoroughError, read_borough_text
from service.domain.borough_outlines import Outline
from service.domain.boroughs import Borough, Names
from service.domain.mails import Letterhead, MailServer, Tls
from service.domain.people import DeskId
from service.domain.stores import Bucket, FilesSettings

SETTINGS_VARIABLE = "QUIETWORD_SETTINGS"
CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY"

_CREDENTIAL = "credential:"
_SITE_BYTES = 16
_LAST_PORT = 65535
_BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9.-]+[a-z0-9])(?:/([\w/-]*\w))?/?", re.ASCII)
_CLAMD = re.compile(r"/.+|.+:[0-9]{1,5}", re.ASCII)
_KEPT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d+))?\.toml", re.ASCII)


class SettingsError(Exception):
    """The settings cannot be used. Its message is for the operator's terminal."""


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings file as it was read, before a process takes its part."""

    path: Path
    tables: Mapping[str, object]
    credentials: Path | None

    @classmethod
    def read(cls, env: Mapping[str, str]) -> Self:
        """Read the file that QUIETWORD_SETTINGS names.

        Raises:
            SettingsError: It is not named, not there, or not TOML.
        """
        named = env.get(SETTINGS_VARIABLE)
        if not named:
            message = f"{SETTINGS_VARIABLE} must name the settings file"
            raise SettingsError(message)
        credentials = env.get(CREDENTIALS_VARIABLE)
        path = Path(named)
        return cls(path, _read_toml(path), Path(credentials) if credentials else None)

    def text(self, table: str, name: str) -> str:
        """Return a text setting; raises SettingsError with its name."""
        found = self._table(table).get(name)
        if not isinstance(found, str) or not found:
            message = f"{self.path}: [{table}] `{name}` must be some text"
            raise SettingsError(message)
        return found

    def texts(self, table: str, name: str) -> tuple[str, ...]:
        """Return a list of texts; raises SettingsError with its name."""
        found = self._table(table).get(name)
        if (
            not isinstance(found, list)
            or not found
            or not all(isinstance(t, str) for t in found)
        ):
            message = f"{self.path}: [{table}] `{name}` must be a list of texts"
            raise SettingsError(message)
        return tuple(found)

    def secret(self, table: str) -> ProcessSecret:
        """Read a process's secret: 64 hexadecimal digits in a file of its own."""
        named = self.text(table, "secret")
        path = self._secret_path(named)
        try:
            return ProcessSecret(bytes.fromhex(path.read_text().strip()))
        except (OSError, ValueError, MalformedError):
            message = f"{path}: not 64 hexadecimal digits ([{table}] `secret`)"
            raise SettingsError(message) from None

    def find_secret(self, table: str) -> Path | None:
        """Return the file of a process's secret, if that process has one."""
        if "secret" not in self._table(table):
            return None
        return self._secret_path(self.text(table, "secret"))

    def mail(self) -> MailServer | None:
        """Read where mails are handed in; None if they are to wait.

        Raises:
            SettingsError: A line of [mail] is missing or wrong.
        """
        if "mail" not in self.tables:
            return None
        server = MailServer(
            host=self._any_text("mail", "host"),
            port=self._port("mail", "port"),
            tls=self._tls(),
            head=Letterhead(self.text("mail", "from"), self.text("mail", "url")),
            user=self._any_text("mail", "user"),
            password=self._password("mail", "password"),
        )
        if server.user and server.tls is Tls.NONE:
            message = f'{self.path}: [mail] `tls` "none" would send `password` in clear'
            raise SettingsError(message)
        return server if server.host else None

    def files(self) -> FilesSettings | None:
        """Read where files are kept; None if nothing can be sent along.

        Raises:
            SettingsError: A line of [files] is missing or wrong.
        """
        if "files" not in self.tables:
            return None
        named, clamd = self.text("files", "store"), self._any_text("files", "clamd")
        bucket = self._bucket(named)
        if clamd and not _CLAMD.fullmatch(clamd):
            message = f"{self.path}: [files] `clamd` must be a path, or a host:port"
            raise SettingsError(message)
        if bucket is not None:
            return FilesSettings(bucket, clamd)
        folder = self.path.parent / named
        if not folder.is_dir():
            message = f"{folder} is no directory ([files] `store`)"
            raise SettingsError(message)
        return FilesSettings(folder, clamd)

    def site(self) -> bytes:
        """Return the site's salt: 16 bytes, in hexadecimal digits."""
        try:
            salt = bytes.fromhex(self.text("site", "salt"))
        except ValueError:
            salt = b""
        if len(salt) != _SITE_BYTES:
            message = f"{self.path}: [site] `salt` must be 32 hexadecimal digits"
            raise SettingsError(message)
        return salt

    def pins(self) -> dict[DeskId, str]:
        """Return the fingerprints of the desks that were pinned."""
        pins = self._table("pins")
        return {DeskId(desk): str(pin) for desk, pin in pins.items()}

    def borough(self) -> Borough:
        """Read the borough's configuration file."""
        return read_borough(self.path.parent / self.text("site", "borough"))

    def _any_text(self, table: str, name: str) -> str:
        found = self._table(table).get(name)
        if not isinstance(found, str):
            message = f"{self.path}: [{table}] `{name}` must be a text, perhaps empty"
            raise SettingsError(message)
        return found

    def _port(self, table: str, name: str) -> int:
        found = self._table(table).get(name)
        if not isinstance(found, int) or not 0 < found <= _LAST_PORT:
            message = f"{self.path}: [{table}] `{name}` must be a port's number"
            raise SettingsError(message)
        return found

    def _tls(self) -> Tls:
        found = self.text("mail", "tls")
        if found not in set(Tls):
            known = ", ".join(Tls)
            message = f"{self.path}: [mail] `tls` must be one of {known}"
            raise SettingsError(message)
        return Tls(found)

    def _bucket(self, named: str) -> Bucket | None:
        """Read the lines a bucket needs; of a directory they are there and empty."""
        names = ("endpoint", "region", "key")
        endpoint, region, key = (self._any_text("files", name) for name in names)
        secret = self._password("files", "secret")
        if "://" not in named:
            return None
        found = _BUCKET.fullmatch(named)
        if found is None:
            message = f"{self.path}: [files] `store` must be a directory or s3://bucket"
            raise SettingsError(message)
        if not endpoint.startswith(("https://", "http://")) and endpoint:
            message = f"{self.path}: [files] `endpoint` must begin with https://"
            raise SettingsError(message)
        if not (region and key and secret):
            message = f"{self.path}: [files] needs `region`, `key` and `secret` for S3"
            raise SettingsError(message)
        return Bucket(found[1], found[2] or "", region, key, secret, endpoint)

    def _password(self, table: str, name: str) -> str:
        named = self._any_text(table, name)
        if not named:
            return ""
        path = self._secret_path(named)
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            message = f"{path} cannot be read ([{table}] `{name}`)"
            raise SettingsError(message) from None

    def _table(self, table: str) -> Mapping[str, object]:
        found = self.tables.get(table)
        if not isinstance(found, dict):
            message = f"{self.path}: the table [{table}] is missing"
            raise SettingsError(message)
        return found

    def _secret_path(self, named: str) -> Path:
        if not named.startswith(_CREDENTIAL):
            return self.path.parent / named
        if self.credentials is None:
            message = (
                f"{self.path}: {named} needs {CREDENTIALS_VARIABLE}, which systemd sets"
            )
            raise SettingsError(message)
        return self.credentials / named.removeprefix(_CREDENTIAL)


def read_borough(path: Path) -> Borough:
    """Read a borough's configuration file, and the names that held before it.

    Raises:
        SettingsError: One of them cannot be read, or the file has mistakes.
    """
    try:
        past = [_read_names(day, file) for day, file in list_history(path)]
        return read_borough_text(path.read_text(encoding="utf-8"), tuple(past))
    except (OSError, UnicodeDecodeError):
        message = f"{path} cannot be read"
    except BoroughError as error:
        message = "\n".join(f"{path}: {mistake}" for mistake in error.mistakes)
    raise SettingsError(message)


def find_history(path: Path) -> Path:
    """Return the folder where earlier files of a borough are kept."""
    return path.with_name(f"{path.name}.d")


def list_history(path: Path) -> list[tuple[date, Path]]:
    """List a borough's earlier files and the day until which each held, in order."""
    kept = sorted(filter(None, map(_read_kept, find_history(path).glob("*.toml"))))
    return [(day, file) for day, _, file in kept]


def _read_kept(file: Path) -> tuple[date, int, Path] | None:
    """Read the day and the number in a file's name, if it is one of ours."""
    named = _KEPT.fullmatch(file.name)
    try:
        return (
            (date.fromisoformat(named[1]), int(named[2] or 1), file) if named else None
        )
    except ValueError:  # no such day
        return None


def _read_names(day: date, file: Path) -> Names:
    # It may be of an older version, or have had mistakes: what it names still helps.
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        message = f"{file} cannot be read"
        raise SettingsError(message) from None
    return Outline.read(text).name_until(day)


def _read_toml(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        message = f"{path} cannot be read"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path} is not TOML: {error}"
    raise SettingsError(message)
