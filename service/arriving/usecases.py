"""Counting who follows a poster: by code and day, for all together.

A visit is counted in memory. What a worker has counted is written down in one go,
at a random moment a quarter hour or two after the first of it: so no visit writes
anything, and neither the order nor the number of a transaction says who came before
which tip. A crash loses the last half hour of counts, which is nobody's loss.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from crypto import random_below
from service.arriving import store
from service.db.engine import Vault
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.doorbells import QUARTER
from service.domain.errors import UnavailableError

Rest = Callable[[float], Awaitable[None]]


@dataclass(slots=True)
class Arriving:
    """May add to a count. It sees no tip, and no tip sees it."""

    vault: Vault
    borough: Borough
    clock: Clock
    rest: Rest = asyncio.sleep
    # Bounded: only codes that the borough's file names, and the days not yet written.
    _counted: Counter[tuple[str, date]] = field(default_factory=Counter, init=False)
    _writing: asyncio.Task[None] | None = field(default=None, init=False)

    def count_visit(self, code: str) -> None:
        """Count one visit today, if there is a poster with this code."""
        campaign = self.borough.guide.find_campaign(code)
        if campaign is None:
            return
        self._counted[campaign.code, self.clock.today()] += 1
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_later())

    async def write_down(self) -> None:
        """Write what was counted, in one transaction.

        Raises:
            UnavailableError: The vault does not answer; it stays counted.
        """
        counted = Counter(self._counted)
        if not counted:
            return
        async with self.vault.writing() as connection:
            # In one order, so that two workers do not wait for each other.
            for (code, day), visits in sorted(counted.items()):
                await store.add_visits(connection, code, day, visits)
        self._counted -= counted

    async def close(self) -> None:
        """Write down what is left, when the process ends."""
        if self._writing is not None:
            self._writing.cancel()
            with suppress(asyncio.CancelledError):
                await self._writing
        with suppress(UnavailableError):
            await self.write_down()

    async def _write_later(self) -> None:
        while self._counted:
            await self.rest(QUARTER + random_below(QUARTER))
            with suppress(UnavailableError):
                await self.write_down()
