import asyncio

import pytest

from crypto import Box, DeskCard, RecoveryKit
from service.db.schema import DeskCardRow, RecoveryRow
from service.domain.errors import NotOpenYetError
from service.domain.openings import AlreadyOpenError, DeskState, NotSupervisorError
from service.domain.people import AUDITOR_DESK, Role
from tests.builders import TRIAGE_DESK
from tests.offices import HOUSING, Office


async def test_the_first_supervisor_opens_their_desk(office: Office) -> None:
    await office.add_person("eli")
    await office.propose("eli", HOUSING, Role.SUPERVISOR)

    opening = await office.desks.open_desk(await office.sign_in_as("eli"), HOUSING)
    unpinned = await office.desks.list_states()
    office.site.pins[HOUSING] = opening.fingerprint
    pinned = await office.desks.list_states()
    eli = await office.sign_in_as("eli")

    assert unpinned[HOUSING] is DeskState.UNPINNED
    assert pinned[HOUSING] is DeskState.OPEN
    assert eli.is_supervisor(HOUSING)
    assert (await office.list_acts())[-2:] == ["desk opened", "member admitted"]


async def test_the_kit_on_paper_gives_the_desks_key_back(office: Office) -> None:
    await office.add_person("eli")
    await office.propose("eli", HOUSING, Role.SUPERVISOR)
    eli = await office.sign_in_as("eli")
    opening = await office.desks.open_desk(eli, HOUSING)
    office.site.pins[HOUSING] = opening.fingerprint
    box = await office.read(RecoveryRow.box, RecoveryRow.desk == HOUSING)
    card = DeskCard.parse(opening.card)

    typed = " ".join(opening.kit_words)
    recovered = RecoveryKit.parse(typed, office.site.words).open_desk(Box(box), card)

    assert len(opening.kit_words) == 24
    assert recovered.seed == await office.read_seed("eli", HOUSING)


async def test_a_desk_opened_twice_at_once_is_opened_by_one(office: Office) -> None:
    for name in ("eli", "fay"):
        await office.add_person(name)
        await office.propose(name, HOUSING, Role.SUPERVISOR)
    both = [await office.sign_in_as("eli"), await office.sign_in_as("fay")]

    answers = await asyncio.gather(
        *(office.desks.open_desk(officer, HOUSING) for officer in both),
        return_exceptions=True,
    )

    assert sum(isinstance(a, AlreadyOpenError) for a in answers) == 1
    assert await office.count(DeskCardRow) == len(office.site.desks) + 1
    assert (await office.list_acts()).count("desk opened") == 1


async def test_only_a_proposed_supervisor_opens_a_desk(small_office: Office) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", HOUSING, Role.OFFICER)
    eli = await small_office.sign_in_as("eli")

    for officer in (eli, small_office.officer("carol"), small_office.officer("amira")):
        with pytest.raises(NotSupervisorError):
            await small_office.desks.open_desk(officer, HOUSING)


async def test_a_desk_is_not_opened_again(small_office: Office) -> None:
    amira = small_office.officer("amira")

    with pytest.raises(AlreadyOpenError):
        await small_office.desks.open_desk(amira, TRIAGE_DESK)


async def test_a_proposal_that_was_withdrawn_meanwhile_opens_nothing(
    small_office: Office,
) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", HOUSING, Role.SUPERVISOR)
    eli = await small_office.sign_in_as("eli")
    await small_office.officers.end_access(
        small_office.officer("carol"), eli.officer_id
    )

    with pytest.raises(NotSupervisorError):
        await small_office.desks.open_desk(eli, HOUSING)

    states = await small_office.desks.list_states()
    assert states[HOUSING] is DeskState.CLOSED


async def test_a_desk_whose_card_was_exchanged_is_not_to_be_trusted(
    small_office: Office,
) -> None:
    other = small_office.site.desks[TRIAGE_DESK].card.raw
    auditors = DeskCardRow.desk == AUDITOR_DESK
    await small_office.tamper(DeskCardRow, auditors, card=other)

    states = await small_office.desks.list_states()

    assert states[TRIAGE_DESK] is DeskState.OPEN
    assert states[AUDITOR_DESK] is DeskState.DOUBTFUL


async def test_nobody_is_admitted_before_the_desk_is_pinned(
    small_office: Office,
) -> None:
    await small_office.add_person("eli")
    await small_office.add_person("fay")
    await small_office.propose("eli", HOUSING, Role.SUPERVISOR)
    await small_office.propose("fay", HOUSING, Role.OFFICER)
    eli = await small_office.sign_in_as("eli")
    await small_office.desks.open_desk(eli, HOUSING)
    eli = await small_office.sign_in_as("eli")
    fay = await small_office.find_member(eli, HOUSING, "fay")

    with pytest.raises(NotOpenYetError):
        await small_office.members.admit(eli, HOUSING, fay.id, mark=fay.mark)
