"""What a file is, told by its first bytes alone: no name, no declared type.

Nothing here parses. What the bytes only pretend to be fails when it is opened,
by the one reader that this kind has.
"""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

HEAD = 32
"""How many bytes tell a kind."""


class Kind(Enum):
    """A kind of file that we can make something clean from."""

    JPEG = auto()
    PNG = auto()
    GIF = auto()
    WEBP = auto()
    HEIC = auto()
    VIDEO = auto()
    PDF = auto()


_STARTS: Mapping[bytes, Kind] = MappingProxyType(
    {
        b"\xff\xd8\xff": Kind.JPEG,
        b"\x89PNG\r\n\x1a\n": Kind.PNG,
        b"GIF87a": Kind.GIF,
        b"GIF89a": Kind.GIF,
        b"%PDF-": Kind.PDF,
    }
)

_PICTURE_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_VIDEO_BRANDS = frozenset(
    {
        *(b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1"),
        *(b"M4V ", b"M4VH", b"MSNV", b"qt  ", b"3gp4", b"3gp5", b"3gp6", b"3g2a"),
    }
)


def tell_kind(head: bytes) -> Kind | None:
    """Return what a file's first bytes say it is, or None for what we do not take."""
    for start, kind in _STARTS.items():
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] == b"ftyp":
        return _tell_boxes(head[8:12])
    return None


def _tell_boxes(brand: bytes) -> Kind | None:
    if brand in _PICTURE_BRANDS:
        return Kind.HEIC
    return Kind.VIDEO if brand in _VIDEO_BRANDS else None
