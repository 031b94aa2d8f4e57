"""A tip that was deleted or closed: what happened to it, and what can still be done."""

from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.forms import Wish
from service.domain.judgements import Judgement
from service.domain.letters import Kind
from tests.tips import A_KNIFE, TODAY, Desk, a_form
from tests.visitors import Visitor

TOPIC = "Knives and weapons"
STEPS = (
    *("Pick up", "Judge it", "Write reports"),
    *("Release a report", "Ask to keep CCTV pictures"),
)
HIDDEN = Judgement(topic="KN3", place="Behind the shop")


async def test_a_withdrawn_tip_shows_only_what_officers_wrote(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()
    await ben.visit("/inbox")
    await ben.press(TOPIC)
    await ben.press("Save the note", text="A known spot")

    await office.withdraw(left)
    await ben.visit("/inbox")
    await ben.press("Withdrawn")

    assert "The reporter has deleted what they told us." in ben.page
    assert "A known spot" in ben.page
    assert A_KNIFE.where not in ben.page
    assert "Send the message" not in ben.page
    assert "Nothing of it can be judged, written up or passed on any more." in ben.page


async def test_a_withdrawn_tip_offers_only_what_can_still_be_done(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()
    await ben.visit("/inbox")
    await ben.press(TOPIC)
    whole = ben.page
    await office.withdraw(left)

    await ben.visit("/inbox")
    await ben.press("Withdrawn")
    page = ben.page
    await ben.press("Close the tip", choice="action")

    for gone in (*STEPS, "Hand over", "What it needs"):
        assert f">{gone}<" in whole
        assert f">{gone}<" not in page
    assert "Is this a safeguarding matter?" in page
    assert "You closed this: Action was taken." in ben.page
    assert "its reporter has deleted what they told us" in ben.page


async def test_what_was_judged_before_it_was_withdrawn_can_still_be_read(
    office: Desk, ben: Visitor
) -> None:
    left = await office.leave_tip()
    officer = office.officer("ben")
    tip = (await office.casebook.open_tip(officer, left.id)).tip
    await office.casebook.carry_out(
        officer,
        a_form(tip),
        Wish(Act.TIP_JUDGED, HIDDEN.json),
        lambda tip, _people: Doer(officer.officer_id, TODAY).keep(
            tip, Kind.JUDGEMENT, Act.TIP_JUDGED, HIDDEN.json
        ),
    )
    await office.withdraw(left)

    await ben.visit("/inbox")
    await ben.press("Withdrawn")
    await ben.press("Read the judgement")

    assert "there is nothing left to judge" in ben.page
    assert "Save the judgement" not in ben.page
    assert "Behind the shop" in ben.page


async def test_a_closed_tip_offers_no_step_that_its_pages_would_refuse(
    office: Desk, ben: Visitor
) -> None:
    await office.leave_tip()
    await ben.visit("/inbox")
    await ben.press(TOPIC)

    await ben.press("Close the tip", choice="action")

    for gone in STEPS:
        assert f">{gone}<" not in ben.page
    assert "Open it again" in ben.page
    assert "Nobody had it" not in ben.page
