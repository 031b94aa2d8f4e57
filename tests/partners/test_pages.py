"""What officers of both desks see and press."""

from tests.partnership import Partnership, People

REPORTS = "/reports/neighbourhood-police"
SENT = "/sent/community-safety"
TITLE = "Drug dealing beside a block"


async def test_the_police_acknowledge_take_on_patrol_and_say_what_came_of_it(
    office: Partnership, people: People
) -> None:
    await office.send()
    gina, ben = people["gina"], people["ben"]

    await gina.visit("/")
    listed = gina.page
    await gina.press(TITLE)
    opened = gina.page
    await gina.press("Acknowledge")
    await gina.press("Take it on")
    await gina.press(
        "Record the action", choice="patrol", strategy="k4", text="Two evenings."
    )
    await gina.press("Save the outcome", choice="disrupted", text="They moved on.")
    await ben.visit(SENT)
    await ben.press(TITLE)

    for said in (
        TITLE,
        "Brook Green",
        "Community Safety Team",
        "New",
        "Due in 14 days",
    ):
        assert said in listed
    for said in ("[2DC]", "A1", "S2", "Crime and Disorder Act 1998, section 115"):
        assert said in opened
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
