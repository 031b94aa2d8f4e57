"""A locked file that the police have: recorded, then destroyed here for good."""

import asyncio
from datetime import timedelta

import pytest

from crypto import random_bytes
from service.domain.errors import BadFormError, ForbiddenError
from service.domain.forms import Ending
from service.domain.handing import Handing, Leave, Taker
from service.domain.viewing import FileState, LockedLeftError, count_locked
from tests.builders import INDEPENDENT_DESK, SAFEGUARDING_DESK
from tests.viewing.album import (
    Album,
    a_press,
    answer_the_duty,
    confirm,
    destroy,
    hand_on,
    lead,
    list_files_of,
    lock,
    look,
    look_at_locked,
    propose_to_close,
)


async def test_what_the_police_have_is_destroyed_with_its_key(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await look_at_locked(album, "faye", tip, file.id)

    handed = await hand_on(album, "faye", tip, file)
    kept = await album.list_objects()
    done = await destroy(album, "faye", tip, file)

    assert (handed.ending, done.ending) == (Ending.DONE, Ending.DONE)
    assert done.removed
    assert len(kept) == 1
    assert await album.list_objects() == await album.list_rows() == set()
    assert await album.list_held() == set()
    assert await album.who_opens_locked() == set()


async def test_the_tip_and_the_log_say_to_whom_it_went_and_who_destroyed_it(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)

    await hand_on(album, "faye", tip, file)
    await destroy(album, "faye", tip, file)

    seen = await album.desk.handling.open_tip(album.officer("ben"), tip)
    handed, destroyed = (one.remark for one in seen.tip.deeds[-2:])
    assert handed
    assert destroyed
    assert handed.text.startswith("The police here, reference CAD 1234, ")
    assert destroyed.text == "The police told us to destroy it"
    assert handed.by == destroyed.by == album.officer("faye").officer_id
    logged = [(one.act, one.reason) for one in await album.desk.list_details()]
    assert ("locked file handed on", "police") in logged
    assert ("locked file destroyed", "police-told-us") in logged
    assert not any("CAD" in one.json for one in await album.desk.list_details())


async def test_nothing_is_destroyed_that_was_not_handed_on(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)

    with pytest.raises(BadFormError):
        await destroy(album, "faye", tip, file)

    assert len(await album.list_objects()) == 1
    assert "locked file destroyed" not in await album.desk.list_acts()


async def test_a_file_is_handed_on_under_a_reference_and_not_tomorrow(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    today = album.site.clock.today()

    for wrong in (
        Handing(Taker.CEOP, "", today),
        Handing(Taker.CEOP, "C-7", today + timedelta(days=1)),
    ):
        with pytest.raises(BadFormError):
            await album.deciding.hand_on(
                lead(album, "faye"), a_press(tip), file.id, wrong
            )

    assert "locked file handed on" not in await album.desk.list_acts()


async def test_nobody_else_hands_on_or_destroys(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await hand_on(album, "faye", tip, file)

    for name in ("gita", "ben", "amira", "ines", "carol"):
        with pytest.raises(ForbiddenError):
            await hand_on(album, name, tip, file)
        with pytest.raises(ForbiddenError):
            await destroy(album, name, tip, file)

    assert len(await album.list_objects()) == 1


async def test_what_is_destroyed_is_never_looked_at_locked_or_decided_again(
    album: Album,
) -> None:
    file, other = await album.keep(), await album.keep()
    tip = await album.leave(file, other)
    await lock(album, "ben", tip, file)
    await lock(album, "ben", tip, other)
    await hand_on(album, "faye", tip, file)
    await destroy(album, "faye", tip, file)

    again = await hand_on(album, "faye", tip, file)

    assert again.ending is Ending.CHANGED
    assert await look(album, "ben", tip, file) is FileState.DESTROYED
    assert await lock(album, "ben", tip, file) is FileState.DESTROYED
    marks = await list_files_of(album, "ben", tip)
    assert [mark.destroyed for mark in marks] == [True, False]
    assert await look(album, "ben", tip, other) is FileState.LOCKED
    assert len(await album.list_objects()) == 1


async def test_a_form_that_comes_twice_destroys_once(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await hand_on(album, "faye", tip, file)
    faye, press = lead(album, "faye"), a_press(tip, random_bytes(16))

    done = await asyncio.gather(
        *(album.deciding.destroy(faye, press, file.id, Leave.TAKEN) for _ in range(3))
    )

    endings = sorted(one.ending for one in done)
    assert endings == [Ending.ALREADY, Ending.ALREADY, Ending.DONE]
    assert (await album.desk.list_acts()).count("locked file destroyed") == 1


async def test_the_duty_cannot_be_closed_while_a_locked_file_is_kept(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await answer_the_duty(album, "faye", tip)

    with pytest.raises(LockedLeftError):
        await propose_to_close(album, "faye", tip)
    await hand_on(album, "faye", tip, file)
    with pytest.raises(LockedLeftError):
        await propose_to_close(album, "faye", tip)
    await destroy(album, "faye", tip, file)
    await propose_to_close(album, "faye", tip)
    seen = await confirm(album, "ben", tip)

    assert not seen.tip.has_open_duty
    assert count_locked(seen.tip) == 0
    assert await album.list_duties() == [(SAFEGUARDING_DESK, False, 1)]


async def test_a_duty_for_a_lost_file_can_be_closed(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await album.files.remove(file)
    await lock(album, "ben", tip, file)
    await answer_the_duty(album, "faye", tip)

    seen = await propose_to_close(album, "faye", tip)

    assert seen.ending is Ending.DONE


async def test_the_independent_desk_decides_about_what_it_locked(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file, desk=INDEPENDENT_DESK)
    await lock(album, "ines", tip, file)
    ines = lead(album, "ines", INDEPENDENT_DESK)
    handing = Handing(Taker.ELSEWHERE, "IOPC 5", album.site.clock.today())

    await album.deciding.hand_on(ines, a_press(tip), file.id, handing)
    done = await album.deciding.destroy(ines, a_press(tip), file.id, Leave.TAKEN)

    assert done.ending is Ending.DONE
    assert await album.list_objects() == set()
