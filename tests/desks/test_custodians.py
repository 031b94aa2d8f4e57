"""Nobody both opens names and reads tips, whoever proposes or admits them."""

import pytest
from sqlalchemy import insert

from service.db.schema import MemberRow
from service.domain.members import CustodianReadsNoTipError
from service.domain.people import DeskId, Role
from tests.builders import (
    CUSTODIAN_DESK,
    INDEPENDENT_DESK,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
)
from tests.offices import HOUSING, Office


@pytest.mark.parametrize("desk", [TRIAGE_DESK, INDEPENDENT_DESK, SAFEGUARDING_DESK])
async def test_nobody_opens_names_and_reads_tips(
    small_office: Office, desk: DeskId
) -> None:
    for name, first, second in (
        ("eli", CUSTODIAN_DESK, desk),
        ("gus", desk, CUSTODIAN_DESK),
    ):
        await small_office.add_person(name)
        await small_office.propose(name, first, Role.OFFICER)

        with pytest.raises(CustodianReadsNoTipError):
            await small_office.propose(name, second, Role.OFFICER)
        offered = await small_office.members.list_candidates(second)
        assert name not in {candidate.name for candidate in offered}


async def test_a_custodian_may_belong_to_a_desk_that_opens_no_tip(
    small_office: Office,
) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", CUSTODIAN_DESK, Role.OFFICER)

    await small_office.propose("eli", POLICE_DESK, Role.OFFICER)

    offered = await small_office.members.list_candidates(HOUSING)
    assert "eli" in {candidate.name for candidate in offered}


async def test_where_else_they_belong_is_looked_at_again_when_they_are_admitted(
    office: Office,
) -> None:
    await office.add_person("eli")
    await office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    shown = await office.find_member(office.officer("amira"), TRIAGE_DESK, "eli")
    thief = {"desk": CUSTODIAN_DESK, "officer": shown.id, "role": "officer"}
    async with office.vault.writing() as connection:
        await connection.execute(insert(MemberRow).values(**thief))

    with pytest.raises(CustodianReadsNoTipError):
        await office.members.admit(
            office.officer("amira"), TRIAGE_DESK, shown.id, mark=shown.mark
        )
