"""A tip that is moved after a file was locked: who has it rings until they decided."""

from html import unescape

import pytest

from service.domain.answers import Attachment
from service.domain.duties import Step
from service.domain.duty_actions import Action
from service.domain.handing import Handing, Leave, Taker
from service.domain.tips import TipId
from service.domain.viewing import LockedLeftError
from tests.builders import INDEPENDENT_DESK, SAFEGUARDING_DESK
from tests.tips import a_form
from tests.viewing.album import (
    Album,
    a_press,
    destroy,
    hand_on,
    lead,
    lock,
    unlock,
)
from tests.visitors import Visitor

_FRONT_DOOR, _INDEPENDENT = (SAFEGUARDING_DESK, True, 1), (INDEPENDENT_DESK, True, 3)


async def _move(album: Album, *files: Attachment) -> TipId:
    """Lock all files of a tip but the last, then move it."""
    tip = await album.leave(*files)
    for file in files[:-1]:
        await lock(album, "ben", tip, file)
    await _move_tip(album, tip)
    return tip


async def _move_tip(album: Album, tip: TipId) -> None:
    ben = album.officer("ben")
    seen = await album.desk.handling.open_tip(ben, tip)
    await album.moving.move(ben, a_form(seen.tip), "It is about a teacher.")


async def _record_what_was_done(album: Album, tip: TipId) -> None:
    ines = album.officer("ines")
    seen = await album.duties.look(ines, tip, INDEPENDENT_DESK)
    done = Action.POLICE, ""
    await album.duties.act(ines, a_form(seen.tip), INDEPENDENT_DESK, done)
    seen = await album.duties.look(ines, tip, INDEPENDENT_DESK)
    done = Action.NOTIFIED_POLICE, ""
    await album.duties.act(ines, a_form(seen.tip), INDEPENDENT_DESK, done)


async def _propose(album: Album, tip: TipId) -> None:
    ines, step = album.officer("ines"), (Step.PROPOSED, "")
    seen = await album.duties.look(ines, tip, INDEPENDENT_DESK)
    await album.duties.close(ines, a_form(seen.tip), INDEPENDENT_DESK, step)


async def test_it_rings_at_both_desks_until_each_file_is_decided_about(
    album: Album,
) -> None:
    one, two, other = [await album.keep() for _ in range(3)]
    tip = await _move(album, one, two, other)

    before = await album.list_duties()
    await hand_on(album, "faye", tip, one)
    await destroy(album, "faye", tip, one)
    between = await album.list_duties()
    await unlock(album, "faye", tip, two)

    assert sorted(before) == sorted(between) == [_FRONT_DOOR, _INDEPENDENT]
    assert await album.list_duties() == [_INDEPENDENT]


async def test_a_tip_without_locked_files_rings_where_it_went_alone(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await unlock(album, "faye", tip, file)

    await _move_tip(album, tip)

    assert await album.list_duties() == [_INDEPENDENT]


async def test_the_duty_is_closed_after_the_other_desk_has_decided(
    small_album: Album,
) -> None:
    file, other = await small_album.keep(), await small_album.keep()
    tip = await _move(small_album, file, other)
    await _record_what_was_done(small_album, tip)

    with pytest.raises(LockedLeftError):
        await _propose(small_album, tip)
    await unlock(small_album, "faye", tip, file)
    await _propose(small_album, tip)

    assert await small_album.list_duties() == [_INDEPENDENT]


async def test_what_the_independent_desk_locks_itself_rings_there_alone(
    small_album: Album,
) -> None:
    file, other = await small_album.keep(), await small_album.keep()
    tip = await _move(small_album, file, other)
    await unlock(small_album, "faye", tip, file)
    await lock(small_album, "ines", tip, other)
    ines = lead(small_album, "ines", INDEPENDENT_DESK)
    handing = Handing(Taker.ELSEWHERE, "IOPC 5", small_album.site.clock.today())

    await small_album.deciding.hand_on(ines, a_press(tip), other.id, handing)
    await small_album.deciding.destroy(ines, a_press(tip), other.id, Leave.TAKEN)

    assert [desk for desk, _, _ in await small_album.list_duties()] == [
        INDEPENDENT_DESK
    ]


async def test_the_page_names_who_decides_and_offers_nothing_that_is_not_there(
    small_album: Album, ines: Visitor
) -> None:
    file, other = await small_album.keep(), await small_album.keep()
    tip = await _move(small_album, file, other)
    await _record_what_was_done(small_album, tip)
    borough = small_album.site.borough
    front_door = borough.name_desk(SAFEGUARDING_DESK)
    independent = borough.name_desk(INDEPENDENT_DESK)

    await ines.visit(f"/duties/{INDEPENDENT_DESK}")
    await ines.press("No topic chosen")
    page = unescape(ines.page)
    await ines.press("Propose to close the duty", why="All is well.")
    refused = unescape(ines.page)

    assert page.count(f"Only a supervisor of the {front_door} can look") == 2
    assert f"Only a supervisor of the {independent}" not in page
    assert f"stays with the {front_door}. It rings there" in page
    assert "Locked files of this tip" not in page
    assert ines.status == 400
    assert f"A supervisor of the {front_door} has to unlock it" in refused


async def test_the_desk_that_has_the_locks_finds_them_among_its_duties(
    small_album: Album, faye: Visitor
) -> None:
    file, other = await small_album.keep(), await small_album.keep()
    tip = await _move(small_album, file, other)

    await faye.visit(f"/duties/{SAFEGUARDING_DESK}")
    waits = faye.page
    await faye.visit(f"/watch/{SAFEGUARDING_DESK}")
    watched = faye.page
    await unlock(small_album, "faye", tip, file)
    await faye.visit(f"/duties/{SAFEGUARDING_DESK}")

    assert "A tip was moved away after files were locked for this desk" in waits
    assert "No duty is open." in waits
    assert "No duty of this desk is open." in watched
    assert "moved away" not in faye.page
