import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    CannotOpenError,
    Draft,
    MalformedError,
    ProcessSecret,
    hash_token,
    random_below,
    random_bytes,
    random_id,
)
from crypto._context import parse_id
from tests.crypto.builders import SECRET, WORDS
from tests.crypto.cases import Case, every_case

SEEDS = st.binary(min_size=16, max_size=16)


@given(seed=SEEDS, answers=st.binary(max_size=200))
def test_the_same_send_gives_the_same_ids_and_words(
    seed: bytes, answers: bytes
) -> None:
    one, again = SECRET.draft(seed, answers), SECRET.draft(seed, answers)

    assert one.tip_id == again.tip_id
    assert one.make_id("letter") == again.make_id("letter")
    assert one.make_receipt(WORDS).chosen == again.make_receipt(WORDS).chosen


@given(
    seeds=st.tuples(SEEDS, SEEDS),
    answers=st.tuples(st.binary(max_size=50), st.binary(max_size=50)),
)
def test_another_send_gives_other_ids_and_words(
    seeds: tuple[bytes, bytes], answers: tuple[bytes, bytes]
) -> None:
    sends = {(seed, answer) for seed in seeds for answer in answers}
    drafts = [SECRET.draft(*send) for send in sends]

    assert len({draft.tip_id for draft in drafts}) == len(sends)
    assert len({draft.make_receipt(WORDS).chosen for draft in drafts}) == len(sends)


def test_another_secret_gives_another_tip() -> None:
    other = ProcessSecret.generate()

    assert other.draft(bytes(16), b"").tip_id != SECRET.draft(bytes(16), b"").tip_id


@given(st.sets(st.text(max_size=20), min_size=2, max_size=6))
def test_each_thing_of_a_send_has_an_id_of_its_own(labels: set[str]) -> None:
    draft = Draft(bytes(32))

    assert len({draft.make_id(label) for label in labels}) == len(labels)
    assert all(len(parse_id(draft.make_id(label))) == 16 for label in labels)


@pytest.mark.parametrize("seed", [b"", bytes(15), bytes(17)])
def test_a_seed_of_another_length_is_malformed(seed: bytes) -> None:
    with pytest.raises(MalformedError):
        SECRET.draft(seed, b"")


@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(33)])
def test_a_process_secret_of_another_length_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        ProcessSecret(raw)


@given(st.sets(st.text(max_size=20), min_size=2, max_size=6))
def test_each_purpose_has_a_key_of_its_own(purposes: set[str]) -> None:
    keys = {SECRET.derive_key(purpose) for purpose in purposes}

    assert len(keys) == len(purposes)
    assert {len(key) for key in keys} == {32}


@given(plaintext=st.binary(max_size=300), purpose=st.text(max_size=20))
def test_a_token_opens_for_its_purpose(plaintext: bytes, purpose: str) -> None:
    token = SECRET.seal_token(plaintext, purpose=purpose)

    assert SECRET.open_token(token, purpose=purpose) == plaintext
    with pytest.raises(CannotOpenError):
        SECRET.open_token(token, purpose=f"{purpose}!")


def test_half_of_a_surrogate_pair_is_no_purpose_and_no_link() -> None:
    with pytest.raises(MalformedError):
        SECRET.derive_key("\ud800")
    with pytest.raises(MalformedError):
        SECRET.seal_token(b"", purpose="\ud800")
    with pytest.raises(MalformedError):
        Draft(bytes(32)).make_id("\ud800")
    with pytest.raises(MalformedError):
        hash_token("\ud800")


def test_what_is_random_has_the_length_or_limit_asked_for() -> None:
    ids = {random_id() for _ in range(100)}

    assert len(ids) == 100
    assert {len(parse_id(identifier)) for identifier in ids} == {16}
    assert {len(random_bytes(count)) for count in (0, 7)} == {0, 7}
    assert {random_below(3) for _ in range(500)} == {0, 1, 2}


@every_case("sends")
def test_recorded_sends_give_what_they_gave(case: Case) -> None:
    secret = ProcessSecret(case.raw("secret"))

    draft = secret.draft(case.raw("seed"), case.text("answers").encode())

    assert draft.tip_id == case.text("tip_id")
    assert draft.make_id(case.text("id_name")) == case.text("id")
    assert draft.make_receipt(WORDS).words == case.text("words")


@every_case("tokens")
def test_recorded_tokens_open(case: Case) -> None:
    secret, purpose = ProcessSecret(case.raw("secret")), case.text("purpose")

    opened = secret.open_token(case.box("token"), purpose=purpose)

    assert opened.decode() == case.text("plaintext")
    assert secret.derive_key(purpose) == case.raw("key")
    assert hash_token(case.text("link")) == case.raw("link_hash")
