import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import Box, CannotOpenError, MalformedError, OfficerKey, SessionSecret
from crypto._context import derive, encode
from crypto._wrapping import Wrapper
from tests.crypto.builders import DESK_SECRET, OFFICER, SEALED, SESSION
from tests.crypto.cases import Case, every_case

BOX = next(sealed.box for sealed in SEALED if sealed.name == "session")


@given(st.binary(min_size=32, max_size=32))
def test_a_cookie_reads_back_as_it_was_written(raw: bytes) -> None:
    assert SessionSecret.parse(SessionSecret(raw).cookie).raw == raw


@given(st.text(alphabet="0123456789abcdefABCDEF \n\u0660", min_size=60, max_size=68))
def test_a_cookie_is_read_only_as_we_would_have_written_it(typed: str) -> None:
    try:
        session = SessionSecret.parse(typed)
    except MalformedError:
        return
    assert session.cookie == typed


@pytest.mark.parametrize(
    "typed", ["", "ab" * 31, "ab" * 33, "AB" * 32, " " + "ab" * 32, "\u0660" * 64, "é"]
)
def test_what_is_no_cookie_is_malformed(typed: str) -> None:
    with pytest.raises(MalformedError):
        SessionSecret.parse(typed)


@given(st.text())
def test_garbage_is_no_cookie(typed: str) -> None:
    with pytest.raises(MalformedError):
        SessionSecret.parse(typed[:63])


def test_new_sessions_differ_and_their_rows_tell_nothing_of_the_cookie() -> None:
    one, two = SessionSecret.generate(), SessionSecret.generate()

    assert one.session_id != two.session_id
    assert len(one.session_id) == 32
    assert one.session_id not in {one.raw, two.raw}


def test_a_session_opens_the_officer_it_was_sealed_for() -> None:
    opened = SESSION.open_officer(BOX, OFFICER.officer_id, DESK_SECRET)

    assert len(BOX) == 61
    assert opened.card == OFFICER.card


def test_a_session_that_holds_something_else_does_not_open() -> None:
    wrapper = Wrapper(derive(SESSION.raw, "session", salt=DESK_SECRET))
    bound = encode("session", bytes.fromhex(OFFICER.officer_id))

    with pytest.raises(CannotOpenError):
        SESSION.open_officer(
            Box(wrapper.wrap(bytes(31), context=bound)), OFFICER.officer_id, DESK_SECRET
        )


@pytest.mark.parametrize("desk_secret", [b"", bytes(31), bytes(33)])
def test_a_desk_secret_of_another_length_is_malformed(desk_secret: bytes) -> None:
    with pytest.raises(MalformedError):
        SESSION.seal_officer(OFFICER, desk_secret)
    with pytest.raises(MalformedError):
        SESSION.open_officer(BOX, OFFICER.officer_id, desk_secret)


@every_case("sessions")
def test_recorded_sessions_open(case: Case) -> None:
    session = SessionSecret.parse(case.text("cookie"))

    opened: OfficerKey = session.open_officer(
        case.box("box"), case.text("officer_id"), case.raw("desk_secret")
    )

    assert session.session_id == case.raw("session_id")
    assert opened.seed == case.raw("officer_seed")
