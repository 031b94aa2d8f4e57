from dataclasses import replace

from service.domain.grading import Grade
from service.domain.judgements import Mention
from service.domain.reports import Report, report_reference
from service.domain.writing import (
    PROVENANCE,
    ReportProblem,
    check_report,
    read_report,
)
from tests.builders import a_borough

BOROUGH = a_borough()
GOOD = Report(
    title="A knife in a park",
    text="A young person may carry a knife.",
    topic="KN1",
    ward=BOROUGH.wards[0].code,
    provenance=PROVENANCE,
)


def test_a_report_is_read_from_its_form() -> None:
    fields = {
        "title": " A knife\nin a park ",
        "text": "A young person\nmay carry a knife.",
        "topic": "KN1",
        "since": "Monday",
        "source": "2",
        "assessment": "C",
        "handling": "C",
        "action": "A1",
        "sanitisation": "S2",
        "person-1": "",
        "person-4": "A young person",
        "role-4": "suspect",
    }

    report = read_report(fields)

    assert report.title == "A knife in a park"
    assert report.text == "A young person\nmay carry a knife."
    assert report.provenance == PROVENANCE
    assert report.grade == Grade(assessment="C")
    assert report.mentions == (Mention("A young person", "suspect"),)
    assert check_report(report, BOROUGH) == {}


def test_what_keeps_a_report_from_being_saved_is_said_by_field() -> None:
    wrong = {
        "title": (Report(), ReportProblem.TITLE),
        "text": (replace(GOOD, text="x" * 4001), ReportProblem.TOO_LONG),
        "place": (replace(GOOD, place="x" * 201), ReportProblem.LINE),
        "topic": (replace(GOOD, topic="XX9"), ReportProblem.TOPIC),
        "ward": (replace(GOOD, ward="E0"), ReportProblem.WARD),
        "grade_reason": (
            replace(GOOD, grade=Grade(reason="x" * 501)),
            ReportProblem.REASON,
        ),
        "person-1": (
            replace(GOOD, mentions=(Mention("x" * 101, "suspect"),)),
            ReportProblem.LABEL,
        ),
        "person-2": (
            replace(GOOD, mentions=(Mention("A", "other"), Mention("", "other"))),
            ReportProblem.NO_LABEL,
        ),
        "role-1": (replace(GOOD, mentions=(Mention("A", "x"),)), ReportProblem.NO_ROLE),
    }

    said = {
        name: check_report(report, BOROUGH)[name]
        for name, (report, _problem) in wrong.items()
    }

    assert said == {name: problem for name, (_report, problem) in wrong.items()}
    assert check_report(Report(), BOROUGH)["text"] == ReportProblem.TEXT
    assert check_report(GOOD, BOROUGH) == {}


def test_a_doubtful_grade_wants_its_grounds_in_the_report() -> None:
    doubtful = replace(GOOD, grade=Grade(source="3"))

    problems = check_report(doubtful, BOROUGH)

    assert list(problems) == ["grade_reason"]


def test_everything_written_by_hand_is_looked_at() -> None:
    report = replace(
        GOOD,
        place="Place",
        since="Since",
        until="Until",
        grade=Grade(reason="Grounds"),
        mentions=(Mention("Label", "other"),),
    )

    for written in ("Place", "Since", "Until", "Grounds", "Label", PROVENANCE):
        assert written in report.prose


def test_a_reference_can_be_read_out() -> None:
    assert report_reference("00" * 16) == "QW-AAAA-AAAA"
