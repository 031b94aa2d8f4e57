"""One form that brings many tips: the first reach the inbox, the rest wait."""

from dataclasses import replace

from sqlalchemy import select

from service.db.schema import TipRow
from service.domain.sending import Sending
from tests.intake.public import A_MOPED, SEED, Public


async def list_places(public: Public) -> list[bool]:
    """Which tips there are: False in the inbox, True in the quarantine."""
    query = select(TipRow.quarantined).order_by(TipRow.quarantined)
    async with public.behind.reading() as connection:
        return list(await connection.scalars(query))


async def test_who_goes_back_and_sends_something_else_twice_is_in_the_inbox(
    public: Public,
) -> None:
    for number in (0, 0, 1, 2, 2, 0):
        told = replace(A_MOPED, text=f"{A_MOPED.text} {number}")
        await public.intake.send_tip(Sending(told, SEED))

    assert await list_places(public) == [False] * 3


async def test_from_the_fourth_on_they_wait_and_other_forms_do_not(
    public: Public,
) -> None:
    for number in range(5):
        told = replace(A_MOPED, text=f"{A_MOPED.text} {number}")
        receipt = await public.intake.send_tip(Sending(told, SEED, is_proven=True))
        assert receipt is not None
    await public.intake.send_tip(Sending(A_MOPED, bytes(16)))

    assert await list_places(public) == [False] * 4 + [True] * 2
