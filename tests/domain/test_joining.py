"""Who becomes an officer, opens a desk and may belong to it."""

from dataclasses import replace

import pytest

from crypto import Membership, OfficerKey, hash_token
from service.domain.audit import Act
from service.domain.enrolment import (
    LINK_SECONDS,
    BadNameError,
    CommonPasswordError,
    Invitation,
    ShortPasswordError,
    check_password,
    fold_name,
    parse_name,
)
from service.domain.errors import NotFoundError, RefusedError
from service.domain.members import (
    AdministratorHasNoDeskError,
    AlreadyMemberError,
    AuditorHasNoDeskError,
    Candidate,
    CustodianReadsNoTipError,
    KeptMember,
    Member,
    MemberState,
    ProposalChangedError,
    check_may_join,
    check_may_serve,
    get_candidate,
    list_joinable,
    mark_of,
    read_compared,
)
from service.domain.openings import FIRST_GENERATION, Opening
from service.domain.people import AUDITOR_DESK, NOBODY, DeskId, OfficerId, Role
from service.domain.sign_in import (
    IDLE_SECONDS,
    LONGEST_SECONDS,
    LONGEST_WAIT,
    describe_wait,
    is_session_open,
    wait_after,
)
from tests.builders import (
    CUSTODIAN_DESK,
    POLICE_DESK,
    SAFEGUARDING_DESK,
    TRIAGE_DESK,
    a_borough,
)
from tests.domain.opened import AMIRA, BEN
from tests.domain.rings import TRIAGE, WORDS

BOROUGH = a_borough()
KEY = OfficerKey.generate(BEN)
OPENING = Opening.make(TRIAGE_DESK, KEY.card, WORDS)
PROPOSED = KeptMember(BEN, "ben", Role.OFFICER, KEY.card.raw, None, None)
MEMBERSHIP = Membership(KEY.card, Role.OFFICER.value)
ADMITTED = replace(PROPOSED, generation=1, signature=TRIAGE.current.admit(MEMBERSHIP))


def somebody(*desks: DeskId, administrator: bool = False) -> Candidate:
    return Candidate(BEN, "ben", administrator, desks)


def state_of(kept: KeptMember, *, pinned: bool = True) -> MemberState:
    return Member.read(kept, [TRIAGE.card] if pinned else [], WORDS).state


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Amira", "amira"),
        ("  Ben  Ode ", "ben ode"),
        ("o\u2019neill", "o'neill"),
    ],
)
def test_a_name_is_the_same_however_it_was_typed(typed: str, name: str) -> None:
    assert parse_name(typed) == fold_name(typed) == name


@pytest.mark.parametrize("typed", ["", "a", "1a", "ami\u0433a", "a" * 41, "ben-", "b@"])
def test_a_name_that_could_be_taken_for_anothers_is_refused(typed: str) -> None:
    with pytest.raises(BadNameError):
        parse_name(typed)


def test_a_password_of_ones_own_must_be_long_and_hard_to_guess() -> None:
    check_password("copper lantern drizzle walnut", ["amira"])
    with pytest.raises(ShortPasswordError):
        check_password("x7!kQ9#mZ2$pL5", [])
    for easy in ("password password", "hammersmith hammersmith"):
        with pytest.raises(CommonPasswordError):
            check_password(easy, ["Hammersmith and Fulham"])


def test_a_link_works_for_seven_days_and_only_its_hash_is_kept() -> None:
    one, other = Invitation.make(1_000), Invitation.make(1_000)

    assert one.until == 1_000 + LINK_SECONDS
    assert one.hash == hash_token(one.token)
    assert one.token != other.token


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (2, 0), (3, 5), (4, 10), (8, 160), (9, LONGEST_WAIT), (500, LONGEST_WAIT)],
)
def test_after_two_tries_each_wait_is_longer_up_to_five_minutes(
    failures: int, seconds: int
) -> None:
    assert wait_after(failures) == seconds


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "1 second"), (60, "60 seconds"), (61, "2 minutes"), (300, "5 minutes")],
)
def test_the_wait_is_never_said_too_short(seconds: int, said: str) -> None:
    assert describe_wait(seconds) == said


def test_a_session_ends_when_it_is_idle_or_old() -> None:
    assert is_session_open(0, 100, 100 + IDLE_SECONDS - 1)
    assert not is_session_open(0, 100, 100 + IDLE_SECONDS)
    assert not is_session_open(0, LONGEST_SECONDS, LONGEST_SECONDS)


def test_a_desk_begins_with_keys_that_its_supervisor_and_its_kit_open() -> None:
    card = OPENING.write_fingerprint(WORDS)

    assert len(OPENING.kit_words) == 24
    assert len(card.split()) == 4
    assert OPENING.admission.role is Role.SUPERVISOR
    assert OPENING.admission.generation == FIRST_GENERATION
    assert OPENING.supervisor == BEN


def test_the_log_says_who_opened_a_desk_and_at_first_that_nobody_had() -> None:
    later = OPENING.list_entries(AMIRA)
    first = OPENING.list_first_entries(AMIRA)

    assert [(one.act, one.officer) for one in later] == [
        (Act.DESK_OPENED, AMIRA),
        (Act.MEMBER_ADMITTED, AMIRA),
    ]
    assert [one.act for one in first] == [
        Act.SITE_MADE,
        Act.OFFICER_ENROLLED,
        Act.DESK_OPENED,
        Act.MEMBER_ADMITTED,
        Act.OFFICER_INVITED,
    ]
    assert {one.officer for one in first} == {NOBODY}


def test_only_the_desks_signature_makes_a_member() -> None:
    other = OfficerKey.generate(AMIRA).card

    assert state_of(PROPOSED) is MemberState.PROPOSED
    assert state_of(ADMITTED) is MemberState.ADMITTED
    assert state_of(ADMITTED, pinned=False) is MemberState.UNCHECKED
    for forged in (
        replace(ADMITTED, role=Role.SUPERVISOR),
        replace(ADMITTED, generation=2),
        replace(ADMITTED, card=b"nonsense"),
        replace(ADMITTED, card=other.raw),
    ):
        assert state_of(forged) is MemberState.DOUBTFUL


def test_a_card_that_is_none_has_no_words_to_compare() -> None:
    doubtful = Member.read(replace(PROPOSED, card=b""), [], WORDS)
    proposed = Member.read(PROPOSED, [], WORDS)

    assert (doubtful.words, doubtful.mark) == ("", "")
    assert len(proposed.words.split()) == 4


def test_nobody_is_admitted_but_who_was_compared() -> None:
    mark = Member.read(PROPOSED, [], WORDS).mark

    assert mark_of(read_compared(PROPOSED, mark)) == mark
    for changed in (
        None,
        replace(PROPOSED, role=Role.SUPERVISOR),
        replace(PROPOSED, card=OfficerKey.generate(BEN).card.raw),
        replace(PROPOSED, card=b""),
    ):
        with pytest.raises(ProposalChangedError):
            read_compared(changed, mark)


@pytest.mark.parametrize(
    ("candidate", "desk", "refusal"),
    [
        (somebody(administrator=True), TRIAGE_DESK, AdministratorHasNoDeskError),
        (somebody(TRIAGE_DESK), TRIAGE_DESK, AlreadyMemberError),
        (somebody(AUDITOR_DESK), TRIAGE_DESK, AuditorHasNoDeskError),
        (somebody(TRIAGE_DESK), AUDITOR_DESK, AuditorHasNoDeskError),
        (somebody(TRIAGE_DESK), CUSTODIAN_DESK, CustodianReadsNoTipError),
        (somebody(CUSTODIAN_DESK), TRIAGE_DESK, CustodianReadsNoTipError),
        (somebody(CUSTODIAN_DESK), SAFEGUARDING_DESK, CustodianReadsNoTipError),
    ],
)
def test_who_reads_one_thing_does_not_read_the_other(
    candidate: Candidate, desk: DeskId, refusal: type[RefusedError]
) -> None:
    with pytest.raises(refusal):
        check_may_join(candidate, desk, BOROUGH)
    assert list_joinable([candidate], desk, BOROUGH) == []


@pytest.mark.parametrize(
    ("candidate", "desk"),
    [
        (somebody(), TRIAGE_DESK),
        (somebody(TRIAGE_DESK), POLICE_DESK),
        (somebody(CUSTODIAN_DESK), POLICE_DESK),
        (somebody(), AUDITOR_DESK),
    ],
)
def test_others_may_join(candidate: Candidate, desk: DeskId) -> None:
    assert list_joinable([candidate], desk, BOROUGH) == [candidate]
    check_may_serve(replace(candidate, desks=(*candidate.desks, desk)), desk, BOROUGH)


def test_a_candidate_is_found_or_nobody_is() -> None:
    assert get_candidate([somebody()], BEN) == somebody()
    with pytest.raises(NotFoundError):
        get_candidate([somebody()], OfficerId("nobody"))
