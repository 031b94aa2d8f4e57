"""A file that may be an indecent image of a child: locked at once, and never lost."""

import asyncio
from collections.abc import Awaitable, Callable
from unittest.mock import patch

import pytest

from crypto import random_bytes
from service.domain.answers import Attachment
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.viewing import FileState
from service.files.sealed_files import SealedFiles
from tests.builders import INDEPENDENT_DESK, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.tips import a_form
from tests.viewing.album import (
    PICTURE,
    Album,
    a_press,
    lead,
    lock,
    look,
    look_at_locked,
    look_for,
    read,
)


async def test_a_locked_file_opens_for_the_safeguarding_desk_alone(
    album: Album,
) -> None:
    file, other = await album.keep(), await album.keep()
    tip = await album.leave(file, other)

    assert await lock(album, "ben", tip, file) is FileState.LOCKED

    assert await album.who_opens_locked() == {SAFEGUARDING_DESK}
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE
    assert await look(album, "ben", tip, file) is FileState.LOCKED
    assert await look(album, "ben", tip, other) is FileState.READY


async def test_what_the_old_key_opened_is_gone_from_the_store(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)

    await lock(album, "ben", tip, file)

    assert not await album.files.has(file)
    assert await album.list_rows() == await album.list_objects()
    [new] = await album.list_objects()
    with pytest.raises(NotFoundError):
        await read(album, file)
    assert new != file.id


async def test_locking_opens_an_urgent_duty_there_that_two_people_close(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)

    await lock(album, "ben", tip, file)

    assert await album.list_duties() == [(SAFEGUARDING_DESK, True, 1)]
    faye = album.officer("faye")
    seen = await album.duties.look(faye, tip, SAFEGUARDING_DESK)
    assert seen.tip.has_open_duty
    acts = await album.desk.list_acts()
    assert acts.count("file locked") == acts.count("safeguarding duty opened") == 1


async def test_locking_raises_a_duty_that_was_done_and_opens_a_closed_tip(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    ben = album.officer("ben")
    seen = await album.desk.handling.open_tip(ben, tip)
    await album.desk.handling.close(ben, a_form(seen.tip), "not-enough")

    await lock(album, "ben", tip, file)

    again = await album.desk.handling.open_tip(ben, tip)
    assert again.tip.record.open
    assert again.tip.has_open_duty


async def test_only_a_supervisor_of_that_desk_looks_and_for_a_reason(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)

    for name in ("gita", "ben", "amira", "ines", "carol", "dev"):
        with pytest.raises(ForbiddenError):
            await look_at_locked(album, name, tip, file.id)
    for wanted in ((file.id, ""), (file.id, "curious")):
        with pytest.raises(BadFormError):
            await look_for(album, lead(album, "faye"), tip, wanted)
    assert "locked file looked at" not in await album.desk.list_acts()
    await look_at_locked(album, "faye", tip, file.id)
    assert (await album.desk.list_acts()).count("locked file looked at") == 1


async def test_two_officers_at_once_lock_a_file_once(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)

    states = await asyncio.gather(
        *(lock(album, name, tip, file) for name in ("ben", "amira", "ben"))
    )

    assert states == [FileState.LOCKED] * 3
    assert (await album.desk.list_acts()).count("file locked") == 1
    assert len(await album.list_objects()) == len(await album.list_rows()) == 1
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE


async def test_a_form_that_comes_twice_locks_once(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    ben, press = album.officer("ben"), a_press(tip, random_bytes(16))

    await asyncio.gather(
        *(album.locking.lock(ben, press, None, file.id) for _ in range(3))
    )

    assert (await album.desk.list_acts()).count("file locked") == 1
    assert len(await album.list_objects()) == 1
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE


async def test_a_lock_holds_whatever_a_colleague_did_meanwhile(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    amira, keep = album.officer("amira"), SealedFiles.keep

    async def note_first(*args: object, **kwargs: object) -> Attachment:
        if not noted:
            noted.append(True)
            seen = await album.desk.handling.open_tip(amira, tip)
            await album.desk.answering.add_note(amira, a_form(seen.tip), "A note.")
        return await keep(*args, **kwargs)  # type: ignore[arg-type] # as they came

    noted: list[bool] = []
    with patch.object(SealedFiles, "keep", note_first):
        assert await lock(album, "ben", tip, file) is FileState.LOCKED

    assert noted == [True]
    assert len(await album.list_objects()) == 1
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE


@pytest.mark.parametrize("spoil", ["lost", "broken"])
async def test_a_file_that_does_not_open_can_be_locked_all_the_same(
    album: Album, spoil: str
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await SPOIL[spoil](album, file)

    assert await lock(album, "ben", tip, file) is FileState.LOCKED

    found = await look_for(album, lead(album, "faye"), tip, (file.id, "check"))
    assert found.state is FileState.LOST
    assert await album.list_objects() == set()


async def _lose(album: Album, file: Attachment) -> None:
    await album.files.remove(file)


async def _break(album: Album, file: Attachment) -> None:
    [path] = album.site.folder.joinpath("files").glob(f"{file.id}*")
    box = bytearray(path.read_bytes())
    box[-1] ^= 1
    path.write_bytes(bytes(box))


SPOIL: dict[str, Callable[[Album, Attachment], Awaitable[None]]] = {
    "lost": _lose,
    "broken": _break,
}


async def test_the_independent_desk_locks_for_itself_alone(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file, desk=INDEPENDENT_DESK)

    assert await lock(album, "ines", tip, file) is FileState.LOCKED

    assert await album.who_opens_locked() == {INDEPENDENT_DESK}
    ines, wanted = lead(album, "ines", INDEPENDENT_DESK), (file.id, "police")
    found = await look_for(album, ines, tip, wanted)
    assert await read(album, found.file.attachment) == PICTURE


async def test_a_locked_file_is_not_lost_when_its_tip_is_moved(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    ben = album.officer("ben")
    seen = await album.desk.handling.open_tip(ben, tip)

    await album.moving.move(ben, a_form(seen.tip), "It is about a teacher.")

    assert await look(album, "ines", tip, file) is FileState.LOCKED
    assert await album.who_opens_locked() == {SAFEGUARDING_DESK}
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE
    found = await album.viewing.find(album.officer("ines"), tip, None, file.id)
    assert found.duty_desk == SAFEGUARDING_DESK


async def test_the_desk_with_the_duty_can_lock_what_it_sees(album: Album) -> None:
    file, other = await album.keep(), await album.keep()
    tip = await album.leave(file, other)
    await lock(album, "ben", tip, file)
    gita = album.officer("gita")

    found = await album.locking.lock(gita, a_press(tip), SAFEGUARDING_DESK, other.id)

    assert found.state is FileState.LOCKED
    assert await look(album, "ben", tip, other) is FileState.LOCKED
    assert await album.locked.list_tips(gita, SAFEGUARDING_DESK) == [tip]


async def test_another_desks_files_are_not_there(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)

    for name, found in (("ines", file.id), ("ben", "ab" * 16), ("ben", "../x")):
        with pytest.raises(NotFoundError):
            await album.viewing.look(album.officer(name), tip, None, found)
    with pytest.raises(NotFoundError):
        await album.locked.list_tips(album.officer("ben"), TRIAGE_DESK)
    with pytest.raises(NotFoundError):
        await album.locked.list_files(lead(album, "faye"), tip)
