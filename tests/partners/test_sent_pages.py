"""What the desk that sent a report sees of it, and who else sees nothing."""

import re

import pytest

from service.db.schema import AuditEntryRow, ReleaseLetterRow
from service.domain.answering import Saying
from service.domain.releases import Step
from tests.builders import POLICE_DESK, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.partnership import Partnership, People
from tests.visitors import FORM_TYPE

REPORTS = "/reports/neighbourhood-police"
SENT = "/sent/community-safety"
TITLE = "Drug dealing beside a block"
SLY = "<script>alert(1)</script>"
DOORS = ("", "/acknowledge", "/own", "/action", "/result", "/feedback", "/question")


async def test_triage_sees_who_has_not_answered_and_for_how_long(
    office: Partnership, people: People
) -> None:
    await office.send(days=-3)
    await office.settle("hal", await office.send())

    await people["ben"].visit(SENT)

    page = people["ben"].page
    row = re.search("Neighbourhood police</th>(.*?)</tr>", page, re.DOTALL)
    assert row is not None
    cells = re.findall('data-label="([^"]+)">(?:<strong>)?([^<]+)', row[1])
    assert dict(cells) == {
        "Waiting": "1",
        "Overdue": "1",
        "Oldest that waits": "today",
        "Answered": "1",
    }
    assert "Overdue by 3 days</strong>, not acknowledged" in page


async def test_a_partner_asks_back_and_triage_answers(
    office: Partnership, people: People
) -> None:
    await office.send()
    hal, ben = people["hal"], people["ben"]
    await hal.visit(REPORTS)
    await hal.press(TITLE)
    await hal.press("Send the question", text="Which side of the road?")

    await ben.visit(SENT)
    listed = ben.page
    await ben.press(TITLE)
    asked = ben.page
    await ben.press("Send the answer", text="It is not known.")
    await hal.visit(REPORTS)
    relisted = hal.page
    await hal.press(TITLE)

    assert "New answer" in listed
    assert "Which side of the road?" in asked
    assert "You answered the question." in ben.page
    assert "Send the answer" not in ben.page
    assert "New reply" in relisted
    assert "Community Safety Team answered the question, 4 March 2026" in hal.page
    assert "It is not known." in hal.page


async def test_an_empty_answer_is_said_beside_its_box(
    office: Partnership, people: People
) -> None:
    release = await office.send()
    await office.say("hal", release, Saying(Step.QUESTION, "Which side?"))
    await people["ben"].visit(SENT)
    await people["ben"].press(TITLE)

    await people["ben"].press("Send the answer", text="")

    assert people["ben"].status == 400
    assert people["ben"].page.count("Write something first") == 2


async def test_an_outcome_waits_for_triage_to_tell_the_reporter(
    office: Partnership, people: People
) -> None:
    left = await office.exchange.desk.leave_tip()
    release = await office.send(tip=left.id)
    await office.settle("hal", release)
    ben = people["ben"]
    await ben.visit(SENT)
    await ben.press(TITLE)
    offered = ben.page

    await ben.press("Tell the reporter")

    told = "Something was done to stop it or to make it harder."
    assert told in offered
    assert f">\n{told}</textarea>" in ben.page
    assert "Ravenscourt Park" in ben.page
    assert "Nothing yet. The reporter took six words" in ben.page


async def test_the_way_back_to_the_tip_is_a_button_for_its_own_desk_alone(
    office: Partnership, people: People
) -> None:
    left = await office.exchange.desk.leave_tip()
    release = await office.send(tip=left.id)
    await people["hal"].visit(REPORTS)
    await people["hal"].press(TITLE)
    await people["ben"].visit(SENT)
    await people["ben"].press(TITLE)

    await people["ben"].press("Open the tip it was made from")

    assert "There is a knife behind the bins" in people["ben"].page
    assert left.id not in people["hal"].page
    assert release in people["hal"].page


async def test_a_withdrawn_report_stays_with_the_desk_that_sent_it(
    office: Partnership, people: People
) -> None:
    release = await office.send()
    await office.withdraw(release, "It named the wrong street")
    await people["ben"].visit(SENT)

    await people["ben"].press(TITLE)

    assert "Withdrawn" in people["ben"].page
    assert "It named the wrong street" in people["ben"].page
    assert "Blythe Road" in people["ben"].page


@pytest.mark.parametrize("door", DOORS)
async def test_another_desks_report_and_none_at_all_are_one_page(
    office: Partnership, people: People, door: str
) -> None:
    release = await office.send()
    await people["faye"].visit(f"/reports/{SAFEGUARDING_DESK}")
    form, _button = people["faye"].find_button("Sign out")
    sent = {**form.fields, "version": "0", "choice": "useful", "text": "My words"}

    answers = [
        await people["faye"].client.post(f"/reports/{desk}/{one}{door}", data=sent)
        for desk in (SAFEGUARDING_DESK, POLICE_DESK, TRIAGE_DESK, "nowhere")
        for one in (release, "0" * 32, "x")
    ]

    assert {answer.status_code for answer in answers} <= {400, 404}
    assert all("Blythe Road" not in answer.text for answer in answers)
    assert await office.exchange.desk.count(ReleaseLetterRow) == 2


@pytest.mark.parametrize(
    "address",
    [
        SENT,
        "/inbox/community-safety",
        "/inbox/neighbourhood-police",
        "/sent/neighbourhood-police",
        "/reports/community-safety",
        "/reports/childrens-front-door",
        "/reports/nowhere",
        f"{REPORTS}?page=0",
        f"{REPORTS}?page=x",
        f"{REPORTS}?page=99999",
    ],
)
async def test_a_partner_is_shown_no_other_list(
    office: Partnership, people: People, address: str
) -> None:
    await office.exchange.desk.leave_tip()

    await people["hal"].visit(address)

    assert people["hal"].status == 404


async def test_a_partner_cannot_open_the_tip_or_what_was_sent(
    office: Partnership, people: People
) -> None:
    left = await office.exchange.desk.leave_tip()
    release = await office.send(tip=left.id)
    hal = people["hal"]
    await hal.visit(REPORTS)
    form, _button = hal.find_button(TITLE)

    answers = [
        await hal.client.post(path, data=form.fields)
        for path in (
            f"/tips/{left.id}",
            f"/sent/{TRIAGE_DESK}/{release}",
            f"/sent/{POLICE_DESK}/{release}",
        )
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert await office.exchange.desk.count(AuditEntryRow) == 0


async def test_a_report_cannot_be_asked_for_by_its_address(
    office: Partnership, people: People
) -> None:
    release = await office.send()

    for address in (f"{REPORTS}/{release}", f"{SENT}/{release}"):
        await people["hal"].visit(address)

        assert people["hal"].status == 405


@pytest.mark.parametrize("version", ["", "-1", "nine", "9" * 40, "٣"])
async def test_a_forged_version_is_no_form_of_ours(
    office: Partnership, people: People, version: str
) -> None:
    release = await office.send()
    await people["hal"].visit(REPORTS)
    await people["hal"].press(TITLE)

    await people["hal"].press("Acknowledge", version=version)

    assert people["hal"].status == 400
    assert (await office.find_line(release)).version == 0


async def test_a_form_without_its_ticket_changes_nothing(
    office: Partnership, people: People
) -> None:
    release = await office.send()

    answer = await people["hal"].client.post(
        f"{REPORTS}/{release}/question",
        content="version=0&text=My+words",
        headers=FORM_TYPE,
    )

    assert answer.status_code == 403
    assert "My words" in answer.text
    assert (await office.find_line(release)).version == 0


async def test_what_a_desk_wrote_is_shown_to_the_other_and_never_run(
    office: Partnership, people: People
) -> None:
    release = await office.send(office.titled(SLY))
    await office.say("hal", release, Saying(Step.QUESTION, SLY))
    pages = []

    for name, path in (("hal", REPORTS), ("ben", SENT)):
        await people[name].visit(path)
        pages.append(people[name].page)
        await people[name].press(SLY)
        pages.append(people[name].page)

    assert all("<script>alert" not in page for page in pages)
    assert all("&lt;script&gt;alert(1)" in page for page in pages)


async def test_what_a_reply_gives_away_is_answered_one_by_one_or_left_out(
    office: Partnership, people: People
) -> None:
    release = await office.send()
    await office.say("hal", release, Saying(Step.QUESTION, "How is it known?"))
    amira, reply = people["ben"], "My brother saw it. Ring 07700 900123."
    cookie = await office.exchange.desk.sign_in("amira")
    amira.client.cookies.set("__Host-desk", cookie)
    await amira.visit(SENT)
    await amira.press(TITLE)

    await amira.press("Send the answer", text=reply)
    marked = amira.status, amira.page
    await amira.press("Send the answer", **{"may-0": "relation:my brother"})
    half = amira.status, amira.page
    await amira.press("Send the answer", **{"may-1": "telephone number:07700 900123"})

    assert marked[0] == 400
    assert marked[1].count("Look at what is marked before you send it") == 2
    assert f">\n{reply}</textarea>" in marked[1]
    assert "A telephone number leads to one person." in marked[1]
    assert half[0] == 400
    assert 'value="relation:my brother" aria-describedby="may-0-why" checked' in half[1]
    assert "You answered the question." in amira.page
