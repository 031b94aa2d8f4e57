"""A name that was left is opened by its custodian, for a reason, and never silently."""

from dataclasses import replace

import anyio
import pytest

from service.domain.audit import Act
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.forms import Ending
from service.domain.letters import Kind
from service.domain.people import DeskId
from tests.builders import CUSTODIAN_DESK
from tests.custody.custodians import RUTH, WARD_NEWS, WHY, Town, only
from tests.keys import count_opened, open_with


async def test_a_name_is_opened_for_who_asked_and_told_to_whoever_left_it(
    town: Town,
) -> None:
    _tip, receipt, request = await town.ask_about_new()

    asked = await town.open_name(request)

    assert asked.ending is Ending.DONE
    assert asked.name is not None
    assert (asked.name.identity.name, asked.name.identity.contact) == (
        RUTH.name,
        RUTH.contact,
    )
    assert receipt is not None
    thread = await town.public.mailbox.open_mailbox(receipt.words)
    assert [notice.text for notice in thread.notices] == [
        "Somebody may be hurt if we cannot talk to the person"
    ]
    assert thread.unreadable == 0


async def test_the_desk_that_asked_sees_that_it_was_opened_and_not_the_name(
    town: Town,
) -> None:
    tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)

    sought = await town.seeking.look(town.officer("ben"), tip)

    answer = only(sought.requests).answers[0]
    assert (answer.turn.step, answer.turn.reason) == ("opened", "safety")
    assert sought.name is None
    opened = await open_with(town.desk.site, DeskId("community-safety"))
    assert not any(RUTH.name in text for texts in opened.values() for text in texts)


async def test_a_name_that_is_passed_on_can_be_read_by_who_asked(town: Town) -> None:
    tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request, passes_on=True)

    sought = await town.seeking.look(town.officer("ben"), tip)

    assert sought.name is not None
    assert sought.name.identity.contact == RUTH.contact
    # With the key of notices they could tell the reporter what only a custodian may.
    assert sought.name.notices is None
    assert (await town.desk.list_acts())[-1] == Act.NAME_READ


async def test_every_step_stands_in_the_log_and_each_opening_is_an_entry(
    town: Town,
) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    await town.custody.read(town.officer("omar"), CUSTODIAN_DESK, request)
    await town.open_name(request)
    await town.open_name(request, answered=1)

    acts = await town.desk.list_acts()

    assert acts == [
        *(Act.TIP_OPENED, Act.NAME_ASKED, Act.TIP_OPENED),
        *(Act.NAME_ASK_READ, Act.NAME_OPENED, Act.NAME_OPENED),
    ]


async def test_a_form_that_comes_twice_opens_nothing_a_second_time(town: Town) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    seed = bytes(range(16))
    await town.open_name(request, seed=seed)

    again = await town.open_name(request, seed=seed)

    assert again.ending is Ending.ALREADY
    assert again.name is None
    assert await town.count_letters(Kind.NOTICE) == 1


async def test_of_two_custodians_at_once_the_second_is_shown_what_the_first_did(
    town: Town,
) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    endings = []

    async def open_as(name: str) -> None:
        endings.append((await town.open_name(request, name)).ending)

    async with anyio.create_task_group() as group:
        group.start_soon(open_as, "omar")
        group.start_soon(open_as, "petra")

    assert sorted(endings) == [Ending.CHANGED, Ending.DONE]
    assert await town.count_letters(Kind.NOTICE) == 1


async def test_a_custodian_can_say_why_not_and_nothing_is_opened(town: Town) -> None:
    tip, receipt, request = await town.ask_about_new()

    asked = await town.refuse(request)

    assert asked.name is None
    sought = await town.seeking.look(town.officer("ben"), tip)
    assert only(sought.requests).answers[0].remark.text == "Ask in the thread first."
    assert sought.can_ask
    assert receipt is not None
    assert (await town.public.mailbox.open_mailbox(receipt.words)).notices == ()


async def test_the_custodian_sees_who_asks_and_why_and_no_tip(town: Town) -> None:
    tip, _receipt, request = await town.ask_about_new()
    omar = town.officer("omar")

    listed = await town.custody.list_asked(omar, CUSTODIAN_DESK)
    asked = await town.custody.read(omar, CUSTODIAN_DESK, request)

    assert [line.request.is_waiting for line in listed.lines] == [True]
    assert asked.request.remark.text == WHY
    with pytest.raises(NotFoundError):
        await town.desk.casebook.open_tip(omar, tip)


async def test_neither_key_opens_what_the_other_is_for(town: Town) -> None:
    await town.ask_about_new()
    site = town.desk.site

    custodian = await count_opened(site, CUSTODIAN_DESK)
    triage = await count_opened(site, DeskId("community-safety"))
    front_door = await count_opened(site, DeskId("childrens-front-door"))

    assert dict(custodian) == {"identity": 1, "custody": 1}
    assert dict(triage) == {"tip": 1, "custody": 1}
    assert dict(front_door) == {}


async def test_without_words_it_is_opened_and_nobody_can_be_told(town: Town) -> None:
    tip, receipt = await town.leave(replace(WARD_NEWS, wants_words=False))
    sought = await town.ask(tip)

    asked = await town.open_name(only(sought.requests).id)

    assert receipt is None
    assert asked.name is not None
    assert await town.count_letters(Kind.NOTICE) == 0


async def test_once_the_reporter_deletes_it_the_name_is_gone_everywhere(
    town: Town,
) -> None:
    tip, receipt, request = await town.ask_about_new()
    await town.open_name(request, passes_on=True)
    assert receipt is not None
    await town.public.mailbox.delete(receipt.words)
    omar = town.officer("omar")

    listed = await town.custody.list_asked(omar, CUSTODIAN_DESK)
    sought = await town.seeking.look(town.officer("ben"), tip)

    assert (listed.lines, listed.gone) == ((), 1)
    assert sought.name is None
    with pytest.raises(NotFoundError):
        await town.open_name(request, answered=1)
    for desk in town.desk.site.desks:
        opened = await open_with(town.desk.site, desk)
        assert RUTH.name not in str(opened)


async def test_what_waits_for_an_answer_stands_first_in_the_custodians_list(
    town: Town,
) -> None:
    asked = [(await town.ask_about_new())[2] for _ in range(3)]
    for answered in asked[:2]:
        await town.refuse(answered)

    listed = await town.custody.list_asked(town.officer("omar"), CUSTODIAN_DESK)

    waits = [line.request.is_waiting for line in listed.lines]
    assert waits == [True, False, False]


async def test_nobody_asks_for_a_name_that_was_not_left(town: Town) -> None:
    tip, _receipt = await town.leave(replace(WARD_NEWS, left_name="no"), None)

    with pytest.raises(BadFormError):
        await town.ask(tip)


async def test_nobody_asks_again_while_the_first_request_waits(town: Town) -> None:
    tip, _receipt, _request = await town.ask_about_new()

    with pytest.raises(BadFormError):
        await town.ask(tip, "amira")


async def test_who_reads_tips_opens_no_name_whatever_a_row_says(town: Town) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    omar, ben = town.officer("omar"), town.officer("ben")
    both = replace(omar, posts=(*omar.posts, *ben.posts))

    with pytest.raises(ForbiddenError):
        await town.custody.read(both, CUSTODIAN_DESK, request)
    with pytest.raises(ForbiddenError):
        await town.custody.list_asked(ben, CUSTODIAN_DESK)


async def test_a_tip_that_moves_to_the_independent_desk_keeps_its_custodian(
    town: Town,
) -> None:
    tip, _receipt, request = await town.ask_about_new()
    amira = town.officer("amira")
    seen = await town.desk.casebook.open_tip(amira, tip)

    await town.move(amira, seen.tip)
    await town.open_name(request, passes_on=True)

    sought = await town.seeking.look(town.officer("ines"), tip)
    assert sought.name is not None
    opened = await count_opened(town.desk.site, DeskId("community-safety"))
    assert dict(opened) == {}
