"""What a tip is, and what a form may say before it becomes one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NewType

from service.domain.answers import TESTING, TEXTS, Answers
from service.domain.boroughs import Borough
from service.domain.people import DeskId

TipId = NewType("TipId", str)

LONGEST_TEXT = 4000
LONGEST_LINE = 200
LONGEST_PROSE = 1000

HOW_KNOWN = ("saw", "told", "online", "unsaid")
YES_NO_UNSURE = ("yes", "no", "not-sure")
YES_NO = ("yes", "no")
ROLES = (
    "school",
    "councillor",
    "business",
    "health",
    "community",
    "practitioner",
    "other",
)
BEHALF = ("me", "child", "resident", "residents", "client", "colleague")
RESIDENTS = ("1", "2-3", "4-9", "10+")

_LINES: Mapping[str, int] = MappingProxyType(
    {
        "where": LONGEST_LINE,
        "when": LONGEST_LINE,
        "often": LONGEST_LINE,
        "who": LONGEST_PROSE,
        "vehicles": LONGEST_PROSE,
        "online": LONGEST_PROSE,
        "rationale": LONGEST_PROSE,
    }
)
TYPED = ("text", *_LINES)
"""The answers that are a person's own words."""


class Problem(StrEnum):
    """What can be wrong with a form, in words for who typed it."""

    EMPTY = "Tell us what you know"
    TOO_LONG = "What you know must be 4,000 characters or fewer"
    WHO_TOO_LONG = "Who must be 1,000 characters or fewer"
    OFTEN_TOO_LONG = "How often must be 200 characters or fewer"
    VEHICLES_TOO_LONG = "Vehicles must be 1,000 characters or fewer"
    ONLINE_TOO_LONG = "Online names must be 1,000 characters or fewer"
    RATIONALE_TOO_LONG = "Why you share it must be 1,000 characters or fewer"
    WHERE_TOO_LONG = "Where must be 200 characters or fewer"
    WHEN_TOO_LONG = "When must be 200 characters or fewer"
    DANGER = "Choose yes, no or not sure"
    GROUP = "Choose what it is about from the list"
    TOPIC = "Choose what fits best from the list, or leave it"
    HOW_KNOWN = "Choose how you know from the list"
    TRACEABLE = "Choose whether somebody could work out it was you"
    ROLE = "Choose what you do"
    BEHALF = "Choose whose words these are"
    RESIDENTS = "Choose how many people told you"
    DSL = "Choose yes or no"
    LEFT_NAME = "Choose whether you want to leave a name"
    NO_NAMES_NOW = "We cannot take a name just now. Choose no, or come back later"
    NAME = "Type your name, or choose not to leave one"
    NAME_TOO_LONG = "Your name must be 200 characters or fewer"
    ORGANISATION_TOO_LONG = "Where you work must be 200 characters or fewer"
    CONTACT = "Type how we can reach you at work, or choose not to leave a name"
    CONTACT_TOO_LONG = "How we can reach you must be 200 characters or fewer"
    WANTS_WORDS = "Choose whether you want words to come back with"
    GARBLED = "Some of it could not be read and was taken out. Check what is left"
    NOTHING_TO_ADD = "Type what you want to add"
    ADDITION_TOO_LONG = "What you add must be 4,000 characters or fewer"
    THREAD_FULL = (
        "You have written as often as this page can take. To tell us something else, "
        "start again on our first page"
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
    quarantined: bool = False


def check_form(
    typed: Mapping[str, str], borough: Borough, *, garbled: Collection[str] = ()
) -> Draft:
    """Read a tip's form. What was typed is kept whatever is wrong with it.

    `garbled` names the fields from which something unreadable was taken out:
    whoever typed them should see what is left before it is sent.
    """
    texts = {name: typed.get(name, "") for name in TEXTS}
    prose = {name: texts[name].strip() for name in TYPED}
    wants_words = typed.get("wants_words", "yes") != "no"
    group = _choose_group(typed, borough)
    chosen = texts | prose | {"group": group}
    answers = Answers(**chosen, wants_words=wants_words, files=())
    return Draft(
        answers,
        dict.fromkeys(set(TYPED) & set(garbled), Problem.GARBLED)
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
    too_long = (n for n, most in _LINES.items() if len(getattr(answers, n)) > most)
    return problems | {n: Problem[f"{n.upper()}_TOO_LONG"] for n in too_long}


def _choice_problems(
    answers: Answers, typed: Mapping[str, str], borough: Borough
) -> dict[str, Problem]:
    allowed = (
        ("danger", answers.danger, YES_NO_UNSURE, Problem.DANGER),
        ("group", answers.group, (*borough.group_ids, TESTING), Problem.GROUP),
        ("topic", answers.topic, borough.topic_codes, Problem.TOPIC),
        ("how_known", answers.how_known, HOW_KNOWN, Problem.HOW_KNOWN),
        ("traceable", answers.traceable, YES_NO_UNSURE, Problem.TRACEABLE),
        ("role", answers.role, ROLES, Problem.ROLE),
        ("behalf", answers.behalf, BEHALF, Problem.BEHALF),
        ("residents", answers.residents, RESIDENTS, Problem.RESIDENTS),
        ("dsl", answers.dsl, YES_NO, Problem.DSL),
        ("left_name", answers.left_name, YES_NO, Problem.LEFT_NAME),
        ("wants_words", typed.get("wants_words", ""), YES_NO, Problem.WANTS_WORDS),
    )
    return {
        field: problem
        for field, chosen, choices, problem in allowed
        if chosen and chosen not in choices
    }
