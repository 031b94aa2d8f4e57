"""How a report begins, how its form is read, and what is wrong with one.

Pure rules: problems stand beside what was typed, by the name of the field. A first
draft holds what officers judged and never the reporter's own words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from crypto import CannotOpenError
from service.domain.answers import Answers
from service.domain.boroughs import Borough
from service.domain.casefiles import read_judgement
from service.domain.grading import UNJUDGED, Grade
from service.domain.judgement_forms import (
    LONGEST_LABEL,
    LONGEST_REASON,
    read_grade,
    read_line,
    read_people,
    read_text,
)
from service.domain.judgements import PersonRole
from service.domain.judging import Problems, check_grading
from service.domain.letters import Kind, Remark
from service.domain.opened import OpenedTip
from service.domain.reports import Report, ReportId
from service.domain.tips import LONGEST_LINE, LONGEST_TEXT

PROVENANCE = "A member of the community"
"""Who told it, as far as any report says: never a role, an age or a relation."""

LINES = ("title", "place", "since", "until", "provenance")


class ReportProblem(StrEnum):
    """What can be wrong with a report, in words for who typed it."""

    TITLE = "Say in a few words what it is about"
    TEXT = "Write what is to be passed on, in your own words"
    TOO_LONG = "Use 4,000 characters or fewer"
    LINE = "Use 200 characters or fewer"
    TOPIC = "Choose a topic from the list"
    WARD = "Choose a ward from the list"
    REASON = "Use 500 characters or fewer"
    LABEL = "Use 100 characters or fewer"
    NO_LABEL = "Say who this is, in words of your own"
    NO_ROLE = "Choose what this person is in it"
    GARBLED = "Some characters could not be read and were taken out. Check what is left"


@dataclass(frozen=True, slots=True)
class Saved:
    """A report of a tip as its newest letter has it, and who saved it."""

    id: ReportId
    report: Report
    letter: Remark


def begin_report(tip: OpenedTip) -> Report:
    """Return the first draft of a report: judged, and empty of words."""
    judged, answers = read_judgement(tip), tip.answers
    if judged:
        grade, topic, ward = judged.grade, judged.topic, judged.ward
    else:
        grade = _suggest_grade(answers) if answers else UNJUDGED
        topic, ward = answers.topic if answers else "", ""
    # Why a tip was graded so is the desk's own affair: it is about who told us.
    plain = replace(grade, reason="")
    return Report(topic=topic, ward=ward, grade=plain, provenance=PROVENANCE)


def list_saved(tip: OpenedTip) -> tuple[Saved, ...]:
    """Return the reports of a tip, each as it was saved last, the oldest first."""
    newest: dict[str, Saved] = {}
    for one in _read_all(tip):
        newest[one.id] = one
    return tuple(newest.values())


def list_saves(tip: OpenedTip, report_id: ReportId) -> tuple[Saved, ...]:
    """Return all saves of one report, the newest first."""
    return tuple(one for one in reversed(_read_all(tip)) if one.id == report_id)


def read_report(fields: Mapping[str, str]) -> Report:
    """Read what a form says. Whether it is right is another question."""
    title, place, since, until, provenance = (read_line(fields, n) for n in LINES)
    return Report(
        title=title,
        text=read_text(fields, "text"),
        topic=fields.get("topic", ""),
        ward=fields.get("ward", ""),
        place=place,
        since=since,
        until=until,
        provenance=provenance or PROVENANCE,
        grade=read_grade(fields),
        mentions=read_people(fields),
    )


def check_report(report: Report, borough: Borough) -> Problems:
    """Say what keeps a report from being saved, by field; empty if nothing does."""
    problem, found = ReportProblem, dict[str, str]()
    if not report.title:
        found["title"] = problem.TITLE
    if not report.text:
        found["text"] = problem.TEXT
    if report.topic and borough.find_topic(report.topic) is None:
        found["topic"] = problem.TOPIC
    if report.ward and borough.find_ward(report.ward) is None:
        found["ward"] = problem.WARD
    return found | _check_lengths(report) | _check_people(report)


def _suggest_grade(answers: Answers) -> Grade:
    return Grade.suggest(answers.how_known, answers.behalf)


def _check_lengths(report: Report) -> dict[str, str]:
    problem = ReportProblem
    found: dict[str, str] = {
        name: problem.LINE
        for name in LINES
        if len(getattr(report, name)) > LONGEST_LINE
    }
    if len(report.text) > LONGEST_TEXT:
        found["text"] = problem.TOO_LONG
    found |= check_grading(report.grade)
    if len(report.grade.reason) > LONGEST_REASON:
        found["grade_reason"] = problem.REASON
    return found


def _check_people(report: Report) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, person in enumerate(report.mentions, 1):
        if not person.label:
            found[f"person-{number}"] = ReportProblem.NO_LABEL
        elif len(person.label) > LONGEST_LABEL:
            found[f"person-{number}"] = ReportProblem.LABEL
        if person.role not in tuple(PersonRole):
            found[f"role-{number}"] = ReportProblem.NO_ROLE
    return found


def _read_all(tip: OpenedTip) -> tuple[Saved, ...]:
    read = (_read(letter) for letter in tip.read_all(Kind.REPORT))
    return tuple(one for one in read if one)


def _read(letter: Remark) -> Saved | None:
    try:
        report = Report.read(letter.content)
    except CannotOpenError:
        return None
    return Saved(ReportId(letter.about), report, letter)
