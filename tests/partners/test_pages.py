"""What officers of both desks see and press."""

import pytest

from service.db.schema import AuditEntryRow
from service.domain.audit import Act
from tests.partnership import Partnership, People, a_report

REPORTS = "/reports/neighbourhood-police"
SENT = "/sent/community-safety"
TITLE = "Drug dealing beside a block"


async def test_the_police_acknowledge_take_on_patrol_and_say_what_came_of_it(
    office: Partnership, people: People
) -> None:
    await office.send()
    gina, ben = people["gina"], people["ben"]

    await gina.visit("/")
    await gina.press(TITLE)
    await gina.press("Acknowledge")
    await gina.press("Take it on")
    await gina.press(
        "Record the action", choice="patrol", strategy="k4", text="Two evenings."
    )
    await gina.press("Save the outcome", choice="disrupted", text="They moved on.")
    await ben.visit(SENT)
    await ben.press(TITLE)

    assert "You said what came of it: It was stopped or made harder" in gina.page
    for said in (
        "Neighbourhood police acknowledged it",
        "Neighbourhood police took it on",
        "Neighbourhood police recorded an action: Patrols",
        "Standing with communities against crime",
        "Two evenings.",
        "They moved on.",
        "Answered",
    ):
        assert said in ben.page
    assert "gina" not in ben.page


async def test_a_line_says_what_where_from_whom_and_by_when(
    office: Partnership, people: People
) -> None:
    release = await office.send()

    await people["gina"].visit(REPORTS)

    for said in (
        TITLE,
        "QW-",
        "OFFICIAL-SENSITIVE",
        "Drug dealing in a street, block or park, Brook Green",
        "Community Safety Team",
        ">New<",
        "Due in 14 days",
        "1 report waits for your answer.",
    ):
        assert said in people["gina"].page
    assert f'href="/reports/neighbourhood-police/{release}' not in people["gina"].page


async def test_looking_at_the_lists_changes_and_logs_nothing(
    office: Partnership, people: People
) -> None:
    release = await office.send()
    before = await office.find_line(release)

    await people["gina"].visit(REPORTS)
    await people["ben"].visit(SENT)

    assert await office.find_line(release) == before
    assert await office.exchange.desk.count(AuditEntryRow) == 0


async def test_a_report_says_what_its_grade_and_terms_mean(
    office: Partnership, people: People
) -> None:
    await office.send()
    await people["hal"].visit(REPORTS)

    await people["hal"].press(TITLE)

    for said in (
        "[2DC], provisional",
        "The source is untested",
        "It cannot be said how the source knows it",
        "Do not act on it directly",
        "Do not rewrite it or pass it on without asking the sender.",
        "Confidence: Medium.",
        "Crime and Disorder Act 1998, section 115",
        "Prevent crime or disorder",
        "It has gone on for weeks and children pass there.",
        "For intelligence use only.",
        "A young person on a bicycle: may be harmed by it",
        "early February to early March",
    ):
        assert said in people["hal"].page
    assert await office.exchange.desk.list_acts() == [Act.REPORT_OPENED]


async def test_what_was_sent_for_support_says_that_it_is_not_for_enforcement(
    office: Partnership, people: People
) -> None:
    await office.send(a_report(purpose="support"))
    await people["hal"].visit(REPORTS)

    await people["hal"].press(TITLE)

    assert "It must not be used for enforcement." in people["hal"].page


async def test_pictures_say_how_many_days_are_left_and_offer_to_be_kept(
    office: Partnership, people: People
) -> None:
    await office.ask_for_pictures()
    await people["hal"].visit(REPORTS)
    listed = people["hal"].page

    await people["hal"].press("Bins behind Ravenscourt Park")
    asked = people["hal"].page
    await people["hal"].press("Save the answer", choice="cctv-kept")

    assert "Pictures to be kept" in listed
    assert "12 days left, gone after 16 March 2026" in asked
    assert "21:30 to 23:00" in asked
    assert "Record the action" not in asked
    assert "You said what came of it: The pictures are kept" in people["hal"].page


async def test_the_second_of_two_partners_is_told_and_keeps_their_words(
    office: Partnership, people: People
) -> None:
    await office.send()
    gina, hal = people["gina"], people["hal"]
    for officer in (gina, hal):
        await officer.visit(REPORTS)
        await officer.press(TITLE)

    await gina.press("Record the action", choice="patrol")
    await hal.press("Send the question", text="Which side?\nAnd when?")
    told = hal.status, hal.page
    await hal.press("Send the question", text="Which side?\nAnd when?")

    assert told[0] == 409
    assert "gina recorded an action: Patrols while you were reading." in told[1]
    assert ">\nWhich side?\nAnd when?</textarea>" in told[1]
    assert "You asked a question." in hal.page


async def test_words_typed_while_it_was_withdrawn_can_still_be_copied(
    office: Partnership, people: People
) -> None:
    release = await office.send()
    await people["hal"].visit(REPORTS)
    await people["hal"].press(TITLE)

    await office.withdraw(release, "It named the wrong street")
    await people["hal"].press("Send the question", text="Which side?")

    assert people["hal"].status == 409
    assert "Community Safety Team withdrew it while you" in people["hal"].page
    assert "What you typed was not saved." in people["hal"].page
    assert "Which side?" in people["hal"].page


async def test_a_withdrawn_report_says_when_and_why_and_nothing_else(
    office: Partnership, people: People
) -> None:
    release = await office.send()
    await office.open("hal", release)

    await office.withdraw(release, "It named the wrong street")
    await people["hal"].visit(REPORTS)
    listed = people["hal"].page
    await people["hal"].press("Withdrawn by the sender")

    for page in (listed, people["hal"].page):
        assert TITLE not in page
        assert "Blythe Road" not in page
    assert "Withdrawn by Community Safety Team on 4 March 2026" in people["hal"].page
    assert "It named the wrong street" in people["hal"].page
    assert "Take it on" not in people["hal"].page


@pytest.mark.parametrize(
    "wrong",
    [
        ("Record the action", {"text": "Done"}, "Choose one from the list"),
        ("Save the outcome", {}, "Choose one from the list"),
        ("Give feedback", {"text": "Thanks"}, "Choose one from the list"),
        ("Hand over", {}, "Choose one from the list"),
        ("Send the question", {"text": " "}, "Write something first"),
        ("Send the question", {"text": "x" * 4001}, "Use 4,000 characters or fewer"),
        ("Send the question", {"text": "Wh\x00y"}, "could not be read"),
    ],
)
async def test_what_is_wrong_with_a_form_is_said_beside_it(
    office: Partnership, people: People, wrong: tuple[str, dict[str, str], str]
) -> None:
    button, typed, problem = wrong
    release = await office.send()
    hal = people["hal"]
    await hal.visit(REPORTS)
    await hal.press(TITLE)

    await hal.press(button, **typed)

    assert hal.status == 400
    assert "<title>Error: " in hal.page
    assert hal.page.count(problem) == 2
    assert typed.get("text", "").strip().replace("\x00", "") in hal.page
    assert (await office.find_line(release)).version == 0


async def test_a_button_pressed_twice_says_that_it_was_done(
    office: Partnership, people: People
) -> None:
    await office.send()
    hal = people["hal"]
    await hal.visit(REPORTS)
    await hal.press(TITLE)
    before = hal.page

    await hal.press("Acknowledge")
    hal.page = before
    await hal.press("Acknowledge")

    assert "Already done" in hal.page
    assert hal.page.count("You acknowledged it, ") == 1


async def test_a_report_is_handed_to_a_colleague_and_taken_over(
    office: Partnership, people: People
) -> None:
    await office.send()
    gina, hal = people["gina"], people["hal"]
    colleague = office.exchange.desk.officer("hal").officer_id
    await gina.visit(REPORTS)
    await gina.press(TITLE)

    await gina.press("Hand over", choice=colleague)
    handed = gina.page
    await hal.visit(REPORTS)
    await hal.press(TITLE)
    got = hal.page
    await gina.press("Take it over")

    assert "You handed it to hal." in handed
    assert "hal has it" in handed
    assert "gina handed it to you, 4 March 2026" in got
    assert "You have it" in got
    assert "You took it on." in gina.page


async def test_pages_of_reports_lead_to_each_other(
    office: Partnership, people: People
) -> None:
    for _number in range(51):
        await office.send()

    await people["hal"].visit(REPORTS)
    first = people["hal"].page
    await people["hal"].visit(f"{REPORTS}?page=2")

    assert first.count(f'class="qw-open">{TITLE}') == 50
    assert f'href="{REPORTS}?page=2"' in first
    assert "51 reports wait for your answer." in first
    assert people["hal"].page.count(f'class="qw-open">{TITLE}') == 1


async def test_what_needs_a_look_comes_first_and_what_was_answered_last(
    office: Partnership, people: People
) -> None:
    for title, days in (("Answered", 1), ("Soon", 3), ("Late", -2), ("New", 20)):
        release = await office.send(office.titled(title), days=days)
        if title != "New":
            await office.acknowledge("hal", release)
        if title == "Answered":
            await office.settle("hal", release)

    await people["hal"].visit(REPORTS)

    page = people["hal"].page
    places = [page.index(f">{title}</button>") for title in ("New", "Late", "Soon")]
    assert [*places, page.index(">Answered</button>")] == sorted(
        [*places, page.index(">Answered</button>")]
    )
    assert "Overdue by 2 days" in page
    assert "1 overdue" in page
