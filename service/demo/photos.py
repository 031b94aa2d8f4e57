"""A photo for the demonstration: drawn, of nothing and nobody, as phones send it."""

from io import BytesIO

from PIL import ExifTags, Image, ImageDraw

_SIZE = (1600, 1200)
_SKY, _GROUND, _WALL = "#9db4c0", "#5c6b73", "#8a6f5a"
_BIN, _SHEET, _WHEEL = "#2f4f3e", "#b8bcc0", "#1e1e1e"
_BINS = ((180, 520, 420, 900), (460, 520, 700, 900))
_SHEETED = ((760, 640), (1320, 600), (1400, 900), (740, 900))
_WHEELS = ((780, 840, 900, 960), (1220, 840, 1340, 960))


def draw_photo() -> bytes:
    """Return a drawing of bins and a grey sheet as a JPEG.

    It carries what phones put into pictures (a made-up maker and place), so that a
    visitor can see that none of it arrives.
    """
    picture = Image.new("RGB", _SIZE, _SKY)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 300, 1600, 900), fill=_WALL)
    pen.rectangle((0, 880, 1600, 1200), fill=_GROUND)
    for box in _BINS:
        pen.rectangle(box, fill=_BIN)
    for box in _WHEELS:
        pen.ellipse(box, fill=_WHEEL)
    pen.polygon(_SHEETED, fill=_SHEET)
    drawn = BytesIO()
    picture.save(drawn, "JPEG", quality=88, exif=_make_exif())
    return drawn.getvalue()


def _make_exif() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Made-up Phones"
    exif[ExifTags.Base.ImageDescription] = "Taken on a made-up phone"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return exif
