"""Where a borough takes them: videos made anew, and pictures of documents' pages."""

import struct
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO

import av
import pytest
from PIL import Image

from service.domain.attaching import FileRefusedError, Refusal
from service.files import videos
from tests.cleaning import good, hostile
from tests.cleaning.cleaned import Cleaned, clean, clean_one
from tests.cleaning.good import BLUE, GREEN, RED, WHITE, draw, insert, write


def read_streams(video: Cleaned) -> list[str]:
    """Return the kinds of a video's streams."""
    with av.open(BytesIO(video.content)) as opened:
        return [stream.type for stream in opened.streams]


def count_frames(content: bytes) -> list[tuple[int, int]]:
    """Read a video through, and return the size of each of its frames."""
    with av.open(BytesIO(content), "r") as opened:
        return [(one.width, one.height) for one in opened.decode(video=0)]


@pytest.mark.parametrize("kind", ["mp4", "mov"])
async def test_a_video_keeps_its_frames_and_its_sound(kind: str) -> None:
    cleaned = await clean_one(good.make_video(kind, seconds=2))

    assert cleaned.kind == "video/mp4"
    assert read_streams(cleaned) == ["video", "audio"]
    assert count_frames(cleaned.content) == [(320, 240)] * 20
    assert Image.open(BytesIO(cleaned.thumbnail)).size == (160, 120)
    assert len(b64decode(cleaned.blur)) <= 450


async def test_a_silent_video_stays_silent() -> None:
    cleaned = await clean_one(good.make_video(sound=False))

    assert read_streams(cleaned) == ["video"]


async def test_a_large_video_is_made_smaller() -> None:
    cleaned = await clean_one(good.make_video(size=(1920, 1080), sound=False))

    assert set(count_frames(cleaned.content)) == {(1280, 720)}


async def test_neither_the_old_nor_the_new_encoder_is_named() -> None:
    raw = good.make_video()

    cleaned = await clean_one(raw)

    assert b"x264" in raw
    for name in (b"x264", b"Lavf", b"Lavc", b"CANARY", b"+51.49"):
        assert name not in cleaned.content


async def test_a_video_without_a_picture_is_refused() -> None:
    with pytest.raises(FileRefusedError) as refused:
        await clean(make_sound())

    assert refused.value.why is Refusal.NOT_A_PICTURE


def make_sound() -> bytes:
    """Make an MP4 with a sound alone."""
    made = BytesIO()
    with av.open(made, "w", format="mp4") as into:
        voice = into.add_stream("aac", rate=44_100)
        good._record(into, voice, 1)
    return made.getvalue()


@pytest.mark.parametrize(
    ("bound", "most", "why"),
    [
        ("_MOST_SECONDS", 0, Refusal.TOO_LONG),
        ("_MOST_PIXELS", 100, Refusal.TOO_MANY_PIXELS),
        ("_MOST_STREAMS", 1, Refusal.NOT_A_PICTURE),
    ],
)
def test_a_video_has_bounds(
    bound: str, most: int, why: Refusal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(videos, bound, most)

    with pytest.raises(FileRefusedError) as refused:
        videos.clean_video(good.make_video())

    assert refused.value.why is why


async def test_each_page_of_a_document_becomes_a_picture() -> None:
    pages = await clean(good.make_pdf(3))

    assert [page.kind for page in pages] == ["image/jpeg"] * 3
    assert {page.picture.format for page in pages} == {"JPEG"}
    assert not any(page.has_canary for page in pages)


async def test_ten_pages_are_taken_and_eleven_are_not() -> None:
    assert len(await clean(good.make_pdf(10))) == 10

    with pytest.raises(FileRefusedError) as refused:
        await clean(good.make_pdf(11))
    assert refused.value.why is Refusal.TOO_LONG


@pytest.mark.parametrize(
    "make", [hostile.scripted_pdf, hostile.huge_page], ids=lambda make: make.__name__
)
async def test_a_document_is_only_ever_drawn(make: Callable[[], bytes]) -> None:
    pages = await clean(make())

    assert [page.kind for page in pages] == ["image/jpeg"]
    assert not pages[0].has_canary


async def test_a_document_inside_a_photo_is_not_a_document() -> None:
    both = insert(write(draw(), "JPEG"), 0xFE, good.make_pdf(2)[:60_000])

    assert len(await clean(both)) == 1


_AS_IT_IS = struct.pack(">9l", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
_CLOCKWISE = struct.pack(">9l", 0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
_AROUND = struct.pack(">9l", -1 << 16, 0, 0, 0, -1 << 16, 0, 0, 0, 1 << 30)


@pytest.mark.parametrize(
    ("turn", "size", "corners"),
    [
        (_CLOCKWISE, (240, 320), [BLUE, RED, WHITE, GREEN]),
        (_AROUND, (320, 240), [WHITE, BLUE, GREEN, RED]),
    ],
)
async def test_a_video_is_turned_as_the_telephone_was_held(
    turn: bytes, size: tuple[int, int], corners: list[tuple[int, int, int]]
) -> None:
    film, track, rest = good.make_video(sound=False).split(_AS_IT_IS)

    cleaned = await clean_one(film + _AS_IT_IS + track + turn + rest)

    small = Image.open(BytesIO(cleaned.thumbnail))
    across, down = small.width - 9, small.height - 9
    found = [
        small.getpixel(at) for at in ((8, 8), (across, 8), (8, down), (across, down))
    ]
    assert set(count_frames(cleaned.content)) == {size}
    assert [name_colour(one) for one in found] == corners


def name_colour(seen: object) -> tuple[int, int, int]:
    """Return which of the four colours this is nearest to."""
    assert isinstance(seen, tuple)
    return min(
        (RED, GREEN, BLUE, WHITE),
        key=lambda one: sum(abs(a - b) for a, b in zip(one, seen, strict=True)),
    )
