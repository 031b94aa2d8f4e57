"""The Community Safety Team's desk, and two of its officers before their screens."""

import pytest

from tests.tips import Desk


@pytest.fixture
def office(small_desk: Desk) -> Desk:
    """The desk at work, for what does not depend on the database."""
    return small_desk
