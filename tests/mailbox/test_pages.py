import asyncio
import re
from datetime import timedelta
from html import unescape

import pytest

from service.db.schema import LetterRow, MailboxRow
from service.domain.letters import Kind, Remark, Stage
from tests.builders import NOON
from tests.intake.public import Public
from tests.mailbox.coming_back import RED, come_back, post
from tests.visitors import Visitor, read_forms

TODAY = NOON.today()


async def test_a_reporter_reads_what_happened_so_far(
    kim: Visitor, public: Public
) -> None:
    receipt = await public.tell()
    for stage, text in (
        (Stage.BEING_READ, ""),
        (Stage.PASSED_ON, "To the people who look after the park."),
        (Stage.CLOSED, "We did something about what you told us."),
    ):
        remark = Remark(day=TODAY, stage=stage.value, text=text)
        await public.write(receipt, Kind.STATUS, remark)
    await public.write(receipt, Kind.MESSAGE, Remark(day=TODAY, text="Which <park>?"))

    await come_back(kim, receipt)

    said = unescape(kim.page)
    places = [
        said.index(part)
        for part in (
            "We have it",
            "Someone is reading it",
            "To the people who look after the park.",
            "We have finished with it",
            "We did something about what you told us.",
            "Community Safety Team, 4 March 2026",
            "Which <park>?",
        )
    ]
    assert places == sorted(places)
    assert "Which &lt;park&gt;?" in kim.page


async def test_a_reporter_answers_and_sees_the_answer(
    kim: Visitor, public: Public
) -> None:
    await come_back(kim, await public.tell())
    assert "Nobody has picked it up yet" in kim.page

    await kim.press("Send", text=RED)

    assert kim.status == 200
    assert "We have it. You can see it below." in kim.page
    assert f">{RED}<" in kim.page
    assert kim.find_button("Send")[0].fields["text"] == ""


async def test_send_pressed_twice_adds_once(kim: Visitor, public: Public) -> None:
    await come_back(kim, await public.tell())
    sent = {**kim.find_button("Send")[0].fields, "text": RED}

    await asyncio.gather(*(post(kim, "/back/add", sent) for _ in range(4)))

    assert kim.page.count(f">{RED}<") == 1
    assert await public.count(LetterRow) == 2


async def test_wrong_unknown_and_expired_words_get_one_page_to_the_byte(
    kim: Visitor, public: Public
) -> None:
    receipt = await public.tell()
    public.site.clock.advance(timedelta(days=public.site.borough.mailbox_days))
    tried = (
        receipt.words,
        " ".join(receipt.chosen[::-1]),
        public.site.words.generate(6),
        public.site.words.generate(6).upper(),
    )

    for path in ("/back", "/back/forget"):
        answers = [
            await kim.client.post(path, data={"words": words}) for words in tried
        ]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({tuple(answer.headers.items()) for answer in answers}) == 1


@pytest.mark.parametrize(("path", "button"), [("/back", "Con"), ("/back/forget", "D")])
async def test_a_word_that_is_not_on_the_list_is_pointed_out_and_kept(
    kim: Visitor, path: str, button: str
) -> None:
    await kim.visit(path)
    await kim.press(button, words="apple <zzyx> qqq brave")

    assert kim.status == 400
    assert "This is not one of our words: zzyx, qqq" in kim.page
    assert kim.find_button(button)[0].fields["words"] == "apple <zzyx> qqq brave"


async def test_too_few_words_are_pointed_out_and_kept(kim: Visitor) -> None:
    await kim.visit("/back")
    await kim.press("Continue", words="zap zippy zebra")

    assert kim.status == 400
    assert "Type all six words" in kim.page
    assert kim.find_button("Continue")[0].fields["words"] == "zap zippy zebra"


async def test_a_letter_that_does_not_open_never_breaks_the_page(
    kim: Visitor, public: Public
) -> None:
    receipt = await public.tell()
    broken = await public.write(receipt, Kind.MESSAGE, Remark(day=TODAY, text="No"))
    await public.write(receipt, Kind.MESSAGE, Remark(day=TODAY, text="Which park?"))
    await public.damage(broken)

    await come_back(kim, receipt)

    assert kim.status == 200
    assert "One message could not be opened" in kim.page
    assert "Which park?" in kim.page


async def test_before_deleting_it_says_what_goes_and_what_stays(kim: Visitor) -> None:
    await kim.visit("/back/forget")

    order = ["What goes", "What stays", "in our own words", "Delete it for good"]
    places = [kim.page.index(part) for part in order]
    assert places == sorted(places)


async def test_deleting_asks_for_the_words_and_then_nothing_leads_back(
    kim: Visitor, public: Public
) -> None:
    receipt = await public.tell()
    await come_back(kim, receipt)
    thread = dict(kim.find_button("Send")[0].fields)
    await kim.visit("/back/forget")
    await kim.press("Delete it", words=receipt.words)
    assert kim.status == 200
    assert "It is deleted" in kim.page

    await post(kim, "/back/add", {**thread, "text": RED})
    assert kim.status == 404
    assert kim.find_button("Continue")[0].fields["text"] == RED
    await come_back(kim, receipt)
    assert kim.status == 404
    assert await public.count(MailboxRow) == 0


async def test_on_hold_it_says_plainly_that_it_has_to_be_kept(
    kim: Visitor, public: Public
) -> None:
    receipt = await public.tell()
    await public.hold()
    await kim.visit("/back/forget")
    await kim.press("Delete it", words=receipt.words)

    assert kim.status == 403
    assert "We have to keep this for now" in kim.page
    assert "Nothing was deleted" in kim.page


async def test_every_form_keeps_itself_out_of_session_files_and_sets_no_cookie(
    kim: Visitor, public: Public
) -> None:
    pages = []
    await kim.visit("/back/forget")
    pages.append(kim.page)
    await come_back(kim, await public.tell())
    pages.append(kim.page)

    for page in pages:
        assert page.count('type="password" name="x" value="x" hidden') == 1
        assert len(read_forms(page)) == 1
        assert 'autocomplete="off" novalidate' in page
    assert not any("set-cookie" in response.headers for response in kim.seen)
    assert not any(response.request.url.query for response in kim.seen)
    assert not re.search(r'name="words"[^>]*type="password"', pages[0])


async def test_an_address_that_takes_a_form_cannot_be_opened(kim: Visitor) -> None:
    response = await kim.client.get("/back/add")

    assert response.status_code == 405
    assert "<h1" in response.text
