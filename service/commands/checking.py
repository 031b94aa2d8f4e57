"""Look at everything a site needs before it may take a tip: one line each."""

import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from service.commands.cleaning import describe_cleaning
from service.commands.database import check_migrated, check_url
from service.commands.desks import NOT_TRUSTED, describe_desk
from service.commands.errors import CommandError
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.errors import RefusedError, UnavailableError
from service.domain.people import AUDITOR_DESK, DeskId
from service.domain.stores import Bucket, FilesSettings
from service.files.objects import Objects
from service.post import MailServerAwayError, Post
from service.settings import (
    DeskSettings,
    OwnerSettings,
    ReporterSettings,
    SettingsError,
    SettingsFile,
    UpkeepSettings,
    load_words,
)
from service.web.assets import AssetsError
from service.web.pages import Pages

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FAILURES = (SettingsError, CommandError, AssetsError, RefusedError)


@dataclass(frozen=True, slots=True)
class Found:
    """What was looked at, what was found, and whether that is right."""

    name: str
    text: str
    is_right: bool


Report = Callable[[Found], None]


class _HasDatabase(Protocol):
    @property
    def database(self) -> str: ...


_PROCESSES: Mapping[str, Callable[[Mapping[str, str]], _HasDatabase]] = (
    MappingProxyType(
        {
            "reporter": ReporterSettings.load,
            "desk": DeskSettings.load,
            "upkeep": UpkeepSettings.load,
            "owner": OwnerSettings.load,
        }
    )
)


def describe_store(files: FilesSettings) -> str:
    """Say where files are kept, and refuse a directory that others can read.

    Raises:
        CommandError: They can.
    """
    if isinstance(files.store, Bucket):
        return f"s3://{files.store.name}"
    if files.store.stat().st_mode & stat.S_IRWXO:
        message = f"{files.store} can be read by others; run `chmod o=` on it"
        raise CommandError(message)
    return str(files.store)


async def check_site(env: Mapping[str, str], report: Report) -> bool:
    """Look at everything, report each thing, and tell whether all is right."""
    try:
        site = _Inspection(env, SettingsFile.read(env))
    except SettingsError as error:
        report(Found("settings", str(error), is_right=False))
        return False
    right = [await _look(name, check, report) for name, check in site.list_checks()]
    return all(right)


async def _look(name: str, check: Callable[[], Awaitable[str]], report: Report) -> bool:
    try:
        found = Found(name, await check(), is_right=True)
    except _FAILURES as error:
        found = Found(name, str(error), is_right=False)
    report(found)
    return found.is_right


@dataclass(frozen=True, slots=True, repr=False)
class _Inspection:
    """A settings file, looked at as each process would."""

    env: Mapping[str, str]
    settings: SettingsFile

    def list_checks(self) -> list[tuple[str, Callable[[], Awaitable[str]]]]:
        return [
            ("settings", self.check_settings),
            ("borough", self.check_borough),
            ("words", self.check_words),
            ("pages", self.check_pages),
            *((f"{p} process", partial(self.check_process, p)) for p in self.named),
            *((f"{d}'s card", partial(self.check_card, d)) for d in self.list_needed()),
            ("other desks", self.check_others),
            *([("mail", self.check_mail)] if "upkeep" in self.named else []),
            *([("files", self.check_files)] if self._meets_files else []),
            *([("cleaning", self.check_cleaning)] if "reporter" in self.named else []),
        ]

    @property
    def named(self) -> list[str]:
        """The processes this file has a table for; each may have its own file."""
        return [process for process in _PROCESSES if process in self.settings.tables]

    def list_needed(self) -> list[DeskId]:
        """The desks without which nothing is logged, or no tip can be taken."""
        try:
            at_intake = self.settings.borough().sealed_at_intake
        except SettingsError:
            at_intake = frozenset()  # the check of the borough says why
        return [AUDITOR_DESK, *sorted(at_intake)]

    async def check_settings(self) -> str:
        if not self.named:
            message = "has a table for none of the processes"
            raise CommandError(message)
        return f"{self.settings.path}, for {', '.join(self.named)}"

    async def check_borough(self) -> str:
        borough = self.settings.borough()
        return f"{borough.name}, {len(borough.desks)} desks"

    async def check_words(self) -> str:
        load_words()
        return "the list is whole"

    async def check_pages(self) -> str:
        Pages.for_reporters(borough=self.settings.borough())
        Pages.for_desk(borough="")
        return "stylesheets and scripts are built"

    async def check_process(self, process: str) -> str:
        loaded = _PROCESSES[process](self.env)
        self._check_secret(process)
        check_url(loaded.database)
        vault = Vault(loaded.database)
        try:
            version = await check_migrated(vault)
        finally:
            await vault.close()
        return f"settings hold; its database answers, version {version}"

    def _check_secret(self, process: str) -> None:
        path = self.settings.find_secret(process)
        if path is not None and path.stat().st_mode & _OTHERS:
            message = f"{path} can be read by others; run `chmod 600` on it"
            raise CommandError(message)

    async def check_card(self, desk: DeskId) -> str:
        pins = self.settings.pins()
        if desk not in pins:
            message = (
                f"{desk} is not pinned; when it has been opened, `quietword desk pin`"
            )
            raise CommandError(message)
        async with self._reading() as connection:
            card = await CardBook(pins).get_card(connection, desk)
        return f"{desk}, generation {card.generation}, leads back to its pin"

    async def check_others(self) -> str:
        """Desks that get reports may be opened one by one, or never."""
        borough, needed = self.settings.borough(), self.list_needed()
        states: dict[str, list[str]] = {}
        cards = CardBook(self.settings.pins())
        async with self._reading() as connection:
            for desk in borough.desks:
                if desk.id not in needed:
                    state = await describe_desk(connection, cards, desk.id)
                    states.setdefault(state, []).append(desk.id)
        text = "; ".join(f"{state}: {', '.join(ids)}" for state, ids in states.items())
        if NOT_TRUSTED in states:
            raise CommandError(text)
        return text

    async def check_mail(self) -> str:
        server = self.settings.mail()
        if server is None:
            return "no server is set under [mail], so mails wait"
        try:
            await Post(server).greet()
        except MailServerAwayError:
            message = f"{server.host} does not answer as [mail] says it would"
            raise CommandError(message) from None
        return f"{server.host} answers"

    @property
    def _meets_files(self) -> bool:
        return any(process != "owner" for process in self.named)

    async def check_files(self) -> str:
        files = self.settings.files()
        if files is None:
            return "no store is set under [files], so nothing can be sent along"
        where = describe_store(files)
        try:
            await Objects.open(files).try_out()
        except UnavailableError:
            message = f"{where} does not take, give back and let go of an object"
            raise CommandError(message) from None
        return f"{where} takes, gives back and lets go of an object"

    async def check_cleaning(self) -> str:
        if self.settings.files() is None:
            return "nothing can be sent along, so nothing is opened"
        return await describe_cleaning()

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[Transaction]:
        """Look into the database as the first process with a table here."""
        if not self.named:
            message = "no database is named"
            raise CommandError(message)
        url = self.settings.text(self.named[0], "database")
        check_url(url)
        vault = Vault(url)
        try:
            async with vault.reading() as connection:
                yield connection
        finally:
            await vault.close()
