"""The only reader of the calendar. Everything else is told what day it is.

Reporters' pages and letters know days alone. Seconds exist for what must be
short: tickets, sessions, one-time codes, the doorbell and the audit log.
"""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_AGES = (
    (1, 1, "today"),
    (2, 1, "yesterday"),
    (14, 1, "{} days ago"),
    (60, 7, "{} weeks ago"),
)
"""Days below which an age is told so, the days of its unit, and the words."""


class Clock(Protocol):
    """Tells the time to whoever was given one."""

    def now(self) -> int:
        """Return Unix time in whole seconds."""

    def today(self) -> date:
        """Return the day it is in London."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    def now(self) -> int:
        """Return Unix time in whole seconds."""
        return int(time.time())  # noqa: TID251 - this is the clock everybody else asks

    def today(self) -> date:
        """Return the day it is in London."""
        return day_of(self.now())


@dataclass(slots=True)
class SetClock:
    """A clock that stands where it was set, for tests and for dated demonstrations."""

    seconds: int

    @classmethod
    def at_noon(cls, day: date) -> "SetClock":
        """Set a clock to noon of a day in London."""
        return cls(
            int(datetime(day.year, day.month, day.day, 12, tzinfo=LONDON).timestamp())
        )

    def now(self) -> int:
        """Return Unix time in whole seconds."""
        return self.seconds

    def today(self) -> date:
        """Return the day it is in London."""
        return day_of(self.seconds)

    def advance(self, step: timedelta) -> None:
        """Set the clock on by a step."""
        self.seconds += int(step.total_seconds())


def day_of(seconds: int) -> date:
    """Return the day in London at a Unix time."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(LONDON).date()


def describe_age(day: date, today: date) -> str:
    """Say how long ago a day was, in plain words."""
    days = (today - day).days
    for limit, unit, name in _AGES:
        if days < limit:
            return name.format(days // unit)
    return f"{days // 30} months ago"


def write_day(day: date) -> str:
    """Write a day as GOV.UK does: 3 March 2026."""
    return f"{day.day} {day:%B %Y}"


def write_month(day: date) -> str:
    """Write the month of a day: March 2026."""
    return f"{day:%B %Y}"


def write_moment(seconds: int) -> str:
    """Write a time of the log, in London: 3 March 2026, 14:05:09."""
    local = datetime.fromtimestamp(seconds, UTC).astimezone(LONDON)
    return f"{write_day(local.date())}, {local:%H:%M:%S}"
