"""Which desks get the key of what a reporter told, tried with every desk's keys."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import Executable, delete, insert, select
from sqlalchemy.exc import ProgrammingError

from service.db.engine import Vault
from service.db.schema import DeskCardRow, DutyRow, MailboxRow, SealRow, TipRow
from service.domain.answers import Answers
from service.domain.errors import NotOpenYetError
from service.domain.people import DeskId
from tests.builders import (
    INDEPENDENT_DESK,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
    open_desk,
)
from tests.intake.public import A_MOPED, Public

A_RUNNER = Answers(text="He carries bags for older boys.", topic="CL1")
A_TEACHER = Answers(text="A teacher sells pills.", group="drugs", topic="ST1")
SOME_SHOUTING = replace(A_MOPED, group="area", topic="AS1")


async def test_a_plain_tip_opens_with_the_keys_of_its_desk_alone(
    public: Public,
) -> None:
    await open_desk(public.site, public.behind, POLICE_DESK)
    await public.tell(SOME_SHOUTING)

    assert await public.try_keys() == {TRIAGE_DESK}
    assert await public.list_duties() == []


async def test_a_flagged_topic_opens_at_the_front_door_too_and_begins_a_duty(
    public: Public,
) -> None:
    await public.tell(A_RUNNER)

    assert await public.try_keys() == {TRIAGE_DESK, SAFEGUARDING_DESK}
    assert await public.list_duties() == [(SAFEGUARDING_DESK, True, 1, 0)]
    for desk in (TRIAGE_DESK, SAFEGUARDING_DESK):
        [tip] = await public.open_tips(desk)
        assert tip.body.answers == A_RUNNER
        assert tip.summary.topic == "CL1"


async def test_a_tip_about_a_teacher_opens_at_the_independent_desk_alone(
    public: Public,
) -> None:
    receipt = await public.tell(A_TEACHER)

    assert await public.try_keys() == {INDEPENDENT_DESK}
    assert await public.list_duties() == [(INDEPENDENT_DESK, True, 2, 0)]
    async with public.behind.reading() as connection:
        desk = await connection.scalar(select(TipRow.desk))
        rings = await connection.scalar(select(MailboxRow.desk))
    assert (desk, rings) == (INDEPENDENT_DESK, INDEPENDENT_DESK)
    await public.mailbox.delete(receipt.words)


async def test_a_flagged_tip_sent_many_times_at_once_begins_one_duty(
    public: Public,
) -> None:
    await asyncio.gather(*(public.tell(A_RUNNER) for _ in range(6)))

    assert await public.count(TipRow) == 1
    assert await public.count(SealRow) == 2
    assert await public.count(DutyRow) == 1


async def test_nothing_of_a_flagged_tip_stays_when_its_duty_cannot_be_written(
    public: Public,
) -> None:
    async with public.behind.writing() as connection:
        await connection.execute(
            delete(DeskCardRow).where(DeskCardRow.desk == SAFEGUARDING_DESK)
        )

    with pytest.raises(NotOpenYetError):
        await public.tell(A_RUNNER)
    assert [await public.count(t) for t in (TipRow, SealRow, DutyRow)] == [0, 0, 0]


@pytest.mark.parametrize("desk", [TRIAGE_DESK, SAFEGUARDING_DESK, INDEPENDENT_DESK])
async def test_the_site_is_open_only_if_every_desk_that_may_read_is(
    public: Public, desk: DeskId
) -> None:
    assert await public.intake.is_open()
    async with public.behind.writing() as connection:
        await connection.execute(delete(DeskCardRow).where(DeskCardRow.desk == desk))

    assert not await public.intake.is_open()


async def test_a_plain_tip_is_taken_even_while_another_desk_has_no_key(
    public: Public,
) -> None:
    async with public.behind.writing() as connection:
        await connection.execute(
            delete(DeskCardRow).where(DeskCardRow.desk == SAFEGUARDING_DESK)
        )

    assert len((await public.tell(SOME_SHOUTING)).chosen) == 6


async def test_the_public_process_reads_no_duty_and_ends_none(public: Public) -> None:
    await public.tell(A_RUNNER)
    if public.vault.is_sqlite:
        pytest.skip("SQLite has no roles")

    for forbidden in (
        select(DutyRow.tip),
        delete(DutyRow),
        select(SealRow.letter),
        delete(SealRow),
    ):
        with pytest.raises(ProgrammingError):
            await run(public.vault, forbidden)


async def test_the_public_process_passes_no_duty_off_as_done_and_no_letter_as_opened(
    public: Public,
) -> None:
    await public.tell(SOME_SHOUTING)
    if public.vault.is_sqlite:
        pytest.skip("SQLite has no roles")
    async with public.behind.reading() as connection:
        tip = await connection.scalar(select(TipRow.id))
        letter = await connection.scalar(select(SealRow.letter))
    duty = {"tip": tip, "desk": SAFEGUARDING_DESK, "priority": 1, "ring_at": 0}
    seal = {"letter": letter, "desk": POLICE_DESK, "card": b"c", "box": b"b"}

    for forbidden in (
        insert(DutyRow).values(**duty, open=False, level=0),
        insert(DutyRow).values(**duty, open=True, level=3),
        insert(SealRow).values(**seal, adopted=True),
    ):
        with pytest.raises(ProgrammingError):
            await run(public.vault, forbidden)


async def run(vault: Vault, statement: Executable) -> None:
    async with vault.writing() as connection:
        await connection.execute(statement)
