"""A new picture, made of nothing but the pixels of what was sent.

Strip by strip, so that a large picture is never in memory twice: laid on white,
in the colours of a screen, no larger than anybody needs, turned upright. What a
file says besides its pixels is read only to turn it and to tell its colours.
"""

import warnings
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from types import MappingProxyType

from PIL import Image

from service.domain.attaching import FileRefusedError, Refusal
from service.files.colours import choose_colours
from service.files.failing import refusals
from service.files.frames import Made
from service.files.kinds import Kind

LONGEST = 2_560
"""The longer side of a cleaned picture, in pixels."""

MOST_PICTURE_BYTES = 3 * 1024 * 1024
"""What a cleaned picture may have: noise that packs well would else grow on us."""

THUMBNAIL_SIDE = 160
THUMBNAIL_BYTES = 6 * 1024
BLUR_SIDE = 10
BLUR_BYTES = 450
"""600 characters in base64."""

_MOST_PIXELS = 26_000_000
"""What is decoded whole: a telephone's 24 megapixels."""
_MOST_DRAWN = 16_000_000
"""What is drawn beside it, before it is scaled to its last size."""

_MOST_IN_PASSING = 50_000_000
_MOST_SCALED = 210_000_000
"""What a JPEG may have that is scaled while it is decoded."""

_QUALITIES = (85, 70, 50, 30, 10)
_STRIP = 256
_ORIENTATION = 0x0112

_READERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.JPEG: "JPEG",
        Kind.PNG: "PNG",
        Kind.GIF: "GIF",
        Kind.WEBP: "WEBP",
        Kind.HEIC: "HEIF",
    }
)
_TURNS: Mapping[int, Image.Transpose] = MappingProxyType(
    {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
)


def clean_picture(raw: bytes, kind: Kind) -> Made:
    """Make a new picture of the first frame.

    Raises:
        FileRefusedError: It cannot be opened, or has too many pixels.
    """
    return show(_turn(*_read(raw, kind)))


def show(picture: Image.Image) -> Made:
    """Write a picture of our own, and the two small ones."""
    return Made(
        "image/jpeg",
        _write_within(picture, MOST_PICTURE_BYTES, _QUALITIES),
        write_thumbnail(picture),
        write_blur(picture),
    )


def write_thumbnail(picture: Image.Image) -> bytes:
    """Write a small picture in at most 6 KiB."""
    small = _shrink(picture, THUMBNAIL_SIDE)
    return _write_within(small, THUMBNAIL_BYTES, (75, 60, 40, 20, 5))


def write_blur(picture: Image.Image) -> str:
    """Write a handful of pixels, too few to know anybody by, in base64."""
    tiny = picture.resize(_fit(picture.size, BLUR_SIDE), Image.Resampling.BOX)
    return b64encode(_write_within(tiny, BLUR_BYTES, (60, 40, 20, 5))).decode()


def fit_within(picture: Image.Image) -> Image.Image:
    """Scale a picture down to the longest side that we keep."""
    return _shrink(picture, LONGEST)


def _read(raw: bytes, kind: Kind) -> tuple[Image.Image, int]:
    if kind is Kind.HEIC:
        import pillow_heif  # noqa: PLC0415 - 30 MB that other pictures do without

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.options.THUMBNAILS = False
        pillow_heif.register_heif_opener()
    with refusals():
        image = _open(raw, kind)
        image.load()
        # Read now: some kinds say it after their pixels.
        return _redraw(image), _read_turn(image)


def _open(raw: bytes, kind: Kind) -> Image.Image:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = _MOST_SCALED if kind is Kind.JPEG else _MOST_PIXELS
    image = Image.open(BytesIO(raw), formats=[_READERS[kind]])
    if kind is Kind.JPEG:
        _draft(image)
    return image


def _draft(image: Image.Image) -> None:
    """Let a JPEG be scaled as it is decoded, and no progressive one be too large."""
    in_passing = image.width * image.height
    image.draft("RGB", _fit(image.size, LONGEST))
    if image.width * image.height > _MOST_PIXELS or (
        "progressive" in image.info and in_passing > _MOST_IN_PASSING
    ):
        raise FileRefusedError(Refusal.TOO_MANY_PIXELS)


def _redraw(image: Image.Image) -> Image.Image:
    convert = choose_colours(image)
    factor = max(1, max(image.size) // LONGEST)
    if image.width * image.height > _MOST_DRAWN * factor**2:
        factor += 1
    drawn = Image.new(
        "RGB", (-(-image.width // factor), -(-image.height // factor)), "white"
    )
    for top, strip in _cut(image, _STRIP * factor):
        drawn.paste(convert(strip).reduce(factor), (0, top // factor))
    return fit_within(drawn)


def _cut(image: Image.Image, height: int) -> Iterator[tuple[int, Image.Image]]:
    for top in range(0, image.height, height):
        bottom = min(top + height, image.height)
        yield top, image.crop((0, top, image.width, bottom))


def _read_turn(image: Image.Image) -> int:
    try:
        turn = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - whatever its notes are, the pixels are there
        return 1
    return turn if isinstance(turn, int) else 1


def _turn(picture: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _shrink(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    return picture.resize(_fit(picture.size, side), Image.Resampling.LANCZOS)


def _fit(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _write_within(picture: Image.Image, most: int, qualities: Iterable[int]) -> bytes:
    """Write a picture as well as fits; the last quality always does."""
    written = (_write(picture, quality) for quality in qualities)
    return next(one for one in written if len(one) <= most)


def _write(picture: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=quality, optimize=True)
    return written.getvalue()
