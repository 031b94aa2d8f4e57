"""What an operator may choose: read once, checked once, then frozen.

There is one class per process, so a process never reads a secret that is not
its own. A missing or malformed setting stops the start with one sentence.
Every setting is described in deploy/OPERATING.md, and a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Self

from crypto import MalformedError, ProcessSecret, WordList
from service.domain.boroughs import Borough
from service.domain.mails import MailServer
from service.domain.people import DeskId
from service.domain.stores import FilesSettings
from service.settings_file import (
    CREDENTIALS_VARIABLE,
    SETTINGS_VARIABLE,
    SettingsError,
    SettingsFile,
    read_borough,
)

__all__ = [
    "CREDENTIALS_VARIABLE",
    "SETTINGS_VARIABLE",
    "DeskSettings",
    "OwnerSettings",
    "ReporterSettings",
    "SettingsError",
    "SettingsFile",
    "UpkeepSettings",
    "load_words",
    "read_borough",
]

_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})


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
    files: FilesSettings | None = None

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
            files=settings.files(),
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
    files: FilesSettings | None = None

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
            files=settings.files(),
        )


@dataclass(frozen=True, slots=True)
class UpkeepSettings:
    """What upkeep is told. It holds no secret but the mail server's password."""

    database: str = field(repr=False)
    borough: Borough
    mail: MailServer | None = None
    files: FilesSettings | None = None

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """Read and check everything upkeep needs; raises SettingsError."""
        settings = SettingsFile.read(env)
        return cls(
            settings.text("upkeep", "database"),
            settings.borough(),
            settings.mail(),
            settings.files(),
        )


@dataclass(frozen=True, slots=True)
class OwnerSettings:
    """What migrating and the nightly tidying are told. No web process reads it."""

    database: str = field(repr=False)

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """Read the address the tables' owner uses; raises SettingsError."""
        return cls(SettingsFile.read(env).text("owner", "database"))


def load_words() -> WordList:
    """Read the word list that the package xkcdpass carries, and check it."""
    source = files("xkcdpass") / "static" / "eff-long"
    try:
        return WordList.check(source.read_text(encoding="utf-8").splitlines())
    except (OSError, MalformedError):
        message = "the word list of xkcdpass is not the 7,772 words this service needs"
        raise SettingsError(message) from None
