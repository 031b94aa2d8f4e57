"""The way back over a site, and somebody before its doors."""

from collections.abc import AsyncIterator

import pytest

from service import reporter
from tests.builders import REPORTER_HOST, Site
from tests.intake.public import Public, before_the_public
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def public(site: Site) -> AsyncIterator[Public]:
    """The public use cases, once on each kind of database."""
    async with before_the_public(site) as standing:
        yield standing


@pytest.fixture
async def kim(site: Site) -> AsyncIterator[Visitor]:
    """Somebody who knows something."""
    app = reporter.app(site.reporter_settings, site.clock)
    async with at_the_door(app, REPORTER_HOST) as visitor:
        yield visitor
