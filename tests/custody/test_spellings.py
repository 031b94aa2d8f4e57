"""A name is found as people spell it in earnest, and ordinary sentences are let be."""

import pytest

from service.custody.comparing import (
    MarkedAnswerError,
    find_pointing,
    require_unmarked,
)
from service.domain.answers import Identity

RUTH = Identity(
    "Ruth Adeyemi-Lowe", "Ward Surgery Ltd", "020 7946 0123, ext 4432; 07700 900123"
)
EVENING = (
    "I called here. They want to tell more, and will in May, and hope to be well. The"
    " truth is that he has an old van, and it looked as if a new man was slower than"
    " the lower flowers. Then another may mark the wall, as her anger grew. It was"
    " 18:30 in 2026."
)


def find_given(identity: Identity, text: str) -> tuple[str, ...]:
    """Return what of a name is found in words, whatever else is marked."""
    try:
        require_unmarked(text, (), identity, ())
    except MarkedAnswerError as marked:
        return marked.review.given
    return ()


def named(name: str) -> Identity:
    return Identity(name, "", "")


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Jose\u0301 Pen\u0303a", "Pe\u00f1a"),
        ("Jose Nunez", "N\u00fa\u00f1ez"),
        ("Jos\u00e9 N\u00fa\u00f1ez", "Nunez"),
        ("Siobh\u00e1n O'Brien", "OBrien"),
        ("Siobhan OBrien", "O\u2019Brien"),
        ("Siobhan O'Brien", "brien"),
        ("Siobhan O Brien", "obrien"),
        ("Ruth Lowe", "Ruths"),
        ("Ruth Lowe", "ruth\u2019s"),
        ("Ruth Lowe", "Ru-th"),
        ("Ruth Lowe", "R\u200buth"),
        ("Ruth Lowe", "RuthLowe"),
        ("Ruth Lowe", "\uff32\uff55\uff54\uff48"),
        ("Ruth Lowe", "\U0001d411\U0001d42e\U0001d42d\U0001d421"),
        ("Anne Marie", "Annemarie"),
        ("Annemarie", "Anne Marie"),
        ("Shaun McDonald", "Mc Donald"),
        ("Eva Stra\u00dfe", "Strasse"),
        ("\u0141ukasz Nowak", "Lukasz"),
        ("S\u00f8ren Dahl", "Soren"),
        ("\u0130rem Demir", "irem"),
        (
            "\u092a\u094d\u0930\u093f\u092f\u093e",
            "\u092a\u094d\u0930\u093f\u092f\u093e",
        ),
        ("\u09b0\u09bf\u09a8\u09be", "\u09b0\u09bf\u09a8\u09be"),
        ("\u0645\u064f\u0646\u0649", "\u0645\u0646\u0649"),
        ("Will May", "Will"),
        ("Alan Singh", "alan"),
        ("Mark Grant", "Mark"),
    ],
)
def test_a_word_of_the_name_is_found_as_it_is_spelled(name: str, written: str) -> None:
    assert find_given(named(name), f"It was {written} who rang.") == (written,)


def test_a_name_in_a_script_without_spaces_is_found_inside_a_sentence() -> None:
    name, text = "\u738b\u5c0f\u660e", "\u738b\u5c0f\u660e\u6253\u7535\u8bdd"

    assert find_given(named(name), text) == (name,)


def test_a_vowel_sign_makes_another_word_where_the_script_writes_vowels_so() -> None:
    rina, rana = "\u09b0\u09bf\u09a8\u09be", "\u09b0\u09be\u09a8\u09be"

    assert find_given(named(rina), rana) == ()


@pytest.mark.parametrize(
    ("organisation", "written"),
    [
        ("Ward Surgery Ltd", "Ward Surgery"),
        ("Ward Surgery", "Ward's Surgery"),
        ("Ward Surgery", "Ward-Surgery"),
        ("Okafor Surgery (East)", "Okafor Surgery"),
        ("St Mary's Primary School", "St. Marys"),
        ("The Friends of Okafor Hall", "okafor hall"),
        ("Okafor Ltd", "Okafor"),
    ],
)
def test_a_place_of_work_is_found_by_two_of_its_words(
    organisation: str, written: str
) -> None:
    said = f"I rang {written} about it."

    assert find_given(Identity("", organisation, ""), said) == (written,)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Ring 7946 0123.", "7946 0123"),
        ("Ring 020/7946.0123.", "20/7946.0123"),
        ("Ring \uff10\uff12\uff10 7946 0123.", "\uff12\uff10 7946 0123"),
        ("Ask for extension 4432.", "4432"),
        ("Text +44 7700 900 123.", "7700 900 123"),
    ],
)
def test_a_number_is_found_however_it_is_dialled(text: str, given: str) -> None:
    assert find_given(RUTH, text) == (given,)


def test_two_words_of_a_name_side_by_side_are_the_name_in_small_letters_too() -> None:
    assert find_given(named("Mark Grant"), "mark grant rang.") == ("mark grant",)
    assert find_given(named("May Hope"), "It is may hope.") == ("may hope",)


@pytest.mark.parametrize(
    "name",
    [
        "Ruth Lowe",
        "Mark May",
        "Hope Grant",
        "Will Young",
        "Hasan Asif",
        "Asher Newman",
        "Nguyen Van An",
        "Thi Wells",
        "A. Nother",
        "He Re",
        "Wan T. Old",
    ],
)
def test_ordinary_sentences_are_let_be_whoever_left_a_name(name: str) -> None:
    text = EVENING.replace("May", "may")

    assert find_given(named(name), text) == ()


def test_ordinary_places_are_let_be_wherever_somebody_works() -> None:
    text = "It is near the primary school, the surgery and the community centre."
    for organisation in ("St Mary's Primary School", "Surgery", "Elm Community Centre"):
        assert find_given(Identity("", organisation, ""), text) == ()


def test_what_is_marked_is_the_text_itself_with_its_accents() -> None:
    text = "Jose\u0301 rang, from their window."
    with pytest.raises(MarkedAnswerError) as marked:
        require_unmarked(text, find_pointing(text), named("Jos\u00e9"), ())

    assert marked.value.review.given == ("Jose\u0301",)
    names = [name.words for name, _mark in marked.value.review.marks]
    assert names == ["from their window"]
