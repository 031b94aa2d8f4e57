"""A document is never kept: each page becomes a picture of its own."""

from collections.abc import Sequence

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from service.domain.attaching import MOST_PIECES, FileRefusedError, Refusal
from service.files.failing import refusals
from service.files.frames import Made
from service.files.pictures import LONGEST, show

_MOST_SCALE = 4.0
"""288 dots an inch."""


def clean_document(raw: bytes) -> Sequence[Made]:
    """Draw each page as it would be printed: no script runs, no form is filled.

    Raises:
        FileRefusedError: It cannot be opened, or has too many pages.
    """
    with refusals():
        document = _open(raw)
        if len(document) > MOST_PIECES:
            raise FileRefusedError(Refusal.TOO_LONG)
        pages = [_draw(document, number) for number in range(len(document))]
        if not pages:
            raise FileRefusedError(Refusal.EMPTY)
        return pages


def _open(raw: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if error.err_code == FPDF_ERR_PASSWORD:
            raise FileRefusedError(Refusal.LOCKED) from None
        raise


def _draw(document: pypdfium2.PdfDocument, number: int) -> Made:
    page = document[number]
    scale = min(_MOST_SCALE, LONGEST / max(page.get_size()))
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    made = show(bitmap.to_pil().convert("RGB"))
    bitmap.close()
    page.close()
    return made
