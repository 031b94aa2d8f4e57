"""Posters' figures as they may be shown."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from service.domain.posters import FEWEST_SHOWN, MONTHS_SHOWN, Tally, tally_months

TODAY = date(2026, 3, 4)
SOME_DAYS = st.lists(
    st.tuples(
        st.sampled_from(["SCHOOL", "SHOP"]),
        st.dates(date(2024, 1, 1), TODAY),
        st.integers(1, 9),
    )
)


@given(SOME_DAYS)
def test_no_small_number_is_ever_shown_nor_the_month_that_is_not_over(
    counted: list[tuple[str, date, int]],
) -> None:
    tallies = tally_months(counted, TODAY)

    assert all(one.visits is None or one.visits >= FEWEST_SHOWN for one in tallies)
    assert all(one.month < TODAY.replace(day=1) for one in tallies)
    assert len({one.month for one in tallies}) <= MONTHS_SHOWN


@given(SOME_DAYS)
def test_what_is_shown_is_the_sum_of_its_days(
    counted: list[tuple[str, date, int]],
) -> None:
    for one in tally_months(counted, TODAY):
        total = sum(
            visits
            for code, day, visits in counted
            if code == one.code and day.replace(day=1) == one.month
        )
        assert (one.visits or 0) == (total if total >= FEWEST_SHOWN else 0)


def test_a_quiet_month_shows_only_that_there_were_some_visits() -> None:
    days = [
        *(("SCHOOL", date(2026, 1, day), 2) for day in (1, 15, 31)),
        ("SHOP", date(2026, 2, 3), FEWEST_SHOWN - 1),
        ("SHOP", TODAY, 99),
    ]

    assert tally_months(days, TODAY) == (
        Tally("SHOP", date(2026, 2, 1), None),
        Tally("SCHOOL", date(2026, 1, 1), 6),
    )
