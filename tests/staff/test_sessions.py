from datetime import timedelta

import pytest

from crypto import SessionSecret
from service.db.schema import SessionRow
from service.domain.people import AUDITOR_DESK, Post, Role
from tests.offices import HOUSING, Office


async def test_a_session_ends_after_fifteen_idle_minutes(small_office: Office) -> None:
    cookie = await small_office.sign_in("ben")
    small_office.site.clock.advance(timedelta(minutes=14, seconds=59))
    still_open = await small_office.sessions.find_session(cookie)
    small_office.site.clock.advance(timedelta(minutes=15))

    assert still_open is not None
    assert await small_office.sessions.find_session(cookie) is None


async def test_a_session_ends_after_eight_hours_of_work(small_office: Office) -> None:
    cookie = await small_office.sign_in("ben")
    for _ in range(47):
        small_office.site.clock.advance(timedelta(minutes=10))
        assert await small_office.sessions.find_session(cookie) is not None
    small_office.site.clock.advance(timedelta(minutes=10))

    assert await small_office.sessions.find_session(cookie) is None


async def test_a_session_is_written_down_at_most_once_a_minute(
    small_office: Office,
) -> None:
    cookie = await small_office.sign_in("ben")
    small_office.site.clock.advance(timedelta(seconds=59))
    await small_office.sessions.find_session(cookie)
    small_office.site.clock.advance(timedelta(minutes=14, seconds=1))

    # Seen 59 seconds after signing in, which was too soon to be written down.
    assert await small_office.sessions.find_session(cookie) is None


@pytest.mark.parametrize(
    "cookie", ["", "x", "0" * 64, "A" * 64, "0" * 63, "\u0660" * 64]
)
async def test_a_cookie_that_was_never_given_opens_nothing(
    small_office: Office, cookie: str
) -> None:
    assert await small_office.sessions.find_session(cookie) is None


async def test_a_session_moved_to_somebody_else_opens_nothing(office: Office) -> None:
    cookie = await office.sign_in("ben")
    session_id = SessionSecret.parse(cookie).session_id
    amira = office.site.people["amira"].id

    await office.tamper(SessionRow, SessionRow.id == session_id, officer=amira)

    assert await office.sessions.find_session(cookie) is None


async def test_signing_out_ends_this_session_only(office: Office) -> None:
    first, second = await office.sign_in("ben"), await office.sign_in("ben")
    officer = await office.sessions.find_session(first)
    assert officer is not None

    await office.sessions.sign_out(officer)
    await office.sessions.sign_out(officer)

    assert await office.sessions.find_session(first) is None
    assert await office.sessions.find_session(second) is not None
    assert await office.list_acts() == ["signed out"]


async def test_signing_out_everywhere_ends_all_of_them(office: Office) -> None:
    first, second = await office.sign_in("ben"), await office.sign_in("ben")
    others = await office.sign_in("amira")
    officer = await office.sessions.find_session(first)
    assert officer is not None

    await office.sessions.sign_out_everywhere(officer)

    assert await office.sessions.find_session(first) is None
    assert await office.sessions.find_session(second) is None
    assert await office.sessions.find_session(others) is not None
    assert (await office.list_acts())[-1] == "signed out everywhere"


async def test_a_session_knows_what_its_officer_is_only_proposed_for(
    office: Office,
) -> None:
    await office.add_person("eli")
    await office.propose("eli", HOUSING, Role.OFFICER)

    officer = await office.sign_in_as("eli")

    assert officer.posts == (Post(HOUSING, Role.OFFICER, admitted=False),)
    assert officer.desks == ()
    assert officer.find_post(AUDITOR_DESK) is None
