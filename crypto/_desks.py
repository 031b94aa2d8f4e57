"""A desk's private keys: one 32-byte seed per generation, and what it can do.

By HKDF, with the desk's name and generation bound in, the seed gives an X-Wing
pair (to open seals), an Ed25519 pair (to sign) and a storage key (to adopt).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from crypto._cards import (
    DeskCard,
    Membership,
    OfficerCard,
    RecoveryCard,
    card_head,
    card_statement,
    letter_statement,
)
from crypto._chain import detail_info, read_detail
from crypto._context import KEY_BYTES, derive, encode
from crypto._errors import MalformedError
from crypto._hpke import KemPair, expand_pair, open_sealed, parse_public, seal
from crypto._letters import (
    Box,
    ContentKey,
    LetterContext,
    SealedLetter,
    read_content_key,
)
from crypto._wrapping import Wrapper


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DeskKeys:
    """One generation of a desk. Held only while one of its members works."""

    seed: bytes
    desk: str
    generation: int
    recovery: RecoveryCard
    _pair: KemPair = field(init=False)
    _signing: Ed25519PrivateKey = field(init=False)
    _storage: Wrapper = field(init=False)
    card: DeskCard = field(init=False)

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_BYTES:
            raise MalformedError
        signing = Ed25519PrivateKey.from_private_bytes(self._derive("desk-sign"))
        pair = expand_pair(self._derive("desk-open"))
        public = pair.public, signing.public_key().public_bytes_raw()
        card = DeskCard(self.desk, self.generation, *public, self.recovery)
        for name, made in (
            ("_pair", pair),
            ("_signing", signing),
            ("_storage", Wrapper(self._derive("desk-storage"))),
            ("card", card),
        ):
            object.__setattr__(self, name, made)

    @classmethod
    def generate(cls, desk: str, generation: int, recovery: RecoveryCard) -> Self:
        """Make a generation's seed from the operating system's randomness.

        Raises:
            MalformedError: The desk's name is not 1 to 64 printable ASCII
                characters, or the generation is not 1 or more.
        """
        return cls(secrets.token_bytes(KEY_BYTES), desk, generation, recovery)

    def open_seal(self, box: Box, context: LetterContext) -> ContentKey:
        """Open a seal made by `DeskCard.seal_content_key`.

        Raises:
            MalformedError: Unknown version byte, or too short.
            CannotOpenError: Not sealed to this card for this letter.
        """
        info = context.encode("seal", self.card.id)
        return read_content_key(open_sealed(box, self._pair, info=info))

    def adopt(self, key: ContentKey, context: LetterContext) -> Box:
        """Wrap a content key under the desk's storage key (61 bytes).

        Only the desk can make one, so a letter with an adopted seal was opened
        or written by the desk itself.

        Raises:
            MalformedError: The letter's id is not an id.
        """
        return Box(self._storage.wrap(key.raw, context=self._adopted(context)))

    def open_adopted(self, box: Box, context: LetterContext) -> ContentKey:
        """Return the content key of an adopted seal.

        Raises:
            MalformedError: Unknown version byte, or too short.
            CannotOpenError: Not adopted by this generation for this letter.
        """
        raw = self._storage.unwrap(box, context=self._adopted(context))
        return read_content_key(raw)

    def open_detail(self, box: Box, number: int) -> str:
        """Open the detail of audit entry `number` (see `seal_detail`).

        Raises:
            MalformedError: Unknown version byte, or too short.
            CannotOpenError: Not the sealed detail of that entry for this desk.
        """
        info = detail_info(self.card, number)
        return read_detail(open_sealed(box, self._pair, info=info))

    def seal_to_member(self, card: OfficerCard) -> Box:
        """Seal this generation's seed to a member's card (1,169 bytes).

        Raises:
            MalformedError: The card's id or key is not one.
        """
        info = encode("member-seed", self.card.id, card.id)
        return Box(seal(self.seed, parse_public(card.sealing), info=info))

    def seal_to_recovery(self) -> Box:
        """Seal this generation's seed to the recovery kit's card (1,169 bytes).

        Raises:
            MalformedError: The kit's key is not a public key.
        """
        info = encode("recovery-seed", self.card.id)
        return Box(seal(self.seed, parse_public(self.recovery.sealing), info=info))

    def admit(self, member: Membership) -> bytes:
        """Sign a member's card and role (64 bytes).

        Raises:
            MalformedError: The officer's id is not an id.
        """
        return self._signing.sign(member.statement(self.card))

    def vouch(self, following: DeskCard) -> bytes:
        """Sign the card of the next generation (64 bytes)."""
        return self._signing.sign(card_statement(following))

    def sign_letter(
        self, letter: SealedLetter, recipients: Sequence[DeskCard]
    ) -> bytes:
        """Sign a letter to other desks, with its purpose and receivers (64 bytes)."""
        return self._signing.sign(letter_statement(letter, self.card, recipients))

    def _derive(self, label: str) -> bytes:
        return derive(self.seed, label, card_head(self.desk, self.generation))

    def _adopted(self, context: LetterContext) -> bytes:
        return context.encode("adopted", self.card.id)
