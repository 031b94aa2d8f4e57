from urllib.parse import urlencode

import pytest

from service.domain.audit import Act
from service.domain.judgement_forms import PROSE
from service.domain.people import DeskId
from service.domain.reports import tip_reference
from tests.builders import INDEPENDENT_DESK
from tests.judging.judges import (
    ABOUT_STAFF,
    FORM,
    HIDDEN_KNIFE,
    INBOX_LINE,
    SAVE,
    TAKEN_HOME,
    Bench,
    come_back,
    start_judging,
)
from tests.tips import Facts
from tests.visitors import FORM_TYPE, Visitor, read_forms

DOORS = ("/judgement", "/judgement/save", "/judgement/source")


async def test_tips_that_are_alike_are_offered_and_can_be_looked_at_beside_it(
    office: Bench, ben: Visitor
) -> None:
    other = await office.leave()
    await start_judging(office, ben)
    reference = tip_reference(other.id)

    looks = [one for one in read_forms(ben.page) if one.action == f"/tips/{other.id}"]
    await ben.press(SAVE, topic=HIDDEN_KNIFE, **{"same-1": reference})

    assert len(looks) == 1
    assert "Several residents are not several sources." in ben.page
    assert f'value="{reference}" checked' in ben.page
    assert f"<strong>Same matter as</strong>: <ins>{reference}</ins>" in ben.page


async def test_a_tip_about_a_teacher_must_go_to_the_independent_desk(
    office: Bench, ben: Visitor
) -> None:
    await start_judging(office, ben)

    await ben.press(SAVE, topic=ABOUT_STAFF, about_child="yes")

    told = ben.page
    await ben.press("Move it to the Independent desk")

    assert "It must go to the Independent desk, which alone may read it." in told
    assert ben.status == 200
    assert (await office.desk.list_acts())[-1] == Act.TIP_MOVED
    await ben.visit("/inbox")
    assert INBOX_LINE not in ben.page


async def test_a_duty_that_was_opened_is_said(office: Bench, ben: Visitor) -> None:
    await start_judging(office, ben)

    await ben.press(SAVE, topic=TAKEN_HOME)

    assert "The judgement is saved, and a safeguarding duty is open." in ben.page


async def test_an_officer_is_warned_of_a_reporter_who_keeps_coming_back(
    office: Bench, ben: Visitor
) -> None:
    await come_back(office, ben)

    await ben.press("Judge it")

    assert "Never try to learn who they are." in ben.page
    assert "I&#39;ll find out" in ben.page
    assert "Tell a supervisor of your desk." in ben.page
    assert "Write down the decision" not in ben.page


async def test_a_supervisor_decides_about_a_reporter_who_keeps_coming_back(
    office: Bench, ben: Visitor, amira: Visitor
) -> None:
    await come_back(office, ben)
    await amira.visit("/inbox")
    await amira.press(INBOX_LINE)
    await amira.press("Judge it")

    await amira.press("Write down the decision", source_reason="x")
    wrong = amira.page, amira.status
    await amira.press(
        "Write down the decision", decision="silent", source_reason="Spoke with RIPA"
    )

    assert wrong[1] == 400
    assert wrong[0].count("Choose one from the list") == 2
    assert ">\nx</textarea>" in wrong[0]
    assert "The decision is written down." in amira.page
    assert "Spoke with RIPA" in amira.page
    assert "Write down the decision" not in amira.page


async def test_an_officer_may_not_decide_about_a_source(
    office: Bench, ben: Visitor
) -> None:
    tip_id = await start_judging(office, ben)
    form, _button = ben.find_button(SAVE)
    sent = {**form.fields, "decision": "volunteer", "source_reason": "It is fine"}

    answer = await ben.client.post(f"/tips/{tip_id}/judgement/source", data=sent)

    assert answer.status_code == 403
    assert Act.SOURCE_REVIEWED not in await office.desk.list_acts()


async def test_a_closed_tip_shows_its_history_and_no_form(
    office: Bench, ben: Visitor
) -> None:
    await start_judging(office, ben)
    await ben.press(SAVE, topic=HIDDEN_KNIFE)
    await ben.press("Back to the tip")
    await ben.press("Close the tip", choice="prank")

    await ben.press("Read the judgement")

    assert "It is closed." in ben.page
    assert SAVE not in ben.page
    assert "Saved so far" in ben.page


async def test_what_was_typed_into_tips_and_forms_is_shown_and_never_run(
    office: Bench, ben: Visitor
) -> None:
    sly = "<script>alert(1)</script>"
    await start_judging(office, ben)

    await ben.press(
        SAVE,
        **dict.fromkeys((*PROSE, "place", "person-1", "same_as", "others"), sly),
        **{"topic": sly, "ward": sly, "role-1": sly, "same-1": sly, "source": sly},
    )

    assert ben.status == 400
    assert "<script>alert" not in ben.page
    assert "&lt;script&gt;alert(1)" in ben.page


@pytest.mark.parametrize("door", DOORS)
async def test_another_desks_tip_and_none_at_all_are_one_page(
    office: Bench, ben: Visitor, door: str
) -> None:
    tip_id = await start_judging(office, ben)
    theirs = await office.leave(facts=Facts(desk=DeskId(INDEPENDENT_DESK)))
    form, _button = ben.find_button(SAVE)
    sent = {**form.fields, **FORM, "decision": "advice", "source_reason": "Why"}

    answers = [
        await ben.client.post(f"/tips/{one}{door}", data=sent)
        for one in (theirs.id, "0" * 32, "x")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert tip_id not in {theirs.id, "x"}


@pytest.mark.parametrize("door", DOORS)
async def test_no_address_shows_a_judgement(
    office: Bench, ben: Visitor, door: str
) -> None:
    tip_id = await start_judging(office, ben)

    await ben.visit(f"/tips/{tip_id}{door}")

    assert ben.status == 405


async def test_a_form_without_its_ticket_gives_the_words_back(
    office: Bench, ben: Visitor
) -> None:
    tip_id = await start_judging(office, ben)
    body = urlencode({**FORM, "version": "0", "heard": "0", "harm": "My own words"})

    answer = await ben.client.post(
        f"/tips/{tip_id}/judgement/save", content=body, headers=FORM_TYPE
    )

    assert answer.status_code == 403
    assert "My own words" in answer.text
    assert await office.count_judgements() == 0
