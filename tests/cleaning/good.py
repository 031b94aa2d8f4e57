"""Files as people's telephones and programs make them, telling all they can.

Whatever a file can say of itself besides its pixels says CANARY here.
"""

import struct
from collections.abc import Callable, Mapping
from fractions import Fraction
from io import BytesIO

import av
import pillow_heif
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image, ImageCms, PngImagePlugin

from tests.cleaning.cleaned import CANARY

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (250, 250, 250)
MARKED = CANARY.encode()
_GPS, _EXIF = 0x8825, 0x8769
_NAMED = "sRGB built-in"
_RATE = 44_100
_WRITES_ALL = {"movflags": "use_metadata_tags"}
_SAID = {
    **dict.fromkeys(("title", "comment", "make", "artist"), CANARY),
    "location": "+51.4927-000.2248/",
    "creation_time": "2026-05-04T01:02:03",
}

pillow_heif.register_heif_opener()


def draw(width: int = 320, height: int = 240) -> Image.Image:
    """Draw a picture whose four corners are told apart by colour."""
    picture = Image.new("RGB", (width, height), WHITE)
    half = (width // 2, height // 2)
    picture.paste(RED, (0, 0, *half))
    picture.paste(GREEN, (half[0], 0, width, half[1]))
    picture.paste(BLUE, (0, half[1], half[0], height))
    return picture


def write(picture: Image.Image, kind: str, **said: object) -> bytes:
    """Write a picture as a file of some kind."""
    written = BytesIO()
    picture.save(written, kind, **said)
    return written.getvalue()


def make_exif(orientation: int = 1) -> bytes:
    """Write the notes of a camera: who, with what, where, and a small picture."""
    exif = Image.Exif()
    exif.update({0x010F: CANARY, 0x0110: CANARY, 0x013B: CANARY, 0x0112: orientation})
    exif.get_ifd(_EXIF).update({0x927C: MARKED * 20, 0xA431: CANARY, 0x9286: MARKED})
    exif.get_ifd(_GPS).update(
        {1: "N", 2: (51.0, 29.0, 33.0), 3: "W", 4: (0.0, 13.0, 4.0), 29: "2026:05:04"}
    )
    return _add_thumbnail(exif.tobytes())


def _add_thumbnail(exif: bytes) -> bytes:
    """Chain a second directory with a small JPEG behind the first."""
    tiff = bytearray(exif.removeprefix(b"Exif\0\0"))
    order = "<" if tiff[:2] == b"II" else ">"
    (first,) = struct.unpack_from(order + "L", tiff, 4)
    (entries,) = struct.unpack_from(order + "H", tiff, first)
    struct.pack_into(order + "L", tiff, first + 2 + 12 * entries, len(tiff))
    small = write(draw(32, 24), "JPEG", comment=MARKED)
    start = len(tiff) + 2 + 2 * 12 + 4
    tiff += struct.pack(order + "H", 2)
    tiff += struct.pack(order + "HHLL", 0x0201, 4, 1, start)
    tiff += struct.pack(order + "HHLL", 0x0202, 4, 1, len(small))
    return b"Exif\0\0" + bytes(tiff) + bytes(4) + small


def make_profile() -> bytes:
    """Write a colour profile whose name names somebody."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    named = _NAMED.encode("utf-16-be")
    assert named in plain
    return plain.replace(named, CANARY.ljust(len(_NAMED)).encode("utf-16-be"))


def make_xmp() -> bytes:
    """Write what a picture editor adds."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
        '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="{CANARY}" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="CANARY"/>'
        "</rdf:RDF></x:xmpmeta>"
    ).encode()


def make_jpeg(**said: object) -> bytes:
    """Make a photo that says everything a JPEG can."""
    plain = write(
        draw(),
        "JPEG",
        exif=make_exif(),
        icc_profile=make_profile(),
        comment=MARKED,
        xmp=make_xmp(),
        **said,
    )
    record = b"\x1c\x02\x50" + struct.pack(">H", len(MARKED)) + MARKED
    record += b"\0" * (len(record) % 2)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">L", len(record))
    return insert(plain, 0xED, iptc + record) + b"trailing " + MARKED * 100


def insert(jpeg: bytes, marker: int, content: bytes) -> bytes:
    """Put one more segment at the beginning of a JPEG."""
    segment = bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content
    return jpeg[:2] + segment + jpeg[2:]


def make_png() -> bytes:
    """Make a screenshot with every kind of note."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", CANARY)
    notes.add_text("Comment", CANARY * 20, zip=True)
    notes.add_itxt("Title", CANARY, "en", CANARY)
    notes.add_itxt("XML:com.adobe.xmp", make_xmp().decode())
    notes.add(b"prVt", MARKED)
    told = {"pnginfo": notes, "exif": make_exif(), "icc_profile": make_profile()}
    return write(draw(), "PNG", **told) + MARKED


def make_gif(frames: int = 3) -> bytes:
    """Make a moving picture with a comment."""
    rest = [draw(40 + i, 30).resize((320, 240)) for i in range(1, frames)]
    return write(
        draw(), "GIF", save_all=True, append_images=rest, comment=MARKED, loop=0
    )


def make_webp(*, moving: bool = False) -> bytes:
    """Make a WebP, perhaps a moving one."""
    told: dict[str, object] = {"exif": make_exif(), "xmp": make_xmp()}
    told["icc_profile"] = make_profile()
    if moving:
        told |= {"save_all": True, "append_images": [draw(320, 240).rotate(180)]}
    return write(draw(), "WEBP", quality=90, **told)


def make_heic(width: int = 320, height: int = 240) -> bytes:
    """Make a photo as an iPhone writes it."""
    told: dict[str, object] = {"exif": make_exif(), "xmp": make_xmp()}
    told["icc_profile"] = make_profile()
    told["enc_params"] = {"preset": "ultrafast"}
    return write(draw(width, height), "HEIF", quality=80, **told)


def make_mpo() -> bytes:
    """Make two pictures in one file, as cameras with two lenses do."""
    rest = [draw().rotate(180)]
    return write(draw(), "MPO", save_all=True, append_images=rest, exif=make_exif())


def make_pdf(pages: int = 2) -> bytes:
    """Make a document of some pages."""
    rest = [draw(300, 400) for _ in range(pages - 1)]
    said = {"title": CANARY, "author": CANARY, "producer": CANARY}
    return write(draw(300, 400), "PDF", save_all=True, append_images=rest, **said)


def make_video(
    kind: str = "mp4",
    *,
    seconds: int = 1,
    sound: bool = True,
    size: tuple[int, int] = (320, 240),
) -> bytes:
    """Make a video whose container names the place."""
    made = BytesIO()
    with av.open(made, "w", format=kind, options=_WRITES_ALL) as into:
        into.metadata.update(_SAID)
        video = into.add_stream("libx264", rate=10, options={"threads": "1"})
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        voice = into.add_stream("aac", rate=_RATE) if sound else None
        _film(into, video, seconds)
        if voice:
            _record(into, voice, seconds)
    return made.getvalue()


def _film(into: OutputContainer, video: VideoStream, seconds: int) -> None:
    for number in range(10 * seconds):
        frame = VideoFrame.from_image(draw(video.width, video.height))
        frame.pts, frame.time_base = number, Fraction(1, 10)
        into.mux(video.encode(frame))
    into.mux(video.encode(None))


def _record(into: OutputContainer, voice: AudioStream, seconds: int) -> None:
    for number in range(_RATE * seconds // 1024):
        quiet = AudioFrame(format="fltp", layout="stereo", samples=1024)
        quiet.sample_rate, quiet.time_base = _RATE, Fraction(1, _RATE)
        quiet.pts = 1024 * number
        for plane in quiet.planes:
            plane.update(bytes(plane.buffer_size))
        into.mux(voice.encode(quiet))
    into.mux(voice.encode(None))


PICTURES: Mapping[str, Callable[[], bytes]] = {
    "a photo": make_jpeg,
    "a progressive photo": lambda: make_jpeg(progressive=True),
    "a grey photo": lambda: write(draw().convert("L"), "JPEG", comment=MARKED),
    "a photo in print colours": lambda: write(
        draw().convert("CMYK"), "JPEG", comment=MARKED
    ),
    "two photos in one": make_mpo,
    "a screenshot": make_png,
    "a picture of sixteen bits": lambda: write(
        draw().convert("L").convert("I;16").point(lambda value: value * 256), "PNG"
    ),
    "a palette with a clear colour": lambda: write(
        draw().quantize(16), "PNG", transparency=0
    ),
    "a clear picture": lambda: write(draw().convert("RGBA"), "PNG"),
    "grey and clear": lambda: write(draw().convert("LA"), "PNG"),
    "black and white": lambda: write(draw().convert("1"), "PNG"),
    "a moving GIF": make_gif,
    "a WebP": make_webp,
    "a moving WebP": lambda: make_webp(moving=True),
    "a HEIC": make_heic,
}
OTHERS: Mapping[str, Callable[[], bytes]] = {
    "a video": make_video,
    "a silent video": lambda: make_video("mov", sound=False),
    "a document": make_pdf,
}
