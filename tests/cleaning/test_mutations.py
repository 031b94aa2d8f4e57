"""Good files with bytes changed, and bytes at random: a picture or a plain no."""

from io import BytesIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from service.domain.attaching import FileRefusedError
from tests.cleaning import good
from tests.cleaning.cleaned import clean

_GOOD = [make() for make in {**good.PICTURES, **good.OTHERS}.values()]
_MAGIC = sorted({raw[:12] for raw in _GOOD})
_FEW = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
_PLACES = st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8))


async def ends_well(raw: bytes) -> bool:
    """Tell whether a file ends as a whole picture, a video, or a refusal."""
    try:
        pieces = await clean(raw)
    except FileRefusedError as refused:
        return bool(refused.why)
    for piece in pieces:
        Image.open(BytesIO(piece.thumbnail)).load()
        if piece.kind == "image/jpeg":
            piece.picture.load()
    return bool(pieces) and not any(piece.has_canary for piece in pieces)


@_FEW
@given(st.sampled_from(_GOOD), st.lists(_PLACES, min_size=1, max_size=6))
async def test_a_file_with_changed_bytes_ends_well(
    raw: bytes, changes: list[tuple[float, bytes]]
) -> None:
    changed = bytearray(raw)
    for place, put in changes:
        at = int(place * (len(raw) - 1))
        changed[at : at + len(put)] = put

    assert await ends_well(bytes(changed))


@_FEW
@given(st.sampled_from([b"", *_MAGIC]), st.binary(min_size=1, max_size=4_000))
async def test_anything_behind_a_good_beginning_ends_well(
    start: bytes, rest: bytes
) -> None:
    assert await ends_well(start + rest)
