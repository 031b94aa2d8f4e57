"""From a tip to somebody who did something about it, and back to who told it.

The first two are the ones a council minute tells of: drugs in a ward, passed on by
a councillor, and anti-social behaviour at a shop. The third is a child's.
"""

import re
from collections.abc import AsyncIterator

import pytest

from service.domain.people import DeskId
from tests.builders import (
    INDEPENDENT_DESK,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
    Site,
)
from tests.journeys.town import CAMERAS, PATROLS, SCHOOLS, Town, live_in
from tests.keys import open_with, read_words
from tests.ringing.postbox import open_postbox, upkeep_at_work

AVONMORE, SANDS_END = "E05013734", "E05013747"
DEALING = (
    "I am the ward councillor. Four households in Tansy Court told me at my surgery"
    " that they think drugs are dealt at the side door on Thursday evenings."
)
SHOP = (
    "I work at the till of Fairlop Fresh. Every day at 3.45pm the same group kicks the"
    " doors and shouts at my manager Mrs Quill."
)
KNIFE = (
    "theres a knife in a locker at my school. my best mate showed me in year 9 form,"
    " he says its for friday. pls dont say it was me only 2 of us know"
)
QUARTER = 15 * 60


@pytest.fixture
async def town(site: Site) -> AsyncIterator[Town]:
    async with live_in(site) as living:
        yield living


async def test_drugs_in_a_ward_told_by_a_councillor_are_acted_on_and_told_back(
    town: Town,
) -> None:
    words = await town.tell(DEALING, group="drugs", topic="DR1", how_known="told")
    ben = await town.open_tip("ben", "Drug dealing in a street")
    await ben.press("Pick up")
    await town.judge(
        ben, ward=AVONMORE, knows="many", child="no", handling="P", facts="Hearsay."
    )
    await town.write_report(
        ben,
        title="Suspected dealing by flats in Avonmore",
        text="Drugs are believed to be dealt near flats in the ward in the evenings.",
        ward=AVONMORE,
        handling="P",
        action="",
        sanitisation="",
    )
    await town.release(ben, "Suspected dealing", POLICE_DESK, PATROLS)
    released = ben.page
    noor = await town.open_report("noor", "Suspected dealing")
    read = noor.page
    await noor.press("Acknowledge")
    await noor.press("Take it on")
    await noor.press("Record the action", choice="patrol", text="Evening patrols.")
    await noor.press("Save the outcome", choice="disrupted", text="Moved on twice.")
    await ben.visit("/sent/community-safety")
    await ben.press("Suspected dealing", at="/sent/")
    answered = ben.page
    await ben.press("Tell the reporter", at="/template")
    await ben.press("Send the message")
    await ben.press("Close the tip", choice="action")

    assert "It was released." in released
    assert "councillor" not in read
    assert "Tansy Court" not in read
    assert "OFFICIAL-SENSITIVE" in read
    assert "Evening patrols." in answered
    assert "Moved on twice." in answered
    back = await town.come_back(words)
    assert "Something was done to stop it" in back
    assert "We did something about what you told us." in back
    assert "Moved on twice." not in back


async def test_trouble_at_a_shop_is_looked_into_with_its_pictures_kept(
    town: Town,
) -> None:
    words = await town.tell(SHOP, group="area", topic="SH1", how_known="saw")
    ben = await town.open_tip("ben", "Stealing from shops")
    await ben.press("Pick up")
    await town.judge(ben, ward=SANDS_END, knows="some", child="no", handling="P")
    yesterday = town.site.clock.today().replace(day=3).isoformat()
    await ben.press("Ask to keep CCTV pictures")
    await ben.press(
        "Ask to keep them",
        place="Entrance of the supermarket, Harbinger Way",
        day=yesterday,
        since="15:00",
        until="17:00",
        reason="preserve",
    )
    asked = ben.page
    await ben.press("Back to the tip")
    await town.write_report(
        ben,
        title="Rowdy group at a supermarket",
        text="A group causes trouble at the entrance on weekday afternoons.",
        ward=SANDS_END,
        handling="P",
        action="",
        sanitisation="",
    )
    await town.release(ben, "Rowdy group", PATROLS)
    lena = await town.open_report("lena", "Rowdy group")
    await lena.press("Send the question", text="Is it at the front or the back?")
    await ben.visit("/sent/community-safety")
    await ben.press("Rowdy group", at="/sent/")
    await ben.press("Send the answer", text="At the front.")
    lena = await town.open_report("lena", "Rowdy group")
    told = lena.page
    await lena.press("Save the outcome", choice="supported")
    cleo = await town.officer("cleo")
    await cleo.visit(f"/reports/{CAMERAS}")
    cameras = cleo.page
    await cleo.press("Entrance of the", at="/reports/")
    kept = cleo.page
    amira = await town.open_tip("amira", "Stealing from shops")

    assert "29 days are left" in asked
    assert "At the front." in told
    assert "Rowdy group" not in cameras
    assert "15:00" in kept
    assert "Mrs Quill" not in kept + told
    assert "3.45pm" not in kept + told
    assert "Somebody was offered help" in amira.page
    assert "Someone is reading it" in await town.come_back(words)


async def test_a_childs_tip_about_a_knife_in_a_school_is_kept_safe_all_the_way(
    town: Town,
) -> None:
    words = await town.tell(
        KNIFE, group="weapons", topic="KN1", traceable="yes", danger="not-sure"
    )
    rung = await ring(town)
    ben = await town.open_tip("ben", "Someone carries a knife")
    await ben.press("Pick up")
    await town.judge(ben, knows="few", child="yes", about_child="yes", harm="A wound.")
    judged = ben.page
    await act_on_duty(town)
    await town.write_report(
        ben,
        title="Weapon in a school locker",
        text="A weapon may be kept in a locker of a secondary school in year 9.",
    )
    await ben.press("Release a report")
    await ben.press("Weapon in a school", at="/release")
    marked = ben.page
    keeps = dict.fromkeys(re.findall(r'name="(keep-[^"]+)"', marked), "needed")
    await ben.press("Back to the tip")
    await town.release(ben, "Weapon in a school", SCHOOLS, **keeps)
    waits = ben.page
    await ben.press("Back to the tip")
    await ben.press("Look at what waits")
    own = ben.page
    amira = await town.open_tip("amira", "Someone carries a knife")
    await amira.press("Look at what waits")
    await amira.press("Release it")
    released = amira.page
    suri = await town.open_report("suri", "Weapon in a school")
    await suri.press("Acknowledge")
    await suri.press("Make a PDF", reason="outside-partner")
    printed = suri.seen[-1]
    suri = await town.open_report("suri", "Weapon in a school")
    await suri.press("Save the outcome", choice="protected")
    await ben.visit("/sent/community-safety")
    await ben.press("Weapon in a school", at="/sent/")
    await ben.press("Tell the reporter", at="/template")
    await ben.press("Send the message")
    await ben.press("Close the tip", choice="action")

    assert rung == ["community-safety@borough.example"]
    assert "Duty open" in judged
    assert "year 9" in marked
    assert keeps
    assert "It waits for a second person" in waits
    assert "A supervisor who did not ask for this" in own
    assert "It went out." in released
    assert printed.headers["content-type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    assert "Somebody is safer because of what you told us." in await town.come_back(
        words
    )
    await check_keys(town)


async def ring(town: Town) -> list[str]:
    """Let upkeep ring until the next quarter hour and one more have passed."""
    start = town.site.clock.now()
    async with (
        open_postbox() as box,
        upkeep_at_work(town.site, town.site.clock, box.reach()) as upkeep,
    ):
        await upkeep.rounds(start, start + 2 * QUARTER + 60)
        return box.collect_rings()


async def act_on_duty(town: Town) -> None:
    """Let the front door act, and the team confirm that the duty is done."""
    faye = await town.officer("faye")
    await faye.visit("/duties/childrens-front-door")
    await faye.press("Someone carries a knife", at="/duties/")
    assert "my best mate" in faye.page
    await faye.press("Record it", action="referred", done="Agreed by telephone.")
    await faye.press("Propose to close the duty")
    assert "Somebody else, at your desk or the other" in faye.page
    ben = town.visitors["ben"]
    await ben.press("Look at the duty")
    await ben.press("Confirm: close the duty")
    await ben.press("Back to the tip")


async def check_keys(town: Town) -> None:
    """Try every desk's keys: who can open what, whatever the pages show."""
    opened = {
        desk: await open_with(town.site, desk)
        for desk in (
            *(TRIAGE_DESK, SAFEGUARDING_DESK, INDEPENDENT_DESK, SCHOOLS),
            *(POLICE_DESK, PATROLS, DeskId("auditor")),
        )
    }

    assert read_words(opened[TRIAGE_DESK]) == [KNIFE]
    assert read_words(opened[SAFEGUARDING_DESK]) == [KNIFE]
    assert set(opened[SAFEGUARDING_DESK]) == {"tip", "duty"}
    assert set(opened[SCHOOLS]) == {"release-report", "release-answer"}
    assert "release-link" in opened[TRIAGE_DESK]
    for nobody in (INDEPENDENT_DESK, POLICE_DESK, PATROLS, DeskId("auditor")):
        assert opened[nobody] == {}
    read = "".join(text for texts in opened[SCHOOLS].values() for text in texts)
    assert "my best mate" not in read
    assert "only 2 of us" not in read
