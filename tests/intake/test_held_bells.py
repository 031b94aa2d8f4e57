"""How a tip rings that waits in the quarantine."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from service.db.schema import DoorbellRow
from service.domain.sending import Sending
from tests.intake.public import A_MOPED, Public


async def test_what_waits_in_the_quarantine_has_a_bell_on_the_quarter_hour(
    public: Public,
) -> None:
    danger = replace(A_MOPED, danger="yes")
    for number in range(3):
        public.site.clock.advance(timedelta(minutes=2))
        sending = Sending(danger, bytes([number]) * 16, is_suspect=True)
        await public.intake.send_tip(sending)
    async with public.behind.reading() as connection:
        rings = set(await connection.scalars(select(DoorbellRow.ring_at)))
        counted = await connection.scalar(select(func.count()).select_from(DoorbellRow))

    [ring_at] = rings
    assert counted == 3
    assert ring_at % 900 == 0
    assert 900 <= ring_at - public.site.clock.now() <= 1800
