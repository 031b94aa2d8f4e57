from service.db.schema import LetterRow, ReviewRow
from service.domain.audit import Act
from tests.tips import Desk
from tests.triage.passing import note_passed
from tests.visitors import Visitor

TASKING = "Can you <b>find out</b> who carries it?"


async def look(office: Desk, officer: Visitor) -> None:
    await office.leave_tip()
    await officer.visit("/inbox")
    await officer.press("", at="/tips/")


async def test_a_text_we_have_ready_is_put_below_what_was_typed(
    office: Desk, ben: Visitor
) -> None:
    await look(office, ben)

    await ben.press("Put it in the box", choice="thanks", text="Hello.")
    form, _button = ben.find_button("Send the message")
    kept = form.fields["text"]
    await ben.press("Send the message")

    assert kept.startswith("Hello.\n\nThank you for telling us.")
    assert "You sent the reporter a message." in ben.page
    assert await office.list_acts() == [
        Act.TIP_OPENED,
        Act.TIP_OPENED,
        Act.MESSAGE_SENT,
    ]


async def test_what_came_of_it_can_be_told_from_a_text_as_well(
    office: Desk, ben: Visitor
) -> None:
    await look(office, ben)

    await ben.press("Put it in the box", choice="result:protected")

    assert "Not sent yet" in ben.page
    form, _button = ben.find_button("Send the message")
    assert form.fields["text"] == "Somebody is safer because of what you told us."


async def test_no_text_chosen_is_said_and_a_forged_one_refused(
    office: Desk, ben: Visitor
) -> None:
    await look(office, ben)
    before = ben.page

    await ben.press("Put it in the box", text="Hello.")
    chosen = ben.page, ben.status
    ben.page = before
    await ben.press("Put it in the box", choice="result:nothing")

    assert chosen[1] == 400
    assert chosen[0].count("Choose one from the list") == 2
    assert ">\nHello.</textarea>" in chosen[0]
    assert ben.status == 400


async def test_a_marked_message_is_shown_with_its_marks_and_sent_to_nobody(
    office: Desk, ben: Visitor
) -> None:
    await look(office, ben)

    await ben.press("Send the message", text=TASKING)

    assert ben.status == 400
    assert "<title>Error: " in ben.page
    assert "Nothing was sent: look at what is marked" in ben.page
    assert '<mark class="qw-mark">' in ben.page
    assert '<li id="message-note-1"' in ben.page
    assert "section 26(8)" in ben.page
    assert "<b>find" not in ben.page
    assert ben.find_button("Send the message")[0].fields["text"] == TASKING
    assert await office.count(LetterRow) == 1


async def test_a_supervisor_can_be_asked_from_there(office: Desk, ben: Visitor) -> None:
    await look(office, ben)
    await ben.press("Send the message", text=TASKING)

    await ben.press("Ask a supervisor")

    assert ben.status == 200
    assert "You asked for a second person." in ben.page
    assert await office.count(ReviewRow) == 1
    assert await office.list_acts() == [
        Act.TIP_OPENED,
        Act.TIP_OPENED,
        Act.SECOND_ASKED,
    ]


async def test_the_words_at_passing_on_and_closing_are_looked_at_too(
    office: Desk, ben: Visitor
) -> None:
    await note_passed(office, (await office.leave_tip()).id)
    await ben.visit("/inbox")
    await ben.press("", at="/tips/")

    await ben.press("Tell the reporter", text=TASKING)
    passed = ben.page
    await ben.press("Close the tip", text=TASKING, choice="action")
    closed = ben.page
    await ben.press("Ask a supervisor", at="/ask")

    assert '<li id="passed-on-note-1"' in passed
    assert '<li id="close-note-1"' in closed
    assert "You asked for a second person." in ben.page
    assert "This is closed" not in ben.page


async def test_a_forged_way_of_telling_is_refused(office: Desk, ben: Visitor) -> None:
    await look(office, ben)
    await ben.press("Send the message", text=TASKING)

    await ben.press("Ask a supervisor", box="note")

    assert ben.status == 400
    assert await office.count(ReviewRow) == 0
