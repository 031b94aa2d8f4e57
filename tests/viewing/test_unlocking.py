"""A file that was locked by mistake: shown again, by key, and said by whom."""

import asyncio
from unittest.mock import patch

import pytest

from crypto import random_bytes
from service.domain.errors import (
    BadFormError,
    ForbiddenError,
    NotFoundError,
    UnavailableError,
)
from service.domain.forms import Ending
from service.domain.handing import FileGoneError
from service.domain.viewing import FileState
from service.files.objects import Objects
from tests.builders import SAFEGUARDING_DESK
from tests.tips import a_form
from tests.viewing.album import (
    PICTURE,
    Album,
    a_press,
    lead,
    list_files_of,
    lock,
    look,
    look_at_locked,
    read,
    unlock,
)


async def test_what_is_unlocked_is_shown_again_to_those_who_read_the_tip(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)

    done = await unlock(album, "faye", tip, file)

    assert (done.ending, done.deleted, done.removed) == (Ending.DONE, False, True)
    assert await look(album, "ben", tip, file) is FileState.READY
    [mark] = await list_files_of(album, "ben", tip)
    assert mark.attachment.blur == file.blur
    assert await read(album, mark.attachment) == PICTURE
    gita = album.officer("gita")
    found = await album.viewing.look(gita, tip, SAFEGUARDING_DESK, file.id)
    assert found.state is FileState.READY


async def test_it_is_unlocked_by_key_and_the_lock_is_gone(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    [locked] = await album.list_objects()

    await unlock(album, "faye", tip, file)

    [now] = await album.list_objects()
    assert now not in {file.id, locked}
    assert await album.list_rows() == {now}
    assert await album.who_opens_locked() == set()
    assert await album.list_held() == set()
    assert await album.locked.list_tips(album.officer("faye"), SAFEGUARDING_DESK) == []


async def test_the_tip_and_the_log_say_who_unlocked_it_and_the_tip_says_why(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)

    await unlock(album, "faye", tip, file)

    seen = await album.desk.handling.open_tip(album.officer("ben"), tip)
    last = seen.tip.deeds[-1].remark
    assert last
    assert (last.by, last.text) == (
        album.officer("faye").officer_id,
        "It shows a cake.",
    )
    assert (await album.desk.list_acts()).count("file unlocked") == 1
    assert not any("cake" in detail.json for detail in await album.desk.list_details())


async def test_only_who_looked_at_it_since_can_unlock_it_and_only_for_a_reason(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    faye = lead(album, "faye")

    with pytest.raises(BadFormError):
        await album.deciding.unlock(faye, a_press(tip), file.id, "I think so.")
    await look_at_locked(album, "faye", tip, file.id)
    with pytest.raises(BadFormError):
        await album.deciding.unlock(faye, a_press(tip), file.id, "")
    for name in ("gita", "ben", "amira", "ines", "carol", "dev"):
        by = lead(album, name)
        with pytest.raises(ForbiddenError):
            await album.deciding.unlock(by, a_press(tip), file.id, "Let me see it.")

    assert await look(album, "ben", tip, file) is FileState.LOCKED
    assert "file unlocked" not in await album.desk.list_acts()


async def test_a_file_that_is_locked_again_has_to_be_looked_at_again(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await unlock(album, "faye", tip, file)
    [mark] = await list_files_of(album, "ben", tip)

    assert await lock(album, "amira", tip, file) is FileState.LOCKED

    faye = lead(album, "faye")
    assert not await album.files.has(mark.attachment)
    with pytest.raises(BadFormError):
        await album.deciding.unlock(faye, a_press(tip), file.id, "As before.")
    assert (await unlock(album, "faye", tip, file)).ending is Ending.DONE
    assert await look(album, "ben", tip, file) is FileState.READY
    assert len(await album.list_objects()) == len(await album.list_rows()) == 1


async def test_of_two_presses_at_once_one_unlocks(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await look_at_locked(album, "faye", tip, file.id)
    faye = lead(album, "faye")

    done = await asyncio.gather(
        *(
            album.deciding.unlock(faye, a_press(tip), file.id, f"Reason {n}.")
            for n in range(3)
        )
    )

    endings = [one.ending for one in done]
    assert endings.count(Ending.DONE) == 1
    assert endings.count(Ending.CHANGED) == 2
    assert (await album.desk.list_acts()).count("file unlocked") == 1
    assert await album.list_objects() == await album.list_rows()
    assert await look(album, "ben", tip, file) is FileState.READY


async def test_a_form_that_comes_again_unlocks_nothing_more(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await look_at_locked(album, "faye", tip, file.id)
    faye, press = lead(album, "faye"), a_press(tip, random_bytes(16))
    await asyncio.gather(
        *(album.deciding.unlock(faye, press, file.id, "A cake.") for _ in range(2))
    )
    await lock(album, "ben", tip, file)
    await look_at_locked(album, "faye", tip, file.id)

    again = await album.deciding.unlock(faye, press, file.id, "A cake.")

    assert again.ending is Ending.ALREADY
    assert (await album.desk.list_acts()).count("file unlocked") == 1
    assert await look(album, "ben", tip, file) is FileState.LOCKED


async def test_an_old_press_of_the_lock_does_not_lock_it_again(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    ben, press = album.officer("ben"), a_press(tip, random_bytes(16))
    await album.locking.lock(ben, press, None, file.id)
    await unlock(album, "faye", tip, file)

    found = await album.locking.lock(ben, press, None, file.id)

    assert found.state is FileState.READY
    assert (await album.desk.list_acts()).count("file locked") == 1
    assert len(await album.list_objects()) == 1


async def test_a_file_whose_tip_was_moved_is_given_back_to_the_independent_desk(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    ben = album.officer("ben")
    seen = await album.desk.handling.open_tip(ben, tip)
    await album.moving.move(ben, a_form(seen.tip), "It is about a teacher.")

    await unlock(album, "faye", tip, file)

    assert await look(album, "ines", tip, file) is FileState.READY
    for name in ("ben", "faye"):
        with pytest.raises(NotFoundError):
            await look(album, name, tip, file)


async def test_a_lost_file_stays_locked(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await look_at_locked(album, "faye", tip, file.id)
    [object_id] = await album.list_objects()
    await album.files.objects.remove(object_id)

    with pytest.raises(FileGoneError):
        await album.deciding.unlock(lead(album, "faye"), a_press(tip), file.id, "Why")

    assert await look(album, "ben", tip, file) is FileState.LOCKED


async def test_while_the_store_is_away_nothing_is_unlocked(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await look_at_locked(album, "faye", tip, file.id)

    async def away(*_args: object) -> None:
        raise UnavailableError

    with patch.object(Objects, "put", away), pytest.raises(UnavailableError):
        await album.deciding.unlock(lead(album, "faye"), a_press(tip), file.id, "Why")

    assert await look(album, "ben", tip, file) is FileState.LOCKED
    assert (await unlock(album, "faye", tip, file)).ending is Ending.DONE
