"""A marked message from one officer's screen to another's, and to the reporter."""

from service.db.schema import ReviewRow
from service.domain.audit import Act
from tests.tips import Desk
from tests.visitors import Visitor

TASKING = "Can you find out who carries it?"


async def look(officer: Visitor) -> None:
    await officer.visit("/inbox")
    await officer.press("", at="/tips/")


async def ask(office: Desk, officer: Visitor) -> None:
    await office.leave_tip()
    await look(officer)
    await officer.press("Send the message", text=TASKING)
    await officer.press("Ask a supervisor")


async def test_a_supervisor_sends_what_a_colleague_asked_for(
    office: Desk, ben: Visitor, amira: Visitor
) -> None:
    await ask(office, ben)

    await look(amira)
    await amira.press("Look at what waits")
    asked = amira.page
    await amira.press("Send it")
    await look(ben)

    assert TASKING in asked
    assert "asks somebody to find out more" in asked
    assert TASKING in ben.page
    assert "Something waits for a second person" not in ben.page
    assert await office.count(ReviewRow) == 0
    assert (await office.list_acts()).count(Act.MESSAGE_SENT) == 1


async def test_what_is_sent_back_comes_with_what_to_change(
    office: Desk, ben: Visitor, amira: Visitor
) -> None:
    await ask(office, ben)

    await look(amira)
    await amira.press("Look at what waits")
    await amira.press("Send it back", text="Ask only what they know already.")
    await look(ben)

    assert "Ask only what they know already." in ben.page
    assert "We told the reporter" not in ben.page
    assert await office.count(ReviewRow) == 0


async def test_nobody_is_the_second_person_of_their_own_message(
    office: Desk, ben: Visitor, amira: Visitor
) -> None:
    await ask(office, amira)

    for officer in (ben, amira):
        await look(officer)
        await officer.press("Look at what waits")
        assert "Send it" not in officer.page
        assert "A supervisor who did not ask for this" in officer.page
    assert await office.count(ReviewRow) == 1


async def test_who_lets_closing_words_go_is_told_that_it_closes(
    office: Desk, ben: Visitor, amira: Visitor
) -> None:
    await office.leave_tip()
    await look(ben)
    await ben.press("Close the tip", text=TASKING, choice="action")
    await ben.press("Ask a supervisor")

    await look(amira)
    await amira.press("Look at what waits")
    asked = amira.page
    await amira.press("Send it")

    assert "Sending it closes the tip" in asked
    assert "It went out." in amira.page
    assert await office.count(ReviewRow) == 0
    assert Act.TIP_CLOSED in await office.list_acts()
