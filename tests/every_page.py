"""Somebody who looks at every page for reporters, also where things go wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from jinja2 import Template

from service.domain.errors import (
    NotOpenYetError,
    StaleFormError,
    TooLargeError,
    TooSlowError,
    UnavailableError,
)
from service.web.pages import Pages
from service.web.refusals import FaultError
from service.web.speech import Speech
from tests.builders import Site
from tests.databases import ROOT
from tests.visitors import PageForm, Visitor, read_forms, read_words

LOOKED_AT = (
    *("/", "/ready", "/form", "/work", "/back", "/back/forget", "/nowhere", "/leave"),
    *("/info/help", "/info/about", "/info/access", "/info/privacy"),
    *("/info/privacy-easy", "/info/cookies"),
)
KNIFE = "A boy in my year has a knife in his bag."


@dataclass(slots=True)
class Shown:
    """Every page that was written, by the name of its template."""

    names: list[str]
    """What teams are called: each counts as one word."""
    pages: dict[str, list[str]] = field(default_factory=dict)


@contextmanager
def keeping_pages(patch: pytest.MonkeyPatch, names: list[str]) -> Iterator[Shown]:
    """Keep every page that is written meanwhile."""
    shown, write = Shown(names), Speech.write

    def keep(
        speech: Speech, name: str, page: Template, values: dict[str, object]
    ) -> str:
        html = write(speech, name, page, values)
        shown.pages.setdefault(name, []).append(html)
        return html

    with patch.context() as patched:
        patched.setattr(Speech, "write", keep)
        yield shown


def list_reporters_pages() -> set[str]:
    """Name the templates that are whole pages for reporters."""
    return {
        f"{path.parents[1].name}/{path.name}"
        for path in (ROOT / "service").glob("*/templates/*.html")
        if is_reporters_page(path)
    }


def is_reporters_page(path: Path) -> bool:
    """Tell whether a template is a page in the reporters' frame."""
    source = path.read_text()
    frames = ('extends "web/reporter_layout.html"', 'extends "guiding/frame.html"')
    return any(frame in source for frame in frames) and path.name != "frame.html"


async def look_at_everything(kim: Visitor, site: Site) -> None:
    """Go wherever a reporter can come."""
    for path in LOOKED_AT:
        await kim.visit(path)
    await _make_mistakes(kim)
    await be_advised(kim, site)
    first = await _tell(kim, wants_words="yes")
    words = read_words(kim.page)
    second = await _tell(kim, wants_words="no", group="testing")
    await _tell_as_work(kim)
    site.clock.seconds += 31 * 60
    for form in (first, second):
        await kim.send(form, "Send")
    await _come_back(kim, " ".join(words))
    await kim.send(first, "Send")


async def _make_mistakes(kim: Visitor) -> None:
    for path in ("/form", "/work"):
        await kim.visit(path)
        await kim.press("Continue", text="", topic="no-such", where="x" * 500)
    await kim.visit("/back")
    await kim.press("Continue", words="one two")
    await kim.press("Continue", words="abacus abdomen abdominal abide ability ablaze")
    await kim.visit("/back/forget")
    await kim.press("Delete", words="abacus abdomen abdominal abide ability ablaze")


async def be_advised(kim: Visitor, site: Site, prefix: str = "") -> None:
    """Answer so that every page of advice is shown."""
    for advice in site.borough.guide.advice:
        danger = "yes" if advice.danger else "no"
        topic = advice.topics[0] if advice.topics else ""
        await kim.visit(f"{prefix}/form")
        await kim.press("Continue", text=KNIFE, topic=topic, danger=danger)
        await read_on(kim)


async def read_on(kim: Visitor) -> None:
    """Go on from each page of advice, in whatever language, to the check page."""
    for _page in range(9):
        form = read_forms(kim.page)[0]
        if form.action.endswith("/check"):
            await kim.send(form, form.buttons[0].says)


async def _tell(kim: Visitor, **answers: str) -> PageForm:
    await kim.visit("/form")
    await kim.press("Continue", text=KNIFE, where="Marlow Parade", **answers)
    form, _button = kim.find_button("Send")
    await kim.send(form, "Send", ticket="old")
    form, _button = kim.find_button("Send")
    await kim.press("Send")
    return form


async def _tell_as_work(kim: Visitor) -> None:
    await kim.visit("/work")
    await kim.press("Continue", text=KNIFE, role="school")


async def _come_back(kim: Visitor, words: str) -> None:
    await kim.visit("/back")
    await kim.press("Continue", words=words)
    await kim.press("Send", text="It was red.")
    await kim.press("Send", text="")
    await kim.visit("/back/forget")
    await kim.press("Delete", words=words)


def say_no(site: Site) -> None:
    """Write the pages that say no, as the frame does."""
    pages = Pages.for_reporters("intake", "mailbox", borough=site.borough)
    pages.render("mailbox/unconfirmed.html", UnavailableError, text=KNIFE, page="")
    for refused in (NotOpenYetError, StaleFormError, TooLargeError, TooSlowError):
        pages.refuse(refused, typed=[KNIFE])
    pages.refuse(FaultError, typed=[KNIFE], incident=123)
