"""How what was cleaned travels from the child to its parent, over one pipe.

A line of JSON tells what follows: either `{"why": "BROKEN"}`, or for each piece
its media type, its blur and how many bytes its thumbnail and its content have;
then just those bytes, in that order. The parent believes none of it unchecked.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Self

from service.domain.attaching import MOST_PIECES, Refusal

LONGEST_LINE = 16 * 1024

_KINDS = frozenset({"image/jpeg", "video/mp4"})
_MOST_THUMBNAIL = 6 * 1024
_MOST_CONTENT = 64 * 1024 * 1024
_BLUR = re.compile(r"[A-Za-z0-9+/]{4,600}={0,2}")


class BadAnswerError(Exception):
    """A child said what no child of ours says."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is told of one piece before its bytes come."""

    kind: str
    blur: str
    thumbnail: int
    content: int

    @classmethod
    def read(cls, found: object) -> Self:
        """Read what a child says of a piece.

        Raises:
            BadAnswerError: It is nothing that a child of ours says.
        """
        match found:
            case [str(kind), str(blur), int(thumbnail), int(content)] if (
                kind in _KINDS
                and _BLUR.fullmatch(blur)
                and 0 < thumbnail <= _MOST_THUMBNAIL
                and 0 < content <= _MOST_CONTENT
            ):
                return cls(kind, blur, thumbnail, content)
        raise BadAnswerError


@dataclass(frozen=True, slots=True)
class Made:
    """Something clean: its media type, what it is, and two small pictures of it."""

    kind: str
    content: bytes
    thumbnail: bytes
    blur: str


def write_refusal(out: BinaryIO, why: Refusal) -> None:
    """Tell that nothing clean can be made."""
    out.write(json.dumps({"why": why.name}).encode() + b"\n")


def write_pieces(out: BinaryIO, pieces: Sequence[Made]) -> None:
    """Tell what was made, and hand it over."""
    told = [[p.kind, p.blur, len(p.thumbnail), len(p.content)] for p in pieces]
    out.write(json.dumps({"pieces": told}).encode() + b"\n")
    for piece in pieces:
        out.write(piece.thumbnail)
        out.write(piece.content)


def read_answer(line: bytes) -> Refusal | list[Head]:
    """Read the line that a child begins with.

    Raises:
        BadAnswerError: It is nothing that a child of ours says.
    """
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        raise BadAnswerError from None
    match found:
        case {"why": str(why)} if why in Refusal.__members__:
            return Refusal[why]
        case {"pieces": [_, *_] as told} if len(told) <= MOST_PIECES:
            return [Head.read(one) for one in told]
    raise BadAnswerError
