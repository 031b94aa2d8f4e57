"""What a photo costs: how long its cleaning takes, and how much memory at once."""

import statistics
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.cleaning.weighing import weigh_cleaning

_SIZE = (4_000, 3_000)
_ROUNDS = 5
_KIB = 1024


@dataclass(frozen=True, slots=True)
class Photo:
    """What was measured: seconds and KiB of one process, and what was sent."""

    took: float
    empty: float
    peak: int
    sent: int


def measure_photo() -> Photo:
    """Clean a photo of 12 megapixels a few times, and a file of one byte."""
    with tempfile.TemporaryDirectory(prefix="quietword-bench-") as folder:
        photo, byte = Path(folder) / "photo", Path(folder) / "byte"
        photo.write_bytes(_make_photo())
        byte.write_bytes(b"x")
        runs = [weigh_cleaning(photo) for _ in range(_ROUNDS)]
        starts = [weigh_cleaning(byte).took for _ in range(_ROUNDS)]
        return Photo(
            statistics.median(run.took for run in runs),
            statistics.median(starts),
            max(run.peak for run in runs),
            photo.stat().st_size,
        )


def write_photo(measured: Photo) -> str:
    """Write it as a line of the report."""
    sent, peak = measured.sent / _KIB / _KIB, measured.peak / _KIB
    return (
        f"A photo of 12 megapixels ({sent:.1f} MB) is clean in {measured.took:.2f} s, "
        f"by a process of its own with {peak:.0f} MiB at most. "
        f"Starting and ending such a process takes {measured.empty:.2f} s."
    )


def _make_photo() -> bytes:
    grain = Image.effect_noise((_SIZE[0] // 4, _SIZE[1] // 4), 60).resize(_SIZE)
    written = BytesIO()
    grain.convert("RGB").save(written, "JPEG", quality=92)
    return written.getvalue()
