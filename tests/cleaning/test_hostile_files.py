"""What is made to break us is refused in one plain sentence, or comes out clean."""

import json
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from service.domain.attaching import FileRefusedError, Refusal
from service.files.pictures import MOST_PICTURE_BYTES
from tests.cleaning import good, hostile
from tests.cleaning.cleaned import clean, clean_one
from tests.cleaning.good import draw, write
from tests.cleaning.weighing import weigh_cleaning

_MOST_MEMORY = 300 * 1024
"""KiB: what the whole process may have had in memory at once."""

_LARGE: dict[str, Callable[[], bytes]] = {
    "a photo of 12 megapixels": lambda: write(draw(4000, 3000), "JPEG"),
    "a photo of 50 megapixels": lambda: write(draw(8160, 6144), "JPEG"),
    "a progressive one": lambda: write(draw(7000, 5000), "JPEG", progressive=True),
    "a HEIC of 24 megapixels": lambda: good.make_heic(5712, 4284),
    "a screenshot of 25 megapixels": lambda: write(
        draw(5000, 5000).convert("RGBA"), "PNG", compress_level=1
    ),
    "a WebP of 12 megapixels": lambda: write(draw(4000, 3000), "WEBP", method=0),
    "a video": good.make_video,
    "a document": lambda: good.make_pdf(10),
}
_WHY = {
    "a PNG of 900 million pixels": Refusal.TOO_MANY_PIXELS,
    "a PNG with a zTXt bomb": Refusal.BROKEN,
    "a PNG with an iTXt bomb": Refusal.BROKEN,
    "a PNG with a profile bomb": Refusal.BROKEN,
    "a JPEG of 4 thousand million pixels": Refusal.TOO_MANY_PIXELS,
    "a progressive JPEG of 196 million": Refusal.TOO_MANY_PIXELS,
    "a GIF of 65,535 squared": Refusal.TOO_MANY_PIXELS,
    "a WebP of 16,384 squared": Refusal.TOO_MANY_PIXELS,
    "a HEIC of 60,000 squared": Refusal.TOO_MANY_PIXELS,
    "a PDF that unpacks to 320 MB": Refusal.BROKEN,
    "a PDF of 10,000 pages": Refusal.TOO_LONG,
    "a PDF with a password": Refusal.LOCKED,
}


@pytest.mark.parametrize("name", [*hostile.BOMBS, *_LARGE])
def test_no_file_takes_300_mebibytes(name: str, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.write_bytes({**hostile.BOMBS, **_LARGE}[name]())

    weighed = weigh_cleaning(sent)

    assert weighed.peak < _MOST_MEMORY
    assert weighed.complaint == ""
    if name in _LARGE:
        assert "pieces" in json.loads(weighed.answer)
    else:  # A reader that finds no memory may end itself: its parent says no.
        assert weighed.ended in {0, -signal.SIGABRT}


@pytest.mark.parametrize("name", hostile.BOMBS)
async def test_a_bomb_is_refused_and_says_why_or_comes_out_clean(name: str) -> None:
    try:
        pieces = await clean(hostile.BOMBS[name]())
    except FileRefusedError as refused:
        assert refused.why is _WHY[name]  # noqa: PT017 - or it comes out clean
        assert refused.public_message == refused.why.value  # noqa: PT017 - either ending is right
        return

    assert name not in _WHY
    assert not any(piece.has_canary for piece in pieces)


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
async def test_of_ten_thousand_frames_the_first_is_kept(kind: str) -> None:
    cleaned = await clean_one(hostile.many_frames(kind))

    assert cleaned.picture.size == (2, 2)
    assert cleaned.picture.convert("L").getpixel((0, 0)) == pytest.approx(0, abs=3)


async def test_noise_that_packs_well_does_not_grow_without_end() -> None:
    raw = hostile.noise_webp()

    cleaned = await clean_one(raw)

    assert len(raw) < 100_000
    assert cleaned.picture.size == (2_560, 2_560)
    assert len(cleaned.content) <= MOST_PICTURE_BYTES


@pytest.mark.parametrize("name", hostile.POLYGLOTS)
async def test_what_is_two_things_at_once_becomes_one(name: str) -> None:
    try:
        pieces = await clean(hostile.POLYGLOTS[name]())
    except FileRefusedError as refused:
        assert refused.why is Refusal.BROKEN  # noqa: PT017 - or it comes out clean
        return

    for piece in pieces:
        assert not piece.has_canary
        assert piece.kind == "image/jpeg"
        assert piece.content.endswith(b"\xff\xd9")
        assert not any(
            sign in piece.content for sign in (b"PK\x03\x04", b"<script", b"%PDF")
        )


@pytest.mark.parametrize("name", hostile.UNKNOWN)
async def test_what_we_do_not_know_is_not_opened(name: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        await clean(hostile.UNKNOWN[name])

    assert refused.value.why is Refusal.NOT_A_PICTURE


async def test_a_file_of_nothing_is_said_to_be_empty() -> None:
    with pytest.raises(FileRefusedError) as refused:
        await clean(b"")

    assert refused.value.why is Refusal.EMPTY


@pytest.mark.parametrize("name", [*good.PICTURES, *good.OTHERS])
@pytest.mark.parametrize("part", [0.05, 0.4, 0.75, 0.97])
async def test_a_file_cut_off_is_refused_or_is_whole_without_its_end(
    name: str, part: float
) -> None:
    raw = {**good.PICTURES, **good.OTHERS}[name]()
    try:
        pieces = await clean(raw[: int(len(raw) * part)])
    except FileRefusedError as refused:
        assert refused.why in {Refusal.BROKEN, Refusal.NOT_A_PICTURE}  # noqa: PT017 - either ending is right
        return

    assert not any(piece.has_canary for piece in pieces)
    assert all(piece.thumbnail.startswith(b"\xff\xd8\xff") for piece in pieces)
