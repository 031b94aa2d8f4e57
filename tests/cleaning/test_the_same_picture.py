"""A cleaned picture shows what the sent one showed: upright and in its colours."""

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageOps

from service.domain.attaching import FileRefusedError, Refusal
from tests.cleaning import good
from tests.cleaning.cleaned import Cleaned, clean, clean_one
from tests.cleaning.good import BLUE, GREEN, RED, WHITE, draw, make_exif, write

_COLOURLESS = {
    *("a grey photo", "grey and clear", "black and white"),
    "a picture of sixteen bits",
}


Colour = tuple[int, int, int]


def corners(picture: Image.Image) -> list[Colour]:
    """Read four places well inside the corners."""
    across, down = picture.width - 9, picture.height - 9
    plain = picture.convert("RGB")
    return [look(plain, *at) for at in ((8, 8), (across, 8), (8, down), (across, down))]


def look(picture: Image.Image, x: int, y: int) -> Colour:
    """Read one pixel."""
    red, green, blue = picture.crop((x, y, x + 1, y + 1)).tobytes()
    return red, green, blue


def are_close(one: list[Colour], other: list[Colour]) -> bool:
    """Tell whether colours are the same to the eye."""
    pairs = zip(one, other, strict=True)
    return all(abs(a - b) < 24 for pair in pairs for a, b in zip(*pair, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_photo_is_turned_as_the_telephone_was_held(
    kind: str, orientation: int
) -> None:
    sent = write(draw(), kind, exif=make_exif(orientation))

    cleaned = await clean_one(sent)

    shown = ImageOps.exif_transpose(Image.open(BytesIO(sent)))
    assert cleaned.picture.size == shown.size
    assert are_close(corners(cleaned.picture), corners(shown))
    assert are_close(
        corners(Image.open(BytesIO(cleaned.thumbnail))), corners(cleaned.picture)
    )


async def test_held_upright_the_left_edge_of_the_sensor_is_the_top() -> None:
    sent = write(draw(), "JPEG", exif=make_exif(6))

    cleaned = await clean_one(sent)

    assert cleaned.picture.size == (240, 320)
    assert are_close(corners(cleaned.picture), [BLUE, RED, WHITE, GREEN])


async def test_a_heic_is_turned_once() -> None:
    sent = write(draw(), "HEIF", quality=90, exif=make_exif(6))

    cleaned = await clean_one(sent)

    assert cleaned.picture.size == (240, 320)
    assert are_close(corners(cleaned.picture), [BLUE, RED, WHITE, GREEN])


@pytest.mark.parametrize("turn", [0, 9, 65_535])
async def test_an_orientation_that_is_none_turns_nothing(turn: int) -> None:
    cleaned = await clean_one(write(draw(), "JPEG", exif=make_exif(turn)))

    assert are_close(corners(cleaned.picture), [RED, GREEN, BLUE, WHITE])


async def test_notes_that_cannot_be_read_cost_nothing() -> None:
    broken = b"Exif\0\0II*\0\xff\xff\xff\xff" + b"CANARY" * 50

    cleaned = await clean_one(good.insert(write(draw(), "JPEG"), 0xE1, broken))

    assert are_close(corners(cleaned.picture), [RED, GREEN, BLUE, WHITE])
    assert not cleaned.has_canary


@pytest.mark.parametrize("name", sorted(good.PICTURES.keys() - _COLOURLESS))
async def test_the_colours_stay(name: str) -> None:
    first = (await clean(good.PICTURES[name]()))[0]

    expected = [RED, GREEN, BLUE, WHITE]
    assert are_close(corners(first.picture), expected)


async def test_sixteen_bits_become_eight() -> None:
    steps = Image.new("I;16", (320, 240), 200 * 256)

    cleaned = await clean_one(write(steps, "PNG"))

    assert are_close(corners(cleaned.picture), [(200, 200, 200)] * 4)


async def test_what_is_clear_becomes_white() -> None:
    clear = Image.new("RGBA", (64, 64), (255, 0, 0, 0))

    cleaned = await clean_one(write(clear, "PNG"))

    assert are_close(corners(cleaned.picture), [(255, 255, 255)] * 4)


async def test_a_clear_colour_of_a_palette_becomes_white() -> None:
    palette = Image.new("P", (64, 64), 0)
    palette.putpalette([255, 0, 0, 0, 255, 0])

    cleaned = await clean_one(write(palette, "GIF", transparency=0))

    assert are_close(corners(cleaned.picture), [(255, 255, 255)] * 4)


async def test_a_profile_is_applied_before_it_is_dropped() -> None:
    lab = ImageCms.createProfile("LAB")
    swapped = _swap_red_and_green(
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    )
    wrong = ImageCms.ImageCmsProfile(lab).tobytes()

    applied = await clean_one(write(draw(), "JPEG", quality=95, icc_profile=swapped))
    ignored = await clean_one(write(draw(), "JPEG", quality=95, icc_profile=wrong))
    broken = await clean_one(write(draw(), "JPEG", quality=95, icc_profile=b"x" * 200))

    red = corners(applied.picture)[0]
    assert red[1] > red[0]
    assert "icc_profile" not in applied.picture.info
    for plain in (ignored, broken):
        assert are_close(corners(plain.picture), [RED, GREEN, BLUE, WHITE])


def _swap_red_and_green(profile: bytes) -> bytes:
    return (
        profile.replace(b"rXYZ", b"????")
        .replace(b"gXYZ", b"rXYZ")
        .replace(b"????", b"gXYZ")
    )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ((4000, 3000), (2560, 1920)),
        ((2560, 100), (2560, 100)),
        ((9000, 1), (2560, 1)),
        ((1, 1), (1, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
async def test_a_large_picture_is_made_smaller_and_a_small_one_is_not(
    kind: str, sent: tuple[int, int], kept: tuple[int, int]
) -> None:
    cleaned = await clean_one(write(draw(*sent), kind))

    assert cleaned.picture.size == kept


@pytest.mark.parametrize("size", [(5100, 5000), (8160, 6144), (12_000, 9_000)])
async def test_a_very_large_photo_is_taken(size: tuple[int, int]) -> None:
    cleaned = await clean_one(write(draw(*size), "JPEG"))

    assert max(cleaned.picture.size) in range(2_500, 2_561)
    assert are_close(corners(cleaned.picture), [RED, GREEN, BLUE, WHITE])


async def test_the_small_pictures_are_small() -> None:
    noise = Image.effect_noise((1_600, 1_200), 120).convert("RGB")

    cleaned = await clean_one(write(noise, "JPEG", quality=95))

    thumbnail = Image.open(BytesIO(cleaned.thumbnail))
    assert thumbnail.size == (160, 120)
    assert len(cleaned.thumbnail) <= 6 * 1024
    assert len(cleaned.blur) <= 600
    assert max(Image.open(BytesIO(b64decode(cleaned.blur))).size) <= 12


async def test_it_is_a_baseline_jpeg_of_three_colours() -> None:
    cleaned = await clean_one(good.make_jpeg(progressive=True))

    picture = cleaned.picture
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert not {"progressive", "comment", "exif", "icc_profile"} & set(picture.info)


async def test_the_name_and_the_stated_kind_do_not_matter() -> None:
    cleaned: Cleaned = await clean_one(good.make_png())

    assert cleaned.kind == "image/jpeg"
    with pytest.raises(FileRefusedError) as refused:
        await clean(b"\xff\xd8\xff" + good.make_png())
    assert refused.value.why is Refusal.BROKEN
