"""A ticket is worth something once, for one purpose and one session."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response

from service.domain.clock import SetClock
from service.domain.errors import StaleFormError
from service.web.cookies import (
    Signer,
    Ticket,
    forget_session,
    keep_session,
    read_cookie,
)

CLOCK = SetClock(1_800_000_000)
SIGNER = Signer(b"a" * 32, CLOCK)
TICKET = SIGNER.sign_ticket("send", "00ff", bound_to="one")


def test_a_ticket_says_what_it_was_given_and_how_old_it_is() -> None:
    clock = SetClock(1_800_000_000)
    signer = Signer(b"a" * 32, clock)
    ticket = signer.sign_ticket("send", "00ff")
    clock.advance(timedelta(seconds=90))

    assert signer.read_ticket("send", ticket, max_age=90) == Ticket("00ff", 90)


def test_a_ticket_is_refused_when_it_is_too_old() -> None:
    clock = SetClock(1_800_000_000)
    signer = Signer(b"a" * 32, clock)
    ticket = signer.sign_ticket("send", "00ff")
    clock.advance(timedelta(seconds=91))

    with pytest.raises(StaleFormError):
        signer.read_ticket("send", ticket, max_age=90)


def test_a_ticket_from_the_future_is_refused() -> None:
    earlier = Signer(b"a" * 32, SetClock(1_700_000_000))

    with pytest.raises(StaleFormError):
        earlier.read_ticket("send", TICKET, max_age=90, bound_to="one")


@pytest.mark.parametrize(
    ("signer", "purpose", "bound_to"),
    [
        (SIGNER, "check", "one"),
        (SIGNER, "send", "two"),
        (SIGNER, "send", ""),
        (SIGNER, "send\none", ""),
        (Signer(b"b" * 32, CLOCK), "send", "one"),
    ],
)
def test_a_ticket_is_refused_for_anything_but_what_it_was_made_for(
    signer: Signer, purpose: str, bound_to: str
) -> None:
    with pytest.raises(StaleFormError):
        signer.read_ticket(purpose, TICKET, max_age=90, bound_to=bound_to)


@given(st.text(max_size=80))
def test_whatever_else_is_sent_as_a_ticket_is_only_refused(text: str) -> None:
    with pytest.raises(StaleFormError):
        SIGNER.read_ticket("send", text, max_age=90, bound_to="one")


@given(st.integers(0, len(TICKET) - 1))
def test_any_changed_letter_spoils_a_ticket(place: int) -> None:
    letter = "A" if TICKET[place] != "A" else "E"
    changed = TICKET[:place] + letter + TICKET[place + 1 :]

    with pytest.raises(StaleFormError):
        SIGNER.read_ticket("send", changed, max_age=90, bound_to="one")


def test_the_cookie_is_for_this_host_alone_and_no_script_reads_it() -> None:
    response = Response()
    keep_session(response, "ab" * 32)

    assert response.headers["set-cookie"] == (
        f"__Host-desk={'ab' * 32}; HttpOnly; Path=/; SameSite=strict; Secure"
    )


def test_a_forgotten_cookie_is_taken_back_from_the_same_place() -> None:
    response = Response()
    forget_session(response)

    set_cookie = response.headers["set-cookie"]
    assert set_cookie.startswith('__Host-desk=""; ')
    assert "Max-Age=0; Path=/; SameSite=strict; Secure" in set_cookie


def test_a_cookie_is_found_by_its_whole_name() -> None:
    headers = [(b"cookie", b"desk=no; __Host-desk=yes; __host-desk=no")]

    assert read_cookie(Request({"type": "http", "headers": headers})) == "yes"
    assert read_cookie(Request({"type": "http", "headers": []})) is None
