"""The process that opens what strangers send: `python -m service.files.cleaner`.

It is started for one file, with nothing: no settings, no secret, no database, no
descriptor but its pipes. It gives away what it need not have, takes the file in,
tells what it is by its first bytes, makes something new of it, and ends.

Its one word on the command line says what may be sent: `pictures`, `videos` and
`documents`, with commas between them; or it is `itself`, and the process tells what
a file that took it over could reach.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from service.domain.attaching import FileRefusedError, Refusal
from service.files.frames import Made, write_pieces, write_refusal
from service.files.kinds import HEAD, Kind, tell_kind
from service.files.limits import PROCESSOR_SECONDS, confine, hurry

ITSELF = "itself"

Cleaning = Callable[[bytes], Sequence[Made]]

_OTHERS: Mapping[Kind, tuple[str, Refusal]] = MappingProxyType(
    {
        Kind.VIDEO: ("videos", Refusal.NO_VIDEOS),
        Kind.PDF: ("documents", Refusal.NO_DOCUMENTS),
    }
)
_PICTURES = ("pictures", Refusal.NO_PICTURES)


def main() -> None:
    """Clean the file that comes in, and write what was made of it."""
    confine()
    if sys.argv[1] == ITSELF:
        _tell_reach()
        return
    raw = sys.stdin.buffer.read()
    try:
        pieces = clean(raw, sys.argv[1].split(","))
    except FileRefusedError as refused:
        write_refusal(sys.stdout.buffer, refused.why)
    except MemoryError:
        write_refusal(sys.stdout.buffer, Refusal.TOO_MANY_PIXELS)
    else:
        write_pieces(sys.stdout.buffer, pieces)


def _tell_reach() -> None:
    from service.files.reach import Reach  # noqa: PLC0415 - no file needs sockets

    sys.stdout.buffer.write(Reach.try_out().write())


def clean(raw: bytes, allowed: Sequence[str]) -> Sequence[Made]:
    """Make something clean of a file.

    Raises:
        FileRefusedError: It is none that may be sent, or cannot be opened.
    """
    if not raw:
        raise FileRefusedError(Refusal.EMPTY)
    kind = tell_kind(raw[:HEAD])
    if kind is None:
        raise FileRefusedError(Refusal.NOT_A_PICTURE)
    word, why = _OTHERS.get(kind, _PICTURES)
    if word not in allowed:
        raise FileRefusedError(why)
    return _load(kind)(raw)


def _load(kind: Kind) -> Cleaning:
    """Load the one reader that this file needs, and no other."""
    if kind is Kind.VIDEO:
        from service.files.videos import clean_video  # noqa: PLC0415 - only what this kind needs

        return lambda raw: [clean_video(raw)]
    hurry(PROCESSOR_SECONDS)
    if kind is Kind.PDF:
        from service.files.documents import clean_document  # noqa: PLC0415 - only what this kind needs

        return clean_document
    from service.files.pictures import clean_picture  # noqa: PLC0415 - only what this kind needs

    return lambda raw: [clean_picture(raw, kind)]


if __name__ == "__main__":
    main()
