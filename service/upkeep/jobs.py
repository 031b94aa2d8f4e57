"""Upkeep's rounds: every minute what is due, once a day the disk.

A round that fails is logged as one word and tried again a minute later; nothing
depends on any single round. Stopping waits for the transaction in hand.
"""

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.domain.clock import Clock
from service.domain.errors import UnavailableError
from service.upkeep.usecases import Forgetting, Sweeping

_log = logging.getLogger("quietword")

EVERY_SECONDS = 60
SWEEP_SECONDS = 30 * 60

Nightly = Callable[[date], Awaitable[None]]
Errand = Callable[[], Awaitable[None]]


class Event(StrEnum):
    """The words upkeep may write in the log. A number may follow."""

    BEGUN = "upkeep: begun"
    FORGOT = "upkeep: tips forgotten"
    SWEPT = "upkeep: files swept that no tip has"
    LOST = "upkeep: files lost that tips have"
    FILES_AWAY = "upkeep: the files' store did not answer, trying again in a minute"
    UNAVAILABLE = "upkeep: the database did not answer, trying again in a minute"


@dataclass(slots=True)
class Sweeps:
    """Sweeps the files' store every half hour, and puts it in order once a day."""

    sweeping: Sweeping
    clock: Clock
    due_at: int = 0
    ordered: date | None = None

    async def run_once(self) -> None:
        """Sweep, if it is time; what fails is tried again in the next round."""
        now = self.clock.now()
        if now < self.due_at:
            return
        try:
            await self._sweep()
        except UnavailableError:
            _log.warning("%s", Event.FILES_AWAY)
            return
        self.due_at = now + SWEEP_SECONDS

    async def _sweep(self) -> None:
        if swept := await self.sweeping.sweep_orphans():
            _log.info("%s: %d", Event.SWEPT, swept)
        today = self.clock.today()
        if self.ordered == today:
            return
        await self.sweeping.rehome()
        if lost := await self.sweeping.count_lost():
            _log.warning("%s: %d", Event.LOST, lost)
        self.ordered = today


@dataclass(frozen=True, slots=True)
class Rounds:
    """What is done in a round, and how often."""

    forgetting: Forgetting
    clock: Clock
    nightly: Nightly | None
    errands: tuple[Errand, ...] = ()
    """What else belongs to a round, after forgetting: a withdrawn tip rings no more."""

    async def run_until(self, stopped: asyncio.Event) -> None:
        """Make rounds until told to stop."""
        tidied: date | None = None
        while not stopped.is_set():
            today = self.clock.today()
            try:
                await self.run_once()
                if tidied != today:
                    await self.run_night(today)
                    tidied = today
            except UnavailableError:
                _log.warning("%s", Event.UNAVAILABLE)
            await _wait(stopped)

    async def run_once(self) -> None:
        """Forget all that is due now, then do the errands.

        Raises:
            UnavailableError: The database is away; the next round makes it good.
        """
        forgotten = await _repeat(self.forgetting.forget_withdrawn)
        forgotten += await _repeat(self.forgetting.forget_due)
        await _repeat(self.forgetting.forget_releases)
        await self.forgetting.forget_mailboxes()
        await self.forgetting.forget_sessions()
        await self.forgetting.forget_counters()
        await self.forgetting.forget_visits()
        if forgotten:
            _log.info("%s: %d", Event.FORGOT, forgotten)
        for errand in self.errands:
            await errand()

    async def run_night(self, today: date) -> None:
        """Tidy the disk, where upkeep may; on PostgreSQL the owner does."""
        if self.nightly is not None:
            await self.nightly(today)


async def run_until_told(rounds: Rounds) -> None:
    """Make rounds until the process is told to end (SIGTERM, SIGINT)."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for told in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(told, stopped.set)
    _log.info("%s", Event.BEGUN)
    await rounds.run_until(stopped)


async def _repeat(use_case: Callable[[], Awaitable[int]]) -> int:
    forgotten = 0
    while batch := await use_case():
        forgotten += batch
    return forgotten


async def _wait(stopped: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(stopped.wait(), EVERY_SECONDS)
    except TimeoutError:
        return
