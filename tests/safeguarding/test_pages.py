import re
from html import unescape

import pytest

from service.db.schema import LetterRow
from service.domain.duty_actions import Action
from tests.builders import SAFEGUARDING_DESK
from tests.safeguarding.guardians import A_RUNNER, AN_ABUSE, SOME_SHOUTING, Guardians
from tests.visitors import Visitor

RUNNER = "A child is made to sell or carry drugs or money"
ABUSE = "A child is being used for sex"
DUTIES = f"/duties/{SAFEGUARDING_DESK}"


async def test_the_front_door_goes_from_its_list_to_a_duty_and_acts(
    office: Guardians, faye: Visitor
) -> None:
    tip = await office.tell(A_RUNNER)

    await faye.visit(DUTIES)
    listed = faye.page
    await faye.press(RUNNER)
    opened = faye.page
    await faye.press("Record it", action="referred", done="Reference 12")

    assert tip not in re.sub(r'action="[^"]*"', "", listed)
    assert A_RUNNER.text in opened
    assert "Nothing yet. The topic opened the duty when the tip came." in opened
    assert "You: Referral to the children's front door made" in unescape(faye.page)
    assert "Reference 12" in faye.page
    assert faye.status == 200


async def test_two_people_close_a_duty_and_it_is_listed_as_done(
    office: Guardians, faye: Visitor, gita: Visitor
) -> None:
    await office.tell(A_RUNNER)
    await faye.visit(DUTIES)
    await faye.press(RUNNER)
    await faye.press("Propose to close the duty", why="The school has it in hand.")
    proposed = faye.page

    await gita.visit(DUTIES)
    await gita.press(RUNNER)
    await gita.press("Confirm: close the duty")
    await faye.visit(DUTIES)

    assert "Confirm: close the duty" not in proposed
    assert "Duty done" in gita.page
    assert "The school has it in hand." in gita.page
    assert "No duty is open." in faye.page
    assert "Done lately" in faye.page


async def test_what_is_left_open_says_why(
    office: Guardians, faye: Visitor, gita: Visitor
) -> None:
    await office.tell(A_RUNNER)
    await faye.visit(DUTIES)
    await faye.press(RUNNER)
    await faye.press("Propose to close the duty", why="Nothing to do.")
    await gita.visit(DUTIES)
    await gita.press(RUNNER)

    await gita.press("Leave it open")
    refused = gita.page, gita.status
    await gita.press("Leave it open", back="Ask the school first.")

    assert refused[1] == 400
    assert refused[0].count("Write something first") == 2
    assert "Ask the school first." in gita.page
    assert "Propose to close the duty" in gita.page


@pytest.mark.parametrize(
    "wrong",
    [
        ("Record it", {"done": "Case 12"}, "Choose one from the list"),
        ("Record it", {"action": "other"}, "Write something first"),
        ("Record it", {"action": "police", "done": "x" * 4001}, "4,000 characters"),
        ("Record it", {"action": "police", "done": "a\x00b"}, "could not be read"),
        ("Propose to close", {"why": ""}, "Record what was done, or write why"),
        ("Propose to close", {"why": "A colleague has it."}, "who was notified"),
    ],
)
async def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    office: Guardians, faye: Visitor, wrong: tuple[str, dict[str, str], str]
) -> None:
    button, typed, problem = wrong
    await office.tell(AN_ABUSE)
    await faye.visit(DUTIES)
    await faye.press(ABUSE)

    await faye.press(button, **typed)

    assert faye.status == 400
    assert "<title>Error:" in faye.page
    assert "Nothing was saved yet" in faye.page
    assert faye.page.count(problem) >= 2
    assert all(said.replace("\x00", "") in faye.page for said in typed.values())
    assert await office.desk.count(LetterRow) == 1


async def test_whoever_was_second_is_told_and_keeps_their_words(
    office: Guardians, faye: Visitor, gita: Visitor
) -> None:
    await office.tell(A_RUNNER)
    for officer in (faye, gita):
        await officer.visit(DUTIES)
        await officer.press(RUNNER)

    await faye.press("Record it", action="police")
    await gita.press("Record it", action="school", done="The deputy head knows.")
    late = gita.page, gita.status
    await gita.press("Record it", action="school", done="The deputy head knows.")

    assert late[1] == 409
    assert "Somebody did something with this tip" in late[0]
    assert "\nThe deputy head knows.</textarea>" in late[0]
    assert gita.status == 200


async def test_a_duty_cannot_be_asked_for_by_its_address(
    office: Guardians, faye: Visitor
) -> None:
    tip = await office.tell(A_RUNNER)

    await faye.visit(f"{DUTIES}/{tip}")

    assert faye.status == 405


async def test_the_team_is_led_from_the_tip_to_its_duty_and_back(
    office: Guardians, ben: Visitor
) -> None:
    await office.tell(A_RUNNER)
    await ben.visit("/inbox/community-safety")
    await ben.press(RUNNER)
    await ben.press("Look at the duty")
    duty = ben.page
    await ben.press("Back to the tip")

    assert "What has to be done" in duty
    assert "What it needs" in ben.page


async def test_a_tip_is_not_closed_over_an_open_duty_and_nothing_typed_is_lost(
    office: Guardians, ben: Visitor
) -> None:
    await office.tell(A_RUNNER)
    await ben.visit("/inbox/community-safety")
    await ben.press(RUNNER)

    await ben.press("Close the tip", choice="action", text="It was looked at.")

    assert ben.status == 400
    assert "There is a safeguarding duty that is still open." in ben.page
    assert "\nIt was looked at.</textarea>" in ben.page
    assert await office.desk.count(LetterRow) == 1


async def test_the_team_says_that_somebody_is_not_safe(
    office: Guardians, ben: Visitor, faye: Visitor
) -> None:
    await office.tell(SOME_SHOUTING)
    await ben.visit("/inbox/community-safety")
    await ben.press("Rowdy or scary group")
    await ben.press("Is this a safeguarding matter?")
    await ben.press("This is a safeguarding matter", begin="A child cries.")
    await faye.visit(DUTIES)
    await faye.press("Rowdy or scary group")

    assert "Duty open" in ben.page
    assert SOME_SHOUTING.text in faye.page
    assert "A child cries." in faye.page


async def test_a_tip_about_one_of_us_is_moved_and_the_page_says_so(
    office: Guardians, ben: Visitor
) -> None:
    await office.tell(SOME_SHOUTING)
    await ben.visit("/inbox/community-safety")
    await ben.press("Rowdy or scary group")
    await ben.press("Is this a safeguarding matter?")
    await ben.press("Move it to the Independent desk")
    refused = ben.page, ben.status
    before = ben.page
    await ben.press("Move it to the Independent desk", move="It is about a warden.")
    moved = ben.page, ben.status
    ben.page = before
    await ben.press("Move it to the Independent desk", move="It is about a warden.")
    again = ben.page, ben.status
    await ben.visit("/inbox/community-safety")

    assert refused[1] == 400
    assert "It is at the Independent desk now, and nowhere else" in moved[0]
    assert SOME_SHOUTING.text not in moved[0]
    assert again[1] == 200
    assert "Rowdy or scary group" not in ben.page


async def test_an_action_for_a_notification_is_offered_only_where_the_law_asks(
    office: Guardians, faye: Visitor
) -> None:
    await office.tell(A_RUNNER)
    await faye.visit(DUTIES)
    await faye.press(RUNNER)
    plain = unescape(faye.page)
    await office.tell(AN_ABUSE)
    await faye.visit(DUTIES)
    await faye.press(ABUSE)

    label = Action.NOTIFIED_POLICE.label
    assert (label in plain, label in unescape(faye.page)) == (False, True)
    assert "The law asks for a notification" in faye.page
