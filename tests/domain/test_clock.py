from datetime import date, timedelta

import pytest

from service.domain.clock import (
    SetClock,
    SystemClock,
    day_of,
    describe_age,
    write_day,
    write_moment,
    write_month,
)

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "2 days ago"),
        (13, "13 days ago"),
        (14, "2 weeks ago"),
        (59, "8 weeks ago"),
        (60, "2 months ago"),
        (400, "13 months ago"),
    ],
)
def test_an_age_is_told_in_plain_words(days: int, words: str) -> None:
    assert describe_age(TODAY - timedelta(days=days), TODAY) == words


def test_a_day_is_londons_in_summer_too() -> None:
    assert day_of(1_783_119_600) == date(2026, 7, 4)  # 23:00 UTC on 3 July


def test_a_set_clock_stands_until_it_is_moved() -> None:
    clock = SetClock.at_noon(TODAY)
    before = clock.today()

    clock.advance(timedelta(days=1))

    assert (before, clock.today()) == (TODAY, date(2026, 3, 5))
    assert day_of(clock.now()) == date(2026, 3, 5)


def test_the_machines_clock_knows_todays_day() -> None:
    clock = SystemClock()

    assert clock.today() in {day_of(clock.now()), day_of(clock.now() + 1)}


def test_a_day_is_written_as_on_a_letter() -> None:
    assert write_day(TODAY) == "4 March 2026"


def test_a_month_and_a_moment_of_the_log_are_written_in_london_time() -> None:
    assert write_month(date(2026, 7, 4)) == "July 2026"
    assert write_moment(1_783_119_609) == "4 July 2026, 00:00:09"
