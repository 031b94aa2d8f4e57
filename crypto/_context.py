"""Contexts and derived keys: what a key or a box is for, as bytes.

Every key we derive and every box we seal names its purpose through `encode`.
The encoding is injective (each field carries its length), so two different
lists of fields never give the same bytes.
"""

from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto._errors import MalformedError

KEY_BYTES = 32
VERSION = b"\x01"

_PRODUCT = b"quietword/1"
_LONGEST_FIELD = 0xFFFF


def encode(label: str, *fields: bytes) -> bytes:
    """Encode a label and fields: each is a big-endian 16-bit length and its bytes.

    Raises:
        MalformedError: A field is longer than 65,535 bytes.
    """
    parts = (_PRODUCT, label.encode(), *fields)
    if any(len(part) > _LONGEST_FIELD for part in parts):
        raise MalformedError
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts)


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
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def sha256(*chunks: bytes) -> bytes:
    """Hash the chunks one after the other with SHA-256 (FIPS 180-4)."""
    digest = Hash(SHA256())
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


ID_BYTES = 16
