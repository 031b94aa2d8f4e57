"""How much one worker takes in, before a flood and in one; never by address.

A budget is a bucket that fills by the clock and is kept in memory alone: a row or a
time that is stored would say when somebody told us something. So each worker has its
own, and a restart fills it. A class behind one address fits into what may come at once,
and a school into what may come in a day.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from service.domain.clock import Clock
from service.domain.guide import Floods

PROVEN_TIMES = 4
"""How much more than the inbox's budget goes there, for who shows a proof of work."""

DAILY_TIMES = 60
"""How many minutes' worth of the quarantine a whole day may fill: the disk's bound."""

INBOX_DAILY_TIMES = 120
"""How many minutes' worth of the inbox a whole day may fill.

At thirty a minute it is 3,600 for each worker: every pupil of a very large school
twice in one day, and some hundred times what a busy desk reads. What goes on
after that is a slow flood, and waits in the quarantine, where many are handled at once.
Who shows a proof has as much again.
"""

TIPS_A_TICKET = 3
"""How many different tips one form may bring before further ones are suspect.

Somebody who goes back, changes what they wrote and sends again needs two or three.
"""

MOST_TICKETS = 10_000
"""How many tickets a worker remembers; the one that was used longest ago goes."""

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
class Tickets:
    """How many tips each form's ticket brought, in memory alone and without a time.

    A ticket's seed is random and belongs to nobody. What stands here is not even the
    seed, but a number this process alone makes of it.
    """

    _brought: OrderedDict[int, int] = field(default_factory=OrderedDict)

    def use(self, seed: bytes) -> bool:
        """Count one more tip; True if there were too many already for one form."""
        ticket = hash(seed)
        brought = self._brought.pop(ticket, 0)
        self._brought[ticket] = brought + 1
        if len(self._brought) > MOST_TICKETS:
            self._brought.popitem(last=False)
        return brought >= TIPS_A_TICKET

    def give_back(self, seed: bytes) -> None:
        """Take back one that was stored before, or could not be."""
        ticket = hash(seed)
        brought = self._brought.get(ticket, 0)
        if brought > 1:
            self._brought[ticket] = brought - 1
        else:
            self._brought.pop(ticket, None)


@dataclass(frozen=True, slots=True)
class FloodGate:
    """The budgets of one worker for what is sent."""

    inbox: Budget
    inbox_daily: Budget
    proven: Budget
    proven_daily: Budget
    quarantine: Budget
    quarantine_daily: Budget
    tickets: Tickets = field(default_factory=Tickets)

    @classmethod
    def of(cls, floods: Floods, clock: Clock) -> Self:
        """Make the budgets that a borough's file asks for."""
        inbox, held = floods.inbox_a_minute, floods.quarantine_a_minute
        proven = inbox * PROVEN_TIMES
        daily = inbox * INBOX_DAILY_TIMES + floods.burst
        return cls(
            inbox=Budget(clock, inbox, inbox + floods.burst),
            inbox_daily=_make_daily(clock, daily),
            proven=Budget(clock, proven, proven + floods.burst),
            proven_daily=_make_daily(clock, daily),
            quarantine=Budget(clock, held, held),
            quarantine_daily=_make_daily(clock, held * DAILY_TIMES),
        )

    def choose(self, *, is_suspect: bool, is_proven: bool) -> Place:
        """Say where a Send goes, and take it out of that place's budget.

        What is suspect never uses up what people's Sends have in the inbox.
        """
        if not is_suspect and self._take(Place.INBOX):
            return Place.INBOX
        if not is_suspect and is_proven and self._take(Place.PROVEN):
            return Place.PROVEN
        return Place.QUARANTINE if self._take(Place.QUARANTINE) else Place.NOWHERE

    def give_back(self, place: Place) -> None:
        """Put back what a Send took that was stored before, or could not be."""
        for budget in self._budgets_of(place):
            budget.give_back()

    def _take(self, place: Place) -> bool:
        """Take one out of all budgets of a place, or out of none."""
        taken: list[Budget] = []
        for budget in self._budgets_of(place):
            if not budget.take():
                for one in taken:
                    one.give_back()
                return False
            taken.append(budget)
        return True

    def _budgets_of(self, place: Place) -> tuple[Budget, ...]:
        return {
            Place.INBOX: (self.inbox, self.inbox_daily),
            Place.PROVEN: (self.proven, self.proven_daily),
            Place.QUARANTINE: (self.quarantine, self.quarantine_daily),
            Place.NOWHERE: (),
        }[place]


def _make_daily(clock: Clock, most: float) -> Budget:
    return Budget(clock, most / _DAY_MINUTES, most)


def make_upload_budget(floods: Floods, clock: Clock) -> Budget:
    """Make the budget of one worker for files that are sent along, in bytes."""
    most = floods.upload_megabytes_a_minute * _MEGABYTE
    return Budget(clock, most, most)
