"""What goes wrong while a file is opened becomes one plain refusal."""

from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image

from service.domain.attaching import FileRefusedError, Refusal

_TOO_LARGE = (
    MemoryError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn every error of a reader into a refusal.

    What it said is dropped: a reader's message may quote the file.
    """
    try:
        yield
    except FileRefusedError:
        raise
    except _TOO_LARGE:
        raise FileRefusedError(Refusal.TOO_MANY_PIXELS) from None
    except Exception:  # noqa: BLE001 - readers of hostile files raise anything
        raise FileRefusedError(Refusal.BROKEN) from None
