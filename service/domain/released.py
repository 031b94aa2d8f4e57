"""A release as one of its two desks sees it once it is open.

What does not open, or was not signed by the desk it should come from, is None
here: a page shows its place and says that it cannot be trusted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from crypto import CryptoError, ShredKey
from service.domain.between import Parties, Signed, believe, read_text
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import LetterId
from service.domain.people import DeskId, Keyring
from service.domain.releases import (
    Answer,
    CctvRequest,
    Head,
    ReleaseKind,
    ReleaseRecord,
    Sent,
    Step,
)
from service.domain.reports import ReportId
from service.domain.tips import TipId

CONTENT_KINDS = frozenset({ReleaseKind.REPORT, ReleaseKind.CCTV})
TALK_KINDS = frozenset({ReleaseKind.ANSWER, ReleaseKind.REPLY, ReleaseKind.WITHDRAWAL})


class ReleaseState(StrEnum):
    """How far a release has come, by what its receiver wrote."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    IN_HAND = "in hand"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Link:
    """Where a release comes from. Only the desk that sent it can read this."""

    tip: TipId
    report: ReportId

    @property
    def json(self) -> str:
        """The text that is sealed."""
        return write_json({"tip": self.tip, "report": self.report})

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a link.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        return cls(TipId(text_of(fields, "tip")), ReportId(text_of(fields, "report")))


Said = Sent | CctvRequest | Link | Answer

_READERS: Mapping[ReleaseKind, Callable[[str], Said]] = {
    ReleaseKind.REPORT: Sent.read,
    ReleaseKind.CCTV: CctvRequest.read,
    ReleaseKind.LINK: Link.read,
    ReleaseKind.ANSWER: Answer.read,
    ReleaseKind.REPLY: Answer.read,
    ReleaseKind.WITHDRAWAL: Answer.read,
}


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """All that lies in the vault about one release, for one of its desks."""

    record: ReleaseRecord
    letters: tuple[Signed, ...]
    shred: ShredKey | None

    @property
    def contents(self) -> tuple[Signed, ...]:
        """What was sent: one letter, whatever else somebody may have put there."""
        return tuple(one for one in self.letters if one.spot.kind in CONTENT_KINDS)

    @property
    def next_number(self) -> int:
        """The number of the next letter."""
        return 1 + max((one.spot.number for one in self.letters), default=0)


@dataclass(frozen=True, slots=True)
class SaidLetter:
    """A letter between the desks. `said` is None where it cannot be trusted."""

    id: LetterId
    kind: ReleaseKind
    said: Said | None = field(repr=False)

    @property
    def answer(self) -> Answer | None:
        """What a step, a reply or a withdrawal says."""
        return self.said if isinstance(self.said, Answer) else None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OpenedRelease:
    """All that a desk can read and believe of one release, for one request."""

    record: ReleaseRecord
    letters: tuple[SaidLetter, ...]

    @classmethod
    def open(
        cls, stored: StoredRelease, parties: Parties, keyring: Keyring, desk: DeskId
    ) -> Self:
        """Open what can be believed of a release."""
        everything = (
            _read(one, parties, keyring, stored.shred, desk) for one in stored.letters
        )
        return cls(
            stored.record,
            tuple(
                SaidLetter(one.spot.id, one.spot.kind, said)
                for one, said in zip(stored.letters, everything, strict=True)
            ),
        )

    @property
    def content(self) -> Sent | CctvRequest | None:
        """What was sent; None once it was withdrawn from the desk that looks."""
        # The newest counts: a withdrawal leaves its sender a new letter.
        contents = [
            one.said for one in self.letters if isinstance(one.said, Sent | CctvRequest)
        ]
        return contents[-1] if contents else None

    @property
    def sent(self) -> Sent | None:
        """The report."""
        return self.content if isinstance(self.content, Sent) else None

    @property
    def cctv(self) -> CctvRequest | None:
        """The request for pictures."""
        return self.content if isinstance(self.content, CctvRequest) else None

    @property
    def link(self) -> Link | None:
        """The tip it came from, for the desk that sent it alone."""
        links = (one.said for one in self.letters if isinstance(one.said, Link))
        return next(links, None)

    @property
    def talk(self) -> tuple[SaidLetter, ...]:
        """Answers, replies and a withdrawal, in order; some perhaps not trusted."""
        return tuple(one for one in self.letters if one.kind in TALK_KINDS)

    @property
    def withdrawal(self) -> Answer | None:
        """Why it was withdrawn, if it was."""
        return next(iter(self._answers_of(ReleaseKind.WITHDRAWAL)), None)

    @property
    def steps(self) -> tuple[Answer, ...]:
        """What the receiving desk recorded, in order."""
        return self._answers_of(ReleaseKind.ANSWER)

    @property
    def question(self) -> Answer | None:
        """The receiver's last question, if it has no reply yet."""
        for one in reversed(self.talk):
            if one.kind is ReleaseKind.REPLY and one.answer:
                return None
            if one.answer and one.answer.step == Step.QUESTION:
                return one.answer
        return None

    @property
    def doubtful(self) -> int:
        """How many of its letters cannot be trusted."""
        return sum(one.said is None for one in self.letters)

    @property
    def state(self) -> ReleaseState:
        """How far it has come."""
        if self.withdrawal or self.record.withdrawn:
            return ReleaseState.WITHDRAWN
        done = {answer.step for answer in self.steps}
        if Step.RESULT in done:
            return ReleaseState.ANSWERED
        if done & {Step.OWNED, Step.ACTION}:
            return ReleaseState.IN_HAND
        acknowledged = Step.ACKNOWLEDGED in done
        return ReleaseState.ACKNOWLEDGED if acknowledged else ReleaseState.SENT

    def _answers_of(self, kind: ReleaseKind) -> tuple[Answer, ...]:
        said = (one.answer for one in self.letters if one.kind is kind)
        return tuple(answer for answer in said if answer)

    def talk_since(self, version: int) -> tuple[SaidLetter, ...]:
        """Return what was written after a page showed the release at a version."""
        steps = self.record.version - version
        return self.talk[-steps:] if steps > 0 else ()

    def has_letter(self, letter_id: LetterId) -> bool:
        """Tell whether a letter with this id is there: its form was sent before."""
        return any(letter.id == letter_id for letter in self.letters)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ReleaseFile:
    """A release as it lies in the vault and as it opens, and what opens it."""

    stored: StoredRelease
    opened: OpenedRelease
    parties: Parties
    keyring: Keyring
    desk: DeskId

    @property
    def record(self) -> ReleaseRecord:
        """What the database knows of it in clear."""
        return self.stored.record

    @property
    def is_sender(self) -> bool:
        """Tell whether the desk that looks sent it."""
        return self.desk == self.record.from_desk

    @property
    def is_settled(self) -> bool:
        """Tell whether its news is over once the desk that looks has looked.

        A receiver that has not answered anything yet has to say that it arrived.
        """
        if self.record.news != self.desk:
            return False
        opened = self.opened
        return self.is_sender or bool(opened.steps or opened.withdrawal)

    @property
    def other(self) -> DeskId:
        """The desk at the other end."""
        return self.record.to_desk if self.is_sender else self.record.from_desk


def read_head(
    stored: StoredRelease, parties: Parties, keyring: Keyring, desk: DeskId
) -> Head | None:
    """Read what lists show of a release, if it can be believed."""
    if not stored.contents:
        return None
    last = stored.contents[-1]
    try:
        believe(last, parties, desk)
        return Head.read(read_text(last, keyring, stored.shred, "summary"))
    except CryptoError:
        return None


def _read(  # noqa: PLR0917 - a letter, then all that it takes to believe it
    signed: Signed,
    parties: Parties,
    keyring: Keyring,
    shred: ShredKey | None,
    desk: DeskId,
) -> Said | None:
    try:
        believe(signed, parties, desk)
        return _READERS[signed.spot.kind](read_text(signed, keyring, shred))
    except CryptoError:
        return None
