"""What a supervisor may know of posters: how often each was followed in a month."""

from dataclasses import dataclass

from service.campaigns import store
from service.db.engine import Vault
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.errors import ForbiddenError
from service.domain.people import SignedIn
from service.domain.posters import Tally, tally_months


@dataclass(frozen=True, slots=True)
class Campaigns:
    """Reads counts, and nothing that anybody told."""

    vault: Vault
    borough: Borough
    clock: Clock

    async def look(self, officer: SignedIn) -> tuple[Tally, ...]:
        """Return the visits of whole months that are over, the newest first.

        Raises:
            ForbiddenError: They supervise no desk that reads tips.
        """
        desks = filter(self.borough.holds_tips, officer.desks)
        if not any(officer.is_supervisor(desk) for desk in desks):
            raise ForbiddenError
        async with self.vault.reading() as connection:
            counted = await store.list_visits(connection)
        return tally_months(counted, self.clock.today())
