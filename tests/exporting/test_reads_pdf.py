"""What stands on paper, read back with pdftotext as a screen reader would meet it."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.exporting.sheets import (
    WHOLE,
    a_sheet,
    read_lines,
    read_pdf,
    read_words,
    set_on_paper,
)

MARKUP = '#panic("no") #include "/etc/passwd" *bold* _it_ $x$ `raw` [b] @ref <a> = no'


async def test_a_report_is_read_in_order_with_its_marking_first_and_last(
    tmp_path: Path,
) -> None:
    pages = read_pdf(await set_on_paper(a_sheet()), tmp_path)

    said = read_words(pages)
    assert read_lines(pages[0])[0] == "OFFICIAL-SENSITIVE"
    assert read_lines(pages[-1])[-1] == "OFFICIAL-SENSITIVE"
    parts = [
        "Knife hidden in a park",
        "QW-",
        "[2DC] A1 S2",
        "What is reported",
        "A knife is hidden",
        "Ravenscourt Park",
        "People in it",
        "A tall man Suspected of something",
        "Confidence: medium",
        "Legal ground",
        "Answer by",
        "For intelligence use only.",
    ]
    places = [said.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


async def test_every_page_of_a_long_report_is_marked_and_counted(
    tmp_path: Path,
) -> None:
    long = replace(WHOLE, text="One more thing happened there.\n" * 200)

    pages = read_pdf(await set_on_paper(a_sheet(long)), tmp_path)

    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        lines = read_lines(page)
        assert lines[0] == lines[-1] == "OFFICIAL-SENSITIVE"
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.parametrize("field", ["title", "text", "place", "since", "provenance"])
async def test_what_somebody_typed_is_never_markup(tmp_path: Path, field: str) -> None:
    typed = replace(WHOLE, **{field: MARKUP})  # type: ignore[arg-type]  # fields by name

    pages = read_pdf(await set_on_paper(a_sheet(typed)), tmp_path)

    assert MARKUP in read_words(pages)


async def test_what_the_fonts_lack_is_named_in_its_place(tmp_path: Path) -> None:
    emoji = replace(WHOLE, text="They wrote \U0001f600 and Łukasz came.")

    pages = read_pdf(await set_on_paper(a_sheet(emoji)), tmp_path)

    assert "They wrote [grinning face] and Łukasz came." in read_words(pages)


async def test_a_report_for_support_says_that_it_is_for_nothing_else(
    tmp_path: Path,
) -> None:
    only = replace(a_sheet(), warning="It must not be used for enforcement.")

    pages = read_pdf(await set_on_paper(only), tmp_path)

    assert "It must not be used for enforcement." in read_words(pages)
