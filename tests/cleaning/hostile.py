"""Files made to break whoever opens them. Each is made here, none was collected."""

import struct
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import shake_256
from io import BytesIO
from zipfile import ZipFile

from PIL import Image

from tests.cleaning import good
from tests.cleaning.good import MARKED, draw, insert, write

_SCRIPT = b"<script>document.title='CANARY'</script>"
_HUGE = 30_000


@cache
def bomb_png() -> bytes:
    """900 million pixels in 110 KB."""
    rows = zlib.compressobj(9)
    line = bytes(1 + _HUGE // 8)
    data = b"".join(rows.compress(line) for _ in range(_HUGE)) + rows.flush()
    header = struct.pack(">LLBBBBB", _HUGE, _HUGE, 1, 0, 0, 0, 0)
    return _png((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))


@cache
def bomb_png_note(kind: bytes) -> bytes:
    """A small picture whose note unpacks to 256 MB."""
    packed = zlib.compress(bytes(256 * 1024 * 1024), 9)
    plain = write(draw(), "PNG")
    note = b"a\0\0" if kind != b"iTXt" else b"a\0\1\0\0\0"
    end = plain.index(b"IDAT") - 4
    return plain[:end] + _chunk(kind, note + packed) + plain[end:]


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", check)


def huge_jpeg(*, progressive: bool = False) -> bytes:
    """A header that tells of 65,500 by 65,500 pixels, or of what fills the memory."""
    raw = bytearray(write(draw(), "JPEG", progressive=progressive))
    size = 65_500 if not progressive else 14_000
    at = raw.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 5
    raw[at : at + 4] = struct.pack(">HH", size, size)
    return bytes(raw)


def many_scans() -> bytes:
    """A progressive JPEG that repeats its last scan a thousand times."""
    raw = write(draw(640, 480), "JPEG", progressive=True)
    last = raw[raw.rindex(b"\xff\xda") : -2]
    return raw[:-2] + last * 1_000 + raw[-2:]


def huge_gif() -> bytes:
    """A screen and a frame of 65,535 by 65,535."""
    raw = bytearray(write(draw(), "GIF"))
    raw[6:10] = b"\xff\xff\xff\xff"
    at = raw.index(b"\x2c\0\0\0\0") + 5
    raw[at : at + 4] = b"\xff\xff\xff\xff"
    return bytes(raw)


@cache
def many_frames(kind: str, frames: int = 10_000) -> bytes:
    """A moving picture that does not end."""
    shades = [Image.new("L", (2, 2), shade) for shade in (0, 90, 255)]
    rest = [shades[number % 3] for number in range(1, frames)]
    return write(shades[0], kind, save_all=True, append_images=rest, duration=20)


def huge_webp() -> bytes:
    """A moving WebP whose canvas has 268 million pixels."""
    raw = bytearray(good.make_webp(moving=True))
    at = raw.index(b"VP8X") + 12
    raw[at : at + 6] = (16_383).to_bytes(3, "little") * 2
    return bytes(raw)


def huge_heic() -> bytes:
    """A HEIC whose properties tell of 60,000 by 60,000 pixels."""
    raw = bytearray(good.make_heic())
    at = raw.index(b"ispe") + 8
    raw[at : at + 8] = struct.pack(">LL", 60_000, 60_000)
    return bytes(raw)


@cache
def noise_webp() -> bytes:
    """A picture of noise that says the same few lines over and over: 36 KB."""
    side = 2_560
    lines = [shake_256(bytes([one])).digest(side * 3) for one in range(4)]
    drawn = b"".join(lines[one % 4] for one in shake_256(b"order").digest(side))
    picture = Image.frombytes("RGB", (side, side), drawn)
    return write(picture, "WEBP", lossless=True, quality=60, method=4)


@cache
def bomb_pdf() -> bytes:
    """A page whose content unpacks, twice, to 320 MB."""
    packed = zlib.compressobj(9)
    zeros = b" " * (8 * 1024 * 1024)
    inner = b"".join(packed.compress(zeros) for _ in range(40)) + packed.flush()
    content = zlib.compress(inner, 9)
    return write_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream"
        % (len(content), content),
    )


def scripted_pdf() -> bytes:
    """A document that wants to run a script, start a program and hold another."""
    inner = good.make_pdf(1)
    return write_pdf(
        b"<</Type/Catalog/Pages 2 0 R/OpenAction 4 0 R/Names<</EmbeddedFiles"
        b"<</Names[(CANARY.pdf)<</Type/Filespec/EF<</F 5 0 R>>>>]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
        b"<</S/JavaScript/JS(app.alert\\('CANARY'\\))/Next<</S/Launch/F(CANARY)>>>>",
        b"<</Type/EmbeddedFile/Length %d>>stream\n%s\nendstream" % (len(inner), inner),
    )


def huge_page() -> bytes:
    """A page as large as a field."""
    return write_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9000000 1]>>",
    )


def locked_pdf() -> bytes:
    """A document that asks for a password."""
    return write_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>",
        b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32),
        trailer=b"/Encrypt 4 0 R/ID[<00><00>]",
    )


def write_pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """Write a document of these objects, the first of them its catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, one)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n" % (size, trailer)
    return bytes(out) + b"%d\n%%%%EOF" % table


def zipped_jpeg() -> bytes:
    """A photo that is an archive as well."""
    archive = BytesIO()
    with ZipFile(archive, "w") as into:
        into.writestr("CANARY.exe", MARKED)
    return write(draw(), "JPEG") + archive.getvalue()


def scripted_gif() -> bytes:
    """A GIF that is a script as well."""
    raw = write(draw(), "GIF", comment=b"*/=1;alert('CANARY');/*")
    return raw[:6] + b"/*" + raw[8:] + b"*/;alert('CANARY')"


def many_pages() -> bytes:
    """A document of 10,000 pages."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>"
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(10_000))
    return write_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count 10000>>" % kids,
        *([page] * 10_000),
    )


BOMBS: Mapping[str, Callable[[], bytes]] = {
    "a PNG of 900 million pixels": bomb_png,
    "a PNG with a zTXt bomb": lambda: bomb_png_note(b"zTXt"),
    "a PNG with an iTXt bomb": lambda: bomb_png_note(b"iTXt"),
    "a PNG with a profile bomb": lambda: bomb_png_note(b"iCCP"),
    "a JPEG of 4 thousand million pixels": huge_jpeg,
    "a progressive JPEG of 196 million": lambda: huge_jpeg(progressive=True),
    "a JPEG of a thousand scans": many_scans,
    "a GIF of 65,535 squared": huge_gif,
    "a GIF of 10,000 frames": lambda: many_frames("GIF"),
    "a PNG of 10,000 frames": lambda: many_frames("PNG"),
    "a WebP of 10,000 frames": lambda: many_frames("WEBP"),
    "a WebP of 16,384 squared": huge_webp,
    "a HEIC of 60,000 squared": huge_heic,
    "a WebP of noise that packs well": noise_webp,
    "a PDF that unpacks to 320 MB": bomb_pdf,
    "a PDF of 10,000 pages": many_pages,
    "a PDF with a page like a field": huge_page,
    "a PDF with a password": locked_pdf,
    "a PDF with a script and a file in it": scripted_pdf,
}
POLYGLOTS: Mapping[str, Callable[[], bytes]] = {
    "a photo and an archive": zipped_jpeg,
    "a GIF and a script": scripted_gif,
    "a photo and a page": lambda: insert(write(draw(), "JPEG"), 0xFE, _SCRIPT),
    "a photo with a document in it": lambda: insert(
        write(draw(), "JPEG"), 0xFE, good.make_pdf(1)
    ),
    "a document with a photo behind it": lambda: good.make_pdf() + good.make_jpeg(),
    "a screenshot and a page": lambda: good.make_png() + _SCRIPT,
}
UNKNOWN: Mapping[str, bytes] = {
    "one byte": b"\xff",
    "words": b"My name is CANARY.",
    "a page": b"<!doctype html>" + _SCRIPT,
    "a drawing with a script": b'<svg xmlns="http://www.w3.org/2000/svg"/>' + _SCRIPT,
    "an archive": b"PK\x03\x04" + MARKED,
    "a program": b"MZ" + bytes(60) + MARKED,
    "a script for a printer": b"%!PS-Adobe-3.0 EPSF-3.0\n" + MARKED,
    "a TIFF": write(draw(), "TIFF"),
    "a BMP": write(draw(), "BMP"),
    "an icon": write(draw(64, 64), "ICO"),
    "an AVIF": write(draw(64, 64), "AVIF"),
    "a sound": b"RIFF\x24\0\0\0WAVEfmt " + bytes(60),
    "nothing but noughts": bytes(5_000),
}
