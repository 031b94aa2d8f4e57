"""Debian's exiftool, over everything that was cleaned."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cleaning import good, hostile
from tests.cleaning.cleaned import CANARY, clean

# What a file cannot do without, and what exiftool says of a file on a disk.
_PLAIN = (
    *("SourceFile", "ExifTool:ExifToolVersion", "System:", "File:FileType"),
    *("File:FileTypeExtension", "File:MIMEType", "File:ImageWidth"),
    *("File:ImageHeight", "File:EncodingProcess", "File:BitsPerSample"),
    *("File:ColorComponents", "File:YCbCrSubSampling", "JFIF:JFIFVersion"),
    *("JFIF:ResolutionUnit", "JFIF:XResolution", "JFIF:YResolution"),
    *("Composite:ImageSize", "Composite:Megapixels", "Composite:Rotation"),
    "Composite:AvgBitrate",
)
# What every video says, and what these must say in ours.
_EMPTY_TIMES = {"CreateDate", "ModifyDate", "TrackCreateDate", "TrackModifyDate"}
_EMPTY_TIMES |= {"MediaCreateDate", "MediaModifyDate"}
_STRUCTURE = {
    *("MajorBrand", "MinorVersion", "CompatibleBrands", "MovieHeaderVersion"),
    *("TimeScale", "Duration", "PreferredRate", "PreferredVolume"),
    *("MatrixStructure", "PreviewTime", "PreviewDuration", "PosterTime"),
    *("SelectionTime", "SelectionDuration", "CurrentTime", "NextTrackID"),
    *("MovieFragmentSequence", "MediaDataSize", "MediaDataOffset"),
    *("TrackHeaderVersion", "TrackID", "TrackDuration", "TrackLayer"),
    *("TrackVolume", "ImageWidth", "ImageHeight", "MediaHeaderVersion"),
    *("MediaTimeScale", "MediaDuration", "HandlerType", "GraphicsMode", "OpColor"),
    *("CompressorID", "SourceImageWidth", "SourceImageHeight", "XResolution"),
    *("YResolution", "BitDepth", "Balance", "AudioFormat", "AudioChannels"),
    *("AudioBitsPerSample", "AudioSampleRate", "PixelAspectRatio", "BufferSize"),
    *("MaxBitrate", "AverageBitrate", "ColorProfiles", "ColorPrimaries"),
    *("TransferCharacteristics", "MatrixCoefficients", "VideoFullRangeFlag"),
}
_FIXED = {
    "MediaLanguageCode": {"und"},
    "HandlerVendorID": {"Apple"},
    "HandlerDescription": {"VideoHandler", "SoundHandler"},
}
_MADE = {**good.PICTURES, **good.OTHERS, **hostile.POLYGLOTS}


@pytest.mark.parametrize("name", _MADE)
async def test_nothing_is_found_that_points_at_anybody(
    name: str, tmp_path: Path
) -> None:
    for piece in await clean(_MADE[name]()):
        assert not piece.has_canary
        assert list_told(piece.content, tmp_path) == []
        assert list_told(piece.thumbnail, tmp_path) == []


@pytest.mark.parametrize("name", ["a photo", "a screenshot", "a WebP", "a HEIC"])
def test_before_it_finds_who_where_and_what_it_is_called(
    name: str, tmp_path: Path
) -> None:
    found = read_tags(good.PICTURES[name](), tmp_path)

    assert found["IFD0:Artist"] == CANARY
    assert "GPS:GPSLatitude" in found
    assert any("ProfileDescription" in tag for tag in found)


def test_before_it_finds_where_a_video_was_made(tmp_path: Path) -> None:
    found = read_tags(good.make_video(), tmp_path)

    assert CANARY in str(found)


def test_each_of_them_says_something_before() -> None:
    made = {name: make() for name, make in good.PICTURES.items()}

    assert sum(CANARY.encode() in raw for raw in made.values()) >= 9


def list_told(content: bytes, folder: Path) -> list[str]:
    """Return what is said of a clean file that need not be."""
    return [
        f"{tag}: {value}"
        for tag, value in read_tags(content, folder).items()
        if not is_plain(tag, str(value))
    ]


def is_plain(tag: str, value: str) -> bool:
    """Tell whether a tag is on the list of what may be said."""
    if tag.startswith(_PLAIN):
        return True
    group, _, name = tag.partition(":")
    if group != "QuickTime" and not group.startswith("Track"):
        return False
    if name in _EMPTY_TIMES:
        return value == "0000:00:00 00:00:00"
    return name in _STRUCTURE or value in _FIXED.get(name, ())


def read_tags(content: bytes, folder: Path) -> dict[str, object]:
    """Ask exiftool for everything it finds, doubles too."""
    file = folder / "file"
    file.write_bytes(content)
    told = subprocess.run(  # noqa: S603 - our own file
        ["exiftool", "-a", "-ee", "-G1", "-json", str(file)],  # noqa: S607 - wherever the system has it
        capture_output=True,
        check=True,
    )
    found: dict[str, object] = json.loads(told.stdout)[0]
    return found


def test_a_name_in_a_file_would_be_told() -> None:
    assert not is_plain("IFD0:Artist", CANARY)
    assert not is_plain("QuickTime:Title", CANARY)
    assert not is_plain("Track1:MediaCreateDate", "2026:05:04 01:02:03")
    assert not is_plain("File:Comment", CANARY)
