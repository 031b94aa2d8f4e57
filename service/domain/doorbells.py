"""When a doorbell rings: never at a time that is the tip's own.

P0 and P1 ring at the next quarter hour and up to a quarter more, at random, by day
and by night; everything else waits for one of the fixed times at which mail goes
out anyway.
"""

from dataclasses import dataclass

from service.domain.configured import LAST_URGENT_PRIORITY, Hours
from service.domain.people import DeskId
from service.domain.staffed import Staffed
from service.domain.tips import TipId

QUARTER = 15 * 60

OWNER_LEVEL = 2
LAST_LEVEL = 3


@dataclass(frozen=True, slots=True)
class Bell:
    """A bell that is due. `level` counts how often it rang, as far as it matters.

    At level 0 it rings at the desk, at 1 at the desk's supervisor, from 2 on at the
    service's owner.
    """

    tip: TipId
    desk: DeskId
    priority: int
    level: int

    @property
    def is_urgent(self) -> bool:
        """Tell whether it has a mail of its own before any limit was missed."""
        return self.priority <= LAST_URGENT_PRIORITY

    def rung(self, staffed: Staffed, now: int, minutes: int) -> "Rung":
        """Return how it stands after a ring: it rings next at the end of a limit."""
        next_at = staffed.add_minutes(now, max(minutes, 1))
        return Rung(self, min(self.level + 1, LAST_LEVEL), next_at)


@dataclass(frozen=True, slots=True)
class Rung:
    """A bell after a ring: its next level, and when it rings next."""

    bell: Bell
    level: int
    ring_at: int


def choose_ring(priority: int, now: int, wait: int, hours: Hours) -> int:
    """Return the Unix time of the first ring.

    `wait` is a random number of seconds from 0 to 899, drawn by the caller.
    """
    if priority <= LAST_URGENT_PRIORITY:
        return (now // QUARTER + 1) * QUARTER + wait
    return Staffed(hours).next_mail(now)


def choose_held_ring(priority: int, now: int, hours: Hours) -> int:
    """Return the Unix time of the first ring of what waits in the quarantine.

    All that came in one quarter hour ring together at the end of the next: thousands
    are one mail, and the time tells no more of a tip than a random one would.
    """
    return choose_ring(priority, now, QUARTER, hours)
