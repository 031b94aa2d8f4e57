"""What a desk says about a report it got, and what its sender hears of it."""

from dataclasses import replace

import pytest

from service.domain.answering import (
    CCTV_RESULTS,
    USEFUL,
    Saying,
    find_holder,
    find_label,
    list_options,
    plan_reply,
    wish_reply,
)
from service.domain.audit import Act
from service.domain.errors import BadFormError
from service.domain.forms import WordsProblem
from service.domain.people import NOBODY
from service.domain.releases import Answer, ReleaseKind, Step
from service.domain.returns import Return, list_returns
from tests.builders import POLICE_DESK, TRIAGE_DESK, a_borough
from tests.domain.opened import AMIRA, BEN, DAY
from tests.domain.releases_open import CCTV, RELEASE, SENT, a_move, a_step, look
from tests.domain.rings import TRIAGE

BOROUGH = a_borough()
RESPONSE = BOROUGH.wordings.responses[0].code
RESULT = BOROUGH.wordings.results[0]
STRATEGY = BOROUGH.wordings.strategy[0].code
QUESTION = a_step(Step.QUESTION, 3, text="Which gate?")
BACK = a_move(ReleaseKind.WITHDRAWAL, Answer(DAY, text="It was wrong."), 3, TRIAGE)


@pytest.mark.parametrize(
    ("saying", "problem"),
    [
        (Saying(Step.OWNED), WordsProblem.NOT_CHOSEN),
        (Saying(Step.ACTION, "We went there."), WordsProblem.NOT_CHOSEN),
        (Saying(Step.QUESTION), WordsProblem.EMPTY),
        (Saying(Step.ACKNOWLEDGED, "x" * 4_001), WordsProblem.TOO_LONG),
        (Saying(Step.ACKNOWLEDGED), None),
        (Saying(Step.RESULT, choice=RESULT.code), None),
    ],
)
def test_what_is_missing_in_a_step_is_said(
    saying: Saying, problem: WordsProblem | None
) -> None:
    assert saying.find_problem() == problem


def test_each_step_keeps_its_choice_where_it_belongs() -> None:
    file = look(POLICE_DESK)

    def plan(step: Step, choice: str, strategy: str = "") -> Answer:
        saying = Saying(step, "Said", choice, strategy)
        return saying.plan(file, BOROUGH, BEN, DAY).answer

    assert plan(Step.ACTION, RESPONSE, STRATEGY).response == RESPONSE
    assert plan(Step.ACTION, RESPONSE, STRATEGY).strategy == STRATEGY
    assert plan(Step.RESULT, RESULT.code).result == RESULT.code
    assert plan(Step.FEEDBACK, USEFUL[0].code).response == USEFUL[0].code
    assert plan(Step.OWNED, AMIRA).holder == AMIRA
    asked = plan(Step.QUESTION, "")
    assert (asked.holder, asked.response, asked.result) == (NOBODY, "", "")


def test_only_a_result_answers_a_report_and_every_step_is_news_to_the_other() -> None:
    file = look(POLICE_DESK)

    result = Saying(Step.RESULT, choice=RESULT.code).plan(file, BOROUGH, BEN, DAY)
    other = Saying(Step.QUESTION, "Which gate?").plan(file, BOROUGH, BEN, DAY)

    assert (result.answered, result.news) == (True, TRIAGE_DESK)
    assert (other.answered, other.news) == (None, TRIAGE_DESK)


@pytest.mark.parametrize(
    "saying",
    [
        Saying(Step.ACTION, choice="dance"),
        Saying(Step.ACTION, choice=RESPONSE, strategy="dance"),
        Saying(Step.RESULT, choice=CCTV_RESULTS[0].code),
        Saying(Step.FEEDBACK, choice=RESPONSE),
        Saying(Step.QUESTION),
    ],
)
def test_a_step_that_no_page_offers_is_refused(saying: Saying) -> None:
    with pytest.raises(BadFormError):
        saying.plan(look(POLICE_DESK), BOROUGH, BEN, DAY)


def test_arriving_is_said_once_and_nothing_is_said_of_what_was_withdrawn() -> None:
    arrived = Saying(Step.ACKNOWLEDGED)

    assert arrived.fits(look(POLICE_DESK).opened, BOROUGH)
    again = look(POLICE_DESK, a_step(Step.ACKNOWLEDGED)).opened
    assert not arrived.fits(again, BOROUGH)
    assert not arrived.fits(look(POLICE_DESK, BACK).opened, BOROUGH)
    assert not arrived.fits(replace(look(POLICE_DESK).opened, letters=()), BOROUGH)


def test_a_request_for_pictures_has_results_of_its_own_and_no_responses() -> None:
    pictures = look(POLICE_DESK, content=CCTV).opened

    assert list_options(Step.ACTION, pictures, BOROUGH) == ()
    assert list_options(Step.RESULT, pictures, BOROUGH) == CCTV_RESULTS
    assert list_options(Step.OWNED, pictures, BOROUGH) is None


def test_a_reply_needs_a_question_words_and_a_report_that_is_still_out() -> None:
    asked = look(TRIAGE_DESK, QUESTION)

    move = plan_reply(asked, "The north one.", BEN, DAY)

    assert move.kind is ReleaseKind.REPLY
    assert (move.answer.text, move.news) == ("The north one.", POLICE_DESK)
    gone = look(
        TRIAGE_DESK,
        QUESTION,
        a_move(ReleaseKind.WITHDRAWAL, Answer(DAY), 4, TRIAGE),
    )
    for file, text in ((asked, " "), (look(TRIAGE_DESK), "So"), (gone, "So")):
        with pytest.raises(BadFormError):
            plan_reply(file, text, BEN, DAY)


def test_the_same_words_are_the_same_wish() -> None:
    saying = Saying(Step.ACTION, "Said", RESPONSE)

    assert saying.wish == replace(saying).wish
    assert saying.wish != replace(saying, strategy=STRATEGY).wish
    assert wish_reply("So").act is Act.QUESTION_ANSWERED


def test_the_last_who_took_a_report_has_it() -> None:
    taken = [a_step(Step.OWNED, 3, BEN), a_step(Step.OWNED, 4, AMIRA)]

    assert find_holder(look(POLICE_DESK, *taken).opened) == AMIRA
    assert find_holder(look(POLICE_DESK).opened) == NOBODY


def test_a_code_is_said_in_words_or_as_it_is_where_nobody_knows_it_any_more() -> None:
    assert find_label(Answer(DAY, result=RESULT.code), BOROUGH) == RESULT.label
    assert find_label(Answer(DAY, response="long-gone"), BOROUGH) == "long-gone"
    kept = Answer(DAY, result=CCTV_RESULTS[0].code)
    assert find_label(kept, BOROUGH) == CCTV_RESULTS[0].label


def test_a_tips_page_says_what_came_back_of_each_report() -> None:
    done = look(
        TRIAGE_DESK,
        a_step(Step.ACTION, 3, response=RESPONSE),
        a_step(Step.RESULT, 4, result=RESULT.code),
        record=replace(RELEASE, news=TRIAGE_DESK),
    )
    waiting = look(TRIAGE_DESK, QUESTION)

    first, second = list_returns([waiting.opened, done.opened], BOROUGH)

    assert (first.has_news, first.waits, first.told) == (True, False, RESULT.code)
    assert (first.action, first.result) == (
        BOROUGH.wordings.responses[0].label,
        RESULT.label,
    )
    assert (second.asks, second.waits, second.told) == (True, True, "")
    assert second.reference == SENT.reference


def test_nothing_is_asked_of_who_took_a_report_back() -> None:
    back = a_move(ReleaseKind.WITHDRAWAL, Answer(DAY), 4, TRIAGE)

    told = Return.of(look(TRIAGE_DESK, QUESTION, back).opened, BOROUGH)

    assert not told.asks
    assert not told.waits
    shut = replace(look(TRIAGE_DESK).opened, letters=())
    assert not Return.of(shut, BOROUGH).reference
