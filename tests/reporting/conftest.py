"""The Community Safety Team writing reports, and two of its officers at screens."""

import pytest

from service.domain.answers import Answers
from service.reporting.usecases import Writing
from tests.tips import Desk

A_BROTHER = Answers(
    text="My brother has a knife. I saw it from my window on Lillie Road at 16:45.",
    group="weapons",
    topic="KN1",
    where="14 Lillie Road",
    when="Every day at 16:45",
    how_known="saw",
)


@pytest.fixture
def office(small_desk: Desk) -> Desk:
    """The desk at work, for what does not depend on the database."""
    return small_desk


@pytest.fixture
def writing(desk: Desk) -> Writing:
    """What writes reports there."""
    return Writing(desk.casebook, desk.site.borough)
