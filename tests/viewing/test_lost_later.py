"""A file that is lost or broken after it was locked: taken off the list as that."""

from collections.abc import Awaitable, Callable
from html import unescape

import pytest

from service.domain.answers import Attachment
from service.domain.errors import BadFormError, ForbiddenError, UnavailableError
from service.domain.forms import Ending
from service.domain.handing import FileOpensError, Leave
from service.domain.tips import TipId
from service.domain.viewing import FileState
from service.viewing.deciding import Deciding, Decision
from service.viewing.usecases import Viewing
from tests.viewing.album import (
    Album,
    a_press,
    answer_the_duty,
    confirm,
    lead,
    lock,
    look,
    propose_to_close,
)
from tests.viewing.test_deciding_pages import decide, open_duty
from tests.visitors import Visitor


async def _lock(album: Album) -> tuple[TipId, Attachment]:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    return tip, file


async def _lose(album: Album) -> None:
    for one in await album.list_objects():
        await album.files.objects.remove(one)


async def _break(album: Album) -> None:
    [object_id] = await album.list_objects()
    [path] = album.site.folder.joinpath("files").glob(f"{object_id}*")
    path.write_bytes(path.read_bytes()[:-1])


async def _take_off(
    album: Album, tip: TipId, file: Attachment, name: str = "faye"
) -> Decision:
    by = lead(album, name)
    return await album.deciding.destroy(by, a_press(tip), file.id, Leave.GONE)


@pytest.mark.parametrize("spoil", [_lose, _break])
async def test_what_does_not_open_any_more_goes_without_a_false_word(
    album: Album, spoil: Callable[[Album], Awaitable[None]]
) -> None:
    tip, file = await _lock(album)
    await spoil(album)

    done = await _take_off(album, tip, file)

    assert (done.ending, done.removed) == (Ending.DONE, True)
    assert await album.list_held() == set()
    assert await album.list_objects() == await album.list_rows() == set()
    assert await look(album, "ben", tip, file) is FileState.DESTROYED
    logged = [(one.act, one.reason) for one in await album.desk.list_details()]
    assert ("locked file destroyed", "does-not-open") in logged
    assert "locked file handed on" not in await album.desk.list_acts()


async def test_what_opens_is_not_lost_and_stays(album: Album) -> None:
    tip, file = await _lock(album)

    with pytest.raises(FileOpensError):
        await _take_off(album, tip, file)

    assert len(await album.list_objects()) == len(await album.list_held()) == 1
    assert "locked file destroyed" not in await album.desk.list_acts()


async def test_where_no_store_can_be_asked_nothing_is_called_lost(
    small_album: Album,
) -> None:
    tip, file = await _lock(small_album)
    blind = Deciding(Viewing(small_album.viewing.book, None))
    by = lead(small_album, "faye")

    with pytest.raises(UnavailableError):
        await blind.destroy(by, a_press(tip), file.id, Leave.GONE)

    assert len(await small_album.list_held()) == 1


async def test_nobody_else_takes_it_off_and_no_other_leave_does(
    small_album: Album,
) -> None:
    tip, file = await _lock(small_album)
    await _lose(small_album)

    for name in ("gita", "ben", "ines"):
        with pytest.raises(ForbiddenError):
            await _take_off(small_album, tip, file, name)
    by = lead(small_album, "faye")
    with pytest.raises(BadFormError):
        await small_album.deciding.destroy(by, a_press(tip), file.id, Leave.TAKEN)

    assert len(await small_album.list_held()) == 1


async def test_what_was_lost_before_it_was_locked_can_go_too(
    small_album: Album,
) -> None:
    file = await small_album.keep()
    tip = await small_album.leave(file)
    await small_album.files.remove(file)
    await lock(small_album, "ben", tip, file)

    done = await _take_off(small_album, tip, file)

    assert done.ending is Ending.DONE
    assert await look(small_album, "ben", tip, file) is FileState.DESTROYED


async def test_after_it_the_duty_can_be_closed(small_album: Album) -> None:
    tip, file = await _lock(small_album)
    await _lose(small_album)
    await answer_the_duty(small_album, "faye", tip)

    await _take_off(small_album, tip, file)
    await propose_to_close(small_album, "faye", tip)
    seen = await confirm(small_album, "ben", tip)

    assert not seen.tip.has_open_duty


async def test_a_lead_takes_it_off_the_list_and_the_duty_says_why(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)

    await faye.press("Take file 1 off the list")
    refused = unescape(faye.page), faye.status
    await _lose(small_album)
    await faye.press("Take file 1 off the list")
    done = faye.page
    page = await open_duty(faye)

    assert refused[1] == 400
    assert "This file opens, so it is not lost" in refused[0]
    assert 'href="#gone"' in refused[0]
    assert "It is destroyed for good" in done
    assert "It did not open any more: it was lost or damaged here" in page
    assert "handed to the police" not in page.partition('id="locked"')[2]
