"""The public process behind a poster."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from service import reporter as public
from tests.builders import REPORTER_HOST, Site
from tests.visitors import Visitor, at_the_door

Street = Callable[[], AbstractAsyncContextManager[Visitor]]


@pytest.fixture
def street(site: Site) -> Street:
    """Somebody with a phone in front of a poster, until the process ends."""

    @asynccontextmanager
    async def stand_there() -> AsyncIterator[Visitor]:
        app = public.app(site.reporter_settings, site.clock)
        async with at_the_door(app, REPORTER_HOST) as visitor:
            visitor.client.follow_redirects = False
            yield visitor

    return stand_there
