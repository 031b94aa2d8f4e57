"""A message to a reporter never sets a task, promises, blames or gives away."""

import tomllib

import pytest

from service.extract.marks import MarkKind
from service.extract.reading import lint_message
from tests.databases import ROOT

TASKS = (
    *("Could you find out where he lives?", "Please keep an eye on him."),
    *("Let us know if you see him again.", "Let us know when it happens."),
    *("Ask around in your class.", "Why not ask him?", "You could ask your friends."),
    *("Take a photo if it is safe.", "Can you get me the plate?", "Film it for us."),
    *("Try to stay close to them.", "Befriend her.", "Go back there on Monday."),
    *("Follow him home.", "Next time, write it down.", "Watch the door for us."),
    *("Don't forget to watch the door.", "Do not worry, just ask around."),
    *("You need not give a name, but please keep an eye on the flat.",),
    *("We would like you to follow him.", "Send us photos of it.", "See who goes in."),
    *("Tell us if he comes back.", "Keep us posted.", "Don't hesitate to look around."),
    *("Never mind, find out his name.", "If you hear anything more, write again."),
)
PROMISES = (
    *("We will catch him.", "You will be safe.", "You'll be completely anonymous."),
    *("Nobody will ever know it was you.", "We guarantee it.", "We promise."),
    *("There is a reward.", "We can pay you for it.", "It is 100% secret."),
    *("They will never find out.", "He'll be arrested.", "Nothing will happen to you."),
)
BLAMES = (
    *("Why didn't you tell us before?", "You should have called.", "Is it your fault?"),
    *("If only you had told us.", "Are you lying?", "You waited too long."),
    *("Was it a gang nominal?", "How could you let it happen?"),
)
FINE = (
    "Please do not find out more.",
    "Please do not go there or do anything to find out.",
    "Never ask around, follow anybody or take photos.",
    "You do not have to keep an eye on anything.",
    "We never ask anybody to watch or to go back.",
    "Tell us only what you already know. Do not try to find out more.",
    "We cannot promise anything, and we do not pay rewards.",
    "Officers will look into it. We will ask the team to visit the shop.",
    "Somebody went to look. People who can act on it will keep watching the shop.",
    "Which shop do you mean? You can leave this question unanswered.",
    "If somebody might hurt you, call 999. You can talk to Childline on 0800 1111.",
    "You can come back with your six words to see what happened.",
    "Let us know if you are worried about yourself. It was right to tell us.",
)


def list_kinds(text: str, original: str = "") -> set[MarkKind]:
    return {mark.kind for mark in lint_message(text, original)}


@pytest.mark.parametrize("text", TASKS)
def test_asking_somebody_to_find_out_more_is_marked(text: str) -> None:
    assert MarkKind.TASKING in list_kinds(text)


@pytest.mark.parametrize("text", PROMISES)
def test_a_promise_we_cannot_keep_is_marked(text: str) -> None:
    assert MarkKind.PROMISE in list_kinds(text)


@pytest.mark.parametrize("text", BLAMES)
def test_blame_is_marked(text: str) -> None:
    assert MarkKind.BLAME in list_kinds(text)


@pytest.mark.parametrize("text", FINE)
def test_a_good_message_is_left_alone(text: str) -> None:
    assert [mark.of(text) for mark in lint_message(text)] == []


def test_every_ready_message_of_the_borough_passes() -> None:
    borough = tomllib.loads((ROOT / "deploy" / "borough.toml").read_text())
    ready = [a["text"] for a in borough["reply_templates"]]
    told = [a["told"] for a in (*borough["outcomes"], *borough["results"])]

    marked = {text: [mark.of(text) for mark in lint_message(text)] for text in ready}
    marked |= {text: [mark.of(text) for mark in lint_message(text)] for text in told}
    assert {text: words for text, words in marked.items() if words} == {}


def test_the_rule_about_tasks_is_explained() -> None:
    (mark,) = lint_message("Please keep an eye on him.")

    assert "danger" in mark.why
    assert "covert" in mark.why
    assert lint_message(mark.instead) == ()


def test_a_phrase_of_the_tip_is_not_told_back() -> None:
    original = "Jaydon has it at flat 12, my brother told me"

    assert list_kinds("Thank you. Is it still at Flat 12?", original) == {
        MarkKind.ADDRESS
    }
    assert list_kinds("Thank you. Is it still there?", original) == set()
