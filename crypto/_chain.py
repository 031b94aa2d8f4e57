"""The audit chain: entries nobody can alter or drop without it showing.

An entry's hash covers its number, the hash of the entry before it and the hash
of its sealed detail. So a detail can be forgotten and the chain still verifies.
Before entry 1 stands a hash of 32 zero bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crypto._cards import DeskCard
from crypto._context import encode, encode_text, sha256
from crypto._errors import CannotOpenError
from crypto._hpke import parse_public, seal
from crypto._letters import Box
from crypto._padding import DETAIL_STEP, pad_to_step, strip_padding

NO_ENTRY = bytes(32)

_LARGEST_DETAIL = 4 * DETAIL_STEP
_NUMBER_BYTES = 8


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """What is stored of one entry, besides its detail."""

    number: int
    previous: bytes
    detail_hash: bytes

    @property
    def hash(self) -> bytes:
        """32 bytes that fix this entry and all before it."""
        number = self.number.to_bytes(_NUMBER_BYTES, "big")
        return sha256(encode("chain", number, self.previous, self.detail_hash))


def hash_detail(box: Box) -> bytes:
    """The hash by which an entry holds on to its sealed detail (32 bytes)."""
    return sha256(encode("chain-detail"), box)


def seal_detail(auditor: DeskCard, number: int, text: str) -> Box:
    """Seal an entry's detail to the auditor desk, padded to 256-byte steps.

    Raises:
        MalformedError: The text is longer than 1,023 bytes of UTF-8, or not text.
    """
    padded = pad_to_step(encode_text(text), step=DETAIL_STEP, largest=_LARGEST_DETAIL)
    info = detail_info(auditor, number)
    return Box(seal(padded, parse_public(auditor.sealing), info=info))


def detail_info(auditor: DeskCard, number: int) -> bytes:
    """The context of a sealed detail."""
    return encode("audit-detail", auditor.id, number.to_bytes(_NUMBER_BYTES, "big"))


def read_detail(padded: bytes) -> str:
    """Return the text of an opened detail.

    Raises:
        CannotOpenError: It is not text as `seal_detail` seals it.
    """
    try:
        return strip_padding(padded).decode()
    except UnicodeDecodeError:
        raise CannotOpenError from None


def verify_chain(entries: Iterable[ChainEntry], *, count: int, head: bytes) -> None:
    """Check that the entries are 1 to `count`, unbroken, and end in `head`.

    Raises:
        CannotOpenError: A number is missing, a hash does not follow, or the end
            is not the head.
        MalformedError: What stands for a hash is longer than 65,535 bytes.
    """
    last, number = NO_ENTRY, 0
    for entry in entries:
        number += 1
        if entry.number != number or entry.previous != last:
            raise CannotOpenError
        last = entry.hash
    if number != count or last != head:
        raise CannotOpenError
