"""Staffed time: when somebody is there, and when the fixed mails go out.

All of it is wall-clock time in London. A limit of four hours that begins before a
weekend, a bank holiday or a change of the clocks ends when somebody has been there
for four hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from holidays import country_holidays

from service.domain.clock import LONDON, day_of
from service.domain.configured import WEEKDAYS, Hours

_DAY = timedelta(days=1)
_MINUTE = 60

# Further than any limit of a borough that is ever there; where nobody ever is,
# looking ends here.
_FURTHEST_DAYS = 3660


@dataclass(frozen=True, slots=True)
class Staffed:
    """A borough's hours, asked about days and moments (Unix time, in seconds)."""

    hours: Hours

    def is_staffed_day(self, day: date) -> bool:
        """Tell whether anybody is there on a day."""
        hours = self.hours
        return (
            WEEKDAYS[day.weekday()] in hours.days
            and day not in hours.closed
            and day not in _find_holidays(hours.country, hours.subdivision, day.year)
        )

    def is_staffed(self, at: int) -> bool:
        """Tell whether somebody is there at a moment."""
        opens, closes = self._open_hours(day_of(at))
        return opens <= at < closes

    def add_minutes(self, start: int, minutes: int) -> int:
        """Return the first moment by which so many staffed minutes have passed."""
        left = minutes * _MINUTE
        if not left:
            return start
        for day in _days_from(day_of(start)):
            opens, closes = self._open_hours(day)
            begins = max(opens, start)
            if closes - begins >= left:
                return begins + left
            left -= max(closes - begins, 0)
        return start + _FURTHEST_DAYS * int(_DAY.total_seconds())

    def add_working_days(self, day: date, count: int) -> date:
        """Return the day that is so many staffed days after another."""
        later = (each for each in _days_from(day + _DAY) if self.is_staffed_day(each))
        for _ in range(count):
            day = next(later, day + _DAY)
        return day

    def next_mail(self, after: int) -> int:
        """Return the first fixed mail time after a moment, on a staffed day."""
        for day in _days_from(day_of(after)):
            for at in self._mail_times(day):
                if at > after:
                    return at
        return after + _FURTHEST_DAYS * int(_DAY.total_seconds())

    def last_mail(self, by: int) -> int | None:
        """Return the latest fixed mail time that has come by a moment, if any."""
        for day in _days_from(day_of(by), step=-_DAY):
            come = [at for at in self._mail_times(day) if at <= by]
            if come:
                return come[-1]
        return None

    def _open_hours(self, day: date) -> tuple[int, int]:
        if not self.is_staffed_day(day):
            return 0, 0
        return _moment(day, self.hours.opens), _moment(day, self.hours.closes)

    def _mail_times(self, day: date) -> tuple[int, ...]:
        if not self.is_staffed_day(day):
            return ()
        return tuple(_moment(day, at) for at in self.hours.mail_times)


def _moment(day: date, at: time) -> int:
    return int(datetime.combine(day, at, LONDON).astimezone(UTC).timestamp())


def _days_from(day: date, *, step: timedelta = _DAY) -> Iterator[date]:
    for count in range(_FURTHEST_DAYS):
        yield day + count * step


@lru_cache(maxsize=64)
def _find_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The bank holidays of a year, with the days they are moved to."""
    return frozenset(country_holidays(country, subdiv=subdivision or None, years=year))
