"""The reporter deletes: everything goes but what was locked, until it is decided."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import update

from service.db.engine import Vault
from service.db.schema import TipRow
from service.domain.answers import Attachment
from service.domain.clock import SetClock, SystemClock
from service.domain.deeds import HoldReason
from service.domain.errors import NotFoundError
from service.domain.forms import Ending
from service.domain.tips import TipId
from service.domain.viewing import FileState, count_locked
from service.upkeep.usecases import Forgetting, Sweeping
from service.viewing.usecases import Viewing
from tests.builders import SAFEGUARDING_DESK
from tests.tips import a_form
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


@dataclass(frozen=True, slots=True)
class Night:
    """Upkeep, three hours later."""

    forgetting: Forgetting
    sweeping: Sweeping

    async def pass_by(self) -> list[int]:
        """Do the rounds; how many tips each forgot, until there was nothing to do."""
        forgot = [await self.forgetting.forget_withdrawn() for _ in range(2)]
        await self.sweeping.sweep_orphans()
        return forgot


@pytest.fixture
async def night(album: Album) -> AsyncIterator[Night]:
    clock = SetClock(SystemClock().now())
    clock.advance(timedelta(hours=3))
    vault = Vault(album.site.database.upkeep)
    sweeping = Sweeping(vault, album.files.objects, clock)
    yield Night(Forgetting(vault, clock), sweeping)
    await vault.close()


async def _locked_and_deleted(album: Album) -> tuple[TipId, Attachment, Attachment]:
    file, other = await album.keep(), await album.keep()
    tip = await album.leave(file, other)
    await lock(album, "ben", tip, file)
    await album.withdraw(tip)
    return tip, file, other


async def test_everything_goes_but_the_locked_file_and_upkeep_comes_to_an_end(
    album: Album, night: Night
) -> None:
    tip, file, other = await _locked_and_deleted(album)

    assert await night.pass_by() == [1, 0]

    assert not await album.files.has(other)
    assert len(await album.list_objects()) == len(await album.list_rows()) == 1
    assert await night.sweeping.count_lost() == 0
    assert await look_at_locked(album, "faye", tip, file.id) == PICTURE
    with pytest.raises(NotFoundError):
        await look(album, "ben", tip, file)


async def test_the_duty_still_says_that_a_file_is_locked_and_rings(
    album: Album, night: Night
) -> None:
    tip, _file, _other = await _locked_and_deleted(album)
    await night.pass_by()

    seen = await album.duties.look(album.officer("faye"), tip, SAFEGUARDING_DESK)

    assert seen.tip.withdrawn
    assert count_locked(seen.tip) == 1
    assert await album.list_duties() == [(SAFEGUARDING_DESK, True, 1)]


async def test_unlocked_after_the_reporter_deleted_it_is_deleted_at_once(
    album: Album, night: Night
) -> None:
    tip, file, _other = await _locked_and_deleted(album)
    await night.pass_by()

    done = await unlock(album, "faye", tip, file)

    assert (done.ending, done.deleted) == (Ending.DONE, True)
    assert await album.list_objects() == await album.list_rows() == set()
    assert await album.list_held() == set()
    assert await album.who_opens_locked() == set()
    assert await night.pass_by() == [0, 0]


async def test_destroyed_after_the_reporter_deleted_nothing_is_left(
    album: Album, night: Night
) -> None:
    tip, file, _other = await _locked_and_deleted(album)
    await night.pass_by()

    await hand_on(album, "faye", tip, file)
    await destroy(album, "faye", tip, file)

    assert await album.list_objects() == await album.list_rows() == set()
    assert await album.list_held() == set()
    assert await night.pass_by() == [0, 0]


async def test_the_reporter_can_delete_while_it_is_being_unlocked(
    album: Album, night: Night
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    seal_anew = Viewing.seal_anew

    async def delete_first(self: Viewing, old: Attachment) -> Attachment | None:
        await album.withdraw(tip)
        await night.forgetting.forget_withdrawn()
        return await seal_anew(self, old)

    with patch.object(Viewing, "seal_anew", delete_first):
        done = await unlock(album, "faye", tip, file)

    assert done.deleted
    assert await album.list_objects() == await album.list_rows() == set()


async def test_what_the_reporter_deletes_while_it_is_being_locked_stays_deleted(
    album: Album, night: Night
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    seal_anew = Viewing.seal_anew

    async def delete_first(self: Viewing, old: Attachment) -> Attachment | None:
        await album.withdraw(tip)
        return await seal_anew(self, old)

    with (
        patch.object(Viewing, "seal_anew", delete_first),
        pytest.raises(NotFoundError),
    ):
        await lock(album, "ben", tip, file)

    assert await album.list_duties() == []
    assert await album.list_held() == set()
    assert "file locked" not in await album.desk.list_acts()
    assert await album.list_objects() == {file.id}
    assert await night.pass_by() == [1, 0]
    assert await album.list_objects() == await album.list_rows() == set()


async def test_what_was_unlocked_before_goes_with_the_reporters_delete(
    album: Album, night: Night
) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    await unlock(album, "faye", tip, file)

    await album.withdraw(tip)

    assert await night.pass_by() == [1, 0]
    assert await album.list_objects() == await album.list_rows() == set()


async def test_a_tip_is_not_forgotten_with_a_locked_file_but_after_it(
    album: Album, night: Night
) -> None:
    tip, file, _other = await _locked_and_deleted(album)
    due = update(TipRow).values(forget_on=album.site.clock.today())
    async with album.desk.vault.writing() as connection:
        await connection.execute(due)

    kept = await night.forgetting.forget_due()
    await unlock(album, "faye", tip, file)
    gone = await night.forgetting.forget_due()

    assert (kept, gone) == (0, 1)


async def test_a_supervisors_hold_on_the_tip_is_another_one(album: Album) -> None:
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    amira = album.officer("amira")
    [held] = await album.list_held()

    seen = await album.desk.handling.open_tip(amira, tip)
    assert not seen.tip.held
    seen = await album.desk.handling.set_hold(amira, a_form(seen.tip), HoldReason.COURT)
    assert seen.tip.held
    await album.desk.handling.lift_hold(amira, a_form(seen.tip))

    assert await album.list_held() == {held}
    assert await look(album, "ben", tip, file) is FileState.LOCKED
