"""The public process, and what it counted."""

from collections.abc import AsyncIterator

import pytest

from service import reporter as public
from tests.builders import REPORTER_HOST, Site
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def passer_by(site: Site) -> AsyncIterator[Visitor]:
    """Somebody with a phone in front of a poster."""
    app = public.app(site.reporter_settings, site.clock)
    async with at_the_door(app, REPORTER_HOST) as visitor:
        visitor.client.follow_redirects = False
        yield visitor
