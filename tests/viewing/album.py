"""Tips with files, those who may look at them, and a store to break."""

from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import insert, select

from crypto import Box, CryptoError, LetterContext, ShredKey, open_part, random_bytes
from service.db.duties import DutyBook
from service.db.schema import DutyRow, FileRow, LetterRow, SealRow, ShredRow
from service.domain.answers import Answers, Attachment
from service.domain.duties import Step
from service.domain.duty_actions import Action
from service.domain.forms import Seen, TipForm
from service.domain.handing import Handing, Leave, Taker
from service.domain.letters import Kind
from service.domain.people import DeskId, Post, Role, SignedIn
from service.domain.tips import TipId
from service.domain.viewing import FileMark, FileState, Look, list_files
from service.files.objects import Objects
from service.files.sealed_files import SealedFiles
from service.safeguarding.usecases import Duties, Moving
from service.viewing.claiming import Lead
from service.viewing.deciding import Deciding, Decision
from service.viewing.looking import LockedFiles
from service.viewing.usecases import Locking, Viewing
from tests.builders import SAFEGUARDING_DESK, TRIAGE_DESK, Site, add_person, admit
from tests.files.kept import list_kept, pieces
from tests.tips import Desk, Facts, LeftTip, a_form, at_work

JPEG = "image/jpeg"
BLUR = b64encode(b"a tiny blurred picture").decode()
PICTURE = random_bytes(150_000)
"""What lies in a file here: bytes that a page can be searched for."""


@dataclass(frozen=True, slots=True)
class Album:
    """Everybody who may meet a file, and the store it lies in."""

    desk: Desk
    files: SealedFiles
    viewing: Viewing
    locking: Locking
    locked: LockedFiles
    deciding: Deciding
    duties: Duties
    moving: Moving

    @property
    def site(self) -> Site:
        return self.desk.site

    def officer(self, name: str) -> SignedIn:
        return self.desk.officer(name)

    async def keep(self, kind: str = JPEG, content: bytes = PICTURE) -> Attachment:
        return await self.files.keep(pieces(content), kind=kind, blur=BLUR)

    async def leave(
        self, *files: Attachment, desk: DeskId = TRIAGE_DESK, topic: str = ""
    ) -> TipId:
        """Leave a tip with files, as intake does."""
        answers = Answers(text="Look at this.", topic=topic, files=files)
        left = await self.desk.leave_tip(answers, Facts(priority=3, desk=desk))
        async with self.desk.vault.writing() as connection:
            for file in files:
                row = {"id": file.id, "tip": left.id, "size": file.size}
                await connection.execute(insert(FileRow).values(**row))
        return left.id

    async def withdraw(self, tip: TipId) -> None:
        """Let the reporter delete what they told."""
        await self.desk.withdraw(LeftTip(tip, "", None, ShredKey.generate()))

    async def list_objects(self) -> set[str]:
        return {one.id for one in await list_kept(self.files.objects)}

    async def list_rows(self) -> set[str]:
        async with self.desk.vault.reading() as connection:
            return set(await connection.scalars(select(FileRow.id)))

    async def list_held(self) -> set[str]:
        """Return which keys hold something back from being deleted."""
        held = select(ShredRow.side).where(ShredRow.held)
        async with self.desk.vault.reading() as connection:
            return set(await connection.scalars(held))

    async def list_duties(self) -> list[tuple[str, bool, int]]:
        columns = DutyRow.desk, DutyRow.open, DutyRow.priority
        async with self.desk.vault.reading() as connection:
            rows = await connection.execute(select(*columns))
            return [(row.desk, row.open, row.priority) for row in rows]

    async def who_opens_locked(self) -> set[DeskId]:
        """Try every desk's keys on every letter of a locked file."""
        letters = (
            select(LetterRow.id, LetterRow.body, SealRow.box, ShredRow.key)
            .join(SealRow, SealRow.letter == LetterRow.id)
            .join(ShredRow, ShredRow.tip == LetterRow.tip)
            .where(LetterRow.kind == Kind.LOCKED.value)
        )
        async with self.desk.vault.reading() as connection:
            rows = (await connection.execute(letters)).all()
        return {
            desk
            for desk in self.site.desks
            for row in rows
            if self._opens(desk, (row.id, row.body or b"", row.box, row.key))
        }

    def _opens(self, desk: DeskId, row: tuple[str, bytes, bytes, bytes]) -> bool:
        letter, body, box, shred = row
        keys, context = self.site.desks[desk], LetterContext(Kind.LOCKED.value, letter)
        for way in (keys.open_seal, keys.open_adopted):
            try:
                key = way(Box(box), context)
                open_part("body", Box(body), key, ShredKey(shred), context)
            except CryptoError:
                continue
            return True
        return False


@asynccontextmanager
async def with_an_album(site: Site) -> AsyncIterator[Album]:
    """Bring the use cases to life. gita is an officer of the children's front door."""
    files = SealedFiles(Objects.open(site.files_settings))
    async with at_work(site) as desk:
        post = [Post(SAFEGUARDING_DESK, Role.OFFICER, admitted=True)]
        gita = await add_person(site, desk.vault, "gita", posts=post)
        await admit(desk.vault, site.desks[SAFEGUARDING_DESK], gita, Role.OFFICER)
        book = DutyBook(desk.casebook, site.borough)
        viewing = Viewing(book, files)
        yield Album(
            desk,
            files,
            viewing,
            Locking(viewing),
            LockedFiles(viewing),
            Deciding(viewing),
            Duties(book),
            Moving(book),
        )


def a_press(tip: TipId, seed: bytes | None = None) -> TipForm:
    """A press of a button of a file's page."""
    return TipForm(tip, 0, 0, seed or random_bytes(16))


async def read(album: Album, attachment: Attachment) -> bytes:
    return b"".join([piece async for piece in album.files.open(attachment)])


async def lock(album: Album, name: str, tip: TipId, file: Attachment) -> FileState:
    officer = album.officer(name)
    found = await album.locking.lock(officer, a_press(tip), None, file.id)
    return found.state


async def look(album: Album, name: str, tip: TipId, file: Attachment) -> FileState:
    found = await album.viewing.look(album.officer(name), tip, None, file.id)
    return found.state


async def look_at_locked(album: Album, name: str, tip: TipId, file: str) -> bytes:
    found = await look_for(album, lead(album, name), tip, (file, "refer"))
    return await read(album, found.file.attachment)


async def look_for(album: Album, by: Lead, tip: TipId, wanted: tuple[str, str]) -> Look:
    return await album.locked.look(by, a_press(tip), wanted)


def lead(album: Album, name: str, desk: DeskId = SAFEGUARDING_DESK) -> Lead:
    return Lead(album.officer(name), desk)


async def unlock(album: Album, name: str, tip: TipId, file: Attachment) -> Decision:
    """Unlock a file as somebody does who has looked at it."""
    by, why = lead(album, name), "It shows a cake."
    await look_at_locked(album, name, tip, file.id)
    return await album.deciding.unlock(by, a_press(tip), file.id, why)


async def hand_on(album: Album, name: str, tip: TipId, file: Attachment) -> Decision:
    handing = Handing(Taker.POLICE, "CAD 1234", album.site.clock.today())
    by = lead(album, name)
    return await album.deciding.hand_on(by, a_press(tip), file.id, handing)


async def destroy(album: Album, name: str, tip: TipId, file: Attachment) -> Decision:
    by = lead(album, name)
    return await album.deciding.destroy(by, a_press(tip), file.id, Leave.TOLD)


async def list_files_of(album: Album, name: str, tip: TipId) -> tuple[FileMark, ...]:
    seen = await album.desk.handling.open_tip(album.officer(name), tip)
    return list_files(seen.tip)


async def answer_the_duty(album: Album, name: str, tip: TipId) -> None:
    """Record what was done, so that nothing but the file keeps the duty open."""
    officer, desk = album.officer(name), SAFEGUARDING_DESK
    for action in (Action.POLICE, Action.NOTIFIED_POLICE):
        seen = await album.duties.look(officer, tip, desk)
        await album.duties.act(officer, a_form(seen.tip), desk, (action, ""))


async def propose_to_close(album: Album, name: str, tip: TipId) -> Seen:
    officer, desk = album.officer(name), SAFEGUARDING_DESK
    seen = await album.duties.look(officer, tip, desk)
    step = Step.PROPOSED, ""
    return await album.duties.close(officer, a_form(seen.tip), desk, step)


async def confirm(album: Album, name: str, tip: TipId) -> Seen:
    officer = album.officer(name)
    seen = await album.duties.look(officer, tip, None)
    return await album.duties.answer(officer, a_form(seen.tip), None, "")
