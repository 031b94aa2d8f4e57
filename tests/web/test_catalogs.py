"""The catalogues hold what the pages say, and nothing that would break a page."""

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from jinja2 import nodes
from jinja2.ext import extract_from_ast

from service.domain.languages import ENGLISH, LANGUAGES
from service.web.catalogs import CATALOGS, Catalog
from service.web.pages import Pages
from service.web.speech import TRANSLATED
from tests.builders import a_borough
from tests.catalogs import (
    SLICES,
    TEMPLATE,
    list_sentences,
    renew,
)
from tests.sentences import list_parts, read_template

CODES = sorted(set(LANGUAGES) - {ENGLISH})
HOLDS = re.compile(r"%\(\w+\)s|</?[a-z][^>]*>|\"|&[a-z]+;")
"""What a translation must bring along as it is: values, tags, entities, quotes."""
DIGITS = re.compile(r"\d{2,}")


def read_template_of_catalogs() -> set[str]:
    with TEMPLATE.open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.id}


def test_the_template_of_the_catalogues_is_what_the_pages_say() -> None:
    # `make catalogs` renews it.
    assert read_template_of_catalogs() == set(list_sentences())


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_has_every_sentence_and_no_other(code: str) -> None:
    assert set(Catalog.load(code).texts) == set(list_sentences())


@pytest.mark.parametrize("code", CODES)
def test_a_translation_brings_along_each_value_tag_and_number(code: str) -> None:
    wrong = {
        text: said
        for text, said in Catalog.load(code).texts.items()
        if Counter(HOLDS.findall(said)) != Counter(HOLDS.findall(text))
        or Counter(DIGITS.findall(said)) != Counter(DIGITS.findall(text))
        or said.count("%") != text.count("%")
    }

    assert wrong == {}


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_that_nobody_signed_off_says_that_a_machine_wrote_it(
    code: str,
) -> None:
    said = (CATALOGS / code / "LC_MESSAGES" / "quietword.po").read_text()

    assert Catalog.load(code).is_draft
    assert '"X-Status: machine draft, not checked by a person\\n"' in said
    assert '"X-Signed-Off-By: \\n"' in said


def test_a_name_in_the_header_signs_a_catalogue_off(tmp_path: Path) -> None:
    path = tmp_path / "pl" / "LC_MESSAGES" / "quietword.po"
    path.parent.mkdir(parents=True)
    draft = (CATALOGS / "pl" / "LC_MESSAGES" / "quietword.po").read_text()
    path.write_text(draft.replace("X-Signed-Off-By: ", "X-Signed-Off-By: Ola Nowak"))

    catalog = Catalog.load("pl", tmp_path)

    assert not catalog.is_draft
    assert catalog.signed_off_by == "Ola Nowak"


def test_a_doubtful_or_empty_translation_is_none(tmp_path: Path) -> None:
    path = tmp_path / "pl" / "LC_MESSAGES" / "quietword.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid "One"\nmsgstr "Jeden"\n\n#, fuzzy\nmsgid "Two"\nmsgstr "Trzy"\n\n'
        'msgid "Three"\nmsgstr ""\n'
    )

    assert dict(Catalog.load("pl", tmp_path).texts) == {"One": "Jeden"}


def test_renewing_keeps_what_people_wrote_and_adds_and_drops_the_rest(
    tmp_path: Path,
) -> None:
    path = tmp_path / "pl" / "LC_MESSAGES" / "quietword.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid ""\nmsgstr ""\n"X-Signed-Off-By: Ola Nowak\\n"\n\n'
        'msgid "Languages"\nmsgstr "Mowy"\n\nmsgid "Gone"\nmsgstr "Nie ma"\n'
    )

    renew(tmp_path)

    catalog = Catalog.load("pl", tmp_path)
    assert dict(catalog.texts) == {"Languages": "Mowy"}
    assert catalog.signed_off_by == "Ola Nowak"
    assert "Thank you. We have it" in path.read_text()
    assert "Gone" not in path.read_text()


def test_the_committed_catalogues_are_as_renewing_leaves_them(tmp_path: Path) -> None:
    names = ["quietword.pot", *(f"{c}/LC_MESSAGES/quietword.po" for c in CODES)]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((CATALOGS / name).read_bytes())

    renew(tmp_path)

    changed = [
        name
        for name in names
        if (tmp_path / name).read_bytes() != (CATALOGS / name).read_bytes()
    ]
    assert changed == []


def test_what_templates_share_says_nothing_before_a_page_is_written() -> None:
    # It would be kept in the language of whoever came first.
    env = Pages.for_reporters(*SLICES, borough=a_borough()).env
    shared = {part.template for part in list_parts(env, TRANSLATED) if part.macro}
    early = {}
    for name in shared:
        tree = read_template(env, name)
        for macro in list(tree.find_all(nodes.Macro)):
            macro.body = []
        early[name] = list(extract_from_ast(tree))

    assert {name: said for name, said in early.items() if said} == {}
    assert {"web/languages.html", "intake/fields.html"} <= shared
