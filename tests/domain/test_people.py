import pytest

from crypto import CannotOpenError, DeskKeys, OfficerKey, RecoveryKit, random_id
from service.domain.audit import Act, Detail, Entry
from service.domain.errors import NotFoundError
from service.domain.people import (
    AUDITOR_DESK,
    DeskId,
    Keyring,
    OfficerId,
    Post,
    Role,
    SignedIn,
)
from service.settings import load_words

TRIAGE = DeskId("community-safety")
HOUSING = DeskId("housing")


def somebody(*posts: Post) -> SignedIn:
    officer = OfficerId(random_id())
    key = OfficerKey.generate(officer)
    return SignedIn(
        officer, "amira", administrator=False, posts=posts, key=key, session_id=b""
    )


def test_a_proposed_member_may_do_nothing_yet() -> None:
    officer = somebody(Post(TRIAGE, Role.SUPERVISOR, admitted=False))

    assert officer.find_post(TRIAGE) is None
    assert not officer.is_supervisor(TRIAGE)
    assert officer.desks == ()


def test_a_supervisor_is_one_only_at_their_own_desk() -> None:
    officer = somebody(
        Post(TRIAGE, Role.SUPERVISOR, admitted=True),
        Post(HOUSING, Role.OFFICER, admitted=True),
    )

    assert officer.is_supervisor(TRIAGE)
    assert not officer.is_supervisor(HOUSING)
    assert officer.desks == (TRIAGE, HOUSING)


def test_an_auditor_reads_the_log_and_has_no_inbox() -> None:
    auditor = somebody(Post(AUDITOR_DESK, Role.OFFICER, admitted=True))

    assert auditor.reads_log
    assert auditor.desks == ()
    assert not somebody().reads_log


def test_nobodys_key_is_printed() -> None:
    officer = somebody()

    assert officer.key.seed.hex() not in repr(officer)
    assert "amira" not in repr(officer)


def test_a_detail_of_the_log_is_read_as_it_was_written() -> None:
    entry = Entry(Act.TIP_OPENED, officer="ab", subject="cd", reason="")

    detail = Detail.read(Detail.of(entry, 1_772_625_600).json)

    assert detail == Detail(1_772_625_600, "tip opened", "ab", "cd", "")


@pytest.mark.parametrize(
    "text", ["{}", '{"at": 7}', '{"at": "soon"}', '{"at": "²"}', "x"]
)
def test_what_is_no_detail_does_not_open(text: str) -> None:
    with pytest.raises(CannotOpenError):
        Detail.read(text)


def test_a_refusal_has_one_public_sentence() -> None:
    assert str(NotFoundError()) == NotFoundError.public_message


def test_what_is_new_is_sealed_with_the_newest_generation() -> None:
    recovery = RecoveryKit.generate(load_words()).card
    old, new = (DeskKeys.generate("triage", number, recovery) for number in (1, 2))

    keyring = Keyring({old.card.id: old, new.card.id: new}, new.card)

    assert keyring.current is new
