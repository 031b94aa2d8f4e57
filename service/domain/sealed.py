"""How a desk opens what the vault gives it, and seals what it adds.

Anybody can seal nonsense to a desk, and boxes break. So whatever does not open
is None here, and a page shows its place as one that cannot be opened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from crypto import (
    Box,
    CannotOpenError,
    ContentKey,
    CryptoError,
    DeskCard,
    LetterContext,
    SealedLetter,
    ShredKey,
    ThreadKey,
    open_part,
    seal_letter,
)
from service.domain.letters import (
    THREAD_KINDS,
    TOLD_KINDS,
    Kind,
    LetterId,
    Remark,
    Side,
    TipBody,
    TipSummary,
)
from service.domain.people import DeskId, Keyring
from service.domain.tips import TipId, TipRecord

Part = Literal["summary", "body"]


@dataclass(frozen=True, slots=True)
class Seal:
    """A letter's content key for one desk, and the card that it belongs to."""

    card: bytes
    adopted: bool
    box: Box


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter as it lies in the vault, with what opens it for one desk.

    `known` tells that some desk has opened or written it.
    """

    id: LetterId
    tip: TipId
    kind: Kind
    number: int
    summary: Box | None
    body: Box | None
    wrap: Box | None
    seal: Seal | None
    known: bool = False

    @property
    def context(self) -> LetterContext:
        """What the letter's boxes are bound to."""
        return LetterContext(self.kind.value, self.id)

    @property
    def size(self) -> int:
        """The bytes of its parts: a sum of buckets, never a length."""
        return len(self.summary or b"") + len(self.body or b"")

    @property
    def side(self) -> Side:
        """The shred key it stands under."""
        return Side.TOLD if self.kind in TOLD_KINDS else Side.STAFF

    @property
    def is_adopted(self) -> bool:
        """Tell whether the desk has opened or written it before."""
        return self.seal is not None and self.seal.adopted


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new letter goes: its id, its tip, what it is, and its number there."""

    id: LetterId
    tip: TipId
    kind: Kind
    number: int

    @property
    def context(self) -> LetterContext:
        """What the letter's boxes will be bound to."""
        return LetterContext(self.kind.value, self.id)


Shreds = Mapping[Side, ShredKey]
"""The shred keys of one tip that are still there."""


@dataclass(frozen=True, slots=True)
class DutyMark:
    """That a desk has a safeguarding duty for a tip, and whether it is still open."""

    desk: DeskId
    open: bool


@dataclass(frozen=True, slots=True)
class StoredTip:
    """All that lies in the vault about one tip. Letters are in order.

    `rings` tells that its doorbell is there: something waits to be looked at;
    `waits` that something about it waits for a second person.
    """

    record: TipRecord
    letters: tuple[StoredLetter, ...]
    shreds: Shreds
    held: bool
    rings: bool
    waits: bool = False
    duties: tuple[DutyMark, ...] = ()

    @property
    def next_number(self) -> int:
        """The number of the next letter."""
        return 1 + max((letter.number for letter in self.letters), default=0)


def choose_tip_letter(letters: Sequence[StoredLetter]) -> StoredLetter | None:
    """Return the letter that is the tip: the one the desk adopted, else the first.

    The public process can add letters. It cannot make an adopted one, so nothing
    it adds can take the place of a tip that was opened, at this desk or another.
    """
    tips = [letter for letter in letters if letter.kind is Kind.TIP]
    return min(tips, key=_order_tip, default=None)


def _order_tip(tip: StoredLetter) -> tuple[bool, bool, bool, int, str]:
    return not tip.is_adopted, not tip.known, not tip.seal, tip.number, tip.id


def open_content_key(
    letter: StoredLetter, keyring: Keyring, thread: ThreadKey | None = None
) -> ContentKey:
    """Return a letter's content key.

    Letters of the thread have a wrap alone: a seal that somebody gives one counts
    for nothing, neither to shut it nor to put another one into the thread.

    Raises:
        CryptoError: Neither this keyring nor the thread's key opens it.
    """
    if letter.kind in THREAD_KINDS:
        if thread is None or letter.wrap is None:
            raise CannotOpenError
        return thread.unwrap(letter.wrap, letter.context)
    seal = letter.seal
    if seal is None:
        raise CannotOpenError
    keys = keyring.by_card.get(seal.card)
    if keys is None:
        raise CannotOpenError
    if seal.adopted:
        return keys.open_adopted(seal.box, letter.context)
    return keys.open_seal(seal.box, letter.context)


def read_summary(
    letter: StoredLetter, keyring: Keyring, shreds: Shreds
) -> TipSummary | None:
    """Open what the inbox shows of a tip."""
    try:
        key = open_content_key(letter, keyring)
        return TipSummary.read(_open_part("summary", letter, key, shreds))
    except CryptoError:
        return None


def read_body(letter: StoredLetter, keyring: Keyring, shreds: Shreds) -> TipBody | None:
    """Open everything a tip says."""
    try:
        key = open_content_key(letter, keyring)
        return TipBody.read(_open_part("body", letter, key, shreds))
    except CryptoError:
        return None


def read_remark(
    letter: StoredLetter,
    keyring: Keyring,
    shreds: Shreds,
    thread: ThreadKey | None = None,
) -> Remark | None:
    """Open a letter that came after the tip. Who holds a tip is in a summary."""
    part: Part = "summary" if letter.kind is Kind.HOLDER else "body"
    try:
        key = open_content_key(letter, keyring, thread)
        return Remark.read(_open_part(part, letter, key, shreds))
    except CryptoError:
        return None


def adopt(letter: StoredLetter, keyring: Keyring) -> Seal:
    """Make the seal that takes the place of one sealed to the desk's card.

    Raises:
        CryptoError: The letter does not open.
    """
    return _adopt(open_content_key(letter, keyring), letter.context, keyring)


@dataclass(frozen=True, slots=True)
class Written:
    """A new letter, and its seals by desk."""

    letter: StoredLetter
    seals: tuple[tuple[DeskId, Seal], ...] = ()


def seal_record(
    place: Place,
    remark: Remark,
    keyring: Keyring,
    shred: ShredKey,
    *,
    summary: str | None = None,
    copies: Sequence[DeskCard] = (),
) -> Written:
    """Seal what staff write for themselves, adopted by the desk at once.

    `summary` is what the inbox reads of it; `copies` are other desks' cards to
    seal it to as well.
    """
    in_summary = place.kind is Kind.HOLDER
    sealed, key = seal_letter(
        place.context,
        shred,
        summary=remark.json if in_summary else summary,
        body=None if in_summary else remark.json,
    )
    own = _adopt(key, place.context, keyring)
    others = tuple(
        (
            DeskId(card.desk),
            Seal(card.id, adopted=False, box=card.seal_content_key(key, place.context)),
        )
        for card in copies
    )
    seals = ((DeskId(keyring.card.desk), own), *others)
    return Written(_store(place, sealed, seal=own), seals)


def seal_told(
    place: Place, remark: Remark, thread: ThreadKey, shred: ShredKey
) -> Written:
    """Seal what the reporter is told, so that only the thread's two sides read it."""
    sealed, key = seal_letter(place.context, shred, body=remark.json)
    return Written(_store(place, sealed, wrap=thread.wrap(key, place.context)))


def _adopt(key: ContentKey, context: LetterContext, keyring: Keyring) -> Seal:
    current = keyring.current
    return Seal(current.card.id, adopted=True, box=current.adopt(key, context))


def _store(
    place: Place,
    sealed: SealedLetter,
    *,
    wrap: Box | None = None,
    seal: Seal | None = None,
) -> StoredLetter:
    return StoredLetter(
        id=place.id,
        tip=place.tip,
        kind=place.kind,
        number=place.number,
        summary=sealed.summary,
        body=sealed.body,
        wrap=wrap,
        seal=seal,
    )


def _open_part(
    part: Part, letter: StoredLetter, key: ContentKey, shreds: Shreds
) -> str:
    box = letter.summary if part == "summary" else letter.body
    shred = shreds.get(letter.side)
    if box is None or shred is None:
        raise CannotOpenError
    return open_part(part, box, key, shred, letter.context)
