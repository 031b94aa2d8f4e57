"""How a judgement begins, and how what a form says of it is checked.

Pure rules: problems stand beside what was typed, by the name of the field.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from service.domain.boroughs import Borough
from service.domain.casefiles import read_judgement
from service.domain.configured import Flag
from service.domain.grading import Grade, GradeProblem, check_grade
from service.domain.judgement_forms import (
    LONGEST_LABEL,
    LONGEST_PROSE,
    LONGEST_REASON,
    MOST_TICKS,
    PROSE,
    Typed,
)
from service.domain.judgements import Child, Judgement, Knows, PersonRole
from service.domain.opened import OpenedTip
from service.domain.reports import tip_reference
from service.domain.tips import LONGEST_LINE

MOST_CLUSTERED = MOST_TICKS


class JudgementProblem(StrEnum):
    """What can be wrong with a judgement, in words for who typed it."""

    TOPIC = "Choose what it is about"
    WARD = "Choose a ward from the list"
    PRIORITY = "Choose how urgent it is"
    PRIORITY_REASON = "Say why you change how urgent it is"
    PROSE = "Use 1,500 characters or fewer"
    REASON = "Use 500 characters or fewer"
    LINE = "Use 200 characters or fewer"
    LABEL = "Use 100 characters or fewer"
    GARBLED = "Some characters could not be read and were taken out. Check what is left"
    CHOSEN = "Choose one from the list"
    CHILD = "Say whether somebody in it is under 18: with this topic it decides a duty"
    NO_LABEL = "Say how the tip names this person"
    NO_ROLE = "Choose what this person is in it"
    UNKNOWN = "No tip of this desk has this reference"
    OWN = "This is the tip's own reference"
    MANY = "Choose 20 tips or fewer"


Problems = Mapping[str, str]
"""What to mend, by the name of the field."""

_GRADE_FIELDS = {
    GradeProblem.SOURCE: "source",
    GradeProblem.ASSESSMENT: "assessment",
    GradeProblem.HANDLING: "handling",
    GradeProblem.ACTION: "action",
    GradeProblem.SANITISATION: "sanitisation",
    GradeProblem.NOT_UNDER_P: "handling",
    GradeProblem.REASON: "grade_reason",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What a judgement is checked against: the tip as it is, and its desk's others.

    `known` are those of the references in it that belong to a tip of the desk.
    """

    reference: str
    priority: int
    last: Judgement
    known: frozenset[str]

    @classmethod
    def of(cls, tip: OpenedTip, known: Collection[str]) -> "Standing":
        """Take from an opened tip what a judgement of it is checked against."""
        last = read_judgement(tip) or Judgement()
        # A tip that was forgotten meanwhile may stay in the cluster it was put in.
        before = {last.same_as, *last.cluster} - {""}
        record = tip.record
        return cls(
            tip_reference(record.id), record.priority, last, frozenset(known) | before
        )


def begin_judgement(tip: OpenedTip, borough: Borough) -> Judgement:
    """Return what the page offers: the last judgement, or what the reporter said."""
    last, priority = read_judgement(tip), tip.record.priority
    if last:
        return replace(last, priority=priority, priority_reason="")
    return suggest_judgement(tip, borough)


def suggest_judgement(tip: OpenedTip, borough: Borough) -> Judgement:
    """Return what a tip that nobody has judged begins with."""
    answers = tip.answers
    if answers is None:
        return Judgement(priority=tip.record.priority)
    topic = borough.find_topic(answers.topic)
    return Judgement(
        topic=topic.code if topic else "",
        place=answers.where,
        priority=tip.record.priority,
        grade=Grade.suggest(answers.how_known, answers.behalf),
    )


def check_typed(typed: Typed, now: Standing, borough: Borough) -> Problems:
    """Say what is wrong with a judgement, by field; empty if nothing is."""
    judgement = typed.judgement
    found: dict[str, str] = {}
    for problems in (
        _check_others(typed, now),
        dict.fromkeys(typed.garbled, JudgementProblem.GARBLED),
        _check_lengths(judgement),
        _check_people(judgement),
        check_grading(judgement.grade),
        _check_choices(judgement, now, borough),
    ):
        found |= problems
    return found


def _check_choices(
    judgement: Judgement, now: Standing, borough: Borough
) -> dict[str, str]:
    found: dict[str, str] = {}
    topic, problem = borough.find_topic(judgement.topic), JudgementProblem
    # What the file has dropped since stays where it was chosen.
    if topic is None and (not judgement.topic or judgement.topic != now.last.topic):
        found["topic"] = problem.TOPIC
    wards = {"", now.last.ward, *(ward.code for ward in borough.wards)}
    if judgement.ward not in wards:
        found["ward"] = problem.WARD
    if judgement.priority not in range(5):
        found["priority"] = problem.PRIORITY
    elif judgement.priority != now.priority and not judgement.priority_reason:
        found["priority_reason"] = problem.PRIORITY_REASON
    if judgement.knows not in {"", *Knows}:
        found["knows"] = problem.CHOSEN
    return found | _check_children(judgement, topic.flag if topic else Flag.NONE)


def _check_children(judgement: Judgement, flag: Flag) -> dict[str, str]:
    found: dict[str, str] = {}
    if judgement.child not in {"", *Child}:
        found["child"] = JudgementProblem.CHOSEN
    if judgement.about_child not in {"", *Child}:
        found["about_child"] = JudgementProblem.CHOSEN
    elif flag is Flag.CHILD and not judgement.about_child:
        found["about_child"] = JudgementProblem.CHILD
    return found


def check_grading(grade: Grade) -> dict[str, str]:
    """Say what is wrong with a grade, by field."""
    problem = check_grade(grade)
    return {_GRADE_FIELDS[problem]: problem} if problem else {}


def _check_lengths(judgement: Judgement) -> dict[str, str]:
    prose = ((name, getattr(judgement, name)) for name in PROSE)
    limits = (
        ("place", judgement.place, LONGEST_LINE, JudgementProblem.LINE),
        (
            "priority_reason",
            judgement.priority_reason,
            LONGEST_REASON,
            JudgementProblem.REASON,
        ),
        (
            "grade_reason",
            judgement.grade.reason,
            LONGEST_REASON,
            JudgementProblem.REASON,
        ),
        *((name, text, LONGEST_PROSE, JudgementProblem.PROSE) for name, text in prose),
    )
    return {name: said for name, text, longest, said in limits if len(text) > longest}


def _check_people(judgement: Judgement) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, person in enumerate(judgement.mentions, 1):
        if len(person.label) > LONGEST_LABEL:
            found[f"person-{number}"] = JudgementProblem.LABEL
        elif not person.label:
            found[f"person-{number}"] = JudgementProblem.NO_LABEL
        if person.role not in tuple(PersonRole):
            found[f"role-{number}"] = JudgementProblem.NO_ROLE
    return found


def _check_others(typed: Typed, now: Standing) -> dict[str, str]:
    judgement, found = typed.judgement, dict[str, str]()
    if judgement.same_as == now.reference:
        found["same_as"] = JudgementProblem.OWN
    elif judgement.same_as and judgement.same_as not in now.known:
        found["same_as"] = JudgementProblem.UNKNOWN
    if now.reference in judgement.cluster:
        found["others"] = JudgementProblem.OWN
    elif set(judgement.cluster) - now.known:
        found["others"] = JudgementProblem.UNKNOWN
    elif len(judgement.cluster) > MOST_CLUSTERED:
        found["others"] = JudgementProblem.MANY
    return found
