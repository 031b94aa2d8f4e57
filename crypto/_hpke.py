"""Seal to a public key: HPKE (RFC 9180) with X-Wing, HKDF-SHA256, AES-256-GCM.

The private half is one 32-byte X-Wing seed, expanded by SHAKE256 as
draft-connolly-cfrg-xwing-kem says: 64 bytes for ML-KEM-768, 32 for X25519. Our
library takes no associated data, so the context goes into `info`.
"""

from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHAKE256, Hash
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from crypto._context import VERSION
from crypto._errors import CannotOpenError, MalformedError

PUBLIC_BYTES = 1216
OVERHEAD_BYTES = 1 + 1120 + 16
"""What sealing adds: the version, X-Wing's encapsulation, the AEAD's tag."""

_MLKEM_SEED_BYTES = 64
_MLKEM_PUBLIC_BYTES = 1184
_EXPANDED_BYTES = 96
_CACHED_CARDS = 64
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)

# Every X25519 scalar is a multiple of eight, so with any of them the points of
# low order give zero and no other point does. This one guards nothing.
_ANY_X25519 = X25519PrivateKey.from_private_bytes(bytes(32))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class KemPair:
    """The private half (an X-Wing seed, expanded) and the public half of it."""

    private: MLKEM768X25519PrivateKey
    public: bytes


def expand_pair(seed: bytes) -> KemPair:
    """Make the X-Wing pair of a 32-byte seed; the same seed gives the same pair."""
    expander = Hash(SHAKE256(_EXPANDED_BYTES))
    expander.update(seed)
    expanded = expander.finalize()
    mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_BYTES])
    x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_BYTES:])
    public = mlkem.public_key(), x25519.public_key()
    return KemPair(
        MLKEM768X25519PrivateKey(mlkem, x25519),
        b"".join(half.public_bytes_raw() for half in public),
    )


@lru_cache(_CACHED_CARDS)
def parse_public(raw: bytes) -> MLKEM768X25519PublicKey:
    """Read the 1,216 bytes of an X-Wing public key.

    Kept for the cards that are read again and again: reading one costs as much
    as half a seal.

    Raises:
        MalformedError: They are not a public key, or its X25519 half has so low
            an order that every exchange with it gives zero.
    """
    if len(raw) != PUBLIC_BYTES:
        raise MalformedError
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC_BYTES])
        x25519 = X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC_BYTES:])
        _ANY_X25519.exchange(x25519)  # refuses a result of zero
    except ValueError:
        raise MalformedError from None
    return MLKEM768X25519PublicKey(mlkem, x25519)


def seal(plaintext: bytes, public: MLKEM768X25519PublicKey, *, info: bytes) -> bytes:
    """Return version, encapsulation (1,120 bytes) and ciphertext with its tag."""
    return VERSION + _SUITE.encrypt(plaintext, public, info=info)


def open_sealed(box: bytes, pair: KemPair, *, info: bytes) -> bytes:
    """Return what was sealed, or raise; there is no partial result.

    Raises:
        MalformedError: Unknown version byte, or too short to be a box.
        CannotOpenError: Wrong key, wrong context or a changed byte.
    """
    if box[:1] != VERSION or len(box) < OVERHEAD_BYTES:
        raise MalformedError
    try:
        return _SUITE.decrypt(box[1:], pair.private, info=info)
    except InvalidTag:
        raise CannotOpenError from None
