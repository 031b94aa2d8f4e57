"""A borough whose custodian's desk is open, on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.builders import Site
from tests.custody.custodians import Town, in_town


@pytest.fixture
async def town(site: Site) -> AsyncIterator[Town]:
    """The public, the desks, and omar and petra who keep names."""
    async with in_town(site) as working:
        yield working
