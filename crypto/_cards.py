"""Cards: the public keys of a desk, of an officer and of a recovery kit.

A desk's card is version (1), length of its name (1) and the name, generation
(4, big-endian), X-Wing key (1,216), Ed25519 key (32), then the recovery kit's
X-Wing key (1,216) and Ed25519 key (32). Its id is a SHA-256 over all of it, so
the fingerprint of generation 1 covers the recovery kit too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from crypto._context import (
    ID_BYTES,
    VERSION,
    encode,
    encode_text,
    parse_id,
    sha256,
)
from crypto._errors import CannotOpenError, MalformedError
from crypto._hpke import PUBLIC_BYTES, parse_public, seal
from crypto._letters import Box, ContentKey, LetterContext, SealedLetter
from crypto._words import FINGERPRINT_LENGTH, WordList, derive_words

VERIFY_BYTES = 32

_GENERATION_BYTES = 4
_KEYS_BYTES = PUBLIC_BYTES + VERIFY_BYTES
_LONGEST_NAME = 64
_LAST_GENERATION = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class RecoveryCard:
    """The public half of a recovery kit: X-Wing (1,216) and Ed25519 (32) keys."""

    sealing: bytes
    verifying: bytes


@dataclass(frozen=True, slots=True)
class DeskCard:
    """One generation of a desk's public keys, with its recovery kit's.

    `raw` is the card's bytes; `id` is 32 bytes that name this card and no other.

    Raises:
        MalformedError: A field is not one that a card can hold.
    """

    desk: str
    generation: int
    sealing: bytes
    verifying: bytes
    recovery: RecoveryCard
    raw: bytes = field(init=False, repr=False, compare=False)
    id: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        raw = card_head(self.desk, self.generation) + _join_keys(self)
        object.__setattr__(self, "raw", raw)
        object.__setattr__(self, "id", sha256(encode("desk-card"), raw))

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a card exactly as `raw` writes it.

        Raises:
            MalformedError: It is not a card, to the byte.
        """
        name_end = 2 + (raw[1] if len(raw) > 1 else 0)
        keys_at = name_end + _GENERATION_BYTES
        if raw[:1] != VERSION or len(raw) != keys_at + 2 * _KEYS_BYTES:
            raise MalformedError
        name, generation = raw[2:name_end], raw[name_end:keys_at]
        desk, recovery = raw[keys_at:][:_KEYS_BYTES], raw[keys_at + _KEYS_BYTES :]
        return cls(
            name.decode("ascii", errors="replace"),
            int.from_bytes(generation, "big"),
            *_split_keys(desk),
            RecoveryCard(*_split_keys(recovery)),
        )

    @property
    def fingerprint(self) -> str:
        """The card's id as 64 hexadecimal digits, for the settings."""
        return self.id.hex()

    def fingerprint_words(self, words: WordList) -> str:
        """Four words (51.7 bits) two people can compare aloud; no pin."""
        return _fingerprint_words(self.id, words)

    def seal_content_key(self, key: ContentKey, context: LetterContext) -> Box:
        """Seal a letter's content key so that only this desk can open it (1,169 bytes).

        Raises:
            MalformedError: The letter's id is not an id, or the card's key not a key.
        """
        info = context.encode("seal", self.id)
        return Box(seal(key.raw, parse_public(self.sealing), info=info))

    def verify_letter(
        self, letter: SealedLetter, recipients: Sequence["DeskCard"], signature: bytes
    ) -> None:
        """Check that this desk signed exactly this letter for these desks.

        Raises:
            CannotOpenError: It did not.
            MalformedError: The letter's id is not an id.
        """
        signed = letter_statement(letter, self, recipients)
        verify(self.verifying, signed, signature)

    def verify_member(self, member: "Membership", signature: bytes) -> None:
        """Check that this generation of the desk admitted the member.

        Raises:
            CannotOpenError: It did not.
            MalformedError: The officer's id is not an id.
        """
        verify(self.verifying, member.statement(self), signature)


@dataclass(frozen=True, slots=True)
class OfficerCard:
    """An officer's public key: version (1), officer id (16), X-Wing key (1,216)."""

    officer_id: str
    sealing: bytes

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Read a card exactly as `raw` writes it.

        Raises:
            MalformedError: It is not a card, to the byte.
        """
        if raw[:1] != VERSION or len(raw) != 1 + ID_BYTES + PUBLIC_BYTES:
            raise MalformedError
        officer_id, sealing = raw[1:][:ID_BYTES], raw[1 + ID_BYTES :]
        parse_public(sealing)
        return cls(officer_id.hex(), sealing)

    @property
    def raw(self) -> bytes:
        """The card's bytes."""
        return VERSION + parse_id(self.officer_id) + self.sealing

    @property
    def id(self) -> bytes:
        """32 bytes that name this card and no other."""
        return sha256(encode("officer-card"), self.raw)

    def fingerprint_words(self, words: WordList) -> str:
        """Four words (51.7 bits) two people can compare aloud."""
        return _fingerprint_words(self.id, words)


@dataclass(frozen=True, slots=True)
class Membership:
    """Who is admitted, as what (`officer`, `supervisor`), with which card."""

    card: OfficerCard
    role: str

    def statement(self, desk: DeskCard) -> bytes:
        """The bytes a desk signs to admit this member.

        Raises:
            MalformedError: The officer's id is not an id.
        """
        return encode("member", desk.id, self.card.id, encode_text(self.role))


def card_head(desk: str, generation: int) -> bytes:
    """Return the bytes a card begins with; they also say whose a derived key is.

    Raises:
        MalformedError: The name is not 1 to 64 printable ASCII characters, or the
            generation is none that a card can hold.
    """
    plain = desk.isascii() and desk.isprintable() and 0 < len(desk) <= _LONGEST_NAME
    if not plain or not 1 <= generation <= _LAST_GENERATION:
        raise MalformedError
    number = generation.to_bytes(_GENERATION_BYTES, "big")
    return VERSION + len(desk).to_bytes(1, "big") + desk.encode() + number


def card_statement(card: DeskCard) -> bytes:
    """The bytes that vouch for a desk's card."""
    return encode("desk-card-vouched", card.id)


def letter_statement(
    letter: SealedLetter, sender: DeskCard, recipients: Sequence[DeskCard]
) -> bytes:
    """The bytes a desk signs under a letter to other desks."""
    parts = sha256(letter.summary or b""), sha256(letter.body or b"")
    to = sorted(card.id for card in recipients)
    return letter.context.encode("letter-signed", sender.id, *parts, *to)


def follow_chain(
    cards: Sequence[tuple[bytes, bytes]], *, pin: str
) -> tuple[DeskCard, ...]:
    """Follow a desk's cards from the pinned generation 1, each vouched by the last.

    `cards` are (card, signature) in order of generation; `pin` is the
    fingerprint in the settings. A card after the first is signed by the
    generation before it or by that generation's recovery kit; nothing is read
    of the first one's signature, because the pin speaks for it.

    Raises:
        MalformedError: There is no card, or one is not a card.
        CannotOpenError: The chain does not start at the pin or does not hold.
    """
    if not cards:
        raise MalformedError
    chain = [DeskCard.parse(cards[0][0])]
    if chain[0].generation != 1 or chain[0].fingerprint != pin:
        raise CannotOpenError
    for raw, signature in cards[1:]:
        card = DeskCard.parse(raw)
        _verify_next(chain[-1], card, signature)
        chain.append(card)
    return tuple(chain)


def verify(verifying: bytes, statement: bytes, signature: bytes) -> None:
    """Check an Ed25519 signature (RFC 8032).

    Raises:
        CannotOpenError: It does not hold.
    """
    try:
        Ed25519PublicKey.from_public_bytes(verifying).verify(signature, statement)
    except InvalidSignature:
        raise CannotOpenError from None


def _verify_next(last: DeskCard, card: DeskCard, signature: bytes) -> None:
    if card.desk != last.desk or card.generation != last.generation + 1:
        raise CannotOpenError
    try:
        verify(last.verifying, card_statement(card), signature)
    except CannotOpenError:
        verify(last.recovery.verifying, card_statement(card), signature)


def _fingerprint_words(card_id: bytes, words: WordList) -> str:
    chosen = derive_words(card_id, "fingerprint", words=words, count=FINGERPRINT_LENGTH)
    return " ".join(chosen)


def _join_keys(card: DeskCard) -> bytes:
    keys = b""
    for holder in (card, card.recovery):
        parse_public(holder.sealing)
        if len(holder.verifying) != VERIFY_BYTES:
            raise MalformedError
        keys += holder.sealing + holder.verifying
    return keys


def _split_keys(raw: bytes) -> tuple[bytes, bytes]:
    return raw[:PUBLIC_BYTES], raw[PUBLIC_BYTES:]
