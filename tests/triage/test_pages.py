import re

import pytest

from service.db.schema import AuditEntryRow, LetterRow
from service.domain.answers import Answers
from service.domain.audit import Act
from service.domain.people import AUDITOR_DESK
from tests.tips import Desk, Facts
from tests.visitors import FORM_TYPE, Visitor

TOPIC = "Knives and weapons"
ACTS = ("", "/claim", "/hand", "/note", "/message", "/passed-on", "/close", "/hold")


async def test_a_tip_is_opened_from_the_inbox_and_its_id_is_in_no_link(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()

    await ben.visit("/inbox")
    await ben.press(TOPIC)

    assert ben.status == 200
    assert "There is a knife behind the bins in Ravenscourt Park.\nIt was" in ben.page
    assert f'href="/tips/{left.id}' not in ben.page
    assert await office.list_acts() == [Act.TIP_OPENED]


async def test_a_tip_cannot_be_asked_for_by_its_address(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()

    await ben.visit(f"/tips/{left.id}")

    assert ben.status == 405
    assert "Sign out" in ben.page
    assert "open by a button and never by their address" in ben.page
    assert "Ravenscourt" not in ben.page


async def test_picking_up_says_so_and_offers_it_no_more(
    office: Desk, ben: Visitor
) -> None:
    await office.leave_tip()
    await ben.visit("/inbox")
    await ben.press(TOPIC)

    await ben.press("Pick up")

    assert "You picked this up." in ben.page
    assert ">Pick up<" not in ben.page
    assert "You have it" in ben.page


async def test_whoever_was_second_is_told_and_keeps_their_words(
    office: Desk, ben: Visitor, amira: Visitor
) -> None:
    await office.leave_tip()
    for officer in (ben, amira):
        await officer.visit("/inbox")
        await officer.press(TOPIC)

    await ben.press("Pick up")
    await amira.press("Send the message", text="Thank you.\nIs it still there?")
    told = amira.page, amira.status
    await amira.press("Send the message", text="Thank you.\nIs it still there?")

    assert told[1] == 409
    assert "ben picked this up while you were reading." in told[0]
    assert ">\nThank you.\nIs it still there?</textarea>" in told[0]
    assert "You sent the reporter a message." in amira.page
    assert amira.status == 200


async def test_words_whose_box_is_gone_can_still_be_copied(
    office: Desk, ben: Visitor, amira: Visitor
) -> None:
    await office.leave_tip()
    for officer in (ben, amira):
        await officer.visit("/inbox")
        await officer.press(TOPIC)

    await ben.press("Close the tip", choice="action")
    await amira.press("Send the message", text="Thank you for telling us.")

    assert amira.status == 409
    assert "ben closed this: Action was taken while you were reading." in amira.page
    assert "Your message was not sent." in amira.page
    assert "Thank you for telling us." in amira.page


async def test_pressing_a_button_twice_says_that_it_was_done(
    office: Desk, ben: Visitor
) -> None:
    await office.leave_tip()
    await ben.visit("/inbox")
    await ben.press(TOPIC)
    before = ben.page

    await ben.press("Save the note", text="A known spot")
    ben.page = before
    await ben.press("Save the note", text="A known spot")

    assert "Already done" in ben.page
    assert ben.page.count("You added a note") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ("Save the note", {"text": "  "}, "Write something first"),
        ("Send the message", {"text": "x" * 4001}, "Use 4,000 characters or fewer"),
        ("Hand over", {}, "Choose one from the list"),
        ("Close the tip", {"text": "Done."}, "Choose one from the list"),
        ("Send the message", {"text": "Thank\x00 you"}, "could not be read"),
    ],
)
async def test_what_is_wrong_with_a_form_is_said_beside_it(
    office: Desk, ben: Visitor, wrong: tuple[str, dict[str, str], str]
) -> None:
    button, typed, problem = wrong
    await office.leave_tip()
    await ben.visit("/inbox")
    await ben.press(TOPIC)

    await ben.press(button, **typed)

    assert ben.status == 400
    assert ben.page.count(problem) == 2
    assert "Nothing was sent or saved yet" in ben.page
    assert typed.get("text", "").replace("\x00", "") in ben.page
    assert await office.count(LetterRow) == 1


async def test_a_hold_is_offered_to_supervisors_only(
    office: Desk, ben: Visitor, amira: Visitor
) -> None:
    await office.leave_tip()
    for officer in (ben, amira):
        await officer.visit("/inbox")
        await officer.press(TOPIC)

    offered = "Set the hold" in ben.page, "Set the hold" in amira.page
    await amira.press("Set the hold", choice="police")

    assert offered == (False, True)
    assert "Deletion on hold" in amira.page
    await amira.press("Lift the hold")
    assert "Deletion on hold" not in amira.page


async def test_a_forged_hold_is_refused(office: Desk, ben: Visitor) -> None:
    await office.leave_tip()
    await ben.visit("/inbox")
    await ben.press(TOPIC)
    form, button = ben.find_button("Save the note")
    sent = {**form.fields, "choice": "police"}

    answer = await ben.client.post(button.action.replace("note", "hold"), data=sent)
    unknown = await ben.client.post(
        button.action.replace("note", "hold"), data=sent | {"choice": "because"}
    )

    assert (answer.status_code, unknown.status_code) == (403, 400)
    assert await office.list_acts() == [Act.TIP_OPENED]


@pytest.mark.parametrize("act", ACTS)
async def test_another_desks_tip_and_none_at_all_are_one_page(
    office: Desk, ben: Visitor, act: str
) -> None:
    mine = await office.leave_tip()
    theirs = await office.leave_tip(facts=Facts(desk=AUDITOR_DESK))
    await ben.visit("/inbox")
    form, _button = ben.find_button(TOPIC, at=mine.id)
    choice = "police" if act == "/hold" else "action"
    asked = {"version": "0", "heard": "0", "text": "My words", "choice": choice}
    sent = {**form.fields, **asked}

    answers = [
        await ben.client.post(f"/tips/{tip_id}{act}", data=sent)
        for tip_id in (theirs.id, "0" * 32, "x")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub('value="[^"]+"', "", a.text) for a in answers}) == 1
    assert await office.count(AuditEntryRow) == 0


@pytest.mark.parametrize("version", ["", "-1", "1.5", "nine", "9" * 40, "٣"])
async def test_a_forged_version_is_no_form_of_ours(
    office: Desk, ben: Visitor, version: str
) -> None:
    await office.leave_tip()
    await ben.visit("/inbox")
    await ben.press(TOPIC)

    await ben.press("Pick up", version=version)

    assert ben.status == 400
    assert await office.count(LetterRow) == 1


async def test_a_form_without_its_ticket_changes_nothing(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()

    answer = await ben.client.post(
        f"/tips/{left.id}/note",
        content="version=0&heard=0&text=My+words",
        headers=FORM_TYPE,
    )

    assert answer.status_code == 403
    assert "My words" in answer.text
    assert await office.count(AuditEntryRow) == 0


async def test_what_a_reporter_typed_is_shown_and_never_run(
    office: Desk, ben: Visitor
) -> None:
    sly = "<script>alert(1)</script>"
    await office.leave_tip(Answers(text=sly, where=sly, when=sly, group=sly))
    await ben.visit("/inbox")
    inbox = ben.page

    await ben.press("No topic chosen")

    for page in (inbox, ben.page):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


async def test_a_tip_that_does_not_open_can_be_looked_at_and_closed(
    office: Desk, ben: Visitor
) -> None:
    await office.leave_tip(summary="[1]", body='{"answers": {"text": "\\ud800"}}')
    await ben.visit("/inbox")

    await ben.press("Cannot be opened")
    looked = ben.page
    await ben.press("Close the tip", choice="not-enough")

    assert "This tip cannot be opened" in looked
    assert "You closed this: Not enough to act on." in ben.page


async def test_a_reporter_without_words_cannot_be_written_to(
    office: Desk, ben: Visitor
) -> None:
    await office.leave_tip(Answers(text="A fight is planned", wants_words=False))
    await ben.visit("/inbox")

    await ben.press("No topic chosen")

    assert "They cannot be reached." in ben.page
    assert "Send the message" not in ben.page
