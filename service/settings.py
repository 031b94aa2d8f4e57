"""What an operator may choose: read once, checked once, then frozen.

There is one class per process, so a process never reads a secret that is not
its own. A missing or malformed setting stops the start with one sentence.
Every setting is described in deploy/OPERATING.md, and a test compares the two.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Self

from crypto import MalformedError, ProcessSecret, WordList
from service.domain.borough_files import BoroughError, read_borough_text
from service.domain.boroughs import Borough
from service.domain.people import DeskId

SETTINGS_VARIABLE = "QUIETWORD_SETTINGS"
CREDENTIALS_VARIABLE = "CREDENTIALS_DIRECTORY"

_CREDENTIAL = "credential:"
_SITE_BYTES = 16
_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})


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


@dataclass(frozen=True, slots=True)
class ReporterSettings:
    """What the public process is told."""

    database: str = field(repr=False)
    hosts: tuple[str, ...]
    secret: ProcessSecret
    site_salt: bytes = field(repr=False)
    pins: Mapping[DeskId, str]
    borough: Borough
    words: WordList

    @property
    def https_only(self) -> bool:
        """Tell whether browsers may be told never to come without TLS.

        Not on this machine alone, and not at an onion address, which is sealed
        without it.
        """
        return not any(h in _LOCAL or h.endswith(".onion") for h in self.hosts)

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """Read and check everything the public process needs; raises SettingsError."""
        settings = SettingsFile.read(env)
        return cls(
            database=settings.text("reporter", "database"),
            hosts=settings.texts("reporter", "hosts"),
            secret=settings.secret("reporter"),
            site_salt=settings.site(),
            pins=settings.pins(),
            borough=settings.borough(),
            words=load_words(),
        )


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """What the officers' process is told."""

    database: str = field(repr=False)
    hosts: tuple[str, ...]
    url: str
    secret: ProcessSecret
    pins: Mapping[DeskId, str]
    borough: Borough
    words: WordList

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """Read and check everything the desk process needs; raises SettingsError."""
        settings = SettingsFile.read(env)
        return cls(
            database=settings.text("desk", "database"),
            hosts=settings.texts("desk", "hosts"),
            url=settings.text("desk", "url"),
            secret=settings.secret("desk"),
            pins=settings.pins(),
            borough=settings.borough(),
            words=load_words(),
        )


@dataclass(frozen=True, slots=True)
class UpkeepSettings:
    """What upkeep is told. It holds no secret."""

    database: str = field(repr=False)
    borough: Borough

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """Read and check everything upkeep needs; raises SettingsError."""
        settings = SettingsFile.read(env)
        return cls(settings.text("upkeep", "database"), settings.borough())


@dataclass(frozen=True, slots=True)
class OwnerSettings:
    """What migrating and the nightly tidying are told. No web process reads it."""

    database: str = field(repr=False)

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """Read the address the tables' owner uses; raises SettingsError."""
        return cls(SettingsFile.read(env).text("owner", "database"))


def read_borough(path: Path) -> Borough:
    """Read a borough's configuration file; raises SettingsError."""
    try:
        return read_borough_text(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        message = f"{path} cannot be read"
    except BoroughError as error:
        message = "\n".join(f"{path}: {mistake}" for mistake in error.mistakes)
    raise SettingsError(message)


def load_words() -> WordList:
    """Read the word list that the package xkcdpass carries, and check it."""
    source = files("xkcdpass") / "static" / "eff-long"
    try:
        return WordList.check(source.read_text(encoding="utf-8").splitlines())
    except (OSError, MalformedError):
        message = "the word list of xkcdpass is not the 7,772 words this service needs"
        raise SettingsError(message) from None


def _read_toml(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        message = f"{path} cannot be read"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path} is not TOML: {error}"
    raise SettingsError(message)
