"""Make a new site: its files, its database, and the first acts in its log."""

import asyncio
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from anyio import CapacityLimiter

from crypto import WordList, totp_uri
from service.commands.database import check_url, migrate
from service.commands.errors import UsageError
from service.commands.paper import draw_code
from service.commands.site import Addresses, Site, check_new, make_site
from service.db.engine import Vault
from service.desks.usecases import Founded, Founding
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.enrolment import parse_name
from service.domain.people import AUDITOR_DESK
from service.settings import load_words, read_borough

ROLES = ("reporter", "desk", "upkeep")
ISSUER = "Quiet Word"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants their new site to be."""

    folder: Path
    borough: Path
    auditor: str
    administrator: str
    addresses: Addresses

    def check(self) -> Borough:
        """Refuse what would fail half-way, before anything is made.

        Raises:
            UsageError, SettingsError, BadNameError, CommandError: One sentence each.
        """
        check_new(self.folder)
        parse_name(self.auditor)
        parse_name(self.administrator)
        for url in self.addresses.databases:
            check_url(url)
        return read_borough(self.borough)


def make_addresses(
    owner: str,
    by_role: Mapping[str, str | None],
    *,
    hosts: tuple[str, ...],
    url: str,
    mail_host: str = "",
) -> Addresses:
    """Fill in what was not said: every role reaches the database as its owner does.

    Raises:
        UsageError: The desk's address is none.
    """
    host = urlsplit(url).hostname
    if host is None or urlsplit(url).scheme not in {"http", "https"}:
        message = "--desk-url must be an address that begins with https:// or http://"
        raise UsageError(message)
    return Addresses(
        owner=owner,
        reporter=by_role.get("reporter") or owner,
        desk=by_role.get("desk") or owner,
        upkeep=by_role.get("upkeep") or owner,
        reporter_hosts=hosts,
        desk_hosts=(host,),
        url=url,
        mail_host=mail_host,
    )


def found_site(wanted: Wanted, clock: Clock, paper: TextIO) -> tuple[Site, Founded]:
    """Make the site, and write on the paper what is shown once.

    The settings file comes last: without it nothing can be started, so a site
    that was broken off half-way is none.

    Raises:
        CommandError, SettingsError, RefusedError: It could not be made.
    """
    borough, words = wanted.check(), load_words()
    site = make_site(wanted.folder, wanted.borough)
    migrate(wanted.addresses.owner)
    founded = asyncio.run(_found(wanted, site, words, clock))
    _write_paper(paper, founded, borough, wanted.addresses.url)
    site.write_settings(wanted.addresses, {AUDITOR_DESK: founded.fingerprint})
    return site, founded


async def _found(wanted: Wanted, site: Site, words: WordList, clock: Clock) -> Founded:
    vault = Vault(wanted.addresses.desk)
    founding = Founding(vault, site.desk_secret, words, clock, CapacityLimiter(1))
    try:
        return await founding.found(wanted.auditor, wanted.administrator)
    finally:
        await vault.close()


def _write_paper(paper: TextIO, founded: Founded, borough: Borough, url: str) -> None:
    secret = b32encode(founded.auditor_totp_secret).decode()
    words = "\n".join(_number_words(founded.kit_words))
    paper.write(
        _PAPER.format(
            borough=borough.name,
            auditor=founded.auditor,
            password=founded.auditor_password,
            secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            words=words,
            fingerprint=founded.fingerprint,
            administrator=founded.administrator,
            link=f"{url.rstrip('/')}/enrol/{founded.administrator_token}",
        )
    )
    name = founded.auditor
    uri = totp_uri(founded.auditor_totp_secret, name=name, issuer=ISSUER)
    paper.write(f"\nOne-time code of {name}, for an authenticator to scan:\n\n")
    draw_code(paper, uri)
    paper.flush()


def _number_words(words: tuple[str, ...]) -> list[str]:
    """Four to a line, numbered, as they are copied by hand."""
    numbered = [f"{number:>4} {word:<12}" for number, word in enumerate(words, 1)]
    return ["".join(numbered[at : at + 4]).rstrip() for at in range(0, len(words), 4)]


_PAPER = """\
Quiet Word, {borough}: shown once, kept nowhere. Write it down, then clear it.

The auditor signs in as   {auditor}
with the password         {password}
and the one-time code of  {secret}
(an authenticator scans the picture below, or the letters are typed into it)

Recovery kit of the auditor desk, fingerprint
{fingerprint}
These 24 words and the database open the whole log. Keep them like a deed:
on paper, in a safe, away from the server.

{words}

The administrator {administrator} enrols within seven days, once, at
{link}
"""
