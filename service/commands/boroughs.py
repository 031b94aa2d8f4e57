"""Check a borough's file, and put it in the place of the site's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import func, select

from service.commands.borough_history import BoroughPlace
from service.commands.errors import CommandError, UsageError
from service.db.audit import AuditLog
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.db.schema import DutyRow, ReleaseRow, TipRow
from service.domain.audit import Act, Entry
from service.domain.borough_files import BoroughError, read_borough_text
from service.domain.borough_outlines import Outline, list_changes
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.errors import CardNotTrustedError, NotOpenYetError
from service.domain.people import DeskId
from service.settings import SettingsFile

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A borough's file that somebody wrote, and what it says."""

    path: Path
    raw: bytes
    borough: Borough

    @classmethod
    def read(cls, path: Path, complain: Tell) -> "NewFile":
        """Read it whole.

        Raises:
            UsageError: It is no file of text.
            CommandError: There are mistakes in it; each was said, with its line.
        """
        try:
            raw = path.read_bytes()
            return cls(path, raw, read_borough_text(raw.decode("utf-8")))
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror}"
            raise UsageError(message) from None
        except UnicodeDecodeError:
            message = f"{path} is not text (UTF-8)"
            raise UsageError(message) from None
        except BoroughError as error:
            for mistake in error.mistakes:
                complain(f"{path}: {mistake}")
            count = _count(len(error.mistakes), "mistake")
            message = f"{path} has {count}; it cannot be used"
            raise CommandError(message) from None


def summarise(borough: Borough) -> list[str]:
    """Say in a few lines what a borough's file holds."""
    words = borough.wordings
    counted = (
        (borough.desks, "desk"),
        (borough.topics, "topic"),
        (borough.wards, "ward"),
        (words.grounds, "legal ground"),
        (words.responses, "response"),
        (words.replies, "reply template"),
        (words.outcomes, "outcome"),
    )
    needed = sorted(borough.sealed_at_intake)
    return [
        f"{borough.name}: {', '.join(_count(len(a), b) for a, b in counted)}.",
        f"To take tips, these desks must be open: {', '.join(needed)}.",
    ]


async def apply_borough(
    env: Mapping[str, str], new: NewFile, clock: Clock, tell: Tell
) -> None:
    """Put a file in the place of the site's borough file, and say what changes.

    The order is safe to be killed in: the new file lies ready, the earlier one is
    put away, the log says it, and only then one rename makes it so. What was broken
    off is done by doing it again; nothing is in force that the log does not say.

    Raises:
        CommandError, UsageError: It would leave work behind, or cannot be written.
        SettingsError, RefusedError: The site cannot be reached; nothing changed.
    """
    settings = SettingsFile.read(env)
    place = BoroughPlace(settings.path.parent / settings.text("site", "borough"))
    if place.path.exists() and place.path.samefile(new.path):
        message = f"{new.path} is the site's own file. Change a copy, and apply that"
        raise UsageError(message)
    vault = Vault(settings.text("desk", "database"))
    try:
        with place.held():
            change = _Change(place, place.read(), new, CardBook(settings.pins()))
            await change.carry_out(vault, clock, tell)
    finally:
        await vault.close()


@dataclass(frozen=True, slots=True)
class _Change:
    """One file that takes the place of another."""

    place: BoroughPlace
    before: bytes
    new: NewFile
    cards: CardBook

    async def carry_out(self, vault: Vault, clock: Clock, tell: Tell) -> None:
        if self.before == self.new.raw:
            tell("Nothing changed: this is the file in place.")
            return
        old, now = _outline(self.before), _outline(self.new.raw)
        self._check_works(old)
        for line in list_changes(old, now) or ["Only the layout or comments change."]:
            tell(line)
        kept = await self._replace(vault, clock)
        tell(f"{self.place.path} is in place; what held until today is in {kept}.")
        tell("Start the web processes and upkeep again: they read it when they start.")
        async with vault.reading() as connection:
            for line in await self._list_unopened(connection, old):
                tell(line)

    async def _replace(self, vault: Vault, clock: Clock) -> Path:
        beside = self.place.write_beside(self.new.raw)
        try:
            async with vault.writing() as connection:
                await self._check_unfinished(connection)
                digest = sha256(self.new.raw).hexdigest()
                entry = Entry(Act.BOROUGH_CHANGED, subject=digest)
                await AuditLog(self.cards, clock).append(connection, entry)
                kept = self.place.put_away(self.before, clock.today())
            self.place.put_in_place(beside)
        finally:
            beside.unlink(missing_ok=True)
        return kept

    def _check_works(self, old: Outline) -> None:
        """A desk with another work is another desk: this one's key opens old things."""
        works: dict[DeskId, str] = {}
        for outline in (*map(_outline, self.place.list_earlier()), old):
            works |= outline.find_works()
        for desk in self.new.borough.desks:
            was = works.get(desk.id, desk.work.value)
            if was != desk.work.value:
                message = (
                    f"{desk.id} has the work `{was}`, and that never changes: what was"
                    f" sealed to it stays. Give the desk for `{desk.work.value}`"
                    " another id"
                )
                raise CommandError(message)

    async def _check_unfinished(self, connection: Transaction) -> None:
        left = {
            desk: what
            for desk, what in (await _count_unfinished(connection)).items()
            if self.new.borough.find_desk(desk) is None
        }
        if left:
            names = _outline(self.before).find_names("desks")
            said = (
                f"{desk} ({names.get(desk, desk)}) still has {', '.join(what)}"
                for desk, what in sorted(left.items())
            )
            message = f"{'; '.join(said)}. A desk can go when that is done"
            raise CommandError(message)

    async def _list_unopened(self, connection: Transaction, old: Outline) -> list[str]:
        known, needed = old.find_rows("desks"), self.new.borough.sealed_at_intake
        closed = [
            desk
            for desk in self.new.borough.desks
            if (desk.id not in known or desk.id in needed)
            and not await _is_open(connection, self.cards, desk.id)
        ]
        lines = [
            f"Not open yet: {desk.id} ({desk.name}). Its first supervisor opens it;"
            f" then `quietword desk pin {desk.id} FINGERPRINT`."
            for desk in closed
        ]
        if needed & {desk.id for desk in closed}:
            lines.append("Until they are open, no tip can be taken.")
        return lines


def _outline(raw: bytes) -> Outline:
    return Outline.read(raw.decode("utf-8", errors="replace"))


async def _is_open(connection: Transaction, cards: CardBook, desk: DeskId) -> bool:
    try:
        await cards.get_card(connection, desk)
    except (NotOpenYetError, CardNotTrustedError):
        return False
    return True


async def _count_unfinished(connection: Transaction) -> dict[DeskId, list[str]]:
    """Say what desks have not finished, by the desk."""
    waits = ReleaseRow.answered.is_(False) & ReleaseRow.withdrawn.is_(False)
    counted = (
        (TipRow.desk, TipRow.open.is_(True), ("open tip", "open tips")),
        (DutyRow.desk, DutyRow.open.is_(True), ("open duty", "open duties")),
        (ReleaseRow.to_desk, waits, ("unanswered report", "unanswered reports")),
        (
            ReleaseRow.from_desk,
            waits,
            ("report sent and not answered", "reports sent and not answered"),
        ),
    )
    found: dict[DeskId, list[str]] = {}
    for desk, is_left, (one, more) in counted:
        query = select(desk, func.count()).where(is_left).group_by(desk)
        for named, count in await connection.execute(query):
            said = f"{count} {one if count == 1 else more}"
            found.setdefault(DeskId(named), []).append(said)
    return found


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
