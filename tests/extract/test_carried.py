"""What a report took over from what the reporter wrote."""

from service.extract.carrying import find_repeated
from service.extract.marks import MarkKind
from service.extract.reading import find_carried

ORIGINAL = (
    "theres a boy called spider, he keeps a long knife under his bed at flat 12."
    ' he told me "i will use it". ring 07700 900123'
)


def name_marks(draft: str, original: str = ORIGINAL) -> list[tuple[str, MarkKind]]:
    return [(mark.of(draft), mark.kind) for mark in find_carried(original, draft)]


def test_a_nickname_is_known_again_without_its_cue_and_with_a_capital() -> None:
    draft = "A knife, it is said. Spider may have it."

    assert name_marks(draft) == [("Spider", MarkKind.NAME)]
    assert name_marks(draft, original="") == []


def test_a_phrase_is_known_again_across_lines_and_capitals() -> None:
    assert name_marks("Go to FLAT\n 12") == [("FLAT\n 12", MarkKind.ADDRESS)]


def test_a_longer_word_is_not_the_phrase() -> None:
    assert name_marks("The spiders are back.") == []


def test_five_words_in_a_row_are_a_run_and_four_are_not() -> None:
    run = "keeps a long knife under"

    assert name_marks(f"Somebody {run} something.") == [(run, MarkKind.CARRIED)]
    assert name_marks("Somebody keeps a long knife somewhere.") == []


def test_a_run_is_seen_through_other_commas_and_capitals() -> None:
    draft = "He keeps, a long KNIFE under a mat."

    assert name_marks(draft) == [("He keeps, a long KNIFE under", MarkKind.CARRIED)]


def test_in_a_run_what_is_surer_keeps_its_own_mark() -> None:
    draft = "Keeps a long knife under his bed at flat 12"

    assert name_marks(draft) == [
        ("Keeps a long knife under his bed at", MarkKind.CARRIED),
        ("flat 12", MarkKind.ADDRESS),
    ]


def test_a_report_in_our_own_words_has_nothing_marked() -> None:
    draft = "A young person is said to have a weapon at home and to speak of using it."

    assert name_marks(draft) == []


def test_a_message_may_thank_for_what_somebody_told_us() -> None:
    original = "My mum told us about Zaydan. He told me he was there, it was me."
    message = "Thank you for what you told us. It was right to tell me."

    assert find_repeated(original, message) == ()


def test_a_message_that_names_a_name_of_the_tip_is_marked() -> None:
    message = "Thank you. Where is spider now?"

    assert [mark.of(message) for mark in find_repeated(ORIGINAL, message)] == ["spider"]
