"""A released report laid out: on a page, on paper, as JSON."""

from dataclasses import replace

import pytest

from crypto import CannotOpenError
from service.domain.exports import EXPORT_REASONS, FORMAT, ExportReason, make_values
from service.domain.grading import Grade
from service.domain.releases import CctvRequest, Head, Sent
from service.domain.reports import Answered, Report
from service.domain.sheets import NO_TITLE, lay_out, lay_out_report, lay_out_terms
from tests.builders import POLICE_DESK, TRIAGE_DESK, a_borough
from tests.domain.opened import DAY
from tests.domain.releases_open import CCTV, REPORT, SENT, TERMS

BOROUGH = a_borough()
DESKS = (TRIAGE_DESK, POLICE_DESK)
WARD = BOROUGH.wards[0]
GROUND, PURPOSE = BOROUGH.wordings.grounds[0], BOROUGH.wordings.purposes[0]
WHOLE = replace(REPORT, ward=WARD.code, since="early March", provenance="One source.")


def test_a_report_is_laid_out_with_what_it_says_and_without_what_is_empty() -> None:
    facts = dict(lay_out_report(WHOLE, BOROUGH).facts)

    assert facts["Ward"] == WARD.name
    assert facts["Topic"] == BOROUGH.name_topic("KN3")
    assert facts["From when"] == "early March"
    assert "Until when" not in facts
    assert lay_out_report(WHOLE, BOROUGH).people == (
        ("A tall man", "Suspected of something"),
    )


def test_what_the_file_does_not_name_any_more_is_shown_as_its_code() -> None:
    gone = replace(WHOLE, ward="E00000001")
    lost = replace(TERMS, ground="gone", purpose="gone", marking="gone")

    assert dict(lay_out_report(gone, BOROUGH).facts)["Ward"] == "E00000001"
    assert [text for _label, text in lay_out_terms(lost, BOROUGH)][:2] == ["gone"] * 2
    assert lay_out(replace(SENT, terms=lost), BOROUGH, DESKS, DAY).marking == "gone"


def test_a_report_without_a_title_says_so() -> None:
    empty = lay_out_report(Report(), BOROUGH)

    assert empty.title == NO_TITLE
    assert empty.facts == ()


def test_a_sheet_says_who_sent_it_to_whom_and_on_which_terms() -> None:
    sheet = lay_out(SENT, BOROUGH, DESKS, DAY)
    terms = dict(sheet.terms)

    assert sheet.marking == "OFFICIAL-SENSITIVE"
    assert terms["From"] == sheet.sender == BOROUGH.name_desk(TRIAGE_DESK)
    assert terms["To"] == BOROUGH.name_desk(POLICE_DESK)
    assert terms["Legal ground"].startswith(GROUND.label)
    assert terms["Purpose"] == PURPOSE.label
    assert terms["Answer by"] == "18 March 2026"
    assert sheet.values["reference"] == SENT.reference


def test_a_ground_without_an_act_stands_alone() -> None:
    bare = replace(GROUND, note="")
    words = replace(BOROUGH.wordings, grounds=(bare,))

    assert dict(lay_out_terms(TERMS, replace(BOROUGH, wordings=words)))[
        "Legal ground"
    ] == (GROUND.label)


def test_what_was_sent_for_support_warns_that_it_is_not_for_enforcement() -> None:
    support = replace(SENT, terms=replace(TERMS, purpose="support"))

    assert "enforcement" in lay_out(support, BOROUGH, DESKS, DAY).warning
    assert lay_out(SENT, BOROUGH, DESKS, DAY).warning == ""


def test_the_json_says_the_same_as_the_paper() -> None:
    values = make_values(replace(SENT, report=WHOLE), BOROUGH, DESKS)

    assert values["format"] == FORMAT
    assert values["to"] == {
        "id": POLICE_DESK,
        "name": BOROUGH.name_desk(POLICE_DESK),
    }
    assert values["report"] == {
        "title": WHOLE.title,
        "text": WHOLE.text,
        "topic": {"code": "KN3", "label": BOROUGH.name_topic("KN3")},
        "ward": {"code": WARD.code, "label": WARD.name},
        "place": WHOLE.place,
        "since": "early March",
        "until": "",
        "provenance": "One source.",
        "people": [{"label": "A tall man", "role": "suspect"}],
    }
    assert values["terms"] == {
        "ground": {"code": GROUND.code, "label": GROUND.label},
        "purpose": {"code": PURPOSE.code, "label": PURPOSE.label},
        "necessity": TERMS.necessity,
        "due_on": "2026-03-18",
    }


def test_the_json_of_a_report_without_a_topic_or_a_known_ground_says_less() -> None:
    bare = replace(SENT, report=Report(), terms=replace(TERMS, ground="gone"))

    values = make_values(bare, BOROUGH, DESKS)

    report, terms, grade = values["report"], values["terms"], values["grade"]
    assert isinstance(report, dict)
    assert isinstance(terms, dict)
    assert isinstance(grade, dict)
    assert report["topic"] == {"code": "", "label": ""}
    assert terms["ground"] == {"code": "gone", "label": ""}
    assert grade["confidence"] == Grade().confidence(BOROUGH.confidence)


def test_every_reason_to_take_a_report_out_is_offered_in_plain_words() -> None:
    assert len(EXPORT_REASONS) == len({reason.label for reason in ExportReason})


def test_what_goes_between_desks_is_read_as_it_was_written() -> None:
    marked = replace(WHOLE, answered=(Answered("place", "my window", "Needed"),))
    head = Head.of(replace(SENT, report=WHOLE))

    assert Sent.read(SENT.json) == SENT
    assert CctvRequest.read(CCTV.json) == CCTV
    assert Report.read(marked.json) == marked
    assert Head.read(head.json) == head
    assert (head.title, head.topic, head.ward) == (WHOLE.title, "KN3", WARD.code)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"day": "soon"}'])
def test_what_is_nothing_of_that_is_not_read(text: str) -> None:
    for read in (Sent.read, CctvRequest.read):
        with pytest.raises(CannotOpenError):
            read(text)
