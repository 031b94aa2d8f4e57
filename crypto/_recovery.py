"""The recovery kit of a desk: 24 words on paper that open every generation.

The words (310 bits) are shown once and stored nowhere. Their public half stands
in the desk's card, and every generation's seed is sealed to it.
"""

from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from crypto._cards import DeskCard, RecoveryCard, card_statement
from crypto._context import derive, encode
from crypto._desks import DeskKeys
from crypto._errors import MalformedError
from crypto._hpke import KemPair, expand_pair, open_sealed
from crypto._letters import Box
from crypto._officers import check_desk_seed
from crypto._words import WordList, split_words

KIT_LENGTH = 24


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class RecoveryKit:
    """24 words, and the keys they give."""

    chosen: tuple[str, ...]
    _pair: KemPair = field(init=False)
    _signing: Ed25519PrivateKey = field(init=False)

    def __post_init__(self) -> None:
        written = " ".join(self.chosen).encode()
        signing = Ed25519PrivateKey.from_private_bytes(derive(written, "recovery-sign"))
        object.__setattr__(self, "_pair", expand_pair(derive(written, "recovery-open")))
        object.__setattr__(self, "_signing", signing)

    @classmethod
    def generate(cls, words: WordList) -> Self:
        """Choose 24 words by the operating system's randomness."""
        return cls(split_words(words.generate(KIT_LENGTH)))

    @classmethod
    def parse(cls, typed: str, words: WordList) -> Self:
        """Read a kit as somebody types it from paper.

        Raises:
            MalformedError: Not 24 words of the list.
        """
        chosen = split_words(typed)
        if len(chosen) != KIT_LENGTH or any(word not in words for word in chosen):
            raise MalformedError
        return cls(chosen)

    @property
    def words(self) -> str:
        """The form that is printed: 24 words, single spaces."""
        return " ".join(self.chosen)

    @property
    def card(self) -> RecoveryCard:
        """The public half."""
        verifying = self._signing.public_key().public_bytes_raw()
        return RecoveryCard(self._pair.public, verifying)

    def vouch(self, card: DeskCard) -> bytes:
        """Sign a desk's card with the kit (64 bytes)."""
        return self._signing.sign(card_statement(card))

    def open_desk(self, box: Box, card: DeskCard) -> DeskKeys:
        """Open a generation's seed sealed by `DeskKeys.seal_to_recovery`.

        Raises:
            MalformedError: Unknown version byte, or too short.
            CannotOpenError: Another kit's, or not the seed of this card.
        """
        info = encode("recovery-seed", card.id)
        return check_desk_seed(open_sealed(box, self._pair, info=info), card)
