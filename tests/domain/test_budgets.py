from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.domain.borough_files import read_borough_text
from service.domain.budgets import (
    INBOX_DAILY_TIMES,
    MOST_TICKETS,
    Budget,
    FloodGate,
    Place,
    Tickets,
    make_upload_budget,
)
from service.domain.clock import SetClock
from service.domain.guide import Floods
from tests.builders import NOON
from tests.databases import ROOT

FLOODS = Floods(
    inbox_a_minute=3,
    quarantine_a_minute=5,
    burst=4,
    quickest_seconds=2,
    upload_megabytes_a_minute=1,
)
MINUTE = timedelta(minutes=1)


def a_clock() -> SetClock:
    return SetClock(NOON.seconds)


def send(gate: FloodGate, times: int, **how: bool) -> list[Place]:
    sent = {"is_suspect": False, "is_proven": False, **how}
    return [gate.choose(**sent) for _ in range(times)]


def test_a_class_fits_in_then_the_quarantine_then_nothing() -> None:
    gate = FloodGate.of(FLOODS, a_clock())

    assert send(gate, 14) == (
        [Place.INBOX] * 7 + [Place.QUARANTINE] * 5 + [Place.NOWHERE] * 2
    )


def test_a_minute_later_there_is_room_for_a_minute_s_worth() -> None:
    clock = a_clock()
    gate = FloodGate.of(FLOODS, clock)
    send(gate, 100)

    clock.advance(MINUTE)

    assert send(gate, 9) == (
        [Place.INBOX] * 3 + [Place.QUARANTINE] * 5 + [Place.NOWHERE]
    )


def test_who_shows_a_proof_reaches_the_inbox_when_others_do_not() -> None:
    gate = FloodGate.of(FLOODS, a_clock())
    send(gate, 7)

    proven = send(gate, 16, is_proven=True)

    assert proven == [Place.PROVEN] * 16
    assert send(gate, 1) == [Place.QUARANTINE]


def test_what_is_suspect_uses_up_nothing_of_the_inbox() -> None:
    gate = FloodGate.of(FLOODS, a_clock())

    suspect = send(gate, 6, is_suspect=True, is_proven=True)

    assert suspect == [Place.QUARANTINE] * 5 + [Place.NOWHERE]
    assert send(gate, 1) == [Place.INBOX]


def test_what_was_taken_for_nothing_is_there_again() -> None:
    gate = FloodGate.of(replace(FLOODS, inbox_a_minute=1, burst=1), a_clock())
    for place in send(gate, 2) + send(gate, 1, is_proven=True) + send(gate, 5):
        gate.give_back(place)

    assert send(gate, 2) == [Place.INBOX] * 2
    assert send(gate, 6) == [Place.QUARANTINE] * 5 + [Place.NOWHERE]


def test_a_flood_that_lasts_fills_an_hour_s_worth_of_quarantine_a_day() -> None:
    clock = a_clock()
    gate = FloodGate.of(FLOODS, clock)
    taken = 0
    for _ in range(24 * 60):
        taken += send(gate, 6, is_suspect=True).count(Place.QUARANTINE)
        clock.advance(MINUTE)

    assert 5 * 60 <= taken <= 2 * 5 * 60


def test_a_slow_flood_fills_two_hours_worth_of_the_inbox_a_day_then_it_waits() -> None:
    clock = a_clock()
    gate = FloodGate.of(FLOODS, clock)
    places = []
    for _ in range(24 * 60):
        places += send(gate, 3)
        clock.advance(MINUTE)

    daily = 3 * INBOX_DAILY_TIMES + 4
    assert daily <= places.count(Place.INBOX) <= 2 * daily
    assert Place.QUARANTINE in places


def test_a_slow_flood_with_proofs_has_as_much_again_and_then_it_waits() -> None:
    clock = a_clock()
    gate = FloodGate.of(FLOODS, clock)
    places = []
    for _ in range(24 * 60):
        places += send(gate, 9, is_proven=True)
        clock.advance(MINUTE)

    daily = 3 * INBOX_DAILY_TIMES + 4
    reached = places.count(Place.INBOX) + places.count(Place.PROVEN)
    assert 2 * daily <= reached <= 4 * daily


def test_every_pupil_of_a_school_fits_into_one_day_with_the_shipped_numbers() -> None:
    clock = a_clock()
    shipped = read_borough_text((ROOT / "deploy" / "borough.toml").read_text())
    gate = FloodGate.of(shipped.guide.floods, clock)
    places = []
    for _ in range(6 * 60):
        places += send(gate, 6)
        clock.advance(MINUTE)

    assert places == [Place.INBOX] * 2160


def test_what_did_not_fit_into_the_day_took_nothing_of_the_minute() -> None:
    gate = FloodGate.of(FLOODS, a_clock())
    gate.inbox_daily.take(gate.inbox_daily.most)

    assert send(gate, 1) == [Place.QUARANTINE]
    gate.inbox_daily.give_back(7)

    assert send(gate, 7) == [Place.INBOX] * 7


def test_one_form_brings_three_tips_and_further_ones_are_suspect() -> None:
    tickets = Tickets()

    assert [tickets.use(b"one") for _ in range(5)] == [False] * 3 + [True] * 2
    assert not tickets.use(b"another")


def test_what_one_form_sent_twice_counts_once() -> None:
    tickets = Tickets()
    for _ in range(9):
        tickets.use(b"one")
        tickets.give_back(b"one")

    assert [tickets.use(b"one") for _ in range(4)] == [False] * 3 + [True]


def test_what_is_given_back_of_several_leaves_the_others_counted() -> None:
    tickets = Tickets()
    for _ in range(3):
        tickets.use(b"one")
    tickets.give_back(b"one")

    assert [tickets.use(b"one") for _ in range(2)] == [False, True]


def test_a_worker_remembers_so_many_tickets_and_forgets_the_oldest() -> None:
    tickets = Tickets()
    for _ in range(3):
        tickets.use(b"first")
    for number in range(MOST_TICKETS):
        tickets.use(number.to_bytes(16, "big"))

    assert not tickets.use(b"first")


def test_a_clock_that_is_set_back_takes_nothing_away() -> None:
    clock = a_clock()
    budget = Budget(clock, a_minute=2, most=2)
    assert budget.take(2)
    clock.advance(-MINUTE)
    assert not budget.take()

    clock.advance(MINUTE)

    assert budget.take(2)


@given(
    steps=st.lists(
        st.tuples(st.integers(-600, 600), st.integers(0, 9), st.booleans()), max_size=40
    )
)
def test_a_budget_never_gives_more_than_it_may(
    steps: list[tuple[int, int, bool]],
) -> None:
    clock = a_clock()
    budget = Budget(clock, a_minute=6, most=10)
    taken, forward = 0, 0
    for seconds, amount, comes_back in steps:
        clock.advance(timedelta(seconds=seconds))
        forward += max(seconds, 0)
        if budget.take(amount):
            taken += amount
            if comes_back:
                budget.give_back(amount)
                taken -= amount

    assert taken <= 10 + forward / 10


def test_files_have_a_budget_in_bytes() -> None:
    budget = make_upload_budget(FLOODS, a_clock())

    assert budget.take(1024 * 1024)
    assert not budget.take(1)
