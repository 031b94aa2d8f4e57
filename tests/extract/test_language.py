"""Words that blame are marked, and a person is put first instead."""

import pytest

from service.extract.marks import MarkKind
from service.extract.reading import lint_language

LABELS = (
    *(
        "a gang nominal",
        "known gang members",
        "a teenage prostitute",
        "the perpetrator",
    ),
    *("he is putting himself at risk", "a lifestyle choice", "she chose to go back"),
    *("a snitch", "a thug", "feral youths", "a junkie", "an illegal immigrant"),
    *("she is attention seeking", "he refuses to engage", "a known drug runner"),
    *("she brought it on herself", "a troublemaker", "she is promiscuous", "an addict"),
    *("he absconded again", "a broken home", "the usual suspects", "two tramps"),
    *("a young offender", "hard to reach", "he grassed them up", "drug users"),
)
FINE = (
    "A young person who is said to carry a knife may be at risk of harm.",
    "A person was seen to hand out small bags near the shops in the afternoon.",
    "You can choose to come back with your words. You may choose not to.",
    "A family may need support. Somebody may be made to carry things for others.",
    "The person is said to be involved. This was not seen by anybody else.",
)


@pytest.mark.parametrize("words", LABELS)
def test_a_label_is_marked_with_another_wording(words: str) -> None:
    marks = lint_language(f"It is said: {words}.")

    assert [mark.kind for mark in marks] == [MarkKind.BLAME]
    assert marks[0].instead
    assert marks[0].why


@pytest.mark.parametrize("text", FINE)
def test_person_first_words_are_fine(text: str) -> None:
    assert [mark.of(text) for mark in lint_language(text)] == []


def test_what_is_offered_is_never_itself_a_label() -> None:
    offered = {mark.instead for words in LABELS for mark in lint_language(words)}

    assert [a for a in offered if lint_language(a)] == []
