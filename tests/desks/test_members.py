import asyncio

import pytest

from crypto import OfficerKey
from service.db.schema import MemberRow, OfficerRow
from service.domain.errors import ForbiddenError, NotFoundError
from service.domain.members import (
    AdministratorHasNoDeskError,
    AlreadyMemberError,
    AuditorHasNoDeskError,
    MemberState,
    ProposalChangedError,
)
from service.domain.people import AUDITOR_DESK, DeskId, OfficerId, Post, Role
from tests.builders import TRIAGE_DESK
from tests.offices import HOUSING, Office


async def test_a_member_is_proposed_compared_and_admitted(office: Office) -> None:
    await office.add_person("eli")
    await office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    amira, eli = office.officer("amira"), await office.sign_in_as("eli")
    shown = await office.find_member(amira, TRIAGE_DESK, "eli")

    await office.members.admit(amira, TRIAGE_DESK, eli.officer_id, mark=shown.mark)
    eli = await office.sign_in_as("eli")

    assert shown.state is MemberState.PROPOSED
    assert shown.words == office.members.write_words(eli)
    assert eli.desks == (TRIAGE_DESK,)
    seed = office.site.desks[TRIAGE_DESK].seed
    assert await office.read_seed("eli", TRIAGE_DESK) == seed
    acts = [act for act in await office.list_acts() if act.startswith("member")]
    assert acts == ["member proposed", "member admitted"]


async def test_an_auditor_is_admitted_the_same_way(office: Office) -> None:
    await office.add_person("eli")
    await office.propose("eli", AUDITOR_DESK, Role.OFFICER)
    dev = office.officer("dev")
    shown = await office.find_member(dev, AUDITOR_DESK, "eli")

    await office.members.admit(dev, AUDITOR_DESK, shown.id, mark=shown.mark)

    assert (await office.sign_in_as("eli")).reads_log


async def test_whoever_is_only_proposed_reads_nothing(small_office: Office) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    eli = await small_office.sign_in_as("eli")

    with pytest.raises(ForbiddenError):
        await small_office.read_seed("eli", TRIAGE_DESK)
    for member in (eli.officer_id, small_office.site.people["amira"].id):
        with pytest.raises(ForbiddenError):
            await small_office.members.admit(eli, TRIAGE_DESK, member, mark="")


async def test_an_administrator_admits_nobody(small_office: Office) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    carol = small_office.officer("carol")
    shown = await small_office.find_member(carol, TRIAGE_DESK, "eli")

    with pytest.raises(ForbiddenError):
        await small_office.members.admit(carol, TRIAGE_DESK, shown.id, mark=shown.mark)


async def test_a_card_exchanged_after_the_comparison_is_not_admitted(
    office: Office,
) -> None:
    await office.add_person("eli")
    await office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    amira = office.officer("amira")
    shown = await office.find_member(amira, TRIAGE_DESK, "eli")
    thiefs = OfficerKey.generate(shown.id).card
    await office.tamper(OfficerRow, OfficerRow.id == shown.id, card=thiefs.raw)

    with pytest.raises(ProposalChangedError):
        await office.members.admit(amira, TRIAGE_DESK, shown.id, mark=shown.mark)

    assert await office.count_seeds("eli") == 0


async def test_a_card_exchanged_before_the_comparison_shows_other_words(
    small_office: Office,
) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    eli = await small_office.sign_in_as("eli")
    thiefs = OfficerKey.generate(eli.officer_id).card
    await small_office.tamper(
        OfficerRow, OfficerRow.id == eli.officer_id, card=thiefs.raw
    )

    amira = small_office.officer("amira")
    shown = await small_office.find_member(amira, TRIAGE_DESK, "eli")

    assert shown.words == thiefs.fingerprint_words(small_office.site.words)
    assert shown.words != small_office.members.write_words(eli)


@pytest.mark.parametrize("card", [b"", b"no card", bytes(1233)])
async def test_what_is_no_card_of_theirs_is_not_to_be_trusted(
    small_office: Office, card: bytes
) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    eli = small_office.site.people["eli"].id
    amira = small_office.officer("amira")
    await small_office.tamper(OfficerRow, OfficerRow.id == eli, card=card)

    shown = await small_office.find_member(amira, TRIAGE_DESK, "eli")

    assert (shown.state, shown.words) == (MemberState.DOUBTFUL, "")
    with pytest.raises(ProposalChangedError):
        await small_office.members.admit(amira, TRIAGE_DESK, eli, mark=shown.mark)


async def test_another_officers_card_is_not_admitted(small_office: Office) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    eli = small_office.site.people["eli"].id
    bens = small_office.site.people["ben"].secrets.key.card
    await small_office.tamper(OfficerRow, OfficerRow.id == eli, card=bens.raw)

    with pytest.raises(ProposalChangedError):
        await small_office.members.admit(
            small_office.officer("amira"), TRIAGE_DESK, eli, mark="officer x"
        )


async def test_a_role_raised_after_the_comparison_is_not_admitted(
    small_office: Office,
) -> None:
    await small_office.add_person("eli")
    await small_office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    amira = small_office.officer("amira")
    shown = await small_office.find_member(amira, TRIAGE_DESK, "eli")
    await small_office.tamper(
        MemberRow, MemberRow.officer == shown.id, role=Role.SUPERVISOR.value
    )

    with pytest.raises(ProposalChangedError):
        await small_office.members.admit(amira, TRIAGE_DESK, shown.id, mark=shown.mark)


async def test_a_post_the_desk_did_not_sign_is_not_to_be_trusted(
    small_office: Office,
) -> None:
    ben = small_office.site.people["ben"].id
    await small_office.tamper(
        MemberRow, MemberRow.officer == ben, role=Role.SUPERVISOR.value
    )

    amira = small_office.officer("amira")
    shown = await small_office.find_member(amira, TRIAGE_DESK, "ben")
    honest = await small_office.find_member(amira, TRIAGE_DESK, "amira")

    assert shown.state is MemberState.DOUBTFUL
    assert honest.state is MemberState.ADMITTED


async def test_two_members_admitting_at_once_admit_once(office: Office) -> None:
    await office.add_person("eli")
    await office.propose("eli", TRIAGE_DESK, Role.OFFICER)
    shown = await office.find_member(office.officer("ben"), TRIAGE_DESK, "eli")

    answers = await asyncio.gather(
        *(
            office.members.admit(
                office.officer(name), TRIAGE_DESK, shown.id, mark=shown.mark
            )
            for name in ("amira", "ben")
        ),
        return_exceptions=True,
    )

    assert sum(isinstance(a, ProposalChangedError) for a in answers) == 1
    assert await office.count_seeds("eli") == 1


async def test_an_administrator_belongs_to_no_desk(small_office: Office) -> None:
    with pytest.raises(AdministratorHasNoDeskError):
        await small_office.propose("carol", TRIAGE_DESK, Role.OFFICER)


@pytest.mark.parametrize(
    ("name", "desk"), [("dev", TRIAGE_DESK), ("ben", AUDITOR_DESK)]
)
async def test_an_auditor_belongs_to_no_other_desk(
    small_office: Office, name: str, desk: str
) -> None:
    with pytest.raises(AuditorHasNoDeskError):
        await small_office.propose(name, DeskId(desk), Role.OFFICER)


async def test_nobody_is_proposed_twice(office: Office) -> None:
    with pytest.raises(AlreadyMemberError):
        await office.propose("ben", TRIAGE_DESK, Role.SUPERVISOR)


async def test_somebody_proposed_twice_at_once_is_proposed_once(office: Office) -> None:
    await office.add_person("eli")
    answers = await asyncio.gather(
        *(office.propose("eli", HOUSING, role) for role in Role),
        return_exceptions=True,
    )

    assert sum(isinstance(a, AlreadyMemberError) for a in answers) == 1
    assert await office.list_acts() == ["member proposed"]


async def test_nobody_is_proposed_for_a_desk_that_is_none(
    small_office: Office,
) -> None:
    with pytest.raises(NotFoundError):
        await small_office.propose("ben", DeskId("none"), Role.OFFICER)


async def test_whoever_has_not_used_their_link_is_not_proposed(
    small_office: Office,
) -> None:
    await small_office.invite("eli")
    eli = await small_office.find_officer_id("eli")
    carol = small_office.officer("carol")
    post = Post(HOUSING, Role.OFFICER, admitted=False)

    for officer in (eli, OfficerId("0" * 32), OfficerId("")):
        with pytest.raises(NotFoundError):
            await small_office.members.propose(carol, officer, post)


async def test_the_page_offers_only_those_who_may_be_proposed(office: Office) -> None:
    await office.add_person("eli")
    await office.invite("fay")

    names = [c.name for c in await office.members.list_candidates(TRIAGE_DESK)]

    assert names == ["eli", "faye", "ines"]


async def test_a_desk_that_is_not_ones_own_is_not_there(small_office: Office) -> None:
    for name, desk in (("ben", AUDITOR_DESK), ("dev", TRIAGE_DESK), ("carol", "no")):
        with pytest.raises(NotFoundError):
            await small_office.members.list_members(
                small_office.officer(name), DeskId(desk)
            )
