from datetime import date, timedelta

import pytest

from service.domain.dues import describe_due, describe_pictures
from service.domain.releases import CctvRequest

TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-12, "overdue by 12 days"),
        (-1, "overdue by 1 day"),
        (0, "due today"),
        (1, "due tomorrow"),
        (2, "due in 2 days"),
    ],
)
def test_a_day_by_which_to_answer_is_said_from_today(days: int, said: str) -> None:
    assert describe_due(TODAY + timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (12, "12 days left, gone after 16 March 2026"),
        (1, "1 day left, gone after 5 March 2026"),
        (0, "today is the last day they are there"),
        (-1, "gone since 3 March 2026 unless they were kept"),
    ],
)
def test_pictures_say_how_long_they_are_there(days: int, said: str) -> None:
    gone_on = TODAY + timedelta(days=days)
    asked = CctvRequest("QW-1", "A shop", TODAY, "21:00", "22:00", gone_on)

    assert describe_pictures(asked, TODAY) == said
