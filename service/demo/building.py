"""Build the demonstration borough, by the same acts that make a site in life."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

from service.commands.desks import pin_desk
from service.commands.founding import Wanted, found_site, make_addresses
from service.commands.line import PORTS
from service.commands.paper import create_private
from service.commands.places import BOROUGH
from service.demo.cast import ADMINISTRATOR, AUDITOR
from service.demo.keeping import Home
from service.demo.people import Person, Staff
from service.demo.playing import Stage
from service.demo.powers import take_powers
from service.demo.tips import read_flood, read_tips
from service.desks.usecases import Founded
from service.domain.clock import Clock, SetClock

HOST = "127.0.0.1"

_LANGUAGES = '["ar", "pl", "so"]'
_BEFORE_IT_ALL = 36 * 24 * 60 * 60


def build_demo(home: Home, env: Mapping[str, str], clock: Clock) -> None:
    """Make the site, its people and five weeks of tips.

    Raises:
        UsageError: Another site is in the folder.
        CommandError, SettingsError, RefusedError: It could not be built.
    """
    home.begin()
    addresses = make_addresses(
        home.database,
        {},
        hosts=(HOST, "localhost"),
        url=f"http://{HOST}:{PORTS['desk']}",
    )
    borough = _offer_languages(home.kept / "borough.toml")
    wanted = Wanted(home.folder, borough, AUDITOR, ADMINISTRATOR, addresses)
    then = SetClock(clock.now() - _BEFORE_IT_ALL)
    with create_private(home.kept / "auditor.txt") as paper:
        _site, founded = found_site(wanted, then, paper)
    borough.unlink()  # The site has a copy.
    asyncio.run(_fill(home, env, founded, clock.now()))


def _offer_languages(path: Path) -> Path:
    """Write the shipped borough's file with some of the drafted languages on."""
    shipped = BOROUGH.read_text(encoding="utf-8")
    offered = shipped.replace("languages = []", f"languages = {_LANGUAGES}", 1)
    path.write_text(offered, encoding="utf-8")
    return path


async def _fill(home: Home, env: Mapping[str, str], founded: Founded, now: int) -> None:
    env, clock, staff = home.name_settings(env), SetClock(now - _BEFORE_IT_ALL), Staff()
    staff.people[founded.auditor] = Person(
        founded.auditor, founded.auditor_password, founded.auditor_totp_secret
    )
    async with take_powers(env, clock) as powers:
        await staff.invite_everybody(powers, founded.administrator_token)
        opened = await staff.open_desks(powers)
    for opening in opened:
        home.write_kit(opening.desk, opening.kit_words)
        await pin_desk(env, opening.desk, opening.fingerprint)
    async with take_powers(env, clock) as powers:
        await staff.admit_others(powers)
        stage = Stage(powers, staff, now)
        borough = powers.settings.borough
        await stage.play((*read_tips(borough), *read_flood(borough)))
    home.write_words(stage.words)
    home.finish(staff.people.values())
