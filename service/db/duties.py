"""Duties in the vault: what is in clear of them, and who gets a seal because of one."""

from dataclasses import dataclass, replace

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from crypto import CryptoError, Draft, random_below
from service.db import tipfiles
from service.db.casebook import Casebook
from service.db.engine import Transaction, insert_once
from service.db.schema import DutyRow, ShredRow
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.copies import copy_seal
from service.domain.deeds import Doer
from service.domain.doorbells import QUARTER, choose_ring
from service.domain.duties import Duty, Step, Turn, duty_desk, read_duty, write_turn
from service.domain.letters import LOCKED_SIDE, Kind, LetterId, Side
from service.domain.opened import FOLLOWS, TipFile
from service.domain.people import DeskId
from service.domain.sealed import Place, choose_tip_letter, seal_record
from service.domain.tips import TipId, TipRecord
from service.domain.viewing import LOCKING, LockedLeftError

JUDGED = "judged"
"""Why a duty was opened, as a code for the log: the topic it was judged to be."""

LOCKED = "locked"
"""Why a duty was opened, as a code for the log: a file was locked."""

_URGENT = 1


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DutyBook:
    """What changes with a duty, in the transaction of the deed that changes it."""

    casebook: Casebook
    borough: Borough

    def find_desk(self, file: TipFile) -> DeskId:
        """Return the desk that has the duty for a tip, or would have it."""
        return duty_desk(self.borough, file.tip.record.desk)

    async def follow_judgement(
        self,
        connection: Transaction,
        file: TipFile,
        draft: Draft,
        doer: Doer,
        *,
        topic: str,
        child: bool,
    ) -> None:
        """Open a duty that a judged topic asks for, or add to the one that is there.

        Call it beside the judgement's own deed. `child` tells whether it is about a
        child. A topic of the independent desk opens none here: such a tip is moved
        first, and no other desk gets a seal of it because of that topic.
        """
        turn = self._required(file, doer, topic, child=child)
        if turn is None:
            return
        await self.set_open(connection, file, opens=True)
        await self._write_beside(connection, file, draft, (doer, turn))
        entry = Entry(Act.DUTY_OPENED, doer.officer, file.tip.record.id, JUDGED)
        await self.casebook.log.append(connection, entry)

    async def set_open(
        self, connection: Transaction, file: TipFile, *, opens: bool
    ) -> None:
        """Let a duty ring at its desk, which gets a seal of the tip; or no more."""
        tip, desk = file.tip.record, self.find_desk(file)
        if opens:
            await self._share(connection, file, desk)
            await add_duty(connection, tip, desk, self.choose_ring(tip))
        ring_at = self.choose_ring(tip) if opens else None
        await change_duty(connection, tip.id, desk, ring_at)

    async def follow_lock(
        self, connection: Transaction, file: TipFile, draft: Draft, doer: Doer
    ) -> None:
        """Open a duty because a file was locked, or open it again, and let it ring.

        Call it beside the lock's own deed. It rings as the most urgent tips do,
        and the law may ask for a notification.
        """
        turn = Turn(Step.OPENED, doer.officer, LOCKING, automatic=True, notify=True)
        tip, desk = file.tip.record, self.find_desk(file)
        urgent = replace(tip, priority=min(tip.priority, _URGENT))
        ring_at = self.choose_ring(urgent)
        await self._share(connection, file, desk)
        await add_duty(connection, urgent, desk, ring_at)
        await raise_duty(connection, urgent, desk)
        await change_duty(connection, tip.id, desk, ring_at)
        await self._write_beside(connection, file, draft, (doer, turn))
        entry = Entry(Act.DUTY_OPENED, doer.officer, tip.id, LOCKED)
        await self.casebook.log.append(connection, entry)

    async def require_decided(self, connection: Transaction, file: TipFile) -> None:
        """Let no duty end while a locked file is kept: it rings until one is decided.

        Raises:
            LockedLeftError: There is one.
        """
        if await has_kept(connection, file.tip.record.id):
            raise LockedLeftError

    def choose_ring(self, tip: TipRecord) -> int:
        """Return when a duty that begins now rings first: as a doorbell does."""
        now = self.casebook.clock.now()
        wait = random_below(QUARTER)
        return choose_ring(tip.priority, now, wait, self.borough.hours)

    async def _share(
        self, connection: Transaction, file: TipFile, desk: DeskId
    ) -> None:
        """Seal what the reporter told to a desk that has none of it yet."""
        letter = choose_tip_letter(file.stored.letters)
        if letter is None or desk == file.desk:
            return
        card = await self.casebook.cards.get_card(connection, desk)
        try:
            seal = copy_seal(letter, file.keyring, card)
        except CryptoError:
            return
        # In the place of whatever the public process may have put there.
        await tipfiles.adopt_seal(connection, letter.id, desk, seal)

    def _required(
        self, file: TipFile, doer: Doer, topic_code: str, *, child: bool
    ) -> Turn | None:
        topic = self.borough.find_topic(topic_code)
        home = file.tip.record.desk
        if topic is None or (topic.independent and home not in self._alone):
            return None
        duty = read_duty(file.tip, self.borough) or Duty(automatic=False, notify=False)
        automatic = topic.notify or self.borough.has_duty(topic_code, child=child)
        flags = automatic or duty.automatic, topic.notify or duty.notify
        if flags == (duty.automatic, duty.notify):
            return None
        return Turn(Step.OPENED, doer.officer, automatic=flags[0], notify=flags[1])

    @property
    def _alone(self) -> frozenset[DeskId]:
        return frozenset({self.borough.independent_desk})

    async def _write_beside(
        self,
        connection: Transaction,
        file: TipFile,
        draft: Draft,
        turn: tuple[Doer, Turn],
    ) -> None:
        """Write a turn's letter behind those of the deed it came with."""
        tip, desk = file.tip.record, self.find_desk(file)
        deed = write_turn(turn[0], file.tip, turn[1], desk)
        place = Place(
            LetterId(draft.make_id("duty")),
            tip.id,
            Kind.DUTY,
            file.stored.next_number + 2,
        )
        others = sorted(deed.also_for - {file.desk})
        cards = [await self.casebook.cards.get_card(connection, one) for one in others]
        written = seal_record(
            place,
            replace(deed.record, about=FOLLOWS),
            file.keyring,
            file.stored.shreds[Side.STAFF],
            copies=cards,
        )
        await tipfiles.add_letter(connection, written)


async def add_duty(
    connection: AsyncConnection, tip: TipRecord, desk: DeskId, ring_at: int
) -> None:
    """Write a duty's row, if there is none yet."""
    await connection.execute(
        insert_once(DutyRow).values(
            tip=tip.id,
            desk=desk,
            open=True,
            priority=tip.priority,
            level=0,
            ring_at=ring_at,
        )
    )


async def change_duty(
    connection: AsyncConnection, tip_id: TipId, desk: DeskId, ring_at: int | None
) -> None:
    """Let a duty ring from a time on, as one that is open; or close it (None)."""
    values: dict[str, object] = {"open": ring_at is not None, "level": 0}
    if ring_at is not None:
        values["ring_at"] = ring_at
    change = update(DutyRow).where(DutyRow.tip == tip_id, DutyRow.desk == desk)
    await connection.execute(change.values(values))


async def raise_duty(connection: AsyncConnection, tip: TipRecord, desk: DeskId) -> None:
    """Make a duty as urgent as a tip's record says, if it is not already."""
    change = update(DutyRow).where(
        DutyRow.tip == tip.id, DutyRow.desk == desk, DutyRow.priority > tip.priority
    )
    await connection.execute(change.values(priority=tip.priority))


async def remove_duties(
    connection: AsyncConnection, tip_id: TipId, *, but: DeskId | None = None
) -> None:
    """Take away every duty there is for a tip: its tip goes to another desk."""
    gone = delete(DutyRow).where(DutyRow.tip == tip_id, DutyRow.desk != (but or ""))
    await connection.execute(gone)


async def remove_duty(connection: AsyncConnection, tip_id: TipId, desk: DeskId) -> None:
    """Take away one desk's duty for a tip that is another desk's now."""
    gone = delete(DutyRow).where(DutyRow.tip == tip_id, DutyRow.desk == desk)
    await connection.execute(gone)


async def has_kept(connection: AsyncConnection, tip_id: TipId) -> bool:
    """Tell whether a locked file of a tip is kept until somebody decided about it."""
    locked = ShredRow.side.startswith(LOCKED_SIDE, autoescape=True)
    query = select(ShredRow.tip).where(ShredRow.tip == tip_id, locked, ShredRow.held)
    return await connection.scalar(query.limit(1)) is not None
