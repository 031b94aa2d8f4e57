"""The pages of a left name: at the desk that asks, and at the custodian's."""

from collections.abc import AsyncIterator

import pytest

from service.desk import app
from service.web.cookies import COOKIE
from tests.builders import DESK_HOST
from tests.custody.custodians import RUTH, WHY, Town
from tests.visitors import Visitor, at_the_door

ASKED = {"reason": "safety", "text": WHY}
SAID = "It is always in the evening, and never at the weekend."
MARKED = "They saw it from their window."
TICKED = "where it was seen from:from their window"
HOSTILE = '<script>alert("1")</script>'


@pytest.fixture
async def ben(town: Town) -> AsyncIterator[Visitor]:
    """An officer of the desk that reads tips."""
    async with at_the_door(
        app(town.desk.site.desk_settings, town.desk.site.clock), DESK_HOST
    ) as visitor:
        visitor.client.cookies.set(COOKIE, await town.desk.sign_in("ben"))
        yield visitor


@pytest.fixture
async def omar(town: Town) -> AsyncIterator[Visitor]:
    """A custodian, at another desk."""
    async with at_the_door(
        app(town.desk.site.desk_settings, town.desk.site.clock), DESK_HOST
    ) as visitor:
        visitor.client.cookies.set(COOKIE, await town.desk.sign_in("omar"))
        yield visitor


async def ask(ben: Visitor) -> None:
    await ben.visit("/inbox/community-safety")
    await ben.press("Drugs")
    await ben.press("Ask the custodian")
    await ben.press("Ask the custodian", **ASKED)


async def test_an_officer_asks_and_a_custodian_opens_and_passes_it_on(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ask(ben)
    assert "The custodian was asked" in ben.page

    await omar.visit("/")
    assert "Waiting" in omar.page
    assert RUTH.name not in omar.page
    await omar.press("T-")
    assert WHY in omar.page
    await omar.press("Open the name", reason="safety", way="pass")
    assert RUTH.name in omar.page
    assert "They are told that the name was opened" in omar.page

    await ben.press("Back to the tip")
    assert "omar, custodian, opened the name that was left" in ben.page
    assert "Answered on 4 March 2026 by omar, custodian: it was opened and" in ben.page
    assert "The desk that asked got the name" in ben.page
    assert RUTH.name not in ben.page
    await ben.press("See the custodian's answer")
    assert RUTH.contact in ben.page


async def test_a_tip_says_that_its_name_was_asked_for_and_leads_to_it(
    town: Town, ben: Visitor
) -> None:
    await town.leave()
    await ask(ben)

    await ben.press("Back to the tip")

    assert "Asked for on 4 March 2026 by you: waiting for the custodian" in ben.page
    assert "You asked the custodian to open the name that was left" in ben.page
    assert "Somebody may be hurt if we cannot talk to the person" in ben.page
    await ben.press("See what was asked")
    assert WHY in ben.page
    assert "Asked for on 4 March 2026 by you: waiting for the custodian" in ben.page


async def test_an_answer_shows_in_the_inbox_until_who_has_the_tip_looks(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ben.visit("/inbox/community-safety")
    await ben.press("Drugs")
    await ben.press("Pick up")
    await ask(ben)
    await omar.visit("/")
    await omar.press("T-")
    await omar.press("Do not open it", text="Ask in the thread first.")

    await ben.visit("/inbox/community-safety")
    assert "News</strong>" in ben.page
    await ben.press("Drugs")
    assert "The custodian answered</strong>" in ben.page
    assert "they did not open it" in ben.page
    await ben.visit("/inbox/community-safety")
    assert "News</strong>" not in ben.page


async def test_a_custodian_who_keeps_the_name_gives_it_to_nobody(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ask(ben)
    await omar.visit("/")
    await omar.press("T-")
    await omar.press("Open the name", reason="asked", way="call")
    assert RUTH.contact in omar.page

    await ben.press("Back to the tip")
    assert "it was opened, and the custodian calls the person" in ben.page
    await ben.press("See the custodian's answer")

    assert RUTH.name not in ben.page
    assert "it was opened, and the custodian calls the person" in ben.page


async def test_a_custodian_writes_back_what_the_person_said_without_the_name(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ask(ben)
    await omar.visit("/")
    await omar.press("T-")
    assert "Send what they said" not in omar.page
    await omar.press("Open the name", reason="asked", way="call")
    await omar.press("Send what they said", text=SAID)
    assert "Your answer was sent to the desk that has the tip" in omar.page
    assert SAID in omar.page

    await ben.press("Back to the tip")
    assert "omar, custodian, wrote back what the person said" in ben.page
    assert "they wrote back without the name" in ben.page
    assert SAID in ben.page
    await ben.press("See the custodian's answer")
    assert SAID in ben.page
    assert RUTH.name not in ben.page


async def test_what_a_custodian_writes_back_is_looked_at_and_none_of_it_lost(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ask(ben)
    await omar.visit("/")
    await omar.press("T-")
    await omar.press("Open the name", reason="asked", way="call")

    await omar.press("Send what they said", text=" ")
    assert "Write what the person said, in your own words" in omar.page
    await omar.press("Send what they said", text="a" * 2001)
    assert "Use 2,000 characters or fewer" in omar.page
    await omar.press("Send what they said", text="Ruth said: in spring.")
    assert omar.status == 400
    assert "This says who left the name" in omar.page
    assert "Ruth said: in spring.</textarea>" in omar.page
    await omar.press("Send what they said", text=MARKED)
    assert "Look at what is marked" in omar.page
    await omar.press("Send what they said", text=MARKED, **{"may-0": TICKED})
    assert "Your answer was sent to the desk that has the tip" in omar.page


async def test_a_custodian_who_gives_a_name_away_in_refusing_is_asked_to_look(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ask(ben)
    await omar.visit("/")
    await omar.press("T-")

    await omar.press("Do not open it", text="It is Mrs Okafor, ask her.")

    assert omar.status == 400
    assert "mrs okafor</label>" in omar.page
    assert "It is Mrs Okafor, ask her.</textarea>" in omar.page


async def test_the_name_stands_on_one_page_and_a_form_sent_again_shows_none(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ask(ben)
    await omar.visit("/")
    await omar.press("T-")
    form, _button = omar.find_button("Open the name")
    await omar.send(form, "Open the name", reason="asked", way="call")
    await omar.send(form, "Open the name", reason="asked", way="call")

    assert "Already done" in omar.page
    assert RUTH.name not in omar.page
    await omar.visit("/custody/custodian")
    assert "Opened: call and write back" in omar.page
    assert RUTH.name not in omar.page


async def test_what_is_missing_in_a_request_is_said_and_nothing_is_asked(
    town: Town, ben: Visitor
) -> None:
    await town.leave()
    await ben.visit("/inbox/community-safety")
    await ben.press("Drugs")
    await ben.press("Ask the custodian")

    await ben.press("Ask the custodian", reason="", text=HOSTILE)
    assert ben.status == 400
    assert "Choose a reason from the list" in ben.page
    assert HOSTILE not in ben.page
    assert "&lt;script&gt;" in ben.page
    await ben.press("Ask the custodian", reason="court", text="a" * 501)
    assert "Use 500 characters or fewer" in ben.page


async def test_what_is_missing_in_an_answer_is_said_and_nothing_is_opened(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ask(ben)
    await omar.visit("/")
    await omar.press("T-")

    await omar.press("Open the name", reason="because", way="")
    assert omar.status == 400
    assert "Choose a reason from the list" in omar.page
    assert "Choose who talks to the person" in omar.page
    await omar.press("Do not open it", text=" ")
    assert "Say why, in your own words" in omar.page
    assert RUTH.name not in omar.page


async def test_a_tip_says_that_a_professional_told_it_and_how_it_is_known(
    town: Town, ben: Visitor
) -> None:
    await town.leave()
    await ben.visit("/inbox/community-safety")
    assert "Professional" in ben.page
    await ben.press("Drugs")

    assert "Several residents are not several sources" in ben.page
    assert "A silver van" in ben.page
    assert "Councillor" in ben.page
    await ben.press("Judge it")
    assert "Several residents are not several sources" in ben.page
    assert "[2CC]" in ben.page


async def test_a_custodian_finds_no_tip_and_no_page_of_another_desk(
    town: Town, omar: Visitor
) -> None:
    tip, _receipt = await town.leave()
    await omar.visit("/custody/custodian")
    answer = await omar.client.get("/inbox/community-safety")
    other = await omar.client.get("/custody/community-safety")
    nowhere = await omar.client.get("/custody/nowhere")

    assert {a.status_code for a in (answer, other, nowhere)} == {404}
    assert tip not in omar.page


async def test_an_officer_who_reads_tips_finds_no_custodians_page(
    town: Town, ben: Visitor
) -> None:
    await town.leave()
    answer = await ben.client.get("/custody/custodian")

    assert answer.status_code == 403
    assert "Names" not in answer.text


async def test_an_answer_with_a_number_of_nobodys_is_refused(
    town: Town, ben: Visitor, omar: Visitor
) -> None:
    await town.leave()
    await ask(ben)
    await omar.visit("/")
    await omar.press("T-")
    await omar.press("Open the name", reason="asked", way="call", answered="x" * 9)

    assert omar.status == 400
    assert RUTH.name not in omar.page
