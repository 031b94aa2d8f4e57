"""A supervisor's page, as a browser shows it."""

from sqlalchemy import insert, update

from service.db.engine import Vault
from service.db.schema import DoorbellRow, DutyRow, MailRow, ReviewRow
from service.domain.reports import tip_reference
from tests.builders import NOON, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.tips import TODAY, Desk, a_form
from tests.visitors import Visitor

PAGE = f"/watch/{TRIAGE_DESK}"


async def test_a_quiet_desk_has_a_quiet_page(amira: Visitor) -> None:
    await amira.visit(PAGE)
    assert amira.status == 200
    for sentence in (
        "No tip has waited longer than it should.",
        "Nothing waits for a second person.",
        "Every report that was sent has been answered.",
        "Every mail to this desk has gone out.",
        "Upkeep is not at work.",
    ):
        assert sentence in amira.page
    assert amira.page.count("OFFICIAL-SENSITIVE") == 2


async def test_what_is_late_is_a_button_that_opens_it(
    office: Desk, amira: Visitor
) -> None:
    left = await office.leave_tip()
    async with office.vault.writing() as connection:
        await connection.execute(update(DoorbellRow).values(level=2, ring_at=10**10))
        review = {"tip": left.id, "desk": TRIAGE_DESK, "day": TODAY}
        await connection.execute(insert(ReviewRow).values(**review))
    await amira.visit(PAGE)
    assert "The supervisor was told" in amira.page
    await amira.press(tip_reference(left.id), at=f"/tips/{left.id}")
    assert amira.status == 200
    assert "behind the bins" in amira.page
    await amira.visit(PAGE)
    assert f'action="/tips/{left.id}/review"' in amira.page
    assert "Ravenscourt" not in amira.page


async def test_mail_that_waits_is_told_without_an_address(
    office: Desk, amira: Visitor
) -> None:
    mail = {"desk": TRIAGE_DESK, "kind": "ring", "sent": False, "attempts": 3}
    vault = Vault(office.site.database.owner)
    async with vault.writing() as connection:
        times = {"made_at": NOON.seconds, "next_at": NOON.seconds}
        await connection.execute(insert(MailRow).values(id="a", **mail, **times))
    await vault.close()
    await amira.visit(PAGE)
    assert "1 mail has not gone out" in amira.page
    assert "tried 3 times" in amira.page
    assert "4 March 2026, 12:00" in amira.page
    assert "@" not in amira.page.split("<h2")[-1]


async def test_work_is_handed_on_from_the_page(office: Desk, amira: Visitor) -> None:
    ben, tip = await office.open_new()
    await office.handling.claim(ben, a_form(tip))
    people = office.site.people
    await amira.visit(PAGE)
    await amira.press("Hand it on")
    assert amira.status == 200
    assert "<title>Error: " in amira.page
    assert "Choose whose work is handed on" in amira.page
    await amira.press("Hand it on", whose=people["ben"].id, to=people["ben"].id)
    assert "Choose somebody else to take it" in amira.page
    assert f'value="{people["ben"].id}" selected' in amira.page
    await amira.press("Hand it on", to=people["amira"].id)
    assert "1 tip was handed on." in amira.page


async def test_the_menu_leads_supervisors_there_and_nobody_else(
    amira: Visitor, ben: Visitor
) -> None:
    await amira.visit("/desks")
    assert f'href="{PAGE}"' in amira.page
    await ben.visit("/desks")
    assert "/watch/" not in ben.page
    await ben.visit(PAGE)
    assert ben.status == 403


async def test_a_desk_without_tips_sees_its_duties_alone(
    office: Desk, amira: Visitor
) -> None:
    left = await office.leave_tip()
    duty = {"tip": left.id, "desk": SAFEGUARDING_DESK, "open": True, "priority": 1}
    async with office.vault.writing() as connection:
        await connection.execute(insert(DutyRow).values(**duty, level=2, ring_at=0))
    faye = amira
    faye.client.cookies.clear()
    faye.client.cookies.set("__Host-desk", await office.sign_in("faye"))
    await faye.visit(f"/watch/{SAFEGUARDING_DESK}")
    assert f'action="/duties/{SAFEGUARDING_DESK}/{left.id}"' in faye.page
    assert "Hand on" not in faye.page
