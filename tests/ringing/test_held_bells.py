"""What waits in the quarantine is not forgotten, and fills nobody's letter box."""

from dataclasses import replace

from sqlalchemy import select

from crypto import random_bytes
from service.db.schema import TipRow
from service.domain.answers import Answers
from service.domain.quarantine import Which
from service.domain.sending import Sending
from service.quarantine.claiming import Claiming
from service.quarantine.usecases import Emptying, Ending
from tests.builders import NOON, TRIAGE_DESK
from tests.intake.public import Public
from tests.ringing.postbox import Postbox, Upkeep
from tests.tips import A_KNIFE, Desk

HOUR, QUARTER, MINUTE = 3600, 900, 60
NOW = NOON.seconds
DESK = "community-safety@borough.example"
SUPERVISOR = "community-safety-supervisor@borough.example"
IN_DANGER = replace(A_KNIFE, danger="yes", topic="", wants_words=False)


async def flood(public: Public, count: int, answers: Answers = IN_DANGER) -> None:
    for _ in range(count):
        sending = Sending(answers, random_bytes(16), is_suspect=True)
        await public.intake.send_tip(sending)


async def test_hundreds_in_one_quarter_hour_are_one_mail_to_each(
    public: Public, upkeep: Upkeep, postbox: Postbox
) -> None:
    for minute in (1, 5, 9, 13):
        upkeep.clock.seconds = NOW + minute * MINUTE
        await flood(public, 75)

    await upkeep.rounds(NOW + 14 * MINUTE, NOW + 2 * QUARTER - MINUTE)
    early = postbox.collect_rings()
    await upkeep.rounds(NOW + 2 * QUARTER, NOW + 3 * QUARTER - MINUTE)
    rung = postbox.collect_rings()
    await upkeep.rounds(NOW + 3 * QUARTER, NOW + 4 * QUARTER - MINUTE)

    assert early == []
    assert rung == [DESK]
    assert postbox.collect_rings() == [SUPERVISOR]


async def test_closed_together_they_are_silent(
    public: Public, desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    await flood(public, 3)
    book = desk.casebook
    emptying = Emptying(book, desk.site.borough, Claiming(book))
    ending = Ending("malicious", random_bytes(16))

    await emptying.close(desk.officer("amira"), TRIAGE_DESK, Which(), ending)
    await upkeep.rounds(NOW, NOW + HOUR - MINUTE)

    assert postbox.collect_rings() == []
    assert await upkeep.list_bells() == []


async def test_let_into_the_inbox_they_go_on_ringing(
    public: Public, desk: Desk, upkeep: Upkeep, postbox: Postbox
) -> None:
    await flood(public, 3)
    book = desk.casebook
    emptying = Emptying(book, desk.site.borough, Claiming(book))
    await emptying.let_in(desk.officer("amira"), TRIAGE_DESK, Which())

    await upkeep.rounds(NOW, NOW + 2 * QUARTER + MINUTE)

    async with upkeep.vault.reading() as connection:
        held = set(await connection.scalars(select(TipRow.quarantined)))
    assert held == {False}
    assert postbox.collect_rings() == [DESK]


async def test_what_is_less_urgent_waits_for_the_mail_at_fixed_times(
    public: Public, upkeep: Upkeep, postbox: Postbox
) -> None:
    await flood(public, 3, Answers(text="Bins are set on fire.", group="asb"))

    bells = await upkeep.list_bells()
    await upkeep.rounds(NOW, NOW + HOUR)

    assert {ring_at for _level, ring_at in bells} == {NOW + HOUR}
    assert postbox.collect_rings() == []
