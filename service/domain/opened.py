"""A tip as a desk sees it once it is open, and how one act leads to the next.

Every act of an officer is one staff letter and one step of the tip's version:
so the letters say exactly what has changed since a page was shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from crypto import CannotOpenError, CryptoError, ThreadKey
from service.domain.answers import Answers
from service.domain.json_texts import read_json, text_of
from service.domain.letters import (
    STAFF_KINDS,
    THREAD_KINDS,
    Kind,
    LetterId,
    Remark,
    Side,
    TipBody,
)
from service.domain.people import NOBODY, DeskId, Keyring, OfficerId
from service.domain.sealed import (
    DutyMark,
    StoredLetter,
    StoredTip,
    choose_tip_letter,
    open_content_key,
    read_body,
    read_remark,
)
from service.domain.tips import TipRecord

UNKNOWN_NAME = "Somebody who has left"
FOLLOWS = "follows"
"""What a staff letter is about that came with another one, in the same step."""


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """A letter after the tip. `remark` is None where it does not open."""

    id: LetterId
    kind: Kind
    remark: Remark | None = field(repr=False)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OpenedTip:
    """All that a desk can read of one tip, for the length of one request.

    `body` is None where the tip was withdrawn or does not open. `kept` tells that
    the desk has opened it, so there is a shred key for what staff write; without
    one nothing can be done with it. `has_news` tells that the reporter added
    something since its holder last looked, `waits` that a second person is wanted.
    """

    record: TipRecord
    body: TipBody | None
    withdrawn: bool
    kept: bool
    held: bool
    has_news: bool
    waits: bool
    duties: tuple[DutyMark, ...]
    letters: tuple[OpenedLetter, ...]

    @classmethod
    def open(cls, stored: StoredTip, keyring: Keyring) -> Self:
        """Open all that opens of a tip."""
        letter = choose_tip_letter(stored.letters)
        body = read_body(letter, keyring, stored.shreds) if letter else None
        thread = body.thread if body else None
        later = (one for one in stored.letters if one.kind is not Kind.TIP)
        return cls(
            record=stored.record,
            body=body,
            withdrawn=Side.TOLD not in stored.shreds,
            kept=Side.STAFF in stored.shreds,
            held=stored.held,
            has_news=is_news(stored.record, rings=stored.rings),
            waits=stored.waits,
            duties=stored.duties,
            letters=tuple(
                OpenedLetter(
                    one.id,
                    one.kind,
                    _believe(
                        read_remark(one, keyring, stored.shreds, thread), one, body
                    ),
                )
                for one in later
            ),
        )

    @property
    def answers(self) -> Answers | None:
        """What the reporter answered."""
        return self.body.answers if self.body else None

    @property
    def thread(self) -> ThreadKey | None:
        """The key of the thread, if the reporter took words and it opens."""
        return self.body.thread if self.body else None

    @property
    def talk(self) -> tuple[OpenedLetter, ...]:
        """What the reporter added and what they were told, in order."""
        return tuple(a for a in self.letters if a.kind in THREAD_KINDS)

    @property
    def heard(self) -> int:
        """How often the reporter added something."""
        return sum(one.kind is Kind.ADDITION for one in self.letters)

    @property
    def deeds(self) -> tuple[OpenedLetter, ...]:
        """What officers did, in order. A locked file's key comes with what was done."""
        deeds = STAFF_KINDS - {Kind.LOCKED}
        return tuple(a for a in self.letters if a.kind in deeds)

    @property
    def holder(self) -> OfficerId:
        """Who has the tip; nobody after it came to another desk."""
        held = (
            a.remark.holder
            for a in reversed(self.letters)
            if a.remark and (a.remark.holder or a.kind is Kind.HOLDER)
        )
        return next(held, NOBODY)

    @property
    def has_open_duty(self) -> bool:
        """Tell whether some desk has still to act for somebody's safety."""
        return any(duty.open for duty in self.duties)

    def read_all(self, kind: Kind) -> tuple[Remark, ...]:
        """Return what opens of the letters of a kind, in order."""
        return tuple(a.remark for a in self.letters if a.kind is kind and a.remark)

    def read_last(self, kind: Kind, about: str | None = None) -> Remark | None:
        """Return the newest letter of a kind, or of a kind about one thing."""
        found = (
            remark
            for remark in reversed(self.read_all(kind))
            if about is None or remark.about == about
        )
        return next(found, None)

    @property
    def can_tell(self) -> bool:
        """Tell whether an officer can write to the reporter."""
        return self.record.open and self.thread is not None

    def has_letter(self, letter_id: LetterId) -> bool:
        """Tell whether a letter with this id is there: its form was sent before."""
        return any(letter.id == letter_id for letter in self.letters)

    def deeds_since(self, version: int) -> tuple[OpenedLetter, ...]:
        """Return what was done after a page showed the tip at a version."""
        steps = self.record.version - version
        own = [d for d in self.deeds if not d.remark or d.remark.about != FOLLOWS]
        return tuple(own[-steps:]) if steps > 0 else ()


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class TipFile:
    """A tip as it lies in the vault and as it opens for a desk, and what opens it."""

    stored: StoredTip
    tip: OpenedTip
    keyring: Keyring
    desk: DeskId

    @classmethod
    def open(cls, stored: StoredTip, keyring: Keyring, desk: DeskId) -> Self:
        """Open all that opens of a tip."""
        return cls(stored, OpenedTip.open(stored, keyring), keyring, desk)


@dataclass(frozen=True, slots=True)
class People:
    """Officers by name, and those of the desk that a tip can be handed to."""

    names: Mapping[OfficerId, str]
    members: frozenset[OfficerId]

    def name(self, officer: OfficerId) -> str:
        """Return an officer's name."""
        return self.names.get(officer, UNKNOWN_NAME)

    def colleagues(self, holder: OfficerId) -> tuple[tuple[OfficerId, str], ...]:
        """Return who else could have a tip, by name."""
        others = ((one, self.name(one)) for one in self.members if one != holder)
        return tuple(sorted(others, key=lambda pair: pair[1].casefold()))


def is_news(tip: TipRecord, *, rings: bool) -> bool:
    """Tell whether a doorbell means more than that the tip is new."""
    return rings and (tip.picked_up or not tip.open)


def opens_for(stored: StoredTip, keyring: Keyring) -> bool:
    """Tell whether a tip, or what staff wrote about it, was sealed to a desk.

    A seal alone says nothing: the public process can put one on any letter. What
    it cannot do without a letter's key is to make the letter open with it.
    """
    tip, shreds = choose_tip_letter(stored.letters), stored.shreds
    staff = (one for one in stored.letters if one.kind in STAFF_KINDS)
    if any(read_remark(one, keyring, shreds) for one in staff):
        return True
    if tip is None or tip.is_adopted:
        return tip is not None
    if Side.TOLD in shreds:
        return read_body(tip, keyring, shreds) is not None
    return _is_sealed(tip, keyring)


def _believe(
    remark: Remark | None, letter: StoredLetter, body: TipBody | None
) -> Remark | None:
    """Leave out what claims to come from the custodian and lacks the tip's bond.

    Anybody who writes rows can seal a letter to a desk's public card.
    """
    if remark is None or body is None or letter.kind is not Kind.CUSTODY:
        return remark
    try:
        bond = text_of(read_json(remark.content), "bond")
    except CannotOpenError:
        return None
    return remark if bond and bond == body.bond else None


def _is_sealed(letter: StoredLetter, keyring: Keyring) -> bool:
    try:
        open_content_key(letter, keyring)
    except CryptoError:
        return False
    return True
