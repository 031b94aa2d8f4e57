"""Typesetting: a released report as a PDF that a screen reader can read (PDF/UA-1).

What anybody typed goes in as data and is set as text; none of it is ever markup.
The typesetter refuses whatever would not be accessible, so a page that comes out is.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import anyio.to_thread
import typst
from anyio import CapacityLimiter

from service.domain.clock import LONDON
from service.domain.sheets import Sheet

_TRIAL = b"""
#set document(title: "trial")
#set text(font: "Libertinus Serif")
#sys.inputs.text
"""
# Each trial takes some 5 ms, and nobody's report needs more.
_MOST_TRIED = 200
_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


@dataclass(frozen=True, slots=True)
class Papers:
    """Sets one report at a time, beside the loop: each takes some 40 MB for a while."""

    template: bytes
    limiter: CapacityLimiter

    @classmethod
    def load(cls) -> "Papers":
        """Read the template once."""
        return cls(_TEMPLATE.read_bytes(), CapacityLimiter(1))

    async def typeset(self, sheet: Sheet, day: date) -> bytes:
        """Return a report as a PDF. It is dated by the day, with no time of day."""
        return await anyio.to_thread.run_sync(
            self._compile, sheet, day, limiter=self.limiter
        )

    def _compile(self, sheet: Sheet, day: date) -> bytes:
        return typeset(self.template, sheet.values, day)


def typeset(template: bytes, values: Mapping[str, object], day: date) -> bytes:
    """Return what a template makes of some values as a PDF, dated by the day."""
    text = json.dumps(values, ensure_ascii=False)
    try:
        return _typeset(template, text, day)
    except typst.TypstError:
        # The fonts that come with the typesetter lack some scripts and all emoji.
        return _typeset(template, _spell_out(text), day)


def _typeset(template: bytes, text: str, day: date) -> bytes:
    pdf = typst.compile(
        template,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": text},
        timestamp=int(datetime.combine(day, time(), LONDON).timestamp()),
        ignore_system_fonts=True,
    )
    if not isinstance(pdf, bytes):
        raise TypeError
    return pdf


def _spell_out(text: str) -> str:
    """Put its name in the place of each character that cannot be set.

    A reader then knows that something stood there, and what; the JSON has it whole.
    """
    trial = typst.Compiler(_TRIAL, ignore_system_fonts=True)
    rare = sorted({char for char in text if not char.isascii()})
    tried = {char for char in rare[:_MOST_TRIED] if _can_set(trial, char)}
    lost = set(rare) - tried
    return "".join(
        f"[{unicodedata.name(char, 'unknown character').lower()}]"
        if char in lost
        else char
        for char in text
    )


def _can_set(trial: typst.Compiler, char: str) -> bool:
    try:
        trial.compile(
            _TRIAL, format="pdf", pdf_standards=["ua-1"], sys_inputs={"text": char}
        )
    except typst.TypstError:
        return False
    return True
