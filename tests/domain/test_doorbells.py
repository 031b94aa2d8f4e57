from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from service.domain.clock import LONDON
from service.domain.doorbells import QUARTER, choose_ring
from service.domain.staffed import Staffed
from tests.builders import a_borough

HOURS = a_borough().hours
TIMES = st.integers(1_700_000_000, 1_900_000_000)


@settings(deadline=None)
@given(now=TIMES, wait=st.integers(0, QUARTER - 1), priority=st.integers(0, 1))
def test_an_urgent_bell_rings_within_half_an_hour_and_never_at_once(
    now: int, wait: int, priority: int
) -> None:
    ring = choose_ring(priority, now, wait, HOURS)

    assert 0 < ring - now < 2 * QUARTER
    assert (ring - wait) % QUARTER == 0


@settings(deadline=None)
@given(now=TIMES, wait=st.integers(0, QUARTER - 1), priority=st.integers(2, 4))
def test_any_other_bell_waits_for_a_mail_that_goes_out_anyway(
    now: int, wait: int, priority: int
) -> None:
    ring = choose_ring(priority, now, wait, HOURS)

    local = datetime.fromtimestamp(ring, UTC).astimezone(LONDON)
    assert ring > now
    assert (local.hour, local.minute, local.second) in {
        (9, 0, 0),
        (13, 0, 0),
        (16, 0, 0),
    }
    assert Staffed(HOURS).is_staffed(ring)
