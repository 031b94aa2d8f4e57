"""A name that somebody left apart: its letter, sealed to the custodian's desk alone.

Its bond stands in the tip's letter too, and in each turn of custody between the
desks: whoever can only write rows has opened neither letter, so nothing of theirs
carries the right one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from crypto import (
    Box,
    CannotOpenError,
    CryptoError,
    DeskCard,
    LetterContext,
    SealedLetter,
    ShredKey,
    ThreadKey,
    open_part,
    seal_letter,
)
from service.domain.answers import Identity
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import Kind, LetterId
from service.domain.people import Keyring
from service.domain.sealed import (
    Part,
    Shreds,
    StoredLetter,
    StoredTip,
    open_content_key,
)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LeftName:
    """What a name's letter holds.

    `notices` is the key under which its reporter is told that it was opened; None
    where no words were taken, and in a copy for the desk that asked.
    """

    identity: Identity
    bond: str
    notices: ThreadKey | None = None

    @property
    def summary(self) -> str:
        """The part by which the letter is known, without opening the name."""
        return write_json({"bond": self.bond})

    @property
    def body(self) -> str:
        """The part with the name."""
        key = self.notices.raw.hex() if self.notices else None
        return write_json({"identity": self.identity.json, "notices": key})

    @classmethod
    def read(cls, body: str, bond: str) -> Self:
        """Read the part with the name.

        Raises:
            CannotOpenError: It is none.
        """
        fields = read_json(body)
        key = text_of(fields, "notices")
        try:
            notices = ThreadKey(bytes.fromhex(key)) if key else None
        except ValueError:
            raise CannotOpenError from None
        return cls(Identity.read(text_of(fields, "identity")), bond, notices)

    def seal(
        self, letter: LetterId, shred: ShredKey, card: DeskCard
    ) -> tuple[SealedLetter, Box]:
        """Seal it to one desk, under the key that goes when its reporter deletes."""
        context = LetterContext(Kind.IDENTITY.value, letter)
        sealed, key = seal_letter(context, shred, summary=self.summary, body=self.body)
        return sealed, card.seal_content_key(key, context)


def list_bonds(stored: StoredTip, keyring: Keyring) -> tuple[str, ...]:
    """Return the bonds of the names that open for a desk, without opening a name."""
    found = (
        _read_bond(letter, keyring, stored.shreds)
        for letter in _list_names(stored.letters)
    )
    return tuple(filter(None, found))


def open_left_name(stored: StoredTip, keyring: Keyring, bond: str) -> LeftName | None:
    """Open the name with a bond, if it is there and sealed to the desk."""
    for letter in _list_names(stored.letters):
        if bond and _read_bond(letter, keyring, stored.shreds) == bond:
            return _read_name(letter, keyring, stored.shreds, bond)
    return None


def _list_names(letters: Sequence[StoredLetter]) -> Iterable[StoredLetter]:
    return (letter for letter in letters if letter.kind is Kind.IDENTITY)


def _read_bond(letter: StoredLetter, keyring: Keyring, shreds: Shreds) -> str:
    try:
        found = read_json(_open(letter, "summary", keyring, shreds))
        return text_of(found, "bond")
    except CryptoError:
        return ""


def _read_name(
    letter: StoredLetter, keyring: Keyring, shreds: Shreds, bond: str
) -> LeftName | None:
    try:
        return LeftName.read(_open(letter, "body", keyring, shreds), bond)
    except CryptoError:
        return None


def _open(letter: StoredLetter, part: Part, keyring: Keyring, shreds: Shreds) -> str:
    box, shred = getattr(letter, part), shreds.get(letter.side)
    if box is None or shred is None:
        raise CannotOpenError
    key = open_content_key(letter, keyring)
    return open_part(part, box, key, shred, letter.context)
