import re
from functools import partial

import pytest

from service.db.schema import AuditEntryRow, LetterRow
from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.forms import Wish
from service.domain.letters import Kind
from service.domain.passed import Passed
from service.domain.people import AUDITOR_DESK
from service.domain.releases import ReleaseId
from service.domain.reports import ReportId
from tests.builders import POLICE_DESK, TRIAGE_DESK
from tests.reporting.conftest import A_BROTHER
from tests.tips import TODAY, Desk, Facts, a_form
from tests.visitors import Visitor

TOPIC = "Knives and weapons"
SAFE = {
    "title": "A knife on a street",
    "text": "A young person may carry a knife in the afternoons.",
}


async def begin(office: Desk, officer: Visitor, answers: Answers = A_BROTHER) -> None:
    await office.leave_tip(answers)
    await look(officer)


async def look(officer: Visitor) -> None:
    await officer.visit("/inbox")
    await officer.press("", at="/tips/")
    await officer.press("Write reports")
    await officer.press("Write a report")


async def test_a_report_is_written_beside_the_reporters_marked_words(
    office: Desk, ben: Visitor
) -> None:
    await begin(office, ben)

    assert ben.status == 200
    assert re.search(r'<mark class="qw-mark">[Mm]y brother<a', ben.page)
    assert 'href="#told-1"' in ben.page
    assert '<li id="told-1"' in ben.page
    assert "Not saved yet" in ben.page
    assert 'value="A member of the community"' in ben.page
    assert A_BROTHER.text not in ben.find_button("Save the report")[0].fields.values()


async def test_saving_says_so_and_the_report_stands_in_the_list(
    office: Desk, ben: Visitor
) -> None:
    await begin(office, ben)

    await ben.press("Save the report", **SAFE)
    saved = ben.page
    await ben.press("Release it")
    release = ben.page, ben.status
    ben.page = saved
    await ben.press("Reports of this tip")

    assert ">Saved</h2>" in saved
    assert "Nothing is marked in the report." in saved
    assert release[1] == 200
    assert "not judged yet" in release[0]
    assert "A knife on a street" in ben.page
    assert "Draft: not released." in ben.page
    assert re.search("QW-[A-Z2-7]{4}-[A-Z2-7]{4}", ben.page)


async def test_the_list_says_where_a_report_went_and_what_was_taken_back(
    office: Desk, ben: Visitor
) -> None:
    officer, tip = await office.open_new(A_BROTHER)
    report = ReportId("1" * 32)
    await look(ben)
    form, button = ben.find_button("Save the report")
    way = f"/tips/{tip.record.id}/reports/{report}/save"
    saved = {**form.fields, **SAFE}
    await ben.client.post(way, data=saved)
    sent = ((ReleaseId("a" * 32), POLICE_DESK), (ReleaseId("b" * 32), TRIAGE_DESK))
    passed = Passed("QW-AAAA-AAAA", sent, report)
    gone = Passed("QW-AAAA-AAAA", sent[1:], report, withdrawn=True)

    for one, act in ((passed, Act.REPORT_RELEASED), (gone, Act.REPORT_WITHDRAWN)):
        tip = (await office.casebook.open_tip(officer, tip.record.id)).tip
        deed = Doer(officer.officer_id, TODAY).keep(tip, Kind.RELEASE, act, one.json)
        await office.casebook.carry_out(
            officer,
            a_form(tip),
            Wish(act, one.json),
            partial(lambda done, _tip, _people: done, deed),
        )
    await ben.press("Reports of this tip")

    assert button.action.endswith("/save")
    assert "Released to Neighbourhood police" in ben.page
    assert "Withdrawn from Community Safety" in ben.page
    assert "Draft: not released" not in ben.page


async def test_checking_shows_what_is_still_marked_and_keeps_what_was_typed(
    office: Desk, ben: Visitor
) -> None:
    await begin(office, ben)
    typed = {"title": "A knife", "text": "My brother has it."}

    await ben.press("Show what is still marked", **typed)

    assert "Not saved yet" in ben.page
    assert "still marked</a> in the report." in ben.page
    assert re.search(r'<q class="qw-typed">My brother</q>', ben.page)
    assert ">\nMy brother has it.</textarea>" in ben.page
    assert await office.count(LetterRow) == 1


async def test_what_is_wrong_with_a_report_is_said_beside_it(
    office: Desk, ben: Visitor
) -> None:
    await begin(office, ben)

    await ben.press("Save the report", text="x" * 4001, place="Lillie\x00 Road")

    assert ben.status == 400
    assert "<title>Error: " in ben.page
    for problem in (
        "Say in a few words what it is about",
        "Use 4,000 characters or fewer",
        "Some characters could not be read",
    ):
        assert ben.page.count(problem) == 2
    assert 'value="Lillie Road"' in ben.page
    assert await office.count(LetterRow) == 1


async def test_a_page_that_was_sent_before_saves_nothing_again(
    office: Desk, ben: Visitor
) -> None:
    await begin(office, ben)
    before = ben.page

    await ben.press("Save the report", **SAFE)
    ben.page = before
    await ben.press("Save the report", **SAFE)

    assert "Already saved" in ben.page
    assert ben.page.count("the newest") == 1
    assert await office.count(LetterRow) == 2


async def test_whoever_was_second_sees_what_was_saved_and_keeps_their_own(
    office: Desk, ben: Visitor, amira: Visitor
) -> None:
    await begin(office, ben)
    await ben.press("Save the report", **SAFE)
    await amira.visit("/inbox")
    await amira.press("", at="/tips/")
    await amira.press("Write reports")
    await amira.press(SAFE["title"])

    await ben.press("Save the report", title="Title of ben")
    await amira.press("Save the report", title="Title of amira", text="Other words.")

    assert amira.status == 409
    assert "ben: report written" in amira.page
    assert "Title of ben" in amira.page
    assert 'value="Title of amira"' in amira.page
    assert ">\nOther words.</textarea>" in amira.page
    await amira.press("Save the report")
    assert ">Saved</h2>" in amira.page


async def test_people_are_mentioned_in_our_own_words(
    office: Desk, ben: Visitor
) -> None:
    await begin(office, ben)
    people = {"person-3": "A young person", "role-3": "suspect"}

    await ben.press("Save the report", **SAFE, **people)

    form, _button = ben.find_button("Save the report")
    assert form.fields["person-1"] == "A young person"
    assert form.fields["role-1"] == "suspect"
    assert form.fields["person-2"] == ""


async def test_what_a_reporter_typed_is_text_inside_marks_too(
    office: Desk, ben: Visitor
) -> None:
    sly = 'My brother<script>alert(1)</script> "><img src=x onerror=alert(2)>'
    await begin(office, ben, Answers(text=f"{sly} 07700 900123<b>x", where=sly))

    await ben.press("Save the report", title=sly, text=sly, since=sly)

    assert "<script>alert" not in ben.page
    assert "<img" not in ben.page
    assert "<b>" not in ben.page
    assert "&lt;script&gt;alert(1)" in ben.page
    assert '<mark class="qw-mark">' in ben.page


async def test_a_long_tip_is_marked_whole(office: Desk, ben: Visitor) -> None:
    text = ("My brother rang 07700 900123. " * 134)[:4000].strip()

    await begin(office, ben, Answers(text=text))

    assert ben.status == 200
    assert ben.page.count('<li id="told-') < 6
    assert ben.page.count('<mark class="qw-mark">') > 200


async def test_a_closed_tip_shows_its_reports_and_saves_none(
    office: Desk, ben: Visitor
) -> None:
    await begin(office, ben)
    await ben.press("Save the report", **SAFE)
    editor = ben.page
    await ben.press("Back to the tip")
    await ben.press("Close the tip", choice="action")

    await ben.press("Read the reports")
    listed = ben.page
    await ben.press(SAFE["title"])
    shown = ben.page
    ben.page = editor
    await ben.press("Save the report", title="After it was closed")

    assert "Write a report" not in listed
    assert "Save the report" not in shown
    assert "Open it again to change a report" in shown
    assert ben.status == 409


@pytest.mark.parametrize("way", ["", "/new", "/" + "1" * 32, "/xyz"])
async def test_another_desks_tip_and_none_at_all_are_one_answer(
    office: Desk, ben: Visitor, way: str
) -> None:
    await office.leave_tip()
    theirs = await office.leave_tip(facts=Facts(desk=AUDITOR_DESK))
    await ben.visit("/inbox")
    form, _button = ben.find_button("", at="/tips/")

    answers = [
        await ben.client.post(f"/tips/{tip}/reports{way}", data=form.fields)
        for tip in (theirs.id, "0" * 32)
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert await office.count(AuditEntryRow) == 0


async def test_a_report_cannot_be_asked_for_by_its_address(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()

    await ben.visit(f"/tips/{left.id}/reports")

    assert ben.status == 405
    assert Act.TIP_OPENED not in await office.list_acts()
