"""A borough that offers languages, and a catalogue that shows what is left out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from types import MappingProxyType

from service.domain.boroughs import Borough
from service.domain.languages import ENGLISH, LANGUAGES
from service.web.catalogs import Catalog
from tests.builders import Site

ALL = tuple(sorted(set(LANGUAGES) - {ENGLISH}))
OPEN, CLOSE = "\N{LEFT DOUBLE ANGLE BRACKET}", "\N{RIGHT DOUBLE ANGLE BRACKET}"


def offering(site: Site, *codes: str) -> Site:
    """Return a site whose borough offers these languages."""
    guide = replace(site.borough.guide, languages=codes)
    return replace(site, borough=replace(site.borough, guide=guide))


def bracket(texts: Mapping[str, str]) -> Catalog:
    """Make a catalogue that puts every sentence into brackets, and changes nothing."""
    said = {text: f"{OPEN}{text}{CLOSE}" for text in texts}
    return Catalog(LANGUAGES["pl"], MappingProxyType(said), "nobody")


_UNSEEN = re.compile(r"<(svg|script)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_MARKED = re.compile(
    r'<(\w+)[^>]*\b(?:lang="|class="[^"]*qw-typed)[^>]*>.*?</\1>', re.DOTALL
)
_HEARD = re.compile(r'(?:aria-label|alt|title|placeholder|data-i18n[\w.-]*)="([^"]*)"')
_SAID = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")


def strip_brackets(html: str, borough: Borough) -> list[str]:
    """Return the words of a page that no catalogue gave, and that are no names.

    What is marked as another language, or was typed, is somebody's own.
    """
    body = _MARKED.sub(" ", _UNSEEN.sub(" ", html.partition("<body")[2]))
    text = " ".join([re.sub(r"<[^>]*>", " ", f"<{body}"), *_HEARD.findall(body)])
    text, before = unescape(text), ""
    while text != before:
        text, before = _SAID.sub(" ", text), text
    names = [borough.name, borough.team, "Quiet Word", *(d.name for d in borough.desks)]
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    return re.findall(r"[A-Za-z]+", text)
