"""What somebody who writes rows puts between the desks, and what it comes to."""

import pytest

from service.domain.answers import Identity
from service.domain.custody_turns import Step, Turn
from service.domain.errors import NotFoundError
from service.domain.people import DeskId
from tests.builders import CUSTODIAN_DESK
from tests.custody.custodians import RUTH, Town

HOME = DeskId("community-safety")
SOMEBODY = Identity("Somebody Else", "Nowhere", "07700 900123")
GUESSED = "0123456789abcdef" * 2


async def test_a_request_that_nobody_made_is_not_believed(town: Town) -> None:
    tip, _receipt, request = await town.ask_about_new()
    forged = await town.forge_turn(
        tip, Turn(Step.ASKED, HOME, GUESSED, "court"), CUSTODIAN_DESK
    )

    listed = await town.custody.list_asked(town.officer("omar"), CUSTODIAN_DESK)

    assert [line.request.id for line in listed.lines] == [request]
    with pytest.raises(NotFoundError):
        await town.open_name(forged)


async def test_an_answer_that_no_custodian_gave_is_not_believed(town: Town) -> None:
    tip, _receipt, request = await town.ask_about_new()
    forged = Turn(Step.OPENED, HOME, GUESSED, "safety", passes_on=True)
    await town.forge_turn(tip, forged, HOME, about=request)

    sought = await town.seeking.look(town.officer("ben"), tip)

    assert [one.id for one in sought.requests] == [request]
    assert sought.requests[0].is_waiting
    assert [one.remark is None for one in sought.tip.deeds] == [True, False]


async def test_a_name_put_beside_the_one_that_was_left_takes_no_place(
    town: Town,
) -> None:
    tip, _receipt, request = await town.ask_about_new()
    await town.forge_name(tip, GUESSED, SOMEBODY)

    asked = await town.open_name(request)

    assert asked.name is not None
    assert asked.name.identity.name == RUTH.name


async def test_a_name_given_to_a_tip_that_brought_none_cannot_be_asked_for(
    town: Town,
) -> None:
    plain = await town.desk.leave_tip()
    await town.forge_name(plain.id, GUESSED, SOMEBODY)

    sought = await town.seeking.look(town.officer("ben"), plain.id)

    assert not sought.can_ask
    assert sought.name is None
