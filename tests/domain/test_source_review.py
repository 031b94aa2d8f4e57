import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.source_review import SourceDecision, find_signs

SIGNS = [
    "I'll find out where he keeps it",
    "I\u2019ll ask him on Friday",
    "I will ask around",
    "I can get you his number",
    "I am going to follow him home",
    "Im going to take a photo of the car",
    "I could keep watching the door",
    "Do you want me to go back?",
    "Should I ask them?",
    "He trusts me",
    "She still tells me what they do",
    "I'm still friends with her",
    "I am in touch with them",
    "I'm meeting him tomorrow",
    "im seeing them again on Friday",
    "I am going back there tonight",
]
PLAIN = [
    "It is gone.",
    "I saw them again today.",
    "The car was blue, not green.",
    "I am going to school tomorrow and I am scared.",
    "He will find out that it was me.",
    "I can hear them at night.",
    "I will not be able to sleep.",
    "They asked me for money.",
    "My friend told me about it.",
    "I can see the bins from my window.",
]


@pytest.mark.parametrize("text", SIGNS)
def test_words_of_tasking_relationship_and_promise_are_found(text: str) -> None:
    found = find_signs(f"It was late. {text} Nobody else knows.")

    assert found
    assert all(sign.casefold() in text.casefold() for sign in found)


@pytest.mark.parametrize("text", PLAIN)
def test_what_people_just_know_is_no_sign(text: str) -> None:
    assert find_signs(text) == ()


@given(st.text(max_size=400))
def test_whatever_is_found_stands_in_the_text(text: str) -> None:
    plain = " ".join(text.split())

    assert all(sign in plain or re.search(r"\s", sign) for sign in find_signs(text))


def test_a_long_text_is_read_in_no_time() -> None:
    assert find_signs("i am " * 20_000) == ()


def test_every_decision_has_its_words() -> None:
    assert len({one.label for one in SourceDecision}) == len(SourceDecision)
