import asyncio
from datetime import timedelta

import pytest

from service.db.schema import OfficerRow, SessionRow, SignInCounterRow
from service.domain.sign_in import LONGEST_WAIT, describe_wait, wait_after
from service.staff.usecases import WaitFirstError, WrongSignInError
from tests.builders import PASSWORD, TRIAGE_DESK
from tests.offices import STEP, Office


async def test_an_officer_signs_in_with_name_password_and_code(office: Office) -> None:
    officer = await office.sessions.find_session(await office.knock("ben"))

    assert officer is not None
    assert officer.name == "ben"
    assert officer.desks == (TRIAGE_DESK,)
    assert officer.key.seed == office.site.people["ben"].secrets.key.seed
    assert await office.list_acts() == ["signed in"]


async def test_capitals_and_spaces_around_the_name_do_not_matter(
    small_office: Office,
) -> None:
    session = await small_office.door.sign_in(
        "  Ben ", PASSWORD, small_office.code("ben")
    )

    assert await small_office.sessions.find_session(session.cookie) is not None


@pytest.mark.parametrize(
    ("name", "password"),
    [("nobody", PASSWORD), ("ben", "wrong"), ("", ""), ("ben\u0301", PASSWORD)],
)
async def test_a_wrong_name_or_password_lets_nobody_in(
    small_office: Office, name: str, password: str
) -> None:
    with pytest.raises(WrongSignInError):
        await small_office.door.sign_in(name, password, small_office.code("ben"))

    assert await small_office.count(SessionRow) == 0
    assert await small_office.list_acts() == []


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "\u0661" * 6])
async def test_a_wrong_code_lets_nobody_in(small_office: Office, code: str) -> None:
    with pytest.raises(WrongSignInError):
        await small_office.door.sign_in("ben", PASSWORD, code)

    assert await small_office.count(SessionRow) == 0


async def test_a_code_works_once(office: Office) -> None:
    await office.door.sign_in("ben", PASSWORD, office.code("ben"))

    with pytest.raises(WrongSignInError):
        await office.door.sign_in("ben", PASSWORD, office.code("ben"))

    assert await office.count(SessionRow) == 1


async def test_a_code_works_once_from_two_places_at_once(office: Office) -> None:
    code = office.code("ben")
    tries = (office.door.sign_in("ben", PASSWORD, code) for _ in range(2))
    answers = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(isinstance(a, WrongSignInError) for a in answers) == 1
    assert await office.count(SessionRow) == 1
    assert await office.list_acts() == ["signed in"]


async def test_a_code_older_than_the_last_one_used_does_not_work(
    small_office: Office,
) -> None:
    old = small_office.code("ben")
    small_office.site.clock.advance(STEP)
    await small_office.door.sign_in("ben", PASSWORD, small_office.code("ben"))

    with pytest.raises(WrongSignInError):
        await small_office.door.sign_in("ben", PASSWORD, old)


async def test_somebody_whose_access_ended_cannot_come_back(
    small_office: Office,
) -> None:
    ben = OfficerRow.name == "ben"
    await small_office.tamper(OfficerRow, ben, ended=True)

    with pytest.raises(WrongSignInError):
        await small_office.door.sign_in("ben", PASSWORD, small_office.code("ben"))


@pytest.mark.parametrize("name", ["ben", "nobody"])
async def test_after_three_wrong_tries_a_name_waits_whether_anybody_has_it(
    small_office: Office, name: str
) -> None:
    for _ in range(3):
        with pytest.raises(WrongSignInError):
            await small_office.door.sign_in(name, "wrong", "000000")

    with pytest.raises(WaitFirstError):
        await small_office.door.sign_in(name, PASSWORD, small_office.code("ben"))
    assert await small_office.door.find_wait(name) == 5


async def test_tries_made_all_at_once_are_all_counted(office: Office) -> None:
    tries = (office.door.sign_in("ben", "wrong", "000000") for _ in range(6))
    answers = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(isinstance(a, WrongSignInError) for a in answers) == 3
    assert sum(isinstance(a, WaitFirstError) for a in answers) == 3


async def test_after_the_wait_the_right_words_open_the_door_and_forget_the_tries(
    small_office: Office,
) -> None:
    for _ in range(3):
        with pytest.raises(WrongSignInError):
            await small_office.door.sign_in("ben", "wrong", "000000")
    small_office.site.clock.advance(timedelta(seconds=5))

    await small_office.door.sign_in("ben", PASSWORD, small_office.code("ben"))

    assert await small_office.count(SignInCounterRow) == 0
    assert await small_office.door.find_wait("ben") == 0


async def test_one_name_waiting_holds_up_nobody_else(small_office: Office) -> None:
    for _ in range(3):
        with pytest.raises(WrongSignInError):
            await small_office.door.sign_in("ben", "wrong", "000000")

    session = await small_office.door.sign_in(
        "amira", PASSWORD, small_office.code("amira")
    )

    assert await small_office.sessions.find_session(session.cookie) is not None


def test_the_wait_doubles_from_five_seconds_to_five_minutes() -> None:
    waits = [wait_after(failures) for failures in range(1, 12)]

    assert waits == [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300]
    assert wait_after(10**6) == LONGEST_WAIT


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 second"), (60, "60 seconds"), (61, "2 minutes"), (300, "5 minutes")],
)
def test_a_wait_is_never_told_too_short(seconds: int, words: str) -> None:
    assert describe_wait(seconds) == words
