"""A new site's folder: its settings file, and the secrets beside it."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crypto import ProcessSecret, random_bytes
from service.commands.errors import CommandError, UsageError
from service.commands.paper import write_private
from service.domain.people import DeskId

SETTINGS = "settings.toml"
FILES = "files"

_FOLDER_MODE = 0o700
_SALT_BYTES = 16
_SETTINGS = """\
# Quiet Word's settings: read once when a process starts. deploy/OPERATING.md
# describes every line. Whoever reads the secrets beside this file can pretend
# to be the process they belong to; keep all of it from everybody else.

[site]
salt = {salt}
borough = "borough.toml"

# Fingerprints of the desks' first cards: `quietword desk pin` writes them.
[pins]
{pins}

# Migrates and tidies; the web processes never use it.
[owner]
database = {owner}

[reporter]
database = {reporter}
hosts = {reporter_hosts}
secret = "reporter.secret"

[desk]
database = {desk}
hosts = {desk_hosts}
url = {url}
secret = "desk.secret"

[upkeep]
database = {upkeep}

# Where what people send along is kept, sealed: a directory, or "s3://bucket/prefix"
# with region, key and secret. Without this table nothing can be sent along.
[files]
store = "files"
endpoint = ""
region = ""
key = ""
secret = ""
clamd = ""

# Where upkeep hands in its mails. Without a host they wait.
[mail]
host = {mail_host}
port = 587
tls = "starttls"
from = {mail_from}
url = {url}
user = ""
password = ""
"""


@dataclass(frozen=True, slots=True, repr=False)
class Addresses:
    """Where the database is for each role, and where the pages are."""

    owner: str
    reporter: str
    desk: str
    upkeep: str
    reporter_hosts: tuple[str, ...]
    desk_hosts: tuple[str, ...]
    url: str
    mail_host: str = ""

    @property
    def databases(self) -> tuple[str, ...]:
        """Every role's way to the one database."""
        return self.owner, self.reporter, self.desk, self.upkeep


@dataclass(frozen=True, slots=True, repr=False)
class Site:
    """A folder that becomes a site when its settings file is put in place."""

    folder: Path
    salt: bytes
    reporter_secret: ProcessSecret
    desk_secret: ProcessSecret

    @property
    def settings(self) -> Path:
        """The file that QUIETWORD_SETTINGS names."""
        return self.folder / SETTINGS

    @property
    def borough(self) -> Path:
        """The site's own copy of the borough's configuration."""
        return self.folder / "borough.toml"

    def write_settings(self, addresses: Addresses, pins: Mapping[DeskId, str]) -> None:
        """Put the settings file in place: the last step, so half a site has none."""
        text = _SETTINGS.format(
            salt=_quote(self.salt.hex()),
            pins="\n".join(f"{desk} = {_quote(pin)}" for desk, pin in pins.items()),
            owner=_quote(addresses.owner),
            reporter=_quote(addresses.reporter),
            desk=_quote(addresses.desk),
            upkeep=_quote(addresses.upkeep),
            reporter_hosts=_quote(addresses.reporter_hosts),
            desk_hosts=_quote(addresses.desk_hosts),
            url=_quote(addresses.url),
            mail_host=_quote(addresses.mail_host),
            mail_from=_quote(f"quietword@{addresses.desk_hosts[0]}"),
        )
        write_private(self.settings, text)


def check_new(folder: Path) -> None:
    """Refuse a folder that is a site already: a site is made once.

    Raises:
        UsageError: It is one.
    """
    if (folder / SETTINGS).exists():
        message = f"{folder} is a site already; a site is made once"
        raise UsageError(message)


def make_site(folder: Path, borough: Path) -> Site:
    """Make the folder, the two secrets and the borough's copy.

    Raises:
        CommandError: The folder cannot be written to.
    """
    site = Site(
        folder,
        random_bytes(_SALT_BYTES),
        ProcessSecret.generate(),
        ProcessSecret.generate(),
    )
    try:
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        (folder / FILES).mkdir(mode=_FOLDER_MODE, exist_ok=True)
        if borough.resolve() != site.borough.resolve():
            shutil.copyfile(borough, site.borough)
    except OSError as error:
        message = f"{error.filename} cannot be used: {error.strerror}"
        raise CommandError(message) from None
    write_private(folder / "reporter.secret", site.reporter_secret.raw.hex() + "\n")
    write_private(folder / "desk.secret", site.desk_secret.raw.hex() + "\n")
    return site


def _quote(value: str | tuple[str, ...]) -> str:
    # A JSON string, or list of them, is written the same way in TOML.
    return json.dumps(value, ensure_ascii=False)
