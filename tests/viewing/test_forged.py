"""What somebody writes who holds the desk's database role and no desk's key."""

import pytest
from sqlalchemy import select, update

from crypto import ShredKey, random_id
from service.db import tipfiles
from service.db.schema import LetterRow, SealRow, ShredRow, TipRow
from service.domain.deeds import Doer
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending
from service.domain.handing import Handing, Leave, LookReason, Taker
from service.domain.letters import Kind, LetterId, Remark
from service.domain.locked import Locked, note_handing, note_look, seal_for
from service.domain.people import DeskId
from service.domain.sealed import Place
from service.domain.tips import TipId
from service.domain.viewing import FileState, give_back
from tests.builders import INDEPENDENT_DESK, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.viewing.album import (
    PICTURE,
    Album,
    a_press,
    destroy,
    hand_on,
    lead,
    list_files_of,
    lock,
    look,
    look_at_locked,
    look_for,
    read,
    unlock,
)


async def forge(
    album: Album, tip: TipId, letter: tuple[Kind, Remark, str], desk: DeskId
) -> None:
    """Write a letter before all others, with a public card and a key that lies bare."""
    kind, remark, side = letter
    async with album.desk.vault.writing() as connection:
        card = await album.desk.casebook.cards.get_card(connection, desk)
        key = select(ShredRow.key).where(ShredRow.tip == tip, ShredRow.side == side)
        shred = ShredKey(await connection.scalar(key) or b"")
        place = Place(LetterId(random_id()), tip, kind, 0)
        written = seal_for(place, remark, (card,), shred)
        await tipfiles.add_letter(connection, written)


def doer(album: Album, name: str) -> Doer:
    return Doer(album.officer(name).officer_id, album.site.clock.today())


async def test_no_other_picture_takes_the_place_of_one_that_was_sent(
    album: Album,
) -> None:
    file, mine = await album.keep(), await album.keep(content=b"mine")
    tip = await album.leave(file)
    for bond in ("", "00" * 32):
        again = give_back(doer(album, "faye"), file.id, mine, bond)
        await forge(album, tip, (Kind.FILE, again, "told"), TRIAGE_DESK)

    assert await look(album, "ben", tip, file) is FileState.READY

    [mark] = await list_files_of(album, "ben", tip)
    assert await read(album, mark.attachment) == PICTURE


async def test_a_handing_or_a_look_that_no_lead_wrote_destroys_and_unlocks_nothing(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    [side] = await album.list_held()
    faye, by = doer(album, "faye"), lead(album, "faye")
    handing = Handing(Taker.POLICE, "CAD 9", faye.day)
    for remark in (
        note_handing(faye, file.id, handing),
        note_look(faye, file.id, LookReason.CHECK),
    ):
        await forge(album, tip, (Kind.LOCKED, remark, side), SAFEGUARDING_DESK)

    with pytest.raises(BadFormError):
        await album.deciding.destroy(by, a_press(tip), file.id, Leave.TOLD)
    with pytest.raises(BadFormError):
        await album.deciding.unlock(by, a_press(tip), file.id, "A cake.")

    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE


async def test_a_second_lock_of_a_file_that_a_lead_has_seen_changes_nothing(
    album: Album,
) -> None:
    file, mine = await album.keep(), await album.keep(content=b"mine")
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await album.locked.list_files(lead(album, "faye"), tip)
    [side] = await album.list_held()
    for attachment in (None, mine):
        forged = Locked(file.id, attachment, doer(album, "ben").day, 1)
        remark = forged.write(doer(album, "ben"))
        await forge(album, tip, (Kind.LOCKED, remark, side), SAFEGUARDING_DESK)

    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE
    assert (await hand_on(album, "faye", tip, file)).ending is Ending.DONE
    assert (await destroy(album, "faye", tip, file)).ending is Ending.DONE


async def test_a_file_is_given_back_to_the_desk_it_was_locked_at_whatever_a_row_says(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file, desk=INDEPENDENT_DESK)
    await lock(album, "ines", tip, file)
    ines = lead(album, "ines", INDEPENDENT_DESK)
    await look_for(album, ines, tip, (file.id, "check"))
    async with album.desk.vault.writing() as connection:
        other = update(TipRow).where(TipRow.id == tip).values(desk=TRIAGE_DESK)
        await connection.execute(other)

    await album.deciding.unlock(ines, a_press(tip), file.id, "It shows a cake.")

    readers = select(SealRow.desk).join(LetterRow, LetterRow.id == SealRow.letter)
    async with album.desk.vault.reading() as connection:
        found = await connection.scalars(readers.where(LetterRow.tip == tip))
        assert set(found) == {INDEPENDENT_DESK}


async def test_a_desk_that_a_tip_was_never_for_is_not_told_that_it_is_there(
    album: Album,
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    ines = lead(album, "ines", INDEPENDENT_DESK)

    with pytest.raises(NotFoundError):
        await album.deciding.unlock(ines, a_press(tip), file.id, "Is it there?")

    await unlock(album, "faye", tip, file)
    faye = lead(album, "faye")
    late = await album.deciding.destroy(faye, a_press(tip), file.id, Leave.TOLD)
    assert late.ending is Ending.CHANGED
