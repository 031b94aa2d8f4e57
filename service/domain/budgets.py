"""How much one worker takes in, before a flood and in one; never by address.

A budget is a bucket that fills by the clock and is kept in memory alone: a row or a
time that is stored would say when somebody told us something. So each worker has its
own, and a restart fills it. A class behind one address fits into what may come at once.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from service.domain.clock import Clock
from service.domain.guide import Floods

PROVEN_TIMES = 4
"""How much more than the inbox's budget goes there, for who shows a proof of work."""

DAILY_TIMES = 60
"""How many minutes' worth of the quarantine a whole day may fill: the disk's bound."""

_MEGABYTE = 1024 * 1024
_MINUTE = 60
_DAY_MINUTES = 24 * 60


@dataclass(slots=True)
class Budget:
    """A bucket: `most` at once, and `a_minute` more every minute."""

    clock: Clock
    a_minute: float
    most: float
    _left: float = field(init=False)
    _filled_at: int = field(init=False)

    def __post_init__(self) -> None:
        """Begin full."""
        self._left, self._filled_at = self.most, self.clock.now()

    def take(self, amount: float = 1) -> bool:
        """Take so much out; False, and nothing is taken, where less is left."""
        self._fill()
        if amount > self._left:
            return False
        self._left -= amount
        return True

    def give_back(self, amount: float = 1) -> None:
        """Put back what was taken for nothing."""
        self._left = min(self.most, self._left + amount)

    def _fill(self) -> None:
        now = self.clock.now()
        # A clock that was set back fills nothing, and goes on from where it is.
        passed = max(now - self._filled_at, 0) / _MINUTE
        self._left = min(self.most, self._left + passed * self.a_minute)
        self._filled_at = now


class Place(StrEnum):
    """Where a Send goes."""

    INBOX = "inbox"
    PROVEN = "inbox, by its proof"
    QUARANTINE = "quarantine"
    NOWHERE = "nowhere: it is told so"


@dataclass(frozen=True, slots=True)
class FloodGate:
    """The budgets of one worker for what is sent."""

    inbox: Budget
    proven: Budget
    quarantine: Budget
    quarantine_daily: Budget

    @classmethod
    def of(cls, floods: Floods, clock: Clock) -> Self:
        """Make the budgets that a borough's file asks for."""
        inbox, held = floods.inbox_a_minute, floods.quarantine_a_minute
        proven, daily = inbox * PROVEN_TIMES, held * DAILY_TIMES
        return cls(
            inbox=Budget(clock, inbox, inbox + floods.burst),
            proven=Budget(clock, proven, proven + floods.burst),
            quarantine=Budget(clock, held, held),
            quarantine_daily=Budget(clock, daily / _DAY_MINUTES, daily),
        )

    def choose(self, *, is_suspect: bool, is_proven: bool) -> Place:
        """Say where a Send goes, and take it out of that place's budget.

        What is suspect never uses up what people's Sends have in the inbox.
        """
        if not is_suspect and self.inbox.take():
            return Place.INBOX
        if not is_suspect and is_proven and self.proven.take():
            return Place.PROVEN
        return Place.QUARANTINE if self._take_quarantine() else Place.NOWHERE

    def give_back(self, place: Place) -> None:
        """Put back what a Send took that was stored before, or could not be."""
        for budget in self._budgets_of(place):
            budget.give_back()

    def _take_quarantine(self) -> bool:
        if not self.quarantine.take():
            return False
        if self.quarantine_daily.take():
            return True
        self.quarantine.give_back()
        return False

    def _budgets_of(self, place: Place) -> tuple[Budget, ...]:
        return {
            Place.INBOX: (self.inbox,),
            Place.PROVEN: (self.proven,),
            Place.QUARANTINE: (self.quarantine, self.quarantine_daily),
            Place.NOWHERE: (),
        }[place]


def make_upload_budget(floods: Floods, clock: Clock) -> Budget:
    """Make the budget of one worker for files that are sent along, in bytes."""
    most = floods.upload_megabytes_a_minute * _MEGABYTE
    return Budget(clock, most, most)
