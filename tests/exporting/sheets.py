"""A report laid out, and how a PDF is read back."""

import subprocess
from dataclasses import replace
from pathlib import Path

from service.domain.grading import Grade
from service.domain.judgements import Mention
from service.domain.reports import Report
from service.domain.sheets import Sheet, lay_out
from service.web.papers import Papers
from tests.builders import POLICE_DESK, TRIAGE_DESK, a_borough
from tests.releases import A_REPORT, a_sent
from tests.tips import TODAY

WHOLE = replace(
    A_REPORT,
    ward="E05013736",
    since="early March",
    until="now",
    provenance="A member of the community",
    grade=Grade(reason="It fits what is known."),
    mentions=(Mention("A tall man", "suspect"), Mention("A boy", "victim")),
)


def a_sheet(report: Report = WHOLE) -> Sheet:
    desks = TRIAGE_DESK, POLICE_DESK
    return lay_out(a_sent(report, "ab" * 16), a_borough(), desks, TODAY)


async def set_on_paper(sheet: Sheet) -> bytes:
    """Typeset it; whatever a screen reader could not read, the compiler refuses."""
    return await Papers.load().typeset(sheet, TODAY)


def read_pdf(pdf: bytes, folder: Path) -> list[str]:
    """Return each page's text, in the order in which it is read."""
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    read = subprocess.run(  # noqa: S603 - our own file
        ["/usr/bin/env", "pdftotext", str(path), "-"],
        capture_output=True,
        check=True,
        text=True,
    )
    return read.stdout.rstrip("\f").split("\f")


def read_lines(page: str) -> list[str]:
    """Return a page's lines that say something."""
    return [line.strip() for line in page.splitlines() if line.strip()]


def read_words(pages: list[str]) -> str:
    """Return all of it as one line."""
    return " ".join(" ".join(pages).split())
