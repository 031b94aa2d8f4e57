from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    Box,
    CannotOpenError,
    CryptoError,
    MalformedError,
    OfficerKey,
    OfficerSecrets,
    find_totp_step,
    generate_totp_secret,
    make_totp_code,
    spend_password_time,
    totp_uri,
    unwrap_officer,
    wrap_officer,
)
from crypto._context import encode
from crypto._officers import _password_key
from crypto._wrapping import Wrapper
from tests.crypto.builders import DESK_SECRET, OFFICER, OTHER_OFFICER
from tests.crypto.cases import Case, every_case

# Each unwrapping costs 64 MiB and a fifth of a second, so these tests count them.

SALT = b"sixteen bytes of"
TOTP = b"twenty bytes of code"
PASSWORD = "icing-karate-oasis-zebra-ultra"
SECRETS = OfficerSecrets(OFFICER, TOTP)
NOON = 1_772_625_600
unwrap = partial(
    unwrap_officer,
    password=PASSWORD,
    officer_id=OFFICER.officer_id,
    salt=SALT,
    desk_secret=DESK_SECRET,
)
RIGHT = {make_totp_code(TOTP, at=NOON + shift) for shift in (-30, 0, 30)}


@pytest.fixture(scope="module")
def wrapped() -> Box:
    return wrap_officer(SECRETS, PASSWORD, salt=SALT, desk_secret=DESK_SECRET)


def test_the_right_password_unwraps_key_and_code(wrapped: Box) -> None:
    opened = unwrap(wrapped)

    assert len(wrapped) == 81
    assert (opened.key.seed, opened.totp_secret) == (OFFICER.seed, TOTP)
    assert opened.key.card == OFFICER.card


@pytest.mark.parametrize(
    "attempt",
    [
        lambda box: unwrap(box, password=PASSWORD.upper()),
        lambda box: unwrap(box, officer_id=OTHER_OFFICER.officer_id),
        lambda box: unwrap(box, salt=SALT[::-1]),
        lambda box: unwrap(box, desk_secret=bytes(32)),
    ],
    ids=["password", "officer", "salt", "desk secret"],
)
def test_another_password_officer_salt_or_site_stays_shut(
    wrapped: Box, attempt: Callable[[Box], object]
) -> None:
    with pytest.raises(CannotOpenError):
        attempt(wrapped)


@pytest.mark.parametrize("at", [1, 13, 80], ids=["nonce", "ciphertext", "tag"])
def test_changing_a_byte_of_an_officers_box_keeps_it_shut(
    wrapped: Box, at: int
) -> None:
    changed = Box(wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :])

    with pytest.raises(CannotOpenError):
        unwrap(changed)


@pytest.mark.parametrize("box", [b"", b"\x01" * 28, b"\x02" * 81, b"\x01" * 81])
def test_garbage_is_no_officers_box(box: bytes) -> None:
    with pytest.raises(CryptoError):
        unwrap(Box(box))


def test_a_box_that_holds_something_else_does_not_open() -> None:
    raw_id = bytes.fromhex(OFFICER.officer_id)
    wrapper = Wrapper(_password_key(PASSWORD, SALT, DESK_SECRET, raw_id))
    box = Box(wrapper.wrap(bytes(51), context=encode("officer", raw_id)))

    with pytest.raises(CannotOpenError):
        unwrap(box)


@pytest.mark.parametrize(
    ("password", "salt", "desk_secret"),
    [
        ("half \ud83d", SALT, DESK_SECRET),
        (PASSWORD, b"", DESK_SECRET),
        (PASSWORD, SALT, b""),
        (PASSWORD, bytes(17), DESK_SECRET),
        (PASSWORD, SALT, bytes(31)),
    ],
)
def test_what_is_no_password_salt_or_secret_is_malformed(
    password: str, salt: bytes, desk_secret: bytes
) -> None:
    with pytest.raises(MalformedError):
        wrap_officer(SECRETS, password, salt=salt, desk_secret=desk_secret)


@pytest.mark.parametrize("raw", [b"", bytes(19), bytes(21)])
def test_a_code_secret_of_another_length_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        OfficerSecrets(OFFICER, raw)


def test_an_officers_seed_of_another_length_is_malformed() -> None:
    with pytest.raises(MalformedError):
        OfficerKey(bytes(33), OFFICER.officer_id)


def test_new_officers_have_new_keys() -> None:
    one, two = (OfficerKey.generate(OFFICER.officer_id) for _ in range(2))

    assert one.seed != two.seed
    assert one.card.sealing != two.card.sealing


def test_time_is_spent_on_a_name_that_does_not_exist() -> None:
    spend_password_time(PASSWORD)

    with pytest.raises(MalformedError):
        spend_password_time("half \ud83d")


def test_the_steps_around_now_are_taken_and_no_others() -> None:
    found = {
        steps: find_totp_step(TOTP, make_totp_code(TOTP, at=NOON + 30 * steps), at=NOON)
        for steps in (-2, -1, 0, 1, 2)
    }
    now = NOON // 30

    assert found == {-2: None, -1: now - 1, 0: now, 1: now + 1, 2: None}


def test_the_first_step_of_all_has_none_before_it() -> None:
    assert find_totp_step(TOTP, make_totp_code(TOTP, at=0), at=0) == 0


def test_spaces_in_a_code_do_not_matter() -> None:
    code = make_totp_code(TOTP, at=NOON)

    assert find_totp_step(TOTP, f" {code[:3]}\u00a0{code[3:]}\n", at=NOON) is not None


def test_digits_of_other_alphabets_are_wrong() -> None:
    code = make_totp_code(TOTP, at=NOON)
    foreign = code.translate({ord("0") + n: 0x0660 + n for n in range(10)})

    assert foreign.isdigit()
    assert find_totp_step(TOTP, foreign, at=NOON) is None


@given(st.text().filter(lambda typed: "".join(typed.split()) not in RIGHT))
def test_anything_else_is_a_wrong_code(typed: str) -> None:
    assert find_totp_step(TOTP, typed, at=NOON) is None


def test_half_of_a_surrogate_pair_is_a_wrong_code() -> None:
    assert find_totp_step(TOTP, "12345\ud83d", at=NOON) is None


def test_a_code_secret_is_random_and_an_authenticator_can_read_it() -> None:
    uri = totp_uri(bytes(20), name="a.khan", issuer="Quiet Word")

    assert generate_totp_secret() != generate_totp_secret()
    assert uri.startswith("otpauth://totp/Quiet%20Word:a.khan?")
    assert f"secret={'A' * 32}" in uri
    assert "digits=6" in uri
    assert "period=30" in uri
    assert "algorithm=SHA1" in uri


@every_case("officers")
def test_recorded_officers_unwrap_and_their_codes_are_right(case: Case) -> None:
    opened = unwrap_officer(
        case.box("box"),
        case.text("password"),
        officer_id=case.text("officer_id"),
        salt=case.raw("salt"),
        desk_secret=case.raw("desk_secret"),
    )

    assert opened.key.seed == case.raw("officer_seed")
    assert opened.totp_secret == case.raw("totp_secret")
    assert make_totp_code(opened.totp_secret, at=case.number("at")) == case.text("code")
