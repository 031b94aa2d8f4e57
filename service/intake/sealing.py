"""What one Send becomes: a tip's letter, and beside it the name that was left apart."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from crypto import (
    DeskCard,
    Draft,
    LetterContext,
    MailboxKeys,
    ShredKey,
    seal_letter,
)
from service.domain.answers import Answers, Identity
from service.domain.custody import LeftName
from service.domain.letters import Kind, LetterId, TipBody, TipSummary
from service.domain.people import DeskId
from service.domain.sending import Sending
from service.domain.tips import TipRecord
from service.intake.store import DeskSeal, Mailbox, SealedName, SealedTip


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class TipContent:
    """What goes into the boxes: the answers, and the thread's key if there is one.

    `bond` ties the tip to the name that was left with it, and is empty without one.
    """

    answers: Answers
    mailbox: MailboxKeys | None
    bond: str = ""

    @classmethod
    def of(cls, sending: Sending, draft: Draft, mailbox: MailboxKeys | None) -> Self:
        """Take what is sealed from what is sent."""
        bond = draft.make_id("bond") if sending.identity else ""
        return cls(sending.answers, mailbox, bond)

    @property
    def summary(self) -> str:
        """The part the inbox reads."""
        return TipSummary.of(self.answers).json

    @property
    def body(self) -> str:
        """The part that is read when the tip is opened."""
        thread = self.mailbox.thread_key if self.mailbox else None
        return TipBody(self.answers, thread, self.bond).json

    def seal(
        self, record: TipRecord, draft: Draft, cards: tuple[DeskCard, ...], ends: date
    ) -> SealedTip:
        """Seal the tip to its readers' cards; `ends` is the last day of its words."""
        context = LetterContext(Kind.TIP.value, draft.make_id("letter"))
        shred_key = ShredKey.generate()
        letter, content_key = seal_letter(
            context, shred_key, summary=self.summary, body=self.body
        )
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
            mailbox=Mailbox(self.mailbox.locator, ends) if self.mailbox else None,
        )

    def seal_name(
        self, identity: Identity, draft: Draft, card: DeskCard, tip: SealedTip
    ) -> SealedName:
        """Seal the name that was left, in a letter of its own, to one card alone."""
        notices = self.mailbox.custody_key if self.mailbox else None
        left = LeftName(identity, self.bond, notices)
        letter, box = left.seal(
            LetterId(draft.make_id("identity")), tip.shred_key, card
        )
        return SealedName(letter, DeskSeal(DeskId(card.desk), card.id, box))
