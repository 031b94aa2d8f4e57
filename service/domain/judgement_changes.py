"""What a judgement's codes mean, and what changed from one save to the next."""

from dataclasses import dataclass, replace
from datetime import date

from crypto import CannotOpenError
from service.domain.boroughs import Borough
from service.domain.grading import Grade
from service.domain.judgement_words import (
    CHILD,
    KNOWS,
    PROSE_LABELS,
    name_person,
    name_ward,
)
from service.domain.judgements import Judgement
from service.domain.judging import suggest_judgement
from service.domain.letters import Kind
from service.domain.opened import OpenedTip
from service.domain.people import OfficerId

UNSAID = "not said"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a save changed, in words."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Save:
    """One save of a judgement: by whom, when, and what it changed."""

    by: OfficerId
    day: date
    code: str
    changes: tuple[Change, ...]


def list_saves(tip: OpenedTip, borough: Borough) -> tuple[Save, ...]:
    """Return every save of a tip's judgement, oldest first.

    The first is compared with what the page had suggested; one that is no
    judgement is left out.
    """
    saves, before = list[Save](), None
    for remark in tip.read_all(Kind.JUDGEMENT):
        try:
            judgement = Judgement.read(remark.content)
        except CannotOpenError:
            continue
        known = before or _suggested(tip, judgement, borough)
        changes = describe_changes(known, judgement, borough)
        saves.append(Save(remark.by, remark.day, judgement.grade.code, changes))
        before = judgement
    return tuple(saves)


def describe_changes(
    before: Judgement, after: Judgement, borough: Borough
) -> tuple[Change, ...]:
    """Say what is different between two judgements, in the order of the page."""
    was, now = _say_all(before, borough), _say_all(after, borough)
    return tuple(
        Change(what, was[what] or UNSAID, said or UNSAID)
        for what, said in now.items()
        if said != was[what]
    )


def _suggested(tip: OpenedTip, first: Judgement, borough: Borough) -> Judgement:
    """What the page of the first save offered, as far as it is still known."""
    answers = tip.answers
    # Without a reason the priority was left as it came.
    changed = answers is not None and first.priority_reason
    before = borough.choose_priority(answers) if answers and changed else first.priority
    return replace(suggest_judgement(tip, borough), priority=before)


def _say_all(judgement: Judgement, borough: Borough) -> dict[str, str]:
    """Say everything in a judgement in words, by what it is."""
    names = borough.priority_names
    known = judgement.priority in range(len(names))
    urgency = names[judgement.priority] if known else ""
    people = (f"{one.label} ({name_person(one.role)})" for one in judgement.mentions)
    return {
        "Topic": borough.name_topic(judgement.topic),
        "Ward": name_ward(judgement.ward, borough),
        "Place": judgement.place,
        "Urgency": f"P{judgement.priority} {urgency}".strip(),
        "Why the urgency was changed": judgement.priority_reason,
        **_say_grade(judgement.grade),
        **{label: getattr(judgement, name) for name, label in PROSE_LABELS.items()},
        "Who could know": KNOWS.get(judgement.knows, judgement.knows),
        "Reporter perhaps a child": CHILD.get(judgement.child, judgement.child),
        "Somebody in it under 18": CHILD.get(
            judgement.about_child, judgement.about_child
        ),
        "People": "; ".join(people),
        "Duplicate of": judgement.same_as,
        "Same matter as": ", ".join(judgement.cluster),
    }


def _say_grade(grade: Grade) -> dict[str, str]:
    code = f"[{grade.code}] {grade.conditions}".strip()
    return {"Grade": code, "Grounds of the grade": grade.reason}
