"""What the public process can do with a tip: take it in, and forget it."""

from dataclasses import dataclass

from anyio import CapacityLimiter, to_thread

from crypto import (
    DeskCard,
    Draft,
    LetterContext,
    MailboxKeys,
    ProcessSecret,
    Receipt,
    ShredKey,
    WordList,
    random_below,
    seal_letter,
)
from service.db.cards import CardBook
from service.db.engine import Transaction, Vault
from service.domain.answers import Answers
from service.domain.boroughs import Borough
from service.domain.clock import Clock
from service.domain.doorbells import QUARTER, choose_ring
from service.domain.errors import CardNotTrustedError, NotOpenYetError, RefusedError
from service.domain.letters import Kind, TipBody, TipSummary
from service.domain.people import DeskId
from service.domain.sending import Sending
from service.domain.tips import TipId, TipRecord
from service.intake import store
from service.intake.store import DeskSeal, Mailbox, SealedTip


class AlreadySentError(RefusedError):
    """This Send came before, and its words may not be shown any more."""

    public_message = "We have this already."


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
            UnavailableError: It may or may not be stored; sending again is safe.
        """
        receipt, _is_first = await self._send(sending)
        return receipt

    async def send_late_tip(self, sending: Sending) -> Receipt | None:
        """Send a tip whose form is too old for its words to be shown twice.

        Raises:
            AlreadySentError: It was stored before. Nothing changed.
            TakenBackError, NotOpenYetError, CardNotTrustedError, UnavailableError:
                As `send_tip`.
        """
        receipt, is_first = await self._send(sending)
        if not is_first:
            raise AlreadySentError
        return receipt

    async def _send(self, sending: Sending) -> tuple[Receipt | None, bool]:
        answers = sending.answers
        draft = self.secret.draft(sending.seed, sending.canonical)
        receipt = draft.make_receipt(self.words) if answers.wants_words else None
        mailbox = await self._derive_mailbox(receipt)
        record = self._accept(answers, draft)
        readers = self.borough.choose_readers(answers)
        async with self.vault.writing() as connection:
            cards = await self.cards.get_cards(connection, readers)
            is_first = await store.add_tip(connection, record)
            if is_first:
                tip = self._seal(record, draft, cards, TipContent(answers, mailbox))
                await store.add_boxes(connection, tip)
                await store.add_mailbox(connection, tip)
                await self._ring(connection, record, answers)
            elif mailbox and not await self._still_there(connection, mailbox):
                raise TakenBackError
        return receipt, is_first

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
        return choose_ring(record.priority, now, wait, self.borough.hours)

    async def _derive_mailbox(self, receipt: Receipt | None) -> MailboxKeys | None:
        if receipt is None:
            return None
        return await to_thread.run_sync(
            receipt.derive_mailbox, self.site_salt, limiter=self.limiter
        )

    def _accept(self, answers: Answers, draft: Draft) -> TipRecord:
        return TipRecord(
            id=TipId(draft.tip_id),
            desk=self.borough.choose_desk(answers),
            day=self.clock.today(),
            priority=self.borough.choose_priority(answers),
            picked_up=False,
            open=True,
            version=0,
            forget_on=None,
        )

    def _seal(
        self,
        record: TipRecord,
        draft: Draft,
        cards: tuple[DeskCard, ...],
        content: "TipContent",
    ) -> SealedTip:
        context = LetterContext(Kind.TIP.value, draft.make_id("letter"))
        shred_key = ShredKey.generate()
        letter, content_key = seal_letter(
            context, shred_key, summary=content.summary, body=content.body
        )
        ends = self.borough.mailbox_ends(record.day)
        return SealedTip(
            record=record,
            letter=letter,
            seals=tuple(
                DeskSeal(
                    DeskId(card.desk),
                    card.id,
                    card.seal_content_key(content_key, context),
                )
                for card in cards
            ),
            shred_key=shred_key,
            mailbox=Mailbox(content.mailbox.locator, ends) if content.mailbox else None,
        )


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class TipContent:
    """What goes into the boxes: the answers, and the thread's key if there is one."""

    answers: Answers
    mailbox: MailboxKeys | None

    @property
    def summary(self) -> str:
        """The part the inbox reads."""
        return TipSummary.of(self.answers).json

    @property
    def body(self) -> str:
        """The part that is read when the tip is opened."""
        thread = self.mailbox.thread_key if self.mailbox else None
        return TipBody(self.answers, thread).json
