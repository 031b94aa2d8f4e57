"""Looking at files and locking them, page by page."""

import re
from base64 import b64encode
from html import unescape

import pytest

from service.domain.answers import Attachment
from service.domain.tips import TipId
from tests.builders import SAFEGUARDING_DESK, TRIAGE_DESK
from tests.viewing.album import BLUR, PICTURE, Album, lock
from tests.visitors import Visitor

SHOWN = b64encode(PICTURE).decode()
INDECENT = "This may be an indecent image of a child"
LOCKED = f"/locked/{SAFEGUARDING_DESK}"


async def open_tip(office: Album, visitor: Visitor, *files: Attachment) -> TipId:
    tip = await office.leave(*files)
    await visitor.visit(f"/inbox/{TRIAGE_DESK}")
    await visitor.press("No topic chosen")
    return tip


async def test_a_tips_files_are_blurred_until_somebody_asks_for_one(
    small_album: Album, ben: Visitor
) -> None:
    file = await small_album.keep()
    await open_tip(small_album, ben, file)
    listed = ben.page

    await ben.press("Look at file 1")

    assert f"data:image/jpeg;base64,{BLUR}" in listed
    assert "They can be hard to look at" in listed
    assert SHOWN not in listed
    assert f'src="data:image/jpeg;base64,{SHOWN}"' in ben.page
    assert "download" not in ben.page.replace("nodownload", "")
    assert (await small_album.desk.list_acts()).count("file looked at") == 1
    assert "media-src" not in ben.seen[-1].headers["content-security-policy"]


async def test_every_look_is_an_entry_and_leads_back_to_the_tip(
    small_album: Album, ben: Visitor
) -> None:
    await open_tip(small_album, ben, await small_album.keep())

    await ben.press("Look at file 1")
    await ben.press("Back to the tip")
    await ben.press("Look at file 1")

    assert SHOWN in ben.page
    assert (await small_album.desk.list_acts()).count("file looked at") == 2


async def test_a_video_plays_on_its_own_page_alone(
    small_album: Album, ben: Visitor
) -> None:
    await open_tip(small_album, ben, await small_album.keep(kind="video/mp4"))

    await ben.press("Look at file 1")

    assert f'src="data:video/mp4;base64,{SHOWN}"' in ben.page
    policies = [answer.headers["content-security-policy"] for answer in ben.seen]
    assert policies[-1].endswith("; media-src data:")
    assert not any("media-src" in policy for policy in policies[:-1])


async def test_what_no_page_can_show_is_listed_and_can_be_locked(
    small_album: Album, ben: Visitor
) -> None:
    await open_tip(small_album, ben, await small_album.keep(kind="text/html"))
    listed = ben.page

    await ben.press(INDECENT)
    await ben.press("Lock file 1")

    assert "file that no page can show" in listed
    assert "Look at file 1" not in listed
    assert "is locked" in ben.page


async def test_a_lost_file_is_said_to_be_lost_and_breaks_nothing(
    small_album: Album, ben: Visitor
) -> None:
    file = await small_album.keep()
    await open_tip(small_album, ben, file)
    await small_album.files.remove(file)

    await ben.press("Look at file 1")

    assert ben.status == 200
    assert "This file is lost" in ben.page
    await ben.press("Back to the tip")
    assert "Look at this." in ben.page


async def test_of_a_file_that_does_not_open_to_its_end_nothing_is_shown(
    small_album: Album, ben: Visitor
) -> None:
    file = await small_album.keep()
    await open_tip(small_album, ben, file)
    [path] = small_album.site.folder.joinpath("files").glob(f"{file.id}*")
    path.write_bytes(path.read_bytes()[:-1])

    await ben.press("Look at file 1")

    assert ben.status == 200
    assert "This file does not open" in ben.page
    assert SHOWN[:60] not in ben.page


async def test_locking_is_asked_about_first_and_needs_no_look(
    small_album: Album, ben: Visitor
) -> None:
    tip = await open_tip(small_album, ben, await small_album.keep())

    await ben.press(INDECENT)
    asked = ben.page
    await ben.press("Lock file 1")
    done = ben.page
    await ben.press("Back to the tip")

    assert "Only that supervisor can" in asked
    assert BLUR not in asked
    assert "is locked" in done
    assert "Children" in unescape(done)
    assert "Locked</strong>" in ben.page
    assert BLUR not in ben.page
    assert "Look at file 1" not in ben.page
    assert "You locked a file: it may be an indecent image of a child" in ben.page
    assert "cannot be opened" not in ben.page
    assert tip not in re.sub(r'action="[^"]*"', "", asked + done)


async def test_who_had_the_page_open_is_told_that_the_file_is_locked(
    small_album: Album, ben: Visitor
) -> None:
    file = await small_album.keep()
    tip = await open_tip(small_album, ben, file)
    await lock(small_album, "amira", tip, file)

    await ben.press("Look at file 1")

    assert "This file is locked" in ben.page
    assert "data:image" not in ben.page
    assert "file looked at" not in await small_album.desk.list_acts()


async def test_a_supervisor_of_the_front_door_looks_after_a_warning_and_a_reason(
    small_album: Album, faye: Visitor
) -> None:
    file = await small_album.keep()
    tip = await small_album.leave(file)
    await lock(small_album, "ben", tip, file)

    await faye.visit(LOCKED)
    await faye.press("T-")
    warned = faye.page
    await faye.press("Look at file 1")
    refused = faye.page, faye.status
    await faye.press("Look at file 1", reason="police")

    assert "Look only if you have to, alone" in warned
    assert "data:image" not in warned
    assert refused[1] == 400
    assert refused[0].count("Choose why you have to look") == 2
    assert f'src="data:image/jpeg;base64,{SHOWN}"' in faye.page
    assert "Back to the locked files" in faye.page


async def test_the_duty_says_that_files_are_locked_and_leads_there(
    small_album: Album, faye: Visitor, gita: Visitor
) -> None:
    file, other = await small_album.keep(), await small_album.keep()
    tip = await small_album.leave(file, other)
    await lock(small_album, "ben", tip, file)

    for visitor in (faye, gita):
        await visitor.visit(f"/duties/{SAFEGUARDING_DESK}")
        await visitor.press("No topic chosen")

    assert "A file that came with this tip is locked" in faye.page
    assert "A file was locked: it may be an indecent image" in faye.page
    assert "Locked files of this tip" not in gita.page
    await faye.press("Locked files of this tip")
    assert "Each may be an indecent image of a child" in faye.page
    await gita.press("Look at file 2")
    assert SHOWN in gita.page


async def test_who_supervises_nothing_sees_only_that_there_are_some(
    small_album: Album, gita: Visitor
) -> None:
    file = await small_album.keep()
    tip = await small_album.leave(file)
    await lock(small_album, "ben", tip, file)
    await gita.visit(f"/duties/{SAFEGUARDING_DESK}")
    ticket = re.search(r'name="form" value="([^"]+)"', gita.page)
    assert ticket

    await gita.visit(LOCKED)
    listed = gita.page
    body = {"form": ticket[1], "reason": "check"}
    answers = [
        await gita.client.post(f"{LOCKED}/{tip}{file}", data=body)
        for file in ("", f"/{file.id}")
    ]

    assert "T-" in listed
    assert 'class="qw-open">T-' not in listed
    assert [answer.status_code for answer in answers] == [403, 403]


@pytest.mark.parametrize("path", [LOCKED, f"/locked/{TRIAGE_DESK}"])
async def test_no_other_desk_has_such_a_list(ben: Visitor, path: str) -> None:
    await ben.visit(path)

    assert ben.status == 404


async def test_what_the_reporter_deleted_lists_no_file(
    small_album: Album, ben: Visitor
) -> None:
    file = await small_album.keep()
    tip = await open_tip(small_album, ben, file)
    await small_album.withdraw(tip)

    await ben.press("Look at file 1")
    refused = ben.status
    await ben.visit(f"/inbox/{TRIAGE_DESK}")
    ticket = re.search(r'name="form" value="([^"]+)"', ben.page)
    assert ticket
    answer = await ben.client.post(f"/tips/{tip}", data={"form": ticket[1]})

    assert refused == 404
    assert "The reporter has deleted" in answer.text
    assert "Files sent along" not in answer.text
