"""Photos as a phone takes them, with everything that it hides in them."""

from io import BytesIO

from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

from service.domain.answers import Answers, Attachment
from service.files.objects import Objects
from service.files.sealed_files import SealedFiles
from tests.builders import Site
from tests.visitors import Visitor

DEVICE = "Phonecanary X9"
OWNER = "Ownercanary Quill"
COMMENT = "Commentcanary at the gate"
NAME = "Namecanary_IMG_2041.jpg"
TRAILING = b"Trailingcanary after the end"
LATITUDE = (51.0, 29.0, 34.5678)
HIDDEN = (*(t.encode() for t in (DEVICE, OWNER, COMMENT, NAME)), TRAILING)
"""What no copy, no log and no disk of ours may hold."""


def a_photo(*, colour: str = "teal", size: tuple[int, int] = (640, 480)) -> bytes:
    """Take a photo."""
    picture = Image.new("RGB", size, colour)
    draw = ImageDraw.Draw(picture)
    for step in range(0, size[0], 40):
        draw.line((step, 0, size[0] - step, size[1]), fill="white", width=3)
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model] = "Canary", DEVICE
    exif[Base.Artist], exif[Base.ImageDescription] = OWNER, COMMENT
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = LATITUDE
    taken = BytesIO()
    picture.save(taken, "JPEG", exif=exif, comment=COMMENT.encode(), quality=90)
    return taken.getvalue() + TRAILING


async def add_photos(visitor: Visitor, *photos: bytes, **typed: str) -> None:
    """Fill in the form that asks for photos, choose these, and press Continue."""
    form, button = visitor.find_button("Continue")
    fields = {**form.fields, **typed}
    del fields["added"]
    chosen = [("added", (NAME, photo, "image/jpeg")) for photo in photos]
    answer = await visitor.client.post(
        button.action, data=fields, files=chosen or [("added", ("", b""))]
    )
    visitor.page, visitor.status = answer.text, answer.status_code
    visitor.seen.append(answer)


async def press_beside(visitor: Visitor, path: str, **typed: str) -> None:
    """Press a button that stands on the check page beside its form."""
    form, _button = visitor.find_button("Send")
    answer = await visitor.client.post(path, data={**form.fields, **typed})
    visitor.page, visitor.status = answer.text, answer.status_code
    visitor.seen.append(answer)


async def open_photos(site: Site, answers: Answers) -> list[bytes]:
    """Open what came with a tip, as its desk does."""
    return [await open_photo(site, one) for one in answers.files]


async def open_photo(site: Site, attachment: Attachment) -> bytes:
    """Open one picture."""
    files = SealedFiles(Objects.open(site.files_settings))
    return b"".join([piece async for piece in files.open(attachment)])
