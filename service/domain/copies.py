"""How what one desk can open is given to another desk as well, or instead."""

from collections.abc import Sequence

from crypto import CryptoError, DeskCard
from service.domain.letters import LetterId
from service.domain.people import Keyring
from service.domain.sealed import Seal, StoredLetter, open_content_key


def copy_seal(letter: StoredLetter, keyring: Keyring, card: DeskCard) -> Seal:
    """Seal a letter to another desk as well.

    Raises:
        CryptoError: The letter does not open.
    """
    key = open_content_key(letter, keyring)
    box = card.seal_content_key(key, letter.context)
    return Seal(card.id, adopted=False, box=box)


def copy_seals(
    letters: Sequence[StoredLetter], keyring: Keyring, card: DeskCard
) -> tuple[tuple[LetterId, Seal], ...]:
    """Seal to another desk every letter that a desk's seal opens.

    Those of the thread need none: their key is in the tip's letter.
    """
    copied = []
    for letter in letters:
        if letter.seal is None:
            continue
        try:
            copied.append((letter.id, copy_seal(letter, keyring, card)))
        except CryptoError:
            continue
    return tuple(copied)
