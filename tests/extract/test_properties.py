"""Whatever is typed: marks in order, inside the text, apart, and soon."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.extract.marks import Mark
from service.extract.reading import (
    find_carried,
    find_marks,
    lint_language,
    lint_message,
)
from tests.extract.scoring import HELD_OUT, read_tips

PIECES = st.sampled_from(
    [
        *" ".join(tip.text for tip in read_tips(HELD_OUT)).split(),
        *("\u2019", "\u201c", "\u0130", "\u200b", "\U0001f600", "\n"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES).map(" ".join))
LENGTH = 4_000
STUBBORN = (
    *("a", " ", "1", '"', "'", "@", ".", "-", "_", "/", "\n", "\u200b"),
    *("a ", "1 ", "1-", "a.", "a_", "a@a.", "A a ", "Aa ", "St ", "' a", '"a b '),
    *("07700 ", "(020) ", "20-99-", "www.a", "http://", "my ", "my old ", "one of my "),
    *("at ", "at 1 ", "on the ", "year 1 and ", "i saw the ", "i was the ", "in my "),
    *("reg is ", "account number ", "insta is ", "nhs number ", "passport a ", "flat "),
    *("is called ", "called Aa ", "mr a", "12 aa ", "do not ", "could you please "),
    *("they will always ", "you are completely ", "watch the ", "why did you "),
)


def are_in_order(marks: Sequence[Mark], text: str) -> bool:
    edges = [edge for mark in marks for edge in (mark.start, mark.end)]
    return (
        edges == sorted(edges)
        and all(0 <= mark.start < mark.end <= len(text) for mark in marks)
        and all(mark.why for mark in marks)
    )


@given(TEXTS)
def test_any_text_gives_marks_in_order_and_apart(text: str) -> None:
    for find in (find_marks, lint_language, lint_message):
        assert are_in_order(find(text), text)


@settings(max_examples=50)
@given(TEXTS, TEXTS)
def test_any_two_texts_do_so_too(original: str, draft: str) -> None:
    assert are_in_order(find_carried(original, draft), draft)
    assert are_in_order(lint_message(draft, original), draft)


@settings(max_examples=20)
@given(TEXTS)
def test_the_same_text_gives_the_same_marks(text: str) -> None:
    assert find_marks(text) == find_marks(text)


@settings(max_examples=50)
@given(TEXTS)
def test_a_draft_never_hides_what_it_says_itself(draft: str) -> None:
    covered = {
        place
        for mark in find_carried("", draft)
        for place in range(mark.start, mark.end)
    }
    own = find_marks(draft)

    assert all(place in covered for a in own for place in range(a.start, a.end))


@pytest.mark.parametrize("piece", STUBBORN, ids=repr)
def test_no_text_of_a_page_takes_long(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]

    began = time.process_time()
    find_marks(text)
    lint_message(text)
    find_carried(text[:500], text[:1_000])

    # Each takes a fifth of a second; a pattern that goes wrong, minutes.
    assert time.process_time() - began < 10


def test_time_grows_with_the_text_and_not_with_its_square() -> None:
    text = " ".join(tip.text for tip in read_tips(HELD_OUT))
    find_marks(text[:100])

    began = time.process_time()
    find_marks(text[:LENGTH])
    once = time.process_time() - began
    find_marks((text * 2)[: LENGTH * 4])

    assert time.process_time() - began - once < 16 * once
