"""Staffed time, compared with counting it minute by minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.clock import LONDON
from service.domain.configured import WEEKDAYS, Hours
from service.domain.staffed import Staffed
from tests.builders import a_borough

OFFICE = Staffed(a_borough().hours)
TIMES = st.integers(1_772_000_000, 1_830_000_000)
CLOCK_CHANGES = (date(2026, 3, 29), date(2026, 10, 25))


def at(day: date, hour: int, minute: int = 0) -> int:
    return int(datetime.combine(day, time(hour, minute), LONDON).timestamp())


def some_hours(days: list[str], opens: int, closes: int) -> Staffed:
    hours = replace(
        OFFICE.hours,
        days=tuple(days),
        opens=time(opens // 60, opens % 60),
        closes=time(closes // 60, closes % 60),
        mail_times=(time(opens // 60, opens % 60), time(23, 59)),
    )
    return Staffed(hours)


HOURS = st.builds(
    lambda days, span: some_hours(days, *sorted(span)),
    st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True),
    st.lists(st.integers(0, 1439), min_size=2, max_size=2, unique=True),
)


def count_minutes(staffed: Staffed, start: int, end: int) -> int:
    return sum(staffed.is_staffed(moment) for moment in range(start, end, 60))


@settings(deadline=None)  # the first look at a year's holidays is slow
@given(staffed=HOURS, start=TIMES, minutes=st.integers(1, 300))
def test_a_limit_ends_when_somebody_has_been_there_that_long(
    staffed: Staffed, start: int, minutes: int
) -> None:
    start -= start % 60
    end = staffed.add_minutes(start, minutes)
    if end - start < 14 * 86400:
        assert count_minutes(staffed, start, end) == minutes
    assert staffed.is_staffed(end - 1)


@settings(deadline=None)
@given(start=TIMES, first=st.integers(0, 2000), then=st.integers(0, 2000))
def test_two_limits_one_after_the_other_are_one(
    start: int, first: int, then: int
) -> None:
    both = OFFICE.add_minutes(start, first + then)
    assert OFFICE.add_minutes(OFFICE.add_minutes(start, first), then) == both


@settings(deadline=None)
@given(staffed=HOURS, now=TIMES)
def test_between_the_last_mail_and_the_next_there_is_none(
    staffed: Staffed, now: int
) -> None:
    last, following = staffed.last_mail(now), staffed.next_mail(now)
    assert last is not None
    assert last <= now < following
    assert staffed.next_mail(last) == following
    assert staffed.last_mail(following) == following


@settings(deadline=None)
@given(day=st.dates(date(2026, 1, 1), date(2030, 1, 1)), count=st.integers(1, 40))
def test_so_many_working_days_later_is_a_working_day(day: date, count: int) -> None:
    later = OFFICE.add_working_days(day, count)
    days = [day + timedelta(n) for n in range(1, (later - day).days + 1)]
    assert OFFICE.is_staffed_day(later)
    assert sum(map(OFFICE.is_staffed_day, days)) == count


@pytest.mark.parametrize(
    ("begins", "minutes", "ends"),
    [
        (at(date(2026, 3, 4), 12), 60, at(date(2026, 3, 4), 13)),
        (at(date(2026, 3, 4), 16, 30), 30, at(date(2026, 3, 4), 17)),
        (at(date(2026, 3, 6), 16, 30), 60, at(date(2026, 3, 9), 9, 30)),
        (at(date(2026, 3, 7), 3), 15, at(date(2026, 3, 9), 9, 15)),
        # Good Friday and Easter Monday 2026, and the clocks go on before them.
        (at(date(2026, 4, 2), 16), 90, at(date(2026, 4, 7), 9, 30)),
        (at(date(2026, 3, 27), 16), 120, at(date(2026, 3, 30), 10)),
        (at(date(2026, 10, 23), 16), 120, at(date(2026, 10, 26), 10)),
        # Boxing Day 2026 is a Saturday, so Monday 28 December is off; the borough
        # itself is closed until the new year.
        (at(date(2026, 12, 23), 16), 120, at(date(2027, 1, 4), 10)),
    ],
)
def test_nights_weekends_holidays_and_closed_days_do_not_count(
    begins: int, minutes: int, ends: int
) -> None:
    assert OFFICE.add_minutes(begins, minutes) == ends


def test_an_hour_that_the_clocks_skip_or_repeat_is_counted_as_it_passes() -> None:
    always = some_hours(list(WEEKDAYS), 0, 23 * 60 + 59)
    lasted = {
        day: (always.add_minutes(at(day, 0), 22 * 60) - at(day, 0)) // 60
        for day in CLOCK_CHANGES
    }
    assert lasted == dict.fromkeys(CLOCK_CHANGES, 22 * 60)
    local = [
        datetime.fromtimestamp(always.add_minutes(at(day, 0), 22 * 60), UTC)
        .astimezone(LONDON)
        .hour
        for day in CLOCK_CHANGES
    ]
    assert local == [23, 21]


def test_scotland_keeps_other_days() -> None:
    scottish: Hours = replace(OFFICE.hours, subdivision="SCT")
    st_andrew = date(2026, 11, 30)
    assert OFFICE.is_staffed_day(st_andrew)
    assert not Staffed(scottish).is_staffed_day(st_andrew)


def test_where_nobody_is_ever_there_looking_ends() -> None:
    nowhere = Staffed(replace(OFFICE.hours, days=()))
    now = at(date(2026, 3, 4), 12)
    years = 3660 * 86400
    assert nowhere.add_minutes(now, 1) == now + years
    assert nowhere.next_mail(now) == now + years
    assert nowhere.last_mail(now) is None
    assert nowhere.add_working_days(date(2026, 3, 4), 1) == date(2026, 3, 5)
