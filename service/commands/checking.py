"""Look at everything a site needs before it may take a tip: one line each."""

import stat
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Protocol

from service.commands.database import check_migrated, check_url
from service.commands.errors import CommandError
from service.db.cards import CardBook
from service.db.engine import Vault
from service.domain.errors import RefusedError
from service.domain.people import AUDITOR_DESK, DeskId
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
            ("auditor's card", partial(self.check_card, lambda: AUDITOR_DESK)),
            ("intake desk's card", partial(self.check_card, self.find_intake)),
            *([("mail", self.check_mail)] if "upkeep" in self.named else []),
        ]

    @property
    def named(self) -> list[str]:
        """The processes this file has a table for; each may have its own file."""
        return [process for process in _PROCESSES if process in self.settings.tables]

    def find_intake(self) -> DeskId:
        return self.settings.borough().intake_desk

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
        Pages.for_reporters(borough="")
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

    async def check_card(self, find_desk: Callable[[], DeskId]) -> str:
        desk, pins = find_desk(), self.settings.pins()
        if desk not in pins:
            message = (
                f"{desk} is not pinned; when it has been opened, `quietword desk pin`"
            )
            raise CommandError(message)
        vault = self._open_any()
        try:
            async with vault.reading() as connection:
                card = await CardBook(pins).get_card(connection, desk)
        finally:
            await vault.close()
        return f"{desk}, generation {card.generation}, leads back to its pin"

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

    def _open_any(self) -> Vault:
        if not self.named:
            message = "no database is named"
            raise CommandError(message)
        url = self.settings.text(self.named[0], "database")
        check_url(url)
        return Vault(url)
