"""When a doorbell rings: never at a time that is the tip's own.

P0 and P1 ring at the next quarter hour and up to a quarter more, at random;
everything else waits for one of the fixed times at which mail goes out anyway.
"""

from datetime import UTC, datetime, time, timedelta

from service.domain.clock import LONDON

QUARTER = 15 * 60
LAST_URGENT_PRIORITY = 1

_MAIL_TIMES = (time(9), time(13), time(16))


def choose_ring(priority: int, now: int, wait: int) -> int:
    """Return the Unix time of the first ring.

    `wait` is a random number of seconds from 0 to 899, drawn by the caller.
    """
    if priority <= LAST_URGENT_PRIORITY:
        return (now // QUARTER + 1) * QUARTER + wait
    return _next_mail(datetime.fromtimestamp(now, UTC).astimezone(LONDON))


def _next_mail(local: datetime) -> int:
    today = (datetime.combine(local.date(), at, LONDON) for at in _MAIL_TIMES)
    later = next((at for at in today if at > local), None)
    tomorrow = datetime.combine(
        local.date() + timedelta(days=1), _MAIL_TIMES[0], LONDON
    )
    return int((later or tomorrow).timestamp())
