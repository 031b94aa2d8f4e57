"""Wrap short secrets under a key that is used many times.

AES-256-GCM-SIV (RFC 8452) with a random nonce: if a nonce ever repeated, only
the equality of two secrets would show. A box is version (1), nonce (12),
ciphertext and tag (16).
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from crypto._context import VERSION
from crypto._errors import CannotOpenError, MalformedError

_NONCE_BYTES = 12
_TAG_BYTES = 16
_SHORTEST = 1 + _NONCE_BYTES + _TAG_BYTES


def wrap(secret: bytes, key: bytes, *, context: bytes) -> bytes:
    """Wrap `secret` under a 32-byte key, bound to `context`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return VERSION + nonce + AESGCMSIV(key).encrypt(nonce, secret, context)


def unwrap(box: bytes, key: bytes, *, context: bytes) -> bytes:
    """Return the secret, or raise; there is no partial result.

    Raises:
        MalformedError: Unknown version byte, or too short to be a box.
        CannotOpenError: Wrong key, wrong context or a changed byte.
    """
    if box[:1] != VERSION or len(box) < _SHORTEST:
        raise MalformedError
    nonce, sealed = box[1 : 1 + _NONCE_BYTES], box[1 + _NONCE_BYTES :]
    try:
        return AESGCMSIV(key).decrypt(nonce, sealed, context)
    except InvalidTag:
        raise CannotOpenError from None
