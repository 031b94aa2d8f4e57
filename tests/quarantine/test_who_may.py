"""Whose quarantine it is, and who may empty it."""

import pytest

from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.people import DeskId
from service.domain.quarantine import Which
from service.domain.tips import TipId
from tests.builders import INDEPENDENT_DESK, TRIAGE_DESK
from tests.quarantine.flooded import Flooded

ALL = Which()


async def test_another_desk_s_quarantine_is_not_there(flooded: Flooded) -> None:
    await flooded.send()
    [tip] = await flooded.list_held()
    ines, amira = flooded.officer("ines"), flooded.officer("amira")

    with pytest.raises(NotFoundError):
        await flooded.looking.look(ines, TRIAGE_DESK)
    with pytest.raises(NotFoundError):
        await flooded.looking.open_samples(ines, TRIAGE_DESK)
    with pytest.raises(NotFoundError):
        await flooded.emptying.let_in(ines, TRIAGE_DESK, Which(one=tip))
    other = await flooded.emptying.let_in(ines, INDEPENDENT_DESK, Which(one=tip))
    with pytest.raises(NotFoundError):
        await flooded.emptying.let_in(ines, INDEPENDENT_DESK, Which(like=tip))
    with pytest.raises(NotFoundError):
        await flooded.emptying.let_in(amira, DeskId("nowhere"), ALL)
    assert other.done == 0
    assert await flooded.list_held() == {tip}


async def test_closing_needs_a_supervisor_and_an_outcome(flooded: Flooded) -> None:
    await flooded.send()

    with pytest.raises(ForbiddenError):
        await flooded.close("ben", ALL)
    with pytest.raises(BadFormError):
        await flooded.close("amira", ALL, "no-such-outcome")
    with pytest.raises(NotFoundError):
        await flooded.close("amira", Which(like=TipId("none")))
    assert len(await flooded.list_held()) == 1
