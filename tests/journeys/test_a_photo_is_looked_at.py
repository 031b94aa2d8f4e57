"""A photo's whole way: sent from a phone, looked at, locked, and kept by one desk."""

import re
from base64 import b64decode
from collections.abc import AsyncIterator

import pytest

from tests.builders import SAFEGUARDING_DESK, Site
from tests.journeys.town import Town, live_in
from tests.photos import HIDDEN, a_photo, add_photos
from tests.visitors import Visitor, read_words

TOLD = "Somebody left this bag behind the bins of the flats."
SHOWN = re.compile(r'src="data:image/jpeg;base64,([A-Za-z0-9+/=]+)"')


@pytest.fixture
async def town(site: Site) -> AsyncIterator[Town]:
    async with live_in(site) as living:
        yield living


async def send_photo(town: Town) -> str:
    """Tell the team something with a photo, and return the six words."""
    await town.kim.visit("/form")
    await add_photos(town.kim, a_photo(), text=TOLD, group="drugs", topic="DR1")
    await town.kim.press("Send")
    return " ".join(read_words(town.kim.page))


def read_picture(officer: Visitor) -> bytes:
    """Return the largest picture on the page that an officer sees."""
    return max(map(b64decode, SHOWN.findall(officer.page)), key=len, default=b"")


async def test_the_desk_sees_the_photo_and_nothing_that_hid_in_it(town: Town) -> None:
    await send_photo(town)
    ben = await town.open_tip("ben", "Drug dealing in a street")
    blurred = read_picture(ben)

    await ben.press("Look at file 1")

    picture = read_picture(ben)
    assert len(blurred) < 600
    assert len(picture) > 3_000
    assert picture.startswith(b"\xff\xd8\xff")
    assert not [canary for canary in HIDDEN if canary in picture]


async def test_once_locked_nobody_but_a_supervisor_of_the_front_door_sees_it(
    town: Town,
) -> None:
    await send_photo(town)
    ben = await town.open_tip("ben", "Drug dealing in a street")

    await ben.press("This may be an indecent image of a child")
    await ben.press("Lock file 1")
    await ben.press("Back to the tip")

    assert "Look at file 1" not in ben.page
    faye = await town.officer("faye")
    await faye.visit(f"/locked/{SAFEGUARDING_DESK}")
    await faye.press("T-")
    await faye.press("Look at file 1")
    assert "Choose why you have to look" in faye.page
    reason = re.search(r'name="reason" type="radio" value="([a-z-]+)"', faye.page)
    assert reason is not None
    await faye.press("Look at file 1", reason=reason[1])
    assert len(read_picture(faye)) > 3_000


async def test_what_the_reporter_deletes_takes_the_photo_along(town: Town) -> None:
    words = await send_photo(town)
    assert len(words.split()) == 6
    ben = await town.open_tip("ben", "Drug dealing in a street")

    await town.kim.visit("/back/forget")
    await town.kim.press("Delete", words=words)
    await ben.press("Look at file 1")

    assert len(read_picture(ben)) < 600


async def test_a_locked_photo_stays_when_the_rest_is_deleted_and_the_page_says_so(
    town: Town,
) -> None:
    words = await send_photo(town)
    ben = await town.open_tip("ben", "Drug dealing in a street")
    await ben.press("This may be an indecent image of a child")
    await ben.press("Lock file 1")

    await town.kim.visit("/back/forget")
    asked = town.kim.page
    await town.kim.press("Delete", words=words)

    assert "A picture that we had to lock to keep a child safe" in asked
    assert "It is deleted" in town.kim.page
    assert "Only a picture that we had to lock" in town.kim.page
    faye = await town.officer("faye")
    await faye.visit(f"/locked/{SAFEGUARDING_DESK}")
    await faye.press("T-")
    await faye.press("Look at file 1", reason="police")
    assert len(read_picture(faye)) > 3_000
