"""From whatever colours a picture has to those of a screen, on white."""

from collections.abc import Callable, Mapping
from io import BytesIO
from types import MappingProxyType

from PIL import Image, ImageCms

Converting = Callable[[Image.Image], Image.Image]

_MOST_PROFILE = 4 * 1024 * 1024
_SPACES: Mapping[str, str] = MappingProxyType(
    {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}
)
_SIXTEEN_BIT = ("I", "I;16", "I;16B", "I;16L", "I;16N")


def choose_colours(image: Image.Image) -> Converting:
    """Return what turns any strip of this picture into plain colours on white.

    A profile is used if it fits the picture and can be read. A wrong one costs
    the right shade of red; it never costs the picture.
    """
    mode = _plain_mode(image)
    profile = image.info.get("icc_profile")
    if not isinstance(profile, bytes) or not 0 < len(profile) <= _MOST_PROFILE:
        return _flatten
    try:
        return _build(profile, mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return _flatten


def _build(profile: bytes, mode: str) -> Converting:
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    if source.profile.xcolor_space != _SPACES[mode]:
        return _flatten
    transform = ImageCms.buildTransform(
        source, ImageCms.createProfile("sRGB"), mode, "RGB"
    )

    def convert(strip: Image.Image) -> Image.Image:
        flat = strip if strip.mode == mode else _flatten(strip).convert(mode)
        return transform.apply(flat)

    return convert


def _plain_mode(image: Image.Image) -> str:
    if image.mode in ("L", "LA", "1", *_SIXTEEN_BIT):
        return "L"
    return "CMYK" if image.mode == "CMYK" else "RGB"


def _flatten(strip: Image.Image) -> Image.Image:
    """Lay a strip on white. Sixteen bits become eight."""
    if strip.mode in _SIXTEEN_BIT:
        eight = strip.convert("I").point(lambda value: value * (1 / 256))
        return eight.convert("L").convert("RGB")
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    clear = strip.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")
