"""Run upkeep: for ever, one round, or the night's work as the tables' owner."""

import logging
from collections.abc import Mapping
from functools import partial

from service.db.engine import Vault
from service.db.tidying import tidy_disk
from service.domain.clock import SystemClock
from service.files.objects import Objects
from service.post import Post
from service.ringing.jobs import Bells
from service.ringing.usecases import Ringing, Sending
from service.settings import OwnerSettings, UpkeepSettings
from service.upkeep.jobs import Errand, Rounds, Sweeps, run_until_told
from service.upkeep.usecases import Forgetting, Sweeping


async def run_upkeep(env: Mapping[str, str]) -> None:
    """Make rounds until told to end; raises SettingsError before the first."""
    settings = _load(env)
    vault = Vault(settings.database)
    try:
        await run_until_told(_plan(vault, settings))
    finally:
        await vault.close()


async def run_round(env: Mapping[str, str]) -> None:
    """Make one round; raises SettingsError or UnavailableError."""
    settings, clock = _load(env), SystemClock()
    vault = Vault(settings.database)
    try:
        rounds = _plan(vault, settings)
        await rounds.run_once()
        await rounds.run_night(clock.today())
    finally:
        await vault.close()


async def run_night(env: Mapping[str, str]) -> None:
    """Tidy the disk as the owner; raises SettingsError or UnavailableError."""
    vault = Vault(OwnerSettings.load(env).database)
    try:
        await tidy_disk(vault, SystemClock().today())
    finally:
        await vault.close()


def _load(env: Mapping[str, str]) -> UpkeepSettings:
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    return UpkeepSettings.load(env)


def _plan(vault: Vault, settings: UpkeepSettings) -> Rounds:
    clock, borough = SystemClock(), settings.borough
    # SQLite has no roles, so upkeep may do the owner's part there.
    nightly = partial(tidy_disk, vault) if vault.is_sqlite else None
    post = Post(settings.mail) if settings.mail else None
    sending = Sending(vault, borough, clock, post) if post else None
    bells = Bells(Ringing(vault, borough, clock), sending)
    errands: list[Errand] = [bells.run_once]
    if settings.files is not None:
        sweeping = Sweeping(vault, Objects.open(settings.files), clock)
        # Last: a store that is away holds nothing up.
        errands.append(Sweeps(sweeping, clock).run_once)
    return Rounds(Forgetting(vault, clock), clock, nightly, tuple(errands))
