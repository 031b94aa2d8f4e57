"""Nobody learns a name by trying names: who did not open it is told nothing of it."""

import pytest

from crypto import random_bytes
from service.custody.comparing import MarkedAnswerError
from service.desk import app
from service.domain.audit import Act
from service.domain.custody_turns import Decision, Step
from service.domain.errors import BadFormError
from service.domain.forms import Ending
from service.domain.letters import Kind, LetterId
from service.web.cookies import COOKIE
from tests.builders import CUSTODIAN_DESK, DESK_HOST
from tests.custody.custodians import Town
from tests.visitors import at_the_door

RIGHT = "It is Mrs Adeyemi-Lowe, seen from their window."
WRONG = "It is Mrs Okafor, seen from their window."
SAID = "It is always in the evening, and never at the weekend."


async def decide(
    town: Town, request: LetterId, step: Step, text: str, *, answered: int, by: str
) -> Ending:
    decision = Decision(request, answered, step, text=text)
    officer, seed = town.officer(by), random_bytes(16)
    asked = await town.custody.decide(officer, CUSTODIAN_DESK, decision, seed)
    return asked.ending


@pytest.mark.parametrize("text", [RIGHT, WRONG, SAID])
async def test_who_did_not_open_the_name_cannot_write_back_and_is_told_no_more(
    town: Town, text: str
) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)

    with pytest.raises(BadFormError) as refused:
        await decide(town, request, Step.WROTE, text, answered=1, by="petra")

    assert type(refused.value) is BadFormError
    assert await town.count_letters(Kind.CUSTODY) == 2
    assert (await town.desk.list_acts())[-1] == Act.NAME_OPENED


async def test_who_opened_it_after_a_colleague_can_write_back_too(town: Town) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)
    await town.open_name(request, "petra", answered=1)

    ending = await decide(town, request, Step.WROTE, SAID, answered=2, by="petra")

    assert ending is Ending.DONE


async def test_refusing_a_later_request_compares_only_for_who_opened_the_name(
    town: Town,
) -> None:
    tip, _receipt, first = await town.ask_about_new()
    await town.open_name(first)
    later = (await town.ask(tip)).requests[-1].id
    given = {}
    for by in ("omar", "petra"):
        for text in (RIGHT, WRONG):
            with pytest.raises(MarkedAnswerError) as marked:
                await decide(town, later, Step.REFUSED, text, answered=0, by=by)
            given[by, text == RIGHT] = marked.value.review.given

    assert given["omar", True] != ()
    assert {given["omar", False], given["petra", True], given["petra", False]} == {()}


async def test_the_page_offers_writing_back_to_who_opened_the_name_and_says_to_whom(
    town: Town,
) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)
    site, pages = town.desk.site, {}
    async with at_the_door(app(site.desk_settings, site.clock), DESK_HOST) as visitor:
        for name in ("omar", "petra"):
            visitor.client.cookies.set(COOKIE, await town.desk.sign_in(name))
            await visitor.visit("/custody/custodian")
            await visitor.press("T-")
            pages[name] = visitor.page

    assert "to the desk that has the tip now" in pages["omar"]
    assert "Send what they said" not in pages["petra"]
    assert "Only who opened it can do that" in pages["petra"]
