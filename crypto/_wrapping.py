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
_HEADER_BYTES = 1 + _NONCE_BYTES
_SHORTEST = _HEADER_BYTES + _TAG_BYTES


class Wrapper:
    """A 32-byte key made ready to wrap and unwrap, once for many boxes."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCMSIV(key)

    def wrap(self, secret: bytes, *, context: bytes) -> bytes:
        """Wrap `secret`, bound to `context`."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, secret, context)

    def unwrap(self, box: bytes, *, context: bytes) -> bytes:
        """Return the secret, or raise; there is no partial result.

        Raises:
            MalformedError: Unknown version byte, or too short to be a box.
            CannotOpenError: Wrong key, wrong context or a changed byte.
        """
        if box[:1] != VERSION or len(box) < _SHORTEST:
            raise MalformedError
        nonce, sealed = box[1:_HEADER_BYTES], box[_HEADER_BYTES:]
        try:
            return self._cipher.decrypt(nonce, sealed, context)
        except InvalidTag:
            raise CannotOpenError from None
