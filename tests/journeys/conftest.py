"""Who walks: kim with a phone, ben at his desk, both before one database."""

from collections.abc import AsyncIterator

import pytest

from crypto import make_totp_code
from service import desk
from service import reporter as public
from tests.builders import DESK_HOST, PASSWORD, REPORTER_HOST, Site
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def kim(site: Site) -> AsyncIterator[Visitor]:
    """Somebody who knows something."""
    app = public.app(site.reporter_settings, site.clock)
    async with at_the_door(app, REPORTER_HOST) as visitor:
        yield visitor


@pytest.fixture
async def ben(site: Site) -> AsyncIterator[Visitor]:
    """An officer of the Community Safety Team, signed in."""
    app = desk.app(site.desk_settings, site.clock)
    async with at_the_door(app, DESK_HOST) as visitor:
        secret = site.people["ben"].secrets.totp_secret
        code = make_totp_code(secret, at=site.clock.now())
        await visitor.visit("/sign-in")
        await visitor.press("Sign in", name="ben", password=PASSWORD, code=code)
        yield visitor
