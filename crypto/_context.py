"""Contexts and derived keys: what a key or a box is for, as bytes.

Every key we derive and every box we seal names its purpose through `encode`.
The encoding is injective (each field carries its length), so two different
lists of fields never give the same bytes.
"""

from collections.abc import Iterable
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto._errors import MalformedError

ID_BYTES = 16
KEY_BYTES = 32
VERSION = b"\x01"

_PRODUCT = b"quietword/1"
_LENGTH_BYTES = 2
_SHA256 = SHA256()


def encode(label: str, *fields: bytes) -> bytes:
    """Encode a label and fields: each is a big-endian 16-bit length and its bytes.

    Raises:
        MalformedError: A field is longer than 65,535 bytes.
    """
    try:
        return _begin(label) + _join(fields)
    except OverflowError:
        raise MalformedError from None


def encode_text(text: str) -> bytes:
    """Return text as UTF-8.

    Raises:
        MalformedError: It holds half of a surrogate pair, so it is not text.
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise MalformedError from None


def derive(
    secret: bytes,
    label: str,
    *fields: bytes,
    salt: bytes | None = None,
    length: int = KEY_BYTES,
) -> bytes:
    """Derive `length` bytes by HKDF-SHA256 (RFC 5869) for one labelled purpose.

    Raises:
        MalformedError: A field is longer than 65,535 bytes.
    """
    info = encode(label, *fields)
    return HKDF(algorithm=_SHA256, length=length, salt=salt, info=info).derive(secret)


def sha256(*chunks: bytes) -> bytes:
    """Hash the chunks one after the other with SHA-256 (FIPS 180-4)."""
    digest = Hash(_SHA256)
    for chunk in chunks:
        digest.update(chunk)
    return digest.finalize()


def parse_id(identifier: str) -> bytes:
    """Return the 16 bytes of an id written as 32 lower-case hexadecimal digits.

    Raises:
        MalformedError: It is not written exactly so.
    """
    try:
        raw = bytes.fromhex(identifier)
    except ValueError:
        raise MalformedError from None
    if len(raw) != ID_BYTES or raw.hex() != identifier:
        raise MalformedError
    return raw


@cache
def _begin(label: str) -> bytes:
    # Labels are words of our source, so this holds a few dozen entries at most.
    return _join((_PRODUCT, label.encode()))


def _join(fields: Iterable[bytes]) -> bytes:
    # A list, not a generator: this runs several times for every letter of a page.
    return b"".join(
        [len(part).to_bytes(_LENGTH_BYTES, "big") + part for part in fields]
    )
