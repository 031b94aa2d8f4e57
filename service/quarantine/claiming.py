"""Which tips are meant, and handling them in batches, each one transaction.

Killed in the middle, what was done stands and the rest still waits.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from service.db.casebook import Casebook
from service.db.engine import Transaction
from service.domain.errors import ForbiddenError, NotFoundError
from service.domain.people import DeskId, SignedIn
from service.domain.quarantine import Which
from service.domain.tips import TipId
from service.quarantine import store
from service.quarantine.comparing import list_alike
from service.quarantine.store import Claim, Page

BATCH = 25
"""How many tips one transaction closes, so that nobody waits long for it."""

MOST_BATCHES = 20
"""How many batches one press does. Whoever wants more presses again."""


@dataclass(frozen=True, slots=True)
class Emptied:
    """How many one press did, and whether it stopped because that was the most.

    `is_cut`: more waited than could be compared with a sample.
    """

    done: int
    is_more: bool
    is_cut: bool = False


Handle = Callable[[Transaction, Sequence[TipId]], Awaitable[None]]
"""Does with claimed tips what was asked for."""


@dataclass(frozen=True, slots=True)
class Claiming:
    """Finds the tips that are meant, and locks so many of them at a time."""

    casebook: Casebook

    async def run(self, claim: Claim, handle: Handle) -> Emptied:
        """Do what was asked for, batch by batch, each in its own transaction."""
        done = 0
        for _ in range(MOST_BATCHES):
            async with self.casebook.vault.writing() as connection:
                tips = await store.claim(connection, claim)
                if tips:
                    await handle(connection, tips)
            done += len(tips)
            if len(tips) < claim.at_most:
                return Emptied(done, is_more=False)
        return Emptied(done, is_more=True)

    async def find(
        self, officer: SignedIn, desk: DeskId, which: Which, *, new: bool = False
    ) -> tuple[Claim, bool]:
        """Say what to claim, and whether it is cut.

        What looks like a tip is found by opening them. `new`: among the new tips of
        the inbox, and not among those that are held.

        Raises:
            NotFoundError: No open tip of the desk is the one to compare with.
        """
        if which.one:
            return Claim(desk, BATCH, only=(which.one,), new=new), False
        if which.like is None:
            return Claim(desk, BATCH, day=which.day, new=new), False
        async with self.casebook.vault.reading() as connection:
            cards = self.casebook.cards
            keyring = await cards.open_keyring(connection, officer, desk)
            page = Page("", 1, only=which.like)
            models = await store.list_sealed(connection, desk, page)
        if not models:
            raise NotFoundError
        vault, model = self.casebook.vault, models[0]
        alike = await list_alike(vault, desk, model, keyring, new=new)
        return Claim(desk, BATCH, only=alike.tips, new=new), alike.is_cut


def require_member(officer: SignedIn, desk: DeskId) -> None:
    """Raise NotFoundError unless it is a desk of the officer's."""
    if desk not in officer.desks:
        raise NotFoundError


def require_supervisor(officer: SignedIn, desk: DeskId) -> None:
    """Raise ForbiddenError unless the officer supervises the desk."""
    if not officer.is_supervisor(desk):
        raise ForbiddenError
