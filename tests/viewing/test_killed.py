"""The process killed in the middle of a lock: never lost, never half locked."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from service.db.engine import Vault
from service.domain.answers import Attachment
from service.domain.clock import SetClock, SystemClock
from service.domain.errors import UnavailableError
from service.domain.forms import Ending
from service.domain.tips import TipId
from service.domain.viewing import FileState
from service.files.objects import Objects
from service.upkeep.usecases import Sweeping
from service.viewing import store
from tests.viewing.album import (
    PICTURE,
    Album,
    destroy,
    hand_on,
    lock,
    look,
    look_at_locked,
    unlock,
)


class KilledError(BaseException):
    """The process ended here."""


async def _die(*_args: object, **_kwargs: object) -> None:
    raise KilledError


_BEFORE_THE_COMMIT: dict[str, tuple[object, str]] = {
    "while it is sealed anew": (Objects, "put"),
    "before its row is exchanged": (store, "exchange_file"),
}


@pytest.mark.parametrize("where", _BEFORE_THE_COMMIT)
async def test_killed_before_it_is_locked_it_is_as_it_was(
    album: Album, where: str
) -> None:
    file = await album.keep()
    tip = await album.leave(file)

    with patch.object(*_BEFORE_THE_COMMIT[where], _die), pytest.raises(KilledError):
        await lock(album, "ben", tip, file)

    assert await look(album, "ben", tip, file) is FileState.READY
    assert await album.list_rows() == {file.id}
    assert await album.list_duties() == []
    assert await lock(album, "ben", tip, file) is FileState.LOCKED
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE


async def _killed_before_the_old_one_goes(album: Album) -> tuple[TipId, Attachment]:
    file = await album.keep()
    tip = await album.leave(file)
    with patch.object(Objects, "remove", _die), pytest.raises(KilledError):
        await lock(album, "ben", tip, file)
    return tip, file


async def test_killed_after_it_is_locked_nobody_looks_and_the_next_press_ends_it(
    album: Album,
) -> None:
    tip, file = await _killed_before_the_old_one_goes(album)

    assert await look(album, "ben", tip, file) is FileState.LOCKED
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE
    assert await lock(album, "amira", tip, file) is FileState.LOCKED
    assert not await album.files.has(file)
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE


async def test_killed_after_it_is_locked_upkeep_removes_what_is_left(
    album: Album,
) -> None:
    tip, file = await _killed_before_the_old_one_goes(album)
    clock = SetClock(SystemClock().now())
    clock.advance(timedelta(hours=3))
    vault = Vault(album.site.database.upkeep)

    swept = await Sweeping(vault, album.files.objects, clock).sweep_orphans()
    await vault.close()

    assert swept == 1
    assert not await album.files.has(file)
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE


async def test_a_store_that_does_not_let_go_is_never_called_done(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)

    async def away(*_args: object) -> None:
        raise UnavailableError

    with patch.object(Objects, "remove", away):
        assert await lock(album, "ben", tip, file) is FileState.LOCKING

    assert await look(album, "ben", tip, file) is FileState.LOCKED
    assert await lock(album, "ben", tip, file) is FileState.LOCKED
    assert not await album.files.has(file)


@pytest.mark.parametrize("where", _BEFORE_THE_COMMIT)
async def test_killed_before_it_is_unlocked_it_is_locked_as_before(
    album: Album, where: str
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    rows = await album.list_rows()

    with patch.object(*_BEFORE_THE_COMMIT[where], _die), pytest.raises(KilledError):
        await unlock(album, "faye", tip, file)

    assert await look(album, "ben", tip, file) is FileState.LOCKED
    assert await album.list_rows() == rows
    assert (await unlock(album, "faye", tip, file)).ending is Ending.DONE
    assert await look(album, "ben", tip, file) is FileState.READY


async def test_killed_after_it_is_unlocked_upkeep_removes_the_old_copy(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    with patch.object(Objects, "remove", _die), pytest.raises(KilledError):
        await unlock(album, "faye", tip, file)
    there = len(await album.list_objects())

    await _sweep(album)

    assert (there, len(await album.list_objects())) == (2, 1)
    assert await look(album, "ben", tip, file) is FileState.READY


async def test_killed_after_it_is_destroyed_nobody_opens_it_and_upkeep_removes_it(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await hand_on(album, "faye", tip, file)
    with patch.object(Objects, "remove", _die), pytest.raises(KilledError):
        await destroy(album, "faye", tip, file)

    assert await album.who_opens_locked() == set()
    assert await album.list_rows() == set()
    assert len(await album.list_objects()) == 1
    await _sweep(album)
    assert await album.list_objects() == set()


async def test_a_store_that_keeps_what_was_destroyed_is_said_to(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await hand_on(album, "faye", tip, file)

    async def away(*_args: object) -> None:
        raise UnavailableError

    with patch.object(Objects, "remove", away):
        done = await destroy(album, "faye", tip, file)

    assert (done.ending, done.removed) == (Ending.DONE, False)
    assert await album.who_opens_locked() == set()


async def _sweep(album: Album) -> None:
    clock = SetClock(SystemClock().now())
    clock.advance(timedelta(hours=3))
    vault = Vault(album.site.database.upkeep)
    await Sweeping(vault, album.files.objects, clock).sweep_orphans()
    await vault.close()
