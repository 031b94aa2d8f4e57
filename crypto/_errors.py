"""The two ways a cryptographic operation can refuse."""


class CryptoError(Exception):
    """Something cryptographic was refused. Never carries key or letter data."""


class MalformedError(CryptoError):
    """The bytes or words are not in any format this version writes or reads."""


class CannotOpenError(CryptoError):
    """The box did not open, or the signature does not hold.

    Wrong key, wrong context, a missing shred key and tampering are deliberately
    the same error: a caller who could tell them apart could teach an attacker to.
    """
