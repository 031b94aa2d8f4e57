"""Every sentence of the pages in other languages, and the catalogues made to fit.

`make catalogs` looks for them and writes the template, `quietword.pot`, and then
each language's catalogue: what is new comes without a translation, what has gone
goes. What people wrote, and a catalogue's own header, stays.
"""

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from service.domain import errors
from service.domain.boroughs import Borough
from service.domain.guide import SUPPORTS
from service.domain.languages import ENGLISH, LANGUAGES
from service.web.catalogs import CATALOGS
from service.web.pages import Pages
from service.web.refusals import (
    FaultError,
    UnknownHostError,
    WrongMethodError,
)
from service.web.speech import NOT_YET, TRANSLATED
from service.web.spoken import COMMA, DATE, DAYS, HOURS, MONTHS
from tests.builders import a_borough
from tests.sentences import list_parts, read_sentences

TEMPLATE = CATALOGS / "quietword.pot"
SLICES = ("intake", "guiding", "mailbox")
REFUSALS = (
    errors.BadFormError,
    errors.CardNotTrustedError,
    errors.NotFoundError,
    errors.NotOpenYetError,
    errors.StaleFormError,
    errors.TooLargeError,
    errors.TooSlowError,
    errors.UnavailableError,
    errors.UnsupportedFormError,
    FaultError,
    UnknownHostError,
    WrongMethodError,
)
"""What the public process may say no with, on a page of its own."""

_HEADER = """# Quiet Word: what reporters' pages say in {language}.
msgid ""
msgstr ""
"Project-Id-Version: Quiet Word\\n"
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
{status}
"""
_DRAFT = """"X-Status: machine draft, not checked by a person\\n"
"X-Signed-Off-By: \\n\""""


@cache
def list_sentences() -> dict[str, set[str]]:
    """Return every sentence, with the files that say it."""
    said: dict[str, set[str]] = {}
    env = Pages.for_reporters(*SLICES, borough=a_borough()).env
    for part in list_parts(env, TRANSLATED):
        for text in read_sentences(env, part):
            said.setdefault(text, set()).add(part.template)
    for text in _list_spoken():
        said.setdefault(text, set()).add("service")
    for text in list_configured(a_borough()):
        said.setdefault(text, set()).add("deploy/borough.toml")
    return said


def list_configured(borough: Borough) -> Iterator[str]:
    """Yield the sentences of a borough's file that its pages show."""
    shown = set(SUPPORTS)
    for advice in borough.guide.advice:
        yield from (advice.title, *advice.says, advice.go_on)
        shown.update(advice.supports)
    for support in borough.guide.list_supports(shown):
        yield from filter(None, (support.name, support.note))


def _list_spoken() -> Iterator[str]:
    yield from (NOT_YET, COMMA, DATE, HOURS, *DAYS, *MONTHS)
    yield from (refusal.public_message for refusal in REFUSALS)


def make_template() -> Catalog:
    """Return the template of all catalogues."""
    template = Catalog(charset="utf-8")
    for text, names in sorted(list_sentences().items()):
        template.add(text, locations=[(name, 0) for name in sorted(names)])
    return template


def renew(folder: Path = CATALOGS) -> None:
    """Write the template and bring every catalogue up to it."""
    template = make_template()
    head = _HEADER.format(language="English", code=ENGLISH, status=_DRAFT)
    (folder / TEMPLATE.name).write_bytes(_print(template, head))
    for code, language in LANGUAGES.items():
        if code != ENGLISH:
            path = folder / code / "LC_MESSAGES" / "quietword.po"
            path.parent.mkdir(parents=True, exist_ok=True)
            head = _HEADER.format(
                language=language.name, code=code, status=_status(path)
            )
            path.write_bytes(_print(_bring_up(path, template), head))


def _bring_up(path: Path, template: Catalog) -> Catalog:
    catalog = Catalog(charset="utf-8")
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def _status(path: Path) -> str:
    lines = path.read_text().splitlines() if path.exists() else []
    return "\n".join(line for line in lines if line.startswith('"X-')) or _DRAFT


def _print(catalog: Catalog, head: str) -> bytes:
    printed = BytesIO()
    write_po(
        printed,
        catalog,
        width=0,
        omit_header=True,
        include_lineno=False,
        sort_output=True,
    )
    return head.encode() + b"\n" + printed.getvalue().lstrip(b"\n")


if __name__ == "__main__":
    renew()
