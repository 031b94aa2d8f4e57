"""Writing a page in the language that is asked for: whole, or whole in English.

No page mixes languages. One outside `TRANSLATED`, and one with a sentence that the
catalogue does not have (because a borough changed it, say), is written in English
instead, and says so in one line of the reader's own language.

As in `languages.py`, a context variable holds what a page is being written in,
because templates ask for sentences from within macros, which take no argument of
the page. It is set around one rendering.
"""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from jinja2 import Template

from service.domain.languages import ENGLISH, LANGUAGES, Language
from service.web.catalogs import Catalog
from service.web.languages import what_is_asked

TRANSLATED = frozenset(
    {
        "guiding/ready.html",
        "guiding/safe.html",
        "intake/advice.html",
        "intake/sent.html",
        "intake/start.html",
        "web/reporter_refusal.html",
    }
)
"""The pages that are written in other languages."""

NOT_YET = "This page is not in your language yet. It is in English."


@dataclass(slots=True)
class _Writing:
    """One page on its way: its language's catalogue, and what that did not have."""

    catalog: Catalog
    lacks: list[str] = field(default_factory=list)

    def say(self, text: str) -> str:
        said = self.catalog.texts.get(text)
        if said is None:
            self.lacks.append(text)
        return said or text


_WRITING: ContextVar[_Writing | None] = ContextVar("quietword.writing", default=None)


def say(text: str) -> str:
    """Return a sentence in the language of the page that is being written."""
    writing = _WRITING.get()
    return writing.say(text) if writing else text


def say_number(one: str, many: str, number: int) -> str:
    """Return an English sentence about a number; no catalogue holds any.

    Ours are written so that they need none: numbers bend words in other languages
    in more than two ways.
    """
    say(one)
    return one if number == 1 else many


@dataclass(frozen=True, slots=True)
class Link:
    """The way to the same page in a language."""

    language: Language
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """The languages a process speaks besides English, and what its pages ask of it."""

    catalogs: Mapping[str, Catalog]

    @classmethod
    def load(cls, codes: Iterable[str]) -> Self:
        """Read the catalogues of these languages."""
        return cls(MappingProxyType({code: Catalog.load(code) for code in codes}))

    def write(self, name: str, page: Template, values: Mapping[str, object]) -> str:
        """Render a page in the language that is asked for, or else in English."""
        catalog = self.catalogs.get(what_is_asked().code)
        if catalog is None or name not in TRANSLATED:
            return page.render(values)
        writing = _Writing(catalog)
        token = _WRITING.set(writing)
        try:
            html = page.render(values)
        finally:
            _WRITING.reset(token)
        return page.render(values) if writing.lacks else html

    @property
    def language(self) -> Language:
        """What the page is being written in."""
        writing = _WRITING.get()
        return writing.catalog.language if writing else LANGUAGES[ENGLISH]

    @property
    def is_draft(self) -> bool:
        """Tell whether a machine wrote these sentences and nobody signed them off."""
        writing = _WRITING.get()
        return writing is not None and writing.catalog.is_draft

    @property
    def wished(self) -> Language:
        """The language that was asked for, whether or not the page is in it."""
        return LANGUAGES[what_is_asked().code]

    @property
    def apology(self) -> str:
        """One line in the reader's language, where the page is not; or nothing."""
        catalog = self.catalogs.get(what_is_asked().code)
        if catalog is None or _WRITING.get():
            return ""
        return catalog.texts.get(NOT_YET, "")

    def list_links(self, page: str | None = None) -> list[Link]:
        """List the ways to a page in each language; none from the answer to a form.

        What was typed there would be lost on the way.
        """
        page = what_is_asked().page if page is None else page
        if not self.catalogs or not page:
            return []
        return [
            Link(LANGUAGES[code], f"/{code}{page}", LANGUAGES[code] == self.wished)
            for code in LANGUAGES
            if code == ENGLISH or code in self.catalogs
        ]


ENGLISH_ONLY = Speech(MappingProxyType({}))
"""What the officers' pages speak, and a borough that offers nothing else."""
