"""Move what came slowly from the inbox into the quarantine, where many are handled.

A flood that lasts fills the inbox however slow it is. Here a supervisor puts new tips
of the inbox, that look alike or came on one day, where the tools for many are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.db.casebook import Casebook
from service.db.engine import Transaction
from service.domain.audit import Act, Entry
from service.domain.people import DeskId, SignedIn
from service.domain.quarantine import Which
from service.domain.references import begin_of_id, read_reference
from service.domain.tips import TipId
from service.quarantine import store
from service.quarantine.claiming import (
    Claiming,
    Emptied,
    require_member,
    require_supervisor,
)

MOVED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Filling:
    """Moves tips that nobody has met yet. Closes none and hides none."""

    casebook: Casebook
    claiming: Claiming

    async def find_tip(
        self, officer: SignedIn, desk: DeskId, typed: str
    ) -> TipId | None:
        """Find an open tip by its reference, as somebody types it.

        Raises:
            NotFoundError: It is no desk of the officer's.
        """
        require_member(officer, desk)
        reference = read_reference(typed)
        if not reference:
            return None
        async with self.casebook.vault.reading() as connection:
            return await store.find_open(connection, desk, begin_of_id(reference))

    async def move(self, officer: SignedIn, desk: DeskId, which: Which) -> Emptied:
        """Move new tips of the inbox into the quarantine; only a supervisor may.

        What somebody has opened or picked up, what has an open duty and what its
        reporter has deleted stays where it is. Bells go on as they were: nothing falls
        silent because it was moved.

        Raises:
            NotFoundError: It is no desk of the officer's, or no tip is like that.
            ForbiddenError: They do not supervise it.
        """
        require_member(officer, desk)
        require_supervisor(officer, desk)
        claim, is_cut = await self.claiming.find(officer, desk, which, new=True)

        async def handle(connection: Transaction, tips: Sequence[TipId]) -> None:
            await store.mark(connection, tips, quarantined=True)
            count = str(len(tips))
            entry = Entry(Act.QUARANTINE_FILLED, officer.officer_id, desk, count)
            await self.casebook.log.append(connection, entry)

        claim = replace(claim, at_most=MOVED_AT_ONCE)
        return replace(await self.claiming.run(claim, handle), is_cut=is_cut)
