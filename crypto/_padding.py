"""Hide how long a text is: texts of one bucket have boxes of one length.

ISO/IEC 7816-4 padding: one byte 0x80, then zeros up to the end of the bucket.
"""

from crypto._errors import CannotOpenError, MalformedError

SUMMARY_STEP = 1024
DETAIL_STEP = 256
LARGEST_SUMMARY = 4 * SUMMARY_STEP
BODY_BUCKETS = (4 * 1024, 16 * 1024, 64 * 1024)

_MARK = b"\x80"


def pad_to_step(plaintext: bytes, *, step: int, largest: int) -> bytes:
    """Pad to the next multiple of `step` bytes; one byte is always added.

    Raises:
        MalformedError: The padded text would be longer than `largest` bytes.
    """
    size = (len(plaintext) // step + 1) * step
    if size > largest:
        raise MalformedError
    return _fill(plaintext, size)


def pad_to_bucket(plaintext: bytes) -> bytes:
    """Pad to 4, 16 or 64 KiB; at least one byte is always added.

    Raises:
        MalformedError: The text does not fit the largest bucket.
    """
    for size in BODY_BUCKETS:
        if len(plaintext) < size:
            return _fill(plaintext, size)
    raise MalformedError


def strip_padding(padded: bytes) -> bytes:
    """Return the text without its padding.

    Raises:
        CannotOpenError: There is no padding. An honest box always has some, so
            this is treated as a box that does not open.
    """
    mark = padded.rfind(_MARK)
    if mark < 0 or padded[mark + 1 :] != bytes(len(padded) - mark - 1):
        raise CannotOpenError
    return padded[:mark]


def _fill(plaintext: bytes, size: int) -> bytes:
    return (plaintext + _MARK).ljust(size, b"\x00")
