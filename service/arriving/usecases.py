"""Counting who follows a poster: by code and day, for all together."""

from dataclasses import dataclass

from service.arriving import store
from service.db.engine import Vault
from service.domain.boroughs import Borough
from service.domain.clock import Clock


@dataclass(frozen=True, slots=True)
class Arriving:
    """May add one to a count. It sees no tip, and no tip sees it."""

    vault: Vault
    borough: Borough
    clock: Clock

    async def count_visit(self, code: str) -> None:
        """Count one visit today, if there is a poster with this code.

        Raises:
            UnavailableError: The vault does not answer; nothing was counted.
        """
        campaign = self.borough.guide.find_campaign(code)
        if campaign is None:
            return
        async with self.vault.writing() as connection:
            await store.add_visit(connection, campaign.code, self.clock.today())
