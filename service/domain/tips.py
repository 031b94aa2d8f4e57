"""What a tip is, and what a form may say before it becomes one."""

from collections.abc import Collection, Mapping
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

_TYPED = frozenset({"text", "where", "when"})


class Problem(StrEnum):
    """What can be wrong with a form, in words for who typed it."""

    EMPTY = "Tell us what you know"
    TOO_LONG = "What you know must be 4,000 characters or fewer"
    WHERE_TOO_LONG = "Where must be 200 characters or fewer"
    WHEN_TOO_LONG = "When must be 200 characters or fewer"
    DANGER = "Choose yes, no or not sure"
    GROUP = "Choose what it is about from the list"
    TOPIC = "Choose what fits best from the list, or leave it"
    HOW_KNOWN = "Choose how you know from the list"
    TRACEABLE = "Choose whether somebody could work out it was you"
    WANTS_WORDS = "Choose whether you want words to come back with"
    GARBLED = "Some of it could not be read and was taken out. Check what is left"
    NOTHING_TO_ADD = "Type what you want to add"
    ADDITION_TOO_LONG = "What you add must be 4,000 characters or fewer"
    THREAD_FULL = (
        "You have written as often as this page can take. If something is happening "
        "now, call 999. To tell us something else, start again on our first page"
    )


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


def check_form(
    typed: Mapping[str, str], borough: Borough, *, garbled: Collection[str] = ()
) -> Draft:
    """Read a tip's form. What was typed is kept whatever is wrong with it.

    `garbled` names the fields from which something unreadable was taken out:
    whoever typed them should see what is left before it is sent.
    """
    answers = Answers(
        text=typed.get("text", "").strip(),
        danger=typed.get("danger", ""),
        group=_choose_group(typed, borough),
        where=typed.get("where", "").strip(),
        when=typed.get("when", "").strip(),
        how_known=typed.get("how_known", ""),
        traceable=typed.get("traceable", ""),
        wants_words=typed.get("wants_words", "yes") != "no",
        topic=typed.get("topic", ""),
    )
    return Draft(
        answers,
        dict.fromkeys(_TYPED & set(garbled), Problem.GARBLED)
        | _text_problems(answers)
        | _choice_problems(answers, typed, borough),
    )


def check_addition(text: str, *, is_garbled: bool) -> Problem | None:
    """Say what is wrong with a reporter's addition to a thread, if anything is."""
    if len(text) > LONGEST_TEXT:
        return Problem.ADDITION_TOO_LONG
    if is_garbled:
        return Problem.GARBLED
    return None if text else Problem.NOTHING_TO_ADD


def _choose_group(typed: Mapping[str, str], borough: Borough) -> str:
    """Return the group that a form chose: its topic's, if it chose a closer one.

    Nobody is asked to mend two answers that do not fit: the closer one counts, and
    the next page shows both.
    """
    topic = borough.find_topic(typed.get("topic", ""))
    return topic.group if topic else typed.get("group", "")


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
        ("topic", answers.topic, borough.topic_codes, Problem.TOPIC),
        ("how_known", answers.how_known, HOW_KNOWN, Problem.HOW_KNOWN),
        ("traceable", answers.traceable, YES_NO_UNSURE, Problem.TRACEABLE),
        ("wants_words", typed.get("wants_words", ""), YES_NO, Problem.WANTS_WORDS),
    )
    return {
        field: problem
        for field, chosen, choices, problem in allowed
        if chosen and chosen not in choices
    }
