"""What a tip is, and what a form may say before it becomes one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from service.domain.boroughs import Borough
from service.domain.letters import Answers
from service.domain.people import DeskId

TipId = NewType("TipId", str)

LONGEST_TEXT = 4000
LONGEST_LINE = 200

HOW_KNOWN = ("saw", "told", "online", "unsaid")
YES_NO_UNSURE = ("yes", "no", "not-sure")
YES_NO = ("yes", "no")


class Problem(StrEnum):
    """What can be wrong with a form, in words for who typed it."""

    EMPTY = "Tell us what you know"
    TOO_LONG = "What you know must be 4,000 characters or fewer"
    WHERE_TOO_LONG = "Where must be 200 characters or fewer"
    WHEN_TOO_LONG = "When must be 200 characters or fewer"
    DANGER = "Choose yes, no or not sure"
    GROUP = "Choose what it is about from the list"
    HOW_KNOWN = "Choose how you know from the list"
    TRACEABLE = "Choose whether somebody could work out it was you"
    WANTS_WORDS = "Choose whether you want words to come back with"


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked form: the answers if all is well, else what to mend, by field."""

    answers: Answers
    problems: Mapping[str, Problem]


@dataclass(frozen=True, slots=True)
class TipRecord:
    """What the database knows of a tip in clear."""

    id: TipId
    desk: DeskId
    day: date
    priority: int
    picked_up: bool
    open: bool
    version: int
    forget_on: date | None


def check_form(typed: Mapping[str, str], borough: Borough) -> Draft:
    """Read a tip's form. What was typed is kept whatever is wrong with it."""
    answers = Answers(
        text=typed.get("text", "").strip(),
        danger=typed.get("danger", ""),
        group=typed.get("group", ""),
        where=typed.get("where", "").strip(),
        when=typed.get("when", "").strip(),
        how_known=typed.get("how_known", ""),
        traceable=typed.get("traceable", ""),
        wants_words=typed.get("wants_words", "yes") != "no",
    )
    return Draft(
        answers, _text_problems(answers) | _choice_problems(answers, typed, borough)
    )


def _text_problems(answers: Answers) -> dict[str, Problem]:
    problems = {}
    if not answers.text:
        problems["text"] = Problem.EMPTY
    if len(answers.text) > LONGEST_TEXT:
        problems["text"] = Problem.TOO_LONG
    if len(answers.where) > LONGEST_LINE:
        problems["where"] = Problem.WHERE_TOO_LONG
    if len(answers.when) > LONGEST_LINE:
        problems["when"] = Problem.WHEN_TOO_LONG
    return problems


def _choice_problems(
    answers: Answers, typed: Mapping[str, str], borough: Borough
) -> dict[str, Problem]:
    allowed = (
        ("danger", answers.danger, YES_NO_UNSURE, Problem.DANGER),
        ("group", answers.group, borough.group_ids, Problem.GROUP),
        ("how_known", answers.how_known, HOW_KNOWN, Problem.HOW_KNOWN),
        ("traceable", answers.traceable, YES_NO_UNSURE, Problem.TRACEABLE),
        ("wants_words", typed.get("wants_words", ""), YES_NO, Problem.WANTS_WORDS),
    )
    return {
        field: problem
        for field, chosen, choices, problem in allowed
        if chosen and chosen not in choices
    }
