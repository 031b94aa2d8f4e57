"""How a letter between desks is sealed and signed, and when it is believed.

A letter says inside its box to which release it belongs and at which place there.
It is believed only if the desk that such a letter comes from signed exactly it,
for exactly these desks. Whoever can write rows can take letters away, and no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crypto import (
    Box,
    CannotOpenError,
    ContentKey,
    DeskCard,
    LetterContext,
    SealedLetter,
    ShredKey,
    open_part,
    seal_letter,
)
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import LetterId
from service.domain.people import DeskId, Keyring
from service.domain.releases import ReleaseId, ReleaseKind
from service.domain.sealed import Part, Seal

CARD_ID_BYTES = 32

_FROM_RECEIVER = frozenset({ReleaseKind.ANSWER})


@dataclass(frozen=True, slots=True)
class Parties:
    """The cards of a release's two desks, each chain from its pin onwards.

    A chain is empty where the desk's cards do not lead back to its pin: then
    nothing that it signed is believed.
    """

    sender: tuple[DeskCard, ...]
    receiver: tuple[DeskCard, ...]

    def find(self, card_id: bytes) -> DeskCard:
        """Return a card of one of the two desks.

        Raises:
            CannotOpenError: It is neither's.
        """
        cards = (*self.sender, *self.receiver)
        card = next((card for card in cards if card.id == card_id), None)
        if card is None:
            raise CannotOpenError
        return card

    def find_signer(self, kind: ReleaseKind, card_id: bytes) -> DeskCard:
        """Return the card that signed, of the desk that such letters come from.

        Raises:
            CannotOpenError: It is another desk's.
        """
        chain = self.receiver if kind in _FROM_RECEIVER else self.sender
        card = self.find(card_id)
        if card not in chain:
            raise CannotOpenError
        return card


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a letter between desks goes: its release, what it is, its number there."""

    id: LetterId
    release: ReleaseId
    kind: ReleaseKind
    number: int

    @property
    def context(self) -> LetterContext:
        """What the letter's boxes are bound to."""
        return LetterContext(self.kind.value, self.id)


@dataclass(frozen=True, slots=True)
class Signed:
    """A letter between desks as it lies in the vault, with what opens it for one.

    `recipients` are card ids, one after the other.
    """

    spot: Spot
    summary: Box | None
    body: Box | None
    sender: bytes
    recipients: bytes
    signature: bytes
    seal: Seal | None

    @property
    def letter(self) -> SealedLetter:
        """What was signed."""
        return SealedLetter(self.spot.context, self.summary, self.body)

    @property
    def is_adopted(self) -> bool:
        """Tell whether the desk has opened or written it before."""
        return self.seal is not None and self.seal.adopted


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A new letter between desks, and its seals by desk."""

    signed: Signed
    seals: tuple[tuple[DeskId, Seal], ...]


def sign_and_seal(
    spot: Spot,
    text: str,
    keyring: Keyring,
    shred: ShredKey,
    *,
    to: Sequence[DeskCard] = (),
    summary: str | None = None,
) -> Dispatch:
    """Seal a letter to the desk that writes it and to others, and sign it.

    `summary` is what lists read of it.
    """
    sealed, key = seal_letter(
        spot.context,
        shred,
        summary=None if summary is None else _enclose(spot, summary),
        body=_enclose(spot, text),
    )
    cards = (keyring.card, *to)
    signed = Signed(
        spot=spot,
        summary=sealed.summary,
        body=sealed.body,
        sender=keyring.card.id,
        recipients=b"".join(sorted(card.id for card in cards)),
        signature=keyring.current.sign_letter(sealed, cards),
        seal=_adopt(key, spot.context, keyring),
    )
    own = (DeskId(keyring.card.desk), _adopt(key, spot.context, keyring))
    return Dispatch(signed, (own, *(_seal(key, spot.context, card) for card in to)))


def believe(signed: Signed, parties: Parties, desk: DeskId) -> None:
    """Check who signed a letter, and for whom, before any of it is opened.

    Raises:
        CryptoError: The desk it should come from did not sign it for this desk.
    """
    signer = parties.find_signer(signed.spot.kind, signed.sender)
    to = [parties.find(card_id) for card_id in _split(signed.recipients)]
    if not {signer.desk, desk} <= {card.desk for card in to}:
        raise CannotOpenError
    signer.verify_letter(signed.letter, to, signed.signature)


def read_text(
    signed: Signed, keyring: Keyring, shred: ShredKey | None, part: Part = "body"
) -> str:
    """Open one part of a letter that is believed.

    Raises:
        CryptoError: It does not open, or belongs elsewhere.
    """
    box = signed.body if part == "body" else signed.summary
    if box is None or shred is None:
        raise CannotOpenError
    key = _open_key(signed, keyring)
    return _take_out(signed.spot, open_part(part, box, key, shred, signed.spot.context))


def adopt_signed(signed: Signed, keyring: Keyring) -> Seal:
    """Make the seal that takes the place of the one to the desk's card.

    Raises:
        CryptoError: The letter does not open.
    """
    return _adopt(_open_key(signed, keyring), signed.spot.context, keyring)


def _open_key(signed: Signed, keyring: Keyring) -> ContentKey:
    seal = signed.seal
    keys = keyring.by_card.get(seal.card) if seal else None
    if seal is None or keys is None:
        raise CannotOpenError
    if seal.adopted:
        return keys.open_adopted(seal.box, signed.spot.context)
    return keys.open_seal(seal.box, signed.spot.context)


def _adopt(key: ContentKey, context: LetterContext, keyring: Keyring) -> Seal:
    current = keyring.current
    return Seal(current.card.id, adopted=True, box=current.adopt(key, context))


def _seal(
    key: ContentKey, context: LetterContext, card: DeskCard
) -> tuple[DeskId, Seal]:
    box = card.seal_content_key(key, context)
    return DeskId(card.desk), Seal(card.id, adopted=False, box=box)


def _split(ids: bytes) -> tuple[bytes, ...]:
    if len(ids) % CARD_ID_BYTES:
        raise CannotOpenError
    starts = range(0, len(ids), CARD_ID_BYTES)
    return tuple(ids[start : start + CARD_ID_BYTES] for start in starts)


# The signature covers a letter's id and not the release it was written for. So the
# text itself says where it belongs, or a letter could be laid into another release.
def _enclose(spot: Spot, text: str) -> str:
    place = {"release": spot.release, "number": str(spot.number)}
    return write_json({**place, "text": text})


def _take_out(spot: Spot, enclosed: str) -> str:
    fields = read_json(enclosed)
    place = text_of(fields, "release"), text_of(fields, "number")
    if place != (spot.release, str(spot.number)):
        raise CannotOpenError
    return text_of(fields, "text")
