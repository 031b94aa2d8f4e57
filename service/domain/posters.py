"""How often posters were followed, as it may be shown: small numbers left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

FEWEST_SHOWN = 5
"""A smaller number could be about somebody: it is shown as fewer than this."""

MONTHS_SHOWN = 12


def first_day_kept(today: date) -> date:
    """Return the day before which counts are deleted: twelve whole months are shown.

    So no count is ever older than thirteen months.
    """
    return today.replace(year=today.year - 1, day=1)


@dataclass(frozen=True, slots=True)
class Tally:
    """Visits of one code in one month; `month` is its first day.

    `visits` is None where there were some and too few to show.
    """

    code: str
    month: date
    visits: int | None


def tally_months(
    counted: Iterable[tuple[str, date, int]], today: date
) -> tuple[Tally, ...]:
    """Add up days to months, the newest month first, and leave out small numbers.

    The month that is not over is not shown: two looks at it a day apart would give
    away a day. No sums over months or codes are made, so that nothing which is left
    out can be worked out from the rest.
    """
    this_month = today.replace(day=1)
    months: dict[tuple[str, date], int] = {}
    for code, day, visits in counted:
        key = code, day.replace(day=1)
        if key[1] < this_month:
            months[key] = months.get(key, 0) + visits
    newest = sorted({month for _, month in months}, reverse=True)[:MONTHS_SHOWN]
    return tuple(
        Tally(code, month, visits if visits >= FEWEST_SHOWN else None)
        for (code, month), visits in sorted(
            months.items(), key=lambda one: (-one[0][1].toordinal(), one[0][0])
        )
        if month in newest
    )
