"""How officers name tips to each other, and how such a name is read again."""

import re
from base64 import b32decode

_DIGITS = 8
_PREFIX = re.compile(r"^T(?=[A-Z2-7]{8}$)")
_NO_DIGIT = re.compile(r"[^A-Z2-7]")
# What looks alike on paper: base 32 has no 0, 1 or 8, so they can only be letters.
_MISREAD = str.maketrans("018", "OIB")


def read_reference(typed: str) -> str:
    """Return a typed reference as we write it, or nothing if it is none.

    Small letters, spaces, missing hyphens and a missing `T` are forgiven.
    """
    digits = _NO_DIGIT.sub("", typed.upper().translate(_MISREAD))
    digits = _PREFIX.sub("", digits)
    half = _DIGITS // 2
    if len(digits) != _DIGITS:
        return ""
    return f"T-{digits[:half]}-{digits[half:]}"


def split_references(typed: str) -> tuple[str, ...]:
    """Return the references in a line, each as typed, without those that come twice."""
    parts = (part.strip() for part in re.split(r"[,;\n]", typed))
    return tuple(dict.fromkeys(part for part in parts if part))


def begin_of_id(reference: str) -> str:
    """Return what the id of a tip with a reference begins with: 40 bits in hex."""
    return b32decode(reference.removeprefix("T-").replace("-", "")).hex()
