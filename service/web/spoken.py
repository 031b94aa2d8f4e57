"""Days and hours, as a page says them in its language."""

from dataclasses import dataclass
from datetime import date

from service.domain.boroughs import Borough
from service.domain.clock import write_day
from service.domain.configured import WEEKDAYS
from service.domain.languages import ENGLISH
from service.web.speech import Speech, say

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
DATE = "%(day)s %(month)s %(year)s"
HOURS = (
    "%(days)s, from %(opens)s to %(closes)s."
    " Nobody reads it at night, on other days or on bank holidays."
)
COMMA = ", "


@dataclass(frozen=True, slots=True)
class Spoken:
    """What templates ask for that holds a day."""

    speech: Speech

    def say_day(self, day: date) -> str:
        """Return a day with its month in words."""
        if self.speech.language.code == ENGLISH:
            return write_day(day)
        month = say(MONTHS[day.month - 1])
        return say(DATE) % {"day": day.day, "month": month, "year": day.year}

    def say_when_read(self, council: Borough) -> str:
        """Return when tips are read.

        In English these are the borough's own words. In other languages they are
        made from its hours, so that every borough has them.
        """
        if self.speech.language.code == ENGLISH:
            return council.read_when
        hours = council.hours
        days = say(COMMA).join(say(DAYS[WEEKDAYS.index(day)]) for day in hours.days)
        opens, closes = f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"
        return say(HOURS) % {"days": days, "opens": opens, "closes": closes}
