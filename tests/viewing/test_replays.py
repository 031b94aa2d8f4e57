"""Forms about locked files that come again, or say what cannot be."""

from html import unescape

import pytest

from service.domain.handing import HandedTooEarlyError, Handing, Taker
from tests.viewing.album import Album, a_press, lead, lock
from tests.viewing.test_deciding_pages import decide
from tests.visitors import Visitor


async def test_an_old_press_of_unlock_does_not_say_that_it_is_unlocked(
    small_album: Album, faye: Visitor
) -> None:
    tip = await decide(small_album, faye)
    unlock, _button = faye.find_button("Unlock file 1")
    await faye.send(unlock, "Unlock", why="It shows a cake.")
    seen = await small_album.desk.handling.open_tip(small_album.officer("ben"), tip)
    assert seen.tip.answers
    [file] = seen.tip.answers.files
    await lock(small_album, "ben", tip, file)

    await faye.send(unlock, "Unlock", why="It shows a cake.")
    locked = faye.page
    await small_album.withdraw(tip)
    await faye.send(unlock, "Unlock", why="It shows a cake.")

    assert "This was recorded before" in locked
    assert "it is locked now" in locked
    assert "can look at it again" not in locked
    assert "This was recorded before" in faye.page
    assert "deleted at once" not in faye.page


async def test_an_old_press_of_handing_on_does_not_say_it_was_done_now(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)
    handed, _button = faye.find_button("Record that it was handed on")
    await faye.send(handed, "Record", to="police", reference="CAD 1")

    await faye.send(handed, "Record", to="police", reference="CAD 1")

    assert "It was done then, and not a second time" in faye.page
    assert "It is recorded: the file was handed on" not in faye.page


@pytest.mark.parametrize("day", ["20260101", "2026-W01-1", "0001-01-01", "2019-12-31"])
async def test_a_day_before_the_tip_or_in_another_writing_is_asked_again(
    small_album: Album, faye: Visitor, day: str
) -> None:
    await decide(small_album, faye)

    await faye.press(
        "Record that it was handed on", to="police", reference="CAD 1", day=day
    )

    assert faye.status == 400
    assert "not before the tip came, not later than today" in unescape(faye.page)
    assert f'value="{day}"' in faye.page
    assert "locked file handed on" not in await small_album.desk.list_acts()


async def test_a_reference_that_nobody_can_see_is_none(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)

    for reference in ("\u200b", " \u200b ", "--"):
        await faye.press(
            "Record that it was handed on", to="police", reference=reference
        )
        assert "Write the reference that they gave you" in faye.page
    await faye.press(
        "Record that it was handed on", to="police", reference="CAD\u200b 9"
    )

    assert "reference CAD 9," in faye.page


async def test_the_door_is_no_way_round_the_day(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    by, day = lead(album, "faye"), album.site.clock.today().replace(year=1999, day=1)

    with pytest.raises(HandedTooEarlyError):
        await album.deciding.hand_on(
            by, a_press(tip), file.id, Handing(Taker.POLICE, "CAD 1", day)
        )

    assert "locked file handed on" not in await album.desk.list_acts()
