"""The Community Safety Team's desk, and who stands before its inbox."""

from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette

from tests.builders import DESK_HOST
from tests.tips import Desk
from tests.visitors import Visitor, at_the_door


@pytest.fixture
def office(small_desk: Desk) -> Desk:
    """The desk at work, for what does not depend on the database."""
    return small_desk


@pytest.fixture
async def stranger(app: Starlette) -> AsyncIterator[Visitor]:
    """Somebody who has not signed in."""
    async with at_the_door(app, DESK_HOST) as visitor:
        yield visitor
