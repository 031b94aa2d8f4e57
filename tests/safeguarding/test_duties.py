import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import update

from service.db.schema import DutyRow, LetterRow, SealRow
from service.domain.audit import Act
from service.domain.duties import NotificationMissingError, Step, read_duty
from service.domain.duty_actions import Action
from service.domain.errors import BadFormError, ForbiddenError, NotFoundError
from service.domain.forms import Ending
from service.domain.letters import Kind
from service.domain.people import DeskId
from tests.builders import (
    INDEPENDENT_DESK,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
)
from tests.safeguarding.guardians import (
    A_RUNNER,
    AN_ABUSE,
    SOME_SHOUTING,
    Guardians,
)
from tests.tips import a_form

BOTH = {TRIAGE_DESK, SAFEGUARDING_DESK}


async def test_the_front_door_reads_what_was_told_and_acts_before_triage_does(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(A_RUNNER)

    seen = await guardians.look("faye", tip, SAFEGUARDING_DESK)
    acted = await guardians.act("faye", tip, Action.REFERRED, "Reference 12")

    assert seen.tip.answers == A_RUNNER
    duty = read_duty(acted.tip, guardians.site.borough)
    assert duty
    assert (duty.open, duty.automatic, duty.acted) == (True, True, True)
    assert await guardians.desk.list_acts() == [
        Act.TIP_OPENED,
        Act.TIP_OPENED,
        Act.DUTY_ACTED,
    ]


async def test_what_is_done_about_a_duty_opens_with_the_keys_of_both_desks_alone(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(A_RUNNER)
    await guardians.act("faye", tip, Action.REFERRED)
    form = await guardians.form("ben", tip)
    await guardians.desk.answering.add_note(guardians.officer("ben"), form, "Ask PC 1")

    assert await guardians.try_keys(tip) == {
        Kind.TIP: BOTH,
        Kind.DUTY: BOTH,
        Kind.NOTE: {TRIAGE_DESK},
    }


async def test_the_front_door_does_not_see_the_notes_of_the_team(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(A_RUNNER)
    form = await guardians.form("ben", tip)
    await guardians.desk.answering.add_note(guardians.officer("ben"), form, "Ask PC 1")

    seen = await guardians.look("faye", tip, SAFEGUARDING_DESK)

    assert seen.tip.deeds == ()


@pytest.mark.parametrize(
    "visit",
    [
        ("pat", POLICE_DESK),
        ("pat", SAFEGUARDING_DESK),
        ("pat", None),
        ("ines", INDEPENDENT_DESK),
        ("faye", None),
        ("ben", SAFEGUARDING_DESK),
    ],
)
async def test_nobody_else_gets_in(
    guardians: Guardians, visit: tuple[str, DeskId | None]
) -> None:
    tip = await guardians.tell(A_RUNNER)
    name, desk = visit

    with pytest.raises(NotFoundError):
        await guardians.duties.look(guardians.officer(name), tip, desk)


async def test_the_front_door_gets_in_to_nothing_that_it_has_no_duty_for(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)

    with pytest.raises(NotFoundError):
        await guardians.look("faye", tip, SAFEGUARDING_DESK)


async def test_one_proposes_to_close_it_and_another_confirms(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(A_RUNNER)
    await guardians.act("faye", tip, Action.REFERRED)
    await guardians.propose("faye", tip)
    form = await guardians.form("faye", tip, SAFEGUARDING_DESK)
    with pytest.raises(ForbiddenError):
        await guardians.duties.answer(
            guardians.officer("faye"), form, SAFEGUARDING_DESK, ""
        )
    waiting = await guardians.list_duties()

    # The other person may be of either desk.
    form = await guardians.form("ben", tip)
    seen = await guardians.duties.answer(guardians.officer("ben"), form, None, "")

    assert waiting == [(SAFEGUARDING_DESK, True, 0)]
    assert await guardians.list_duties() == [(SAFEGUARDING_DESK, False, 0)]
    assert not seen.tip.has_open_duty
    acts = await guardians.desk.list_acts()
    assert Act.DUTY_CLOSING in acts
    assert acts[-1] == Act.DUTY_CLOSED


async def test_sexual_abuse_is_not_closed_before_the_law_was_answered(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(AN_ABUSE)
    await guardians.act("faye", tip, Action.REFERRED)

    with pytest.raises(NotificationMissingError):
        await guardians.propose("faye", tip, "Referred.")
    await guardians.act("faye", tip, Action.NOTIFIED_POLICE, "Reference 31")
    seen = await guardians.propose("faye", tip)

    assert seen.ending is Ending.DONE


async def test_a_duty_opened_again_rings_anew(guardians: Guardians) -> None:
    tip = await guardians.tell(A_RUNNER)
    await guardians.propose("faye", tip, "An adult.")
    gita = guardians.officer("gita")
    form = await guardians.form("gita", tip, SAFEGUARDING_DESK)
    await guardians.duties.answer(gita, form, SAFEGUARDING_DESK, "")
    async with guardians.desk.vault.writing() as connection:
        await connection.execute(update(DutyRow).values(level=3, ring_at=1))

    form = await guardians.form("gita", tip, SAFEGUARDING_DESK)
    await guardians.duties.reopen(gita, form, SAFEGUARDING_DESK, "A brother, 12.")

    assert await guardians.list_duties() == [(SAFEGUARDING_DESK, True, 0)]
    [row] = (await guardians.duties.list_duties(gita, SAFEGUARDING_DESK)).open
    assert row.tip == tip


async def test_triage_says_that_a_tip_is_a_safeguarding_matter(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    before = await guardians.try_keys(tip)
    form = await guardians.form("ben", tip)

    await guardians.duties.begin(guardians.officer("ben"), form, None, "A child cries.")
    seen = await guardians.look("faye", tip, SAFEGUARDING_DESK)

    assert before == {Kind.TIP: {TRIAGE_DESK}}
    assert await guardians.try_keys(tip) == {Kind.TIP: BOTH, Kind.DUTY: BOTH}
    assert await guardians.list_duties() == [(SAFEGUARDING_DESK, True, 0)]
    assert seen.tip.answers == SOME_SHOUTING
    assert [one.text for one in seen.tip.read_all(Kind.DUTY)] == ["A child cries."]


async def test_a_duty_begun_by_hand_is_closed_by_one_person_who_says_why(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    ben, form = guardians.officer("ben"), await guardians.form("ben", tip)
    seen = await guardians.duties.begin(ben, form, None, "A child cries.")

    with pytest.raises(BadFormError):
        await guardians.duties.close(ben, a_form(seen.tip), None, (Step.PROPOSED, "x"))
    closed = (Step.CLOSED, "It is the television.")
    await guardians.duties.close(ben, a_form(seen.tip), None, closed)

    assert await guardians.list_duties() == [(SAFEGUARDING_DESK, False, 0)]


async def test_the_same_form_sent_many_times_at_once_is_done_once(
    guardians: Guardians,
) -> None:
    tip = await guardians.tell(SOME_SHOUTING)
    ben, form = guardians.officer("ben"), await guardians.form("ben", tip)

    seen = await asyncio.gather(
        *(guardians.duties.begin(ben, form, None, "A child cries.") for _ in range(4))
    )

    assert sorted(one.ending for one in seen) == [Ending.ALREADY] * 3 + [Ending.DONE]
    assert await guardians.desk.count(DutyRow) == 1
    assert await guardians.desk.count(LetterRow) == 2
    assert await guardians.desk.count(SealRow) == 4


async def test_two_who_act_at_once_lose_nothing(guardians: Guardians) -> None:
    tip = await guardians.tell(A_RUNNER)
    await guardians.propose("faye", tip, "An adult.")
    gita, ben = guardians.officer("gita"), guardians.officer("ben")
    forms = (
        await guardians.form("gita", tip, SAFEGUARDING_DESK),
        await guardians.form("ben", tip),
    )

    seen = await asyncio.gather(
        guardians.duties.answer(gita, forms[0], SAFEGUARDING_DESK, ""),
        guardians.duties.answer(ben, forms[1], None, "Look at the brother."),
    )

    assert sorted(one.ending for one in seen) == [Ending.CHANGED, Ending.DONE]
    assert await guardians.desk.count(LetterRow) == 3


async def test_a_duty_outlives_what_its_reporter_deleted(guardians: Guardians) -> None:
    receipt = await guardians.public.tell(AN_ABUSE)
    [line] = (
        await guardians.duties.list_duties(guardians.officer("faye"), SAFEGUARDING_DESK)
    ).open
    await guardians.act("faye", line.tip, Action.NOTIFIED_COUNCIL, "Reference 31")
    await guardians.public.mailbox.delete(receipt.words)

    seen = await guardians.look("faye", line.tip, SAFEGUARDING_DESK)

    duty = read_duty(seen.tip, guardians.site.borough)
    assert seen.tip.answers is None
    assert duty
    assert (duty.automatic, duty.notify, duty.notified) == (True, True, True)
    await guardians.propose("faye", line.tip)


async def test_the_most_urgent_and_oldest_duties_come_first(
    guardians: Guardians,
) -> None:
    bullied = await guardians.tell(replace(A_RUNNER, topic="BU1"))
    missing = await guardians.tell(replace(A_RUNNER, topic="MI1"))
    faye = guardians.officer("faye")

    page = await guardians.duties.list_duties(faye, SAFEGUARDING_DESK)
    of_team = await guardians.duties.list_duties(guardians.officer("ben"), TRIAGE_DESK)

    assert {bullied, missing} == {row.tip for row in page.open}
    assert [row.summary and row.summary.topic for row in page.open] == ["MI1", "BU1"]
    assert [row.tip for row in of_team.open] == [row.tip for row in page.open]
    with pytest.raises(NotFoundError):
        await guardians.duties.list_duties(faye, TRIAGE_DESK)
    with pytest.raises(NotFoundError):
        await guardians.duties.list_duties(guardians.officer("pat"), POLICE_DESK)


async def test_a_duty_whose_limit_was_missed_is_late(guardians: Guardians) -> None:
    await guardians.tell(A_RUNNER)
    faye = guardians.officer("faye")
    late = []
    for level in (0, 1, 2, 3):
        async with guardians.desk.vault.writing() as connection:
            await connection.execute(update(DutyRow).values(level=level))
        page = await guardians.duties.list_duties(faye, SAFEGUARDING_DESK)
        late.append(page.open[0].late)

    assert late == [False, False, True, True]
