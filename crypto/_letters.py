"""Letters: everything we seal, as a summary and a body under one content key.

No key here seals twice. `seal_letter` makes a fresh content key and takes none,
and each part has a key of its own, so a letter is never rewritten: a change is
a new letter. A letter opens only with its content key *and* its shred key; when
the shred key is destroyed, no seal or backup of the content key opens it again.

A part's box is version (1), commitment (32), ciphertext of the padded text, tag
(16). Key and commitment come from one derivation, which takes in the content
key, the shred key, the part and the letter's context: the commitment stops one
box from opening in two ways, which AES-GCM alone would allow.
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Literal, NewType, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from crypto._context import (
    KEY_BYTES,
    VERSION,
    derive,
    encode,
    encode_text,
    parse_id,
)
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

_COMMITMENT_BYTES = 32
_HEADER_BYTES = 1 + _COMMITMENT_BYTES
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

    @property
    def fields(self) -> tuple[bytes, bytes]:
        """What every box and key of this letter is bound to.

        Raises:
            MalformedError: The id is not 32 lower-case hexadecimal digits.
        """
        return encode_text(self.purpose), parse_id(self.letter_id)

    def encode(self, label: str, *fields: bytes) -> bytes:
        """Return the bytes that bind a box to this letter.

        Raises:
            MalformedError: The id is not 32 lower-case hexadecimal digits.
        """
        return encode(label, *self.fields, *fields)


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
        _seal_part("summary", summary, context, keys=(key, shred_key)),
        _seal_part("body", body, context, keys=(key, shred_key)),
    )
    return letter, key


def open_part(  # noqa: PLR0917 - what, then what opens it, in the order one reads it
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
    header, sealed = box[:_HEADER_BYTES], box[_HEADER_BYTES:]
    part_key, commitment = _derive_part(part, context, key, shred_key)
    if not hmac.compare_digest(header[1:], commitment):
        raise CannotOpenError
    try:
        padded = AESGCM(part_key).decrypt(_NONCE, sealed, header)
        return strip_padding(padded).decode()
    except (InvalidTag, UnicodeDecodeError):
        raise CannotOpenError from None


def read_content_key(raw: bytes) -> ContentKey:
    """Read an opened content key.

    Raises:
        CannotOpenError: It has the wrong length, so it was no content key.
    """
    if len(raw) != KEY_BYTES:
        raise CannotOpenError
    return ContentKey(raw)


def _seal_part(
    part: Part,
    text: str | None,
    context: LetterContext,
    *,
    keys: tuple[ContentKey, ShredKey],
) -> Box | None:
    if text is None:
        return None
    part_key, commitment = _derive_part(part, context, *keys)
    header = VERSION + commitment
    return Box(header + AESGCM(part_key).encrypt(_NONCE, _pad(part, text), header))


def _pad(part: Part, text: str) -> bytes:
    plaintext = encode_text(text)
    if part == "summary":
        return pad_to_step(plaintext, step=SUMMARY_STEP, largest=LARGEST_SUMMARY)
    return pad_to_bucket(plaintext)


def _derive_part(
    part: Part, context: LetterContext, key: ContentKey, shred_key: ShredKey
) -> tuple[bytes, bytes]:
    both = derive(
        key.raw,
        f"letter-{part}",
        *context.fields,
        salt=shred_key.raw,
        length=KEY_BYTES + _COMMITMENT_BYTES,
    )
    return both[:KEY_BYTES], both[KEY_BYTES:]
