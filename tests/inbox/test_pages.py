import pytest
from sqlalchemy import insert

from service.db.schema import FileRow
from service.domain.answers import Answers
from tests.builders import SAFEGUARDING_DESK
from tests.tips import A_KNIFE, Desk, Facts
from tests.visitors import Visitor

INBOX = "/inbox/community-safety"


async def test_a_row_says_what_where_how_urgent_how_old_and_who_has_it(
    office: Desk, ben: Visitor
) -> None:
    await office.leave_tip(facts=Facts(priority=1))

    await ben.visit("/inbox")

    for said in (
        "Knives and weapons",
        "Ravenscourt Park",
        "P1 Serious harm likely",
        "May be in danger",
        "Reporter could be known",
        "today",
        "Nobody yet",
    ):
        assert said in ben.page
    assert A_KNIFE.text not in ben.page


async def test_an_empty_inbox_says_so(ben: Visitor) -> None:
    await ben.visit(INBOX)
    empty = ben.page
    await ben.visit(f"{INBOX}?view=closed")

    assert "There are no open tips." in empty
    assert "No tip has been closed yet." in ben.page


async def test_what_nobody_has_and_what_was_picked_up_stand_apart(
    office: Desk, ben: Visitor
) -> None:
    await office.leave_tip(facts=Facts(priority=0, picked_up=True))
    await ben.visit(INBOX)
    taken = ben.page
    await office.leave_tip(facts=Facts(priority=4))

    await ben.visit(INBOX)

    assert "Nobody has these yet" not in taken
    new = ben.page.index("Nobody has these yet, the most urgent first")
    assert new < ben.page.index("P4 ", new)
    picked = ben.page.index("Picked up, the most urgent first")
    assert new < picked < ben.page.index("P0 ", picked)


async def test_a_row_says_how_many_files_came_along(office: Desk, ben: Visitor) -> None:
    left = await office.leave_tip()
    await ben.visit(INBOX)
    none = ben.page
    said = []
    for name in "ab":
        row = {"id": name * 32, "tip": left.id, "size": 65_536}
        async with office.vault.writing() as connection:
            await connection.execute(insert(FileRow).values(**row))
        await ben.visit(INBOX)
        said.append(ben.page)

    assert "1 file" not in none
    assert ">1 file<" in said[0]
    assert ">2 files<" in said[1]


async def test_a_closed_tip_with_a_new_message_is_one_click_away(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()
    await ben.visit(INBOX)
    await ben.press("Knives")
    await ben.press("Close the tip", choice="known")
    await office.add(left, "It is back")

    await ben.visit(INBOX)
    inbox = ben.page
    await ben.visit(f"{INBOX}?view=closed&who=news")

    way = f'href="{INBOX}?view=closed&amp;who=news">1 closed with news'
    assert way in inbox
    assert ben.page.count('class="qw-open">Knives') == 1
    assert "Who had it" in ben.page


async def test_a_page_that_has_become_empty_leads_to_the_first(ben: Visitor) -> None:
    await ben.visit(f"{INBOX}?page=3")

    assert "There is nothing on this page any more." in ben.page
    assert f'href="{INBOX}?page=1"' in ben.page
    assert "Previous" not in ben.page


async def test_pages_lead_to_each_other(office: Desk, ben: Visitor) -> None:
    for number in range(51):
        await office.leave_tip(Answers(text=f"Tip {number}"))

    await ben.visit(INBOX)
    first = ben.page
    await ben.visit(f"{INBOX}?page=2")

    assert first.count('class="qw-open">No topic chosen') == 50
    assert f'href="{INBOX}?page=2"' in first
    assert ben.page.count('class="qw-open">No topic chosen') == 1
    assert f'href="{INBOX}?page=1"' in ben.page
    assert f'href="{INBOX}?page=3"' not in ben.page
    assert "Page 2, the last" in ben.page
    assert "the last" not in first


@pytest.mark.parametrize(
    "address",
    [
        "/inbox/auditor",
        "/inbox/nowhere",
        f"{INBOX}?page=0",
        f"{INBOX}?page=x",
        f"{INBOX}?page=-1",
        f"{INBOX}?page=99999",
        f"{INBOX}?page=٣",
        f"{INBOX}?view=all",
    ],
)
async def test_an_address_that_is_none_is_not_found(ben: Visitor, address: str) -> None:
    await ben.visit(address)

    assert ben.status == 404


async def test_a_desk_that_gets_no_tips_has_no_inbox(
    office: Desk, faye: Visitor
) -> None:
    await office.leave_tip(facts=Facts(desk=SAFEGUARDING_DESK))

    await faye.visit("/inbox")
    told = faye.page
    await faye.visit(f"/inbox/{SAFEGUARDING_DESK}")

    assert "You have no inbox yet" in told
    assert faye.status == 404


async def test_somebody_without_a_desk_is_told_what_to_wait_for(
    carol: Visitor,
) -> None:
    await carol.visit("/inbox")
    told = carol.page
    await carol.visit(INBOX)

    assert "You have no inbox yet" in told
    assert carol.status == 403


async def test_nobody_sees_an_inbox_without_signing_in(
    office: Desk, stranger: Visitor
) -> None:
    await office.leave_tip()

    await stranger.visit(INBOX)

    assert "Ravenscourt" not in stranger.page
    assert stranger.seen[0].headers["location"] == "/sign-in"
