import pytest

from service.domain.answers import Answers
from service.domain.tips import LONGEST_LINE, LONGEST_TEXT, Problem, check_form
from tests.builders import a_borough

BOROUGH = a_borough()


def test_what_you_know_is_the_only_answer_we_need() -> None:
    draft = check_form({"text": "  There is a knife behind the bins.  "}, BOROUGH)

    assert draft.problems == {}
    assert draft.answers == Answers(text="There is a knife behind the bins.")


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t"])
def test_an_empty_form_is_asked_for_what_you_know(text: str) -> None:
    assert check_form({"text": text}, BOROUGH).problems == {"text": Problem.EMPTY}


@pytest.mark.parametrize("extra", [0, 1])
def test_four_thousand_characters_fit_and_one_more_does_not(extra: int) -> None:
    draft = check_form({"text": "é" * (LONGEST_TEXT + extra)}, BOROUGH)

    assert dict(draft.problems) == ({"text": Problem.TOO_LONG} if extra else {})
    assert len(draft.answers.text) == LONGEST_TEXT + extra


def test_long_places_and_times_are_pointed_out_each_beside_its_question() -> None:
    long = "x" * (LONGEST_LINE + 1)

    draft = check_form({"text": "a", "where": long, "when": long}, BOROUGH)

    assert draft.problems == {
        "where": Problem.WHERE_TOO_LONG,
        "when": Problem.WHEN_TOO_LONG,
    }


@pytest.mark.parametrize(
    "field", ["danger", "group", "topic", "how_known", "traceable", "wants_words"]
)
def test_a_choice_that_is_not_on_the_page_is_refused(field: str) -> None:
    draft = check_form({"text": "a", field: "teapot"}, BOROUGH)

    assert set(draft.problems) == {field}


def test_a_topic_that_is_not_on_the_page_is_refused_and_kept() -> None:
    draft = check_form({"text": "a", "group": "drugs", "topic": "XX9"}, BOROUGH)

    assert draft.problems == {"topic": Problem.TOPIC}
    assert (draft.answers.group, draft.answers.topic) == ("drugs", "XX9")


def test_the_closer_of_two_answers_that_do_not_fit_counts() -> None:
    draft = check_form({"text": "a", "group": "drugs", "topic": "AB1"}, BOROUGH)

    assert draft.problems == {}
    assert (draft.answers.group, draft.answers.topic) == ("danger", "AB1")


def test_every_choice_on_the_page_is_taken() -> None:
    draft = check_form(
        {
            "text": "a",
            "danger": "not-sure",
            "group": "weapons",
            "how_known": "online",
            "traceable": "yes",
            "wants_words": "no",
        },
        BOROUGH,
    )

    assert draft.problems == {}
    assert not draft.answers.wants_words


def test_every_answer_but_the_files_goes_on_from_page_to_page() -> None:
    draft = check_form({"text": "A knife", "where": "the park"}, BOROUGH)
    silent = check_form({"text": "A knife", "wants_words": "no"}, BOROUGH)

    assert check_form(draft.answers.carried, BOROUGH).answers == draft.answers
    assert check_form(silent.answers.carried, BOROUGH).answers == silent.answers
    assert "files" not in draft.answers.carried
    assert silent.answers.carried["wants_words"] == "no"
