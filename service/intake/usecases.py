"""What the public process can do with a tip: take it in, and forget it."""

from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread

from crypto import (
    DeskCard,
    Draft,
    MailboxKeys,
    ProcessSecret,
    Receipt,
    WordList,
    random_below,
)
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.answers import Answers
from service.domain.attaching import FilesGoneError
from service.domain.boroughs import Borough
from service.domain.budgets import FloodGate, Place
from service.domain.clock import Clock
from service.domain.doorbells import QUARTER, choose_held_ring, choose_ring
from service.domain.errors import (
    BusyError,
    CardNotTrustedError,
    NotOpenYetError,
    RefusedError,
    UnavailableError,
)
from service.domain.sending import Sending
from service.domain.tips import TipId, TipRecord
from service.intake import store
from service.intake.sealing import TipContent
from service.intake.store import SealedTip

MOST_WAITING = 200
"""How many Sends may wait for their words at once: some seconds, and little memory."""


class AlreadySentError(RefusedError):
    """This Send came before, and its words may not be shown any more."""

    public_message = "We have this already."


class NameNotTakenError(NotOpenYetError):
    """It brings a name, and there is no desk that could keep it apart."""

    public_message = (
        "We cannot take your name just now, so nothing was sent. You can choose not to"
        " leave it and send the rest, or try again later."
    )


class TakenBackError(RefusedError):
    """This Send came before, and its reporter has deleted it since."""

    public_message = "You took this back."


@dataclass(frozen=True, slots=True, repr=False)
class Intake:
    """Everything intake may touch. No key that opens a letter is on the list."""

    vault: Vault
    cards: CardBook
    secret: ProcessSecret
    words: WordList
    site_salt: bytes
    borough: Borough
    clock: Clock
    gate: FloodGate
    limiter: CapacityLimiter
    """One at a time: each derivation of words takes 16 MiB while it runs."""

    async def is_open(self) -> bool:
        """Tell whether any tip could be sealed now, to desks that are trusted."""
        try:
            await self.check_open()
        except (NotOpenYetError, CardNotTrustedError):
            return False
        return True

    async def check_open(self) -> None:
        """Do nothing if tips can be taken now, whatever they are about.

        Raises:
            NotOpenYetError, CardNotTrustedError: They cannot, and why.
            UnavailableError: The vault does not answer.
        """
        async with self.vault.reading() as connection:
            desks = sorted(self.borough.sealed_at_intake)
            await self.cards.get_cards(connection, desks)

    async def takes_names(self) -> bool:
        """Tell whether somebody's name could be sealed to the custodian now."""
        desk = self.borough.custodian_desk
        if desk is None:
            return False
        try:
            async with self.vault.reading() as connection:
                await self.cards.get_card(connection, desk)
        except (NotOpenYetError, CardNotTrustedError, UnavailableError):
            return False
        return True

    async def send_tip(self, sending: Sending) -> Receipt | None:
        """Seal the answers, store them once, and return the words to come back with.

        One transaction. The same seed and answers always mean the same tip and
        the same words, however often they are sent; only the first writes. The
        words (None if none were wanted) are returned after the commit alone, so
        nobody is ever shown words for a tip that was lost.

        Raises:
            TakenBackError: It was stored before, and deleted since. Nothing changed.
            NotOpenYetError, CardNotTrustedError: Nobody could open it, so nothing
                was stored.
            NameNotTakenError: It brings a name that nobody could keep. The same.
            FilesGoneError: What it brings is not there any more, or belongs to
                another tip. The same.
            BusyError: More comes in than can be held. Nothing was stored.
            UnavailableError: It may or may not be stored; sending again is safe.
        """
        receipt, _is_first = await self._send(sending)
        return receipt

    async def send_late_tip(self, sending: Sending) -> Receipt | None:
        """Send a tip whose form is too old for its words to be shown twice.

        Raises:
            AlreadySentError: It was stored before. Nothing changed.
            TakenBackError, NotOpenYetError, CardNotTrustedError, BusyError,
                UnavailableError: As `send_tip`.
        """
        receipt, is_first = await self._send(sending)
        if not is_first:
            raise AlreadySentError
        return receipt

    async def _send(self, sending: Sending) -> tuple[Receipt | None, bool]:
        # A form that brings one tip after the other is no longer a person's.
        is_worn = self.gate.tickets.use(sending.seed)
        place = self.gate.choose(
            is_suspect=sending.is_suspect or is_worn, is_proven=sending.is_proven
        )
        is_first = False
        try:
            receipt, is_first = await self._send_to(place, sending)
        finally:
            # A Send that was stored before, or is not stored at all, costs nothing.
            if not is_first:
                self.gate.give_back(place)
                self.gate.tickets.give_back(sending.seed)
        return receipt, is_first

    async def _send_to(
        self, place: Place, sending: Sending
    ) -> tuple[Receipt | None, bool]:
        answers = sending.answers
        draft = self.secret.draft(sending.seed, sending.canonical)
        receipt = draft.make_receipt(self.words) if answers.wants_words else None
        record = self._accept(answers, draft, place)
        is_crowded = receipt is not None and self._is_crowded
        await self._require_room(place, record, is_crowded=is_crowded)
        mailbox = await self._derive_mailbox(receipt)
        readers = self.borough.choose_readers(answers)
        async with self.vault.writing() as connection:
            cards = await self.cards.get_cards(connection, readers)
            is_first = await store.add_tip(connection, record)
            if is_first:
                _check_first(place, sending)
                content = TipContent.of(sending, draft, mailbox)
                ends = self.borough.mailbox_ends(record.day)
                tip = content.seal(record, draft, cards, ends)
                await self._write(connection, sending, content, tip)
            elif mailbox and not await self._still_there(connection, mailbox):
                raise TakenBackError
        return receipt, is_first

    @property
    def _is_crowded(self) -> bool:
        return self.limiter.statistics().tasks_waiting >= MOST_WAITING

    async def _require_room(
        self, place: Place, record: TipRecord, *, is_crowded: bool
    ) -> None:
        """Refuse a Send that there is no room for.

        Nobody is told that something was not sent which was. Whether it was is asked
        by an INSERT that is taken back: this process may not read tips.

        Raises:
            BusyError: It is not stored.
            UnavailableError: It is, and too many wait for their words.
        """
        if place is Place.NOWHERE or is_crowded:
            async with self.vault.writing() as connection:
                if await store.add_tip(connection, record):
                    raise BusyError
        if is_crowded:
            raise UnavailableError

    async def _write(
        self,
        connection: Transaction,
        sending: Sending,
        content: TipContent,
        tip: SealedTip,
    ) -> None:
        """Write a new tip with its files, and apart from it the name that was left."""
        await store.add_boxes(connection, tip)
        if not await store.claim_files(connection, tip.record, sending.answers.files):
            raise FilesGoneError
        if sending.identity:
            draft = self.secret.draft(sending.seed, sending.canonical)
            card = await self._find_custodian(connection)
            name = content.seal_name(sending.identity, draft, card, tip)
            await store.add_name(connection, tip.record.id, name)
        await store.add_mailbox(connection, tip)
        await self._ring(connection, tip.record, sending.answers)

    async def _find_custodian(self, connection: Transaction) -> DeskCard:
        desk = self.borough.custodian_desk
        if desk is None:
            raise NameNotTakenError
        try:
            return await self.cards.get_card(connection, desk)
        except (NotOpenYetError, CardNotTrustedError):
            raise NameNotTakenError from None

    async def _still_there(self, connection: Transaction, keys: MailboxKeys) -> bool:
        await self.vault.show_locator(connection, keys.locator)
        return await store.has_mailbox(connection, keys.locator)

    async def _ring(
        self, connection: Transaction, record: TipRecord, answers: Answers
    ) -> None:
        """Ring at the tip's desk, and at the one that has a duty because of it."""
        await store.add_doorbell(connection, record, self._choose_ring(record))
        if self.borough.has_duty(answers.topic):
            duty_desk = self.borough.choose_readers(answers)[-1]
            ring_at = self._choose_ring(record)
            await store.add_duty(connection, record, duty_desk, ring_at)

    def _choose_ring(self, record: TipRecord) -> int:
        now, wait = self.clock.now(), random_below(QUARTER)
        if record.quarantined:
            return choose_held_ring(record.priority, now, self.borough.hours)
        return choose_ring(record.priority, now, wait, self.borough.hours)

    async def _derive_mailbox(self, receipt: Receipt | None) -> MailboxKeys | None:
        if receipt is None:
            return None
        return await to_thread.run_sync(
            receipt.derive_mailbox, self.site_salt, limiter=self.limiter
        )

    def _accept(self, answers: Answers, draft: Draft, place: Place) -> TipRecord:
        return TipRecord(
            id=TipId(draft.tip_id),
            desk=self.borough.choose_desk(answers),
            day=self.clock.today(),
            priority=self.borough.choose_priority(answers),
            picked_up=False,
            open=True,
            version=0,
            forget_on=None,
            quarantined=place is Place.QUARANTINE,
        )


def _check_first(place: Place, sending: Sending) -> None:
    """Refuse what may only be a Send that came before."""
    if place is Place.NOWHERE:
        raise BusyError
    if not sending.files_ready:
        raise FilesGoneError
