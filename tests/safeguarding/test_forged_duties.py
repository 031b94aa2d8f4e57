"""Duties that whoever runs the public process writes for tips that are there."""

import pytest
from sqlalchemy import insert, select

from crypto import LetterContext, ShredKey, seal_letter
from service.db.schema import DutyRow, LetterRow, SealRow
from service.domain.duties import Step
from service.domain.errors import DutyOpenError, NotFoundError
from service.domain.forms import Seen
from service.domain.letters import Kind
from service.domain.people import DeskId
from service.domain.tips import TipId
from tests.builders import (
    INDEPENDENT_DESK,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
)
from tests.safeguarding.guardians import A_RUNNER, SOME_SHOUTING, Guardians
from tests.tips import a_form


async def forge_duty(guardians: Guardians, tip: TipId, desk: DeskId) -> None:
    """Begin a duty for any desk, with the rights of the public process."""
    row = {"tip": tip, "desk": desk, "priority": 0, "ring_at": 0}
    async with guardians.public.vault.writing() as connection:
        forged = insert(DutyRow).values(**row, open=True, level=0)
        await connection.execute(forged)


async def forge_seal(guardians: Guardians, tip: TipId, desk: DeskId) -> None:
    """Put a seal on the tip's own letter, with the key of another letter in it."""
    async with guardians.desk.vault.reading() as connection:
        letters = select(LetterRow.id).where(LetterRow.tip == tip)
        letter = await connection.scalar(letters.where(LetterRow.kind == Kind.TIP))
    context = LetterContext(Kind.TIP.value, str(letter))
    _sealed, key = seal_letter(context, ShredKey.generate(), body="Another tip.")
    card = guardians.site.desks[desk].card
    box = card.seal_content_key(key, context)
    row = {"letter": letter, "desk": desk, "card": card.id, "box": box}
    async with guardians.public.vault.writing() as connection:
        await connection.execute(insert(SealRow).values(**row, adopted=False))


async def test_the_police_take_no_tip_by_a_duty_that_was_forged_for_them(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(A_RUNNER)
    await forge_duty(guardians, tip, POLICE_DESK)
    await forge_seal(guardians, tip, POLICE_DESK)
    pat, form = guardians.officer("pat"), await guardians.form("ben", tip)

    with pytest.raises(NotFoundError):
        await guardians.look("pat", tip, POLICE_DESK)
    asked = Step.PROPOSED, "Nothing needs to be done."
    with pytest.raises(NotFoundError):
        await guardians.duties.close(pat, form, POLICE_DESK, asked)
    seen = await guardians.look("faye", tip, SAFEGUARDING_DESK)
    assert [(one.desk, one.open) for one in seen.tip.duties] == [
        (SAFEGUARDING_DESK, True)
    ]


async def test_a_tip_closes_although_a_duty_was_forged_for_another_desk(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    ben = guardians.officer("ben")
    await forge_duty(guardians, tip, POLICE_DESK)
    seen = await guardians.look("ben", tip)
    assert seen.tip.duties == ()
    await guardians.desk.handling.claim(ben, a_form(seen.tip))

    closed = await close(guardians, tip)

    assert not closed.tip.record.open


async def test_a_tip_with_a_real_duty_stays_open_whatever_else_was_forged(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(A_RUNNER)
    ben = guardians.officer("ben")
    await forge_duty(guardians, tip, POLICE_DESK)
    await guardians.desk.handling.claim(ben, await guardians.form("ben", tip))

    with pytest.raises(DutyOpenError):
        await close(guardians, tip)


async def test_the_front_door_takes_no_tip_by_a_forged_duty_and_a_forged_seal(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    await guardians.look("ben", tip)
    await forge_duty(guardians, tip, SAFEGUARDING_DESK)

    with pytest.raises(NotFoundError):
        await guardians.look("faye", tip, SAFEGUARDING_DESK)
    await forge_seal(guardians, tip, SAFEGUARDING_DESK)
    with pytest.raises(NotFoundError):
        await guardians.look("faye", tip, SAFEGUARDING_DESK)


async def test_no_list_shows_a_duty_of_a_desk_that_has_none(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    await forge_duty(guardians, tip, POLICE_DESK)
    await forge_duty(guardians, tip, INDEPENDENT_DESK)

    ben = guardians.officer("ben")
    ines = guardians.officer("ines")
    ours = await guardians.duties.list_duties(ben, TRIAGE_DESK)
    theirs = await guardians.duties.list_duties(ines, INDEPENDENT_DESK)

    assert (ours.open, theirs.open) == ((), ())


async def close(guardians: Guardians, tip: TipId) -> Seen:
    """Let ben close a tip, as triage does."""
    form, ben = await guardians.form("ben", tip), guardians.officer("ben")
    outcome = guardians.site.borough.outcomes[0].code
    return await guardians.desk.handling.close(ben, form, outcome, "")
