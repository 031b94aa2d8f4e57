"""What becomes of a locked file, page by page."""

import re
from html import unescape

from service.domain.tips import TipId
from tests.builders import SAFEGUARDING_DESK, TRIAGE_DESK
from tests.viewing.album import (
    BLUR,
    Album,
    answer_the_duty,
    lock,
    look_at_locked,
    unlock,
)
from tests.viewing.test_pages import LOCKED, SHOWN
from tests.visitors import Visitor


async def decide(album: Album, lead: Visitor, *, looks: bool = True) -> TipId:
    """Lock the only file of a tip, look at it, and go where it is decided about."""
    file = await album.keep()
    tip = await album.leave(file)
    await lock(album, "ben", tip, file)
    if looks:
        await look_at_locked(album, "faye", tip, file.id)
    await lead.visit(LOCKED)
    await lead.press("T-")
    await lead.press("Decide what becomes of file 1")
    return tip


async def open_tip(ben: Visitor) -> str:
    await ben.visit(f"/inbox/{TRIAGE_DESK}")
    await ben.press("No topic chosen")
    return unescape(ben.page)


async def open_duty(lead: Visitor) -> str:
    await lead.visit(f"/duties/{SAFEGUARDING_DESK}")
    await lead.press("No topic chosen")
    return unescape(lead.page)


async def test_a_lead_unlocks_a_file_and_the_tip_says_who_and_why(
    small_album: Album, faye: Visitor, ben: Visitor
) -> None:
    await decide(small_album, faye)

    await faye.press("Unlock file 1", why="It shows a cake.")
    done = faye.page
    page = await open_tip(ben)

    assert "It is unlocked" in done
    assert "faye unlocked a file: it was locked by mistake" in page
    assert "It shows a cake." in page
    assert BLUR in page
    await ben.press("Look at file 1")
    assert SHOWN in ben.page


async def test_from_a_look_it_is_one_press_to_decide(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye, looks=False)

    await faye.press("Back to the locked files")
    await faye.press("Look at file 1", reason="refer")
    await faye.press("Decide what becomes of file 1")

    assert "Unlock file 1" in faye.page


async def test_who_has_not_looked_is_not_asked_to_unlock(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye, looks=False)

    assert "You have not looked at it since it was locked" in faye.page
    assert "Nobody has looked at it since" in faye.page
    assert "Unlock file 1" not in faye.page
    assert "for good</button>" not in faye.page


async def test_a_look_is_on_the_page_with_its_reason(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)

    assert "You looked at it" in faye.page
    assert "To decide what has to be done for the child" in faye.page
    assert "data:image" not in faye.page


async def test_unlocking_needs_a_reason_and_what_was_typed_is_kept(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)

    await faye.press("Unlock file 1", why="  ")
    empty = faye.page, faye.status
    await faye.press("Unlock file 1", why="a" * 4001)

    assert empty[1] == faye.status == 400
    assert "Write something first" in empty[0]
    assert "Use 4,000 characters or fewer" in faye.page
    assert "a" * 4001 in faye.page
    assert "file unlocked" not in await small_album.desk.list_acts()


async def test_a_file_is_handed_on_then_destroyed_and_the_duty_says_so(
    small_album: Album, faye: Visitor
) -> None:
    tip = await decide(small_album, faye, looks=False)

    await faye.press("Record that it was handed on", to="police", reference="CAD 1234")
    recorded = faye.page
    await faye.press("Destroy file 1 for good", leave="police-have-it")
    destroyed = faye.page
    page = await open_duty(faye)

    assert "It is recorded: the file was handed on" in recorded
    assert "Handed on: The police here, reference CAD 1234" in recorded
    assert "It is destroyed for good" in destroyed
    assert "You recorded that a locked file was handed on" in page
    assert "The police here, reference CAD 1234" in page
    assert "You destroyed a locked file for good" in page
    assert "Destroyed</strong>" in page
    assert "Locked files of this tip" not in page
    assert tip not in re.sub(r'action="[^"]*"', "", recorded + destroyed)
    assert await small_album.list_objects() == set()


async def test_what_is_wrong_with_a_handing_stands_beside_it_and_nothing_is_lost(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)

    await faye.press(
        "Record that it was handed on", reference="CAD 77", day="2999-01-01"
    )
    first = faye.page, faye.status
    await faye.press(
        "Record that it was handed on", to="ceop", reference="7" * 101, day="soon"
    )
    second = faye.page
    await faye.press("Record that it was handed on", to="ceop", reference="")

    assert first[1] == 400
    assert first[0].count("Choose one from the list") == 2
    assert 'value="CAD 77"' in first[0]
    assert 'value="2999-01-01"' in first[0]
    assert "not before the tip came, not later than today" in first[0]
    assert "Use 100 characters or fewer" in second
    assert 'value="ceop" checked' in second
    assert "Write the reference that they gave you" in faye.page
    assert "locked file handed on" not in await small_album.desk.list_acts()


async def test_destroying_asks_by_whose_leave(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)
    await faye.press("Record that it was handed on", to="police", reference="CAD 1")

    await faye.press("Destroy file 1 for good")

    assert faye.status == 400
    assert "Choose one from the list" in faye.page
    assert len(await small_album.list_objects()) == 1


async def test_who_was_slower_is_told_and_keeps_what_they_typed(
    small_album: Album, faye: Visitor
) -> None:
    tip = await decide(small_album, faye)
    ben = small_album.officer("ben")
    seen = await small_album.desk.handling.open_tip(ben, tip)
    assert seen.tip.answers
    [file] = seen.tip.answers.files
    await unlock(small_album, "faye", tip, file)

    await faye.press("Unlock file 1", why="It shows a dog.")

    assert faye.status == 409
    assert "This file is not locked any more" in faye.page
    assert "It shows a dog." in faye.page


async def test_a_lost_file_cannot_be_unlocked_and_the_page_says_why(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)
    [object_id] = await small_album.list_objects()
    await small_album.files.objects.remove(object_id)

    await faye.press("Unlock file 1", why="It shows a cake.")

    assert faye.status == 400
    assert "does not open any more, so it cannot be unlocked" in unescape(faye.page)
    assert "It shows a cake." in faye.page


async def test_unlocked_after_the_reporter_deleted_the_page_says_it_is_deleted(
    small_album: Album, faye: Visitor
) -> None:
    tip = await decide(small_album, faye)
    await small_album.withdraw(tip)

    await faye.press("Unlock file 1", why="It shows a cake.")

    assert "It was unlocked, and deleted at once" in faye.page
    assert await small_album.list_objects() == set()


async def test_the_duty_says_why_it_cannot_be_closed_yet(
    small_album: Album, faye: Visitor
) -> None:
    tip = await decide(small_album, faye)
    await answer_the_duty(small_album, "faye", tip)
    await open_duty(faye)

    await faye.press("Propose to close the duty", why="All is well.")

    assert faye.status == 400
    assert "A locked file is still here" in faye.page
    assert 'href="#locked"' in faye.page
    assert 'id="locked"' in faye.page
    assert "All is well." in faye.page


async def test_no_page_offers_to_take_a_locked_file_away(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)
    pages = faye.page
    await faye.press("Back to the locked files")
    await faye.press("Look at file 1", reason="police")

    assert "download" not in (pages + faye.page).replace("nodownload", "").lower()


async def test_a_form_that_is_sent_twice_says_what_was_done_and_does_no_more(
    small_album: Album, faye: Visitor
) -> None:
    await decide(small_album, faye)
    page = faye.page
    handed, _button = faye.find_button("Record that it was handed on")
    await faye.send(handed, "Record", to="police", reference="CAD 1")
    await faye.press("Destroy file 1 for good", leave="police-have-it")

    await faye.send(handed, "Record", to="police", reference="CAD 1")
    first = faye.page
    await faye.send(handed, "Record", to="police", reference="CAD 2")

    assert "This may be" not in page
    assert "This was recorded before" in first
    assert "This file is not locked any more" in faye.page
    assert "CAD 2" in faye.page
    assert (await small_album.desk.list_acts()).count("locked file handed on") == 1


async def test_what_is_wrong_about_a_file_that_went_meanwhile_is_not_asked_again(
    small_album: Album, faye: Visitor
) -> None:
    other = await small_album.keep()
    file = await small_album.keep()
    tip = await small_album.leave(file, other)
    for one in (file, other):
        await lock(small_album, "ben", tip, one)
    await faye.visit(LOCKED)
    await faye.press("T-")
    await faye.press("Decide what becomes of file 1")
    await unlock(small_album, "faye", tip, file)

    await faye.press("Record that it was handed on", reference="CAD 5")

    assert faye.status == 409
    assert "CAD 5" in faye.page


async def test_no_tip_and_no_file_that_is_not_there_is_decided_about(
    small_album: Album, faye: Visitor
) -> None:
    tip = await decide(small_album, faye)
    ticket = re.search(r'name="form" value="([^"]+)"', faye.page)
    assert ticket
    body = {"form": ticket[1], "reason": "check"}

    answers = [
        await faye.client.post(f"{LOCKED}/{path}", data=body)
        for path in ("0" * 32, f"{tip}/{'0' * 32}")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
