"""The rules of the officers' door: how long one waits, and how long one may stay."""

IDLE_SECONDS = 15 * 60
LONGEST_SECONDS = 8 * 3600
SEEN_EVERY = 60
"""A session's last request is written down at most this often."""

LONGEST_WAIT = 5 * 60

_FREE_TRIES = 2
_FIRST_WAIT = 5
_MINUTE = 60


def wait_after(failures: int) -> int:
    """Return the seconds to wait after so many failures in a row.

    Two tries are free; then it doubles from five seconds to five minutes.
    """
    if failures <= _FREE_TRIES:
        return 0
    doublings = min(failures - _FREE_TRIES - 1, LONGEST_WAIT.bit_length())
    return min(_FIRST_WAIT << doublings, LONGEST_WAIT)


def describe_wait(seconds: int) -> str:
    """Say how long to wait, never too short."""
    if seconds <= _MINUTE:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{-(-seconds // _MINUTE)} minutes"


def is_session_open(started_at: int, seen_at: int, now: int) -> bool:
    """Tell whether a session may go on: neither idle nor old."""
    return now - seen_at < IDLE_SECONDS and now - started_at < LONGEST_SECONDS
