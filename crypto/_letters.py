"""Letters: everything we seal, as a summary and a body under one content key.

No key here seals twice. `seal_letter` makes a fresh content key and takes none,
and each part has a key of its own, so a letter is never rewritten: a change is
a new letter. A letter opens only with its content key *and* its shred key; when
the shred key is destroyed, no seal or backup of the content key opens it again.

A part's box is version (1), commitment (32), ciphertext of the padded text, tag
(16). The commitment stops one box from opening under two content keys.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Literal, NewType, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto._context import KEY_BYTES, VERSION, derive, encode, parse_id
from crypto._errors import CannotOpenError, MalformedError
from crypto._padding import (
    LARGEST_SUMMARY,
    SUMMARY_STEP,
    pad_to_bucket,
    pad_to_step,
    strip_padding,
)

Box = NewType("Box", bytes)
"""Sealed bytes. Only crypto makes one from plaintext."""

Part = Literal["summary", "body"]

_HEADER_BYTES = 1 + KEY_BYTES
_TAG_BYTES = 16

# Safe because every part key is derived for one part of one letter, from a
# content key made for that letter alone: no key ever meets a second nonce.
_NONCE = bytes(12)


@dataclass(frozen=True, slots=True)
class LetterContext:
    """What a letter is: its purpose (`tip`, `note` ...) and its id.

    The id is 16 bytes written as 32 lower-case hexadecimal digits. Neither is
    secret; both must be the same again to open any part or seal of the letter.
    """

    purpose: str
    letter_id: str

    def encode(self, label: str, *fields: bytes) -> bytes:
        """Return the bytes that bind a box to this letter.

        Raises:
            MalformedError: The id is not 32 lower-case hexadecimal digits.
        """
        return encode(label, self.purpose.encode(), parse_id(self.letter_id), *fields)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ShredKey:
    """32 random bytes that must be destroyed for letters to be forgotten."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise MalformedError

    @classmethod
    def generate(cls) -> Self:
        """Make one from the operating system's randomness."""
        return cls(secrets.token_bytes(KEY_BYTES))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class ContentKey:
    """The 32-byte key of one letter. Made by `seal_letter`, carried by seals."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise MalformedError

    @property
    def commitment(self) -> bytes:
        """32 bytes that fix this key and say nothing else about it."""
        return derive(self.raw, "commit")


@dataclass(frozen=True, slots=True)
class SealedLetter:
    """The parts of a letter as they are stored. A part not written is None."""

    context: LetterContext
    summary: Box | None
    body: Box | None

    @property
    def size(self) -> int:
        """The bytes of all parts together: a sum of buckets, never a length."""
        return len(self.summary or b"") + len(self.body or b"")


def seal_letter(
    context: LetterContext,
    shred_key: ShredKey,
    *,
    summary: str | None = None,
    body: str | None = None,
) -> tuple[SealedLetter, ContentKey]:
    """Seal the parts under a content key made here, and return both.

    Summaries are padded to 1 KiB steps (4 KiB at most), bodies to 4, 16 or
    64 KiB of UTF-8. The caller seals the content key to whoever may read.

    Raises:
        MalformedError: A part is too long or not encodable, or the id is not an id.
    """
    key = ContentKey(secrets.token_bytes(KEY_BYTES))
    letter = SealedLetter(
        context,
        None if summary is None else _seal_part("summary", summary, key, shred_key, context),
        None if body is None else _seal_part("body", body, key, shred_key, context),
    )
    return letter, key


def open_part(
    part: Part,
    box: Box,
    key: ContentKey,
    shred_key: ShredKey,
    context: LetterContext,
) -> str:
    """Return the text of one part, or raise; there is no partial result.

    Raises:
        MalformedError: Unknown version byte, or too short to be a part.
        CannotOpenError: Wrong content or shred key, wrong part or context, a
            commitment to another key, or a changed byte.
    """
    if box[:1] != VERSION or len(box) < _HEADER_BYTES + _TAG_BYTES:
        raise MalformedError
    if not hmac.compare_digest(box[1:_HEADER_BYTES], key.commitment):
        raise CannotOpenError
    cipher = AESGCM(_part_key(part, key, shred_key, context))
    try:
        padded = cipher.decrypt(
            _NONCE, box[_HEADER_BYTES:], _bound(part, box[:_HEADER_BYTES], context)
        )
        return strip_padding(padded).decode()
    except (InvalidTag, UnicodeDecodeError):
        raise CannotOpenError from None


def _seal_part(
    part: Part, text: str, key: ContentKey, shred_key: ShredKey, context: LetterContext
) -> Box:
    header = VERSION + key.commitment
    cipher = AESGCM(_part_key(part, key, shred_key, context))
    return Box(
        header + cipher.encrypt(_NONCE, _pad(part, text), _bound(part, header, context))
    )


def _pad(part: Part, text: str) -> bytes:
    try:
        plaintext = text.encode()
    except UnicodeEncodeError:
        raise MalformedError from None
    if part == "summary":
        return pad_to_step(plaintext, step=SUMMARY_STEP, largest=LARGEST_SUMMARY)
    return pad_to_bucket(plaintext)


def _part_key(
    part: Part, key: ContentKey, shred_key: ShredKey, context: LetterContext
) -> bytes:
    info = parse_id(context.letter_id)
    return derive(key.raw, f"letter-{part}", info, salt=shred_key.raw)


def _bound(part: Part, header: bytes, context: LetterContext) -> bytes:
    return context.encode("letter", part.encode(), header)
