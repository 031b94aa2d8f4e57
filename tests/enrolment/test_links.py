import asyncio
from datetime import timedelta

import pytest

from crypto import make_totp_code
from service.db.schema import OfficerRow
from service.domain.enrolment import (
    BadNameError,
    CommonPasswordError,
    NameTakenError,
    OfficerState,
    ShortPasswordError,
    WrongCodeError,
    check_password,
    parse_name,
)
from service.domain.errors import BadFormError, NotFoundError
from service.enrolment.usecases import LinkOverError
from service.staff.usecases import OwnAccessError, WrongSignInError
from tests.builders import PASSWORD
from tests.offices import OWN_PASSWORD, STEP, Office


async def test_whoever_uses_their_link_can_then_sign_in(office: Office) -> None:
    shown = await office.enrolment.begin(token := await office.invite("Eli Marsh"))
    code = make_totp_code(shown.totp_secret, at=office.site.clock.now())
    await office.enrolment.enrol(token, shown.sealed, own_password=None, code=code)
    office.site.clock.advance(STEP)
    code = make_totp_code(shown.totp_secret, at=office.site.clock.now())

    session = await office.door.sign_in("eli marsh", shown.password, code)
    officer = await office.sessions.find_session(session.cookie)

    assert len(shown.password.split("-")) == 5
    assert officer is not None
    assert officer.posts == ()
    assert await office.list_acts() == [
        "officer invited",
        "officer enrolled",
        "signed in",
    ]


async def test_the_code_that_proved_the_phone_does_not_sign_in(
    small_office: Office,
) -> None:
    shown = await small_office.enrolment.begin(
        token := await small_office.invite("eli")
    )
    code = make_totp_code(shown.totp_secret, at=small_office.site.clock.now())
    await small_office.enrolment.enrol(
        token, shown.sealed, own_password=None, code=code
    )

    with pytest.raises(WrongSignInError):
        await small_office.door.sign_in("eli", shown.password, code)


async def test_looking_at_a_link_uses_nothing_up(small_office: Office) -> None:
    token = await small_office.invite("eli")

    first = await small_office.enrolment.begin(token)
    second = await small_office.enrolment.begin(token)

    assert first.password != second.password
    assert await small_office.enrol(token)


async def test_a_link_works_once(office: Office) -> None:
    token = await office.invite("eli")
    await office.enrol(token)

    with pytest.raises(LinkOverError):
        await office.enrolment.begin(token)


async def test_a_link_used_at_once_twice_makes_one_officer(office: Office) -> None:
    token = await office.invite("eli")
    answers = await asyncio.gather(
        office.enrol(token), office.enrol(token), return_exceptions=True
    )

    assert sum(isinstance(a, LinkOverError) for a in answers) == 1
    assert (await office.list_acts()).count("officer enrolled") == 1


async def test_a_link_works_for_seven_days(small_office: Office) -> None:
    token = await small_office.invite("eli")
    small_office.site.clock.advance(timedelta(days=7) - timedelta(seconds=1))
    await small_office.enrolment.begin(token)
    small_office.site.clock.advance(timedelta(seconds=1))

    with pytest.raises(LinkOverError):
        await small_office.enrolment.begin(token)


async def test_a_new_link_ends_the_old_one(office: Office) -> None:
    old = await office.invite("eli")
    eli = await office.find_officer_id("eli")

    name, new = await office.officers.renew_link(office.officer("carol"), eli)

    assert name == "eli"
    assert await office.enrol(new.token)
    with pytest.raises(LinkOverError):
        await office.enrolment.begin(old)


async def test_there_is_no_new_link_for_whoever_is_enrolled(
    small_office: Office,
) -> None:
    ben = small_office.site.people["ben"].id

    with pytest.raises(NotFoundError):
        await small_office.officers.renew_link(small_office.officer("carol"), ben)


@pytest.mark.parametrize("token", ["", "nonsense", "0" * 48, "\u2713"])
async def test_a_link_that_was_never_made_does_not_work(
    small_office: Office, token: str
) -> None:
    with pytest.raises(LinkOverError):
        await small_office.enrolment.begin(token)


async def test_the_database_alone_holds_no_link(small_office: Office) -> None:
    token = await small_office.invite("eli")

    stored = (small_office.site.folder / "vault.db").read_bytes()

    assert token.encode() not in stored
    assert bytes.fromhex(token) not in stored


async def test_a_wrong_code_leaves_the_link_unused(small_office: Office) -> None:
    shown = await small_office.enrolment.begin(
        token := await small_office.invite("eli")
    )

    with pytest.raises(WrongCodeError):
        await small_office.enrolment.enrol(
            token, shown.sealed, own_password=None, code="000000"
        )

    again = await small_office.enrolment.resume(token, shown.sealed)
    assert (again.password, again.totp_secret) == (shown.password, shown.totp_secret)


async def test_what_one_page_carried_is_worth_nothing_on_another(
    small_office: Office,
) -> None:
    mine, theirs = await small_office.invite("eli"), await small_office.invite("fay")
    shown = await small_office.enrolment.begin(mine)

    with pytest.raises(BadFormError):
        await small_office.enrolment.resume(theirs, shown.sealed)
    with pytest.raises(BadFormError):
        await small_office.enrolment.resume(mine, shown.sealed[:-2] + "00")
    with pytest.raises(BadFormError):
        await small_office.enrolment.resume(mine, "not hexadecimal")


async def test_an_own_password_replaces_the_five_words(small_office: Office) -> None:
    shown = await small_office.enrolment.begin(
        token := await small_office.invite("eli")
    )
    at = small_office.site.clock.now
    code = make_totp_code(shown.totp_secret, at=at())
    await small_office.enrolment.enrol(
        token, shown.sealed, own_password=OWN_PASSWORD, code=code
    )
    small_office.site.clock.advance(STEP)
    code = make_totp_code(shown.totp_secret, at=at())

    with pytest.raises(WrongSignInError):
        await small_office.door.sign_in("eli", shown.password, code)
    session = await small_office.door.sign_in("eli", OWN_PASSWORD, code)

    assert await small_office.sessions.find_session(session.cookie) is not None


@pytest.mark.parametrize("typed", ["", "short", "fourteen chars"])
def test_an_own_password_has_fifteen_characters(typed: str) -> None:
    with pytest.raises(ShortPasswordError):
        check_password(typed, ())


@pytest.mark.parametrize(
    "typed",
    [
        "passwordpassword",
        "qwertyuiopasdfgh",
        "123456789012345678",
        "aaaaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnopqrst",
        "iloveyouiloveyou1",
        "hammersmithfulham",
        "Amira.Hammersmith1",
    ],
)
def test_an_own_password_is_not_one_that_is_tried_first(typed: str) -> None:
    with pytest.raises(CommonPasswordError):
        check_password(typed, ("amira", "Hammersmith & Fulham"))


@pytest.mark.parametrize("typed", [OWN_PASSWORD, PASSWORD, OWN_PASSWORD * 50])
def test_a_long_sentence_of_ones_own_will_do(typed: str) -> None:
    check_password(typed, ("amira", "Hammersmith & Fulham"))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Amira", "amira"),
        ("  amira   khan ", "amira khan"),
        ("O\u2019Neil", "o'neil"),
        ("pc.123-b", "pc.123-b"),
    ],
)
def test_a_name_is_read_as_people_type_it(typed: str, name: str) -> None:
    assert parse_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    ["", "a", "1st", "-ben", "ben-", "b" * 41, "b\u0435n", "ben\n!", "Zo\u00eb"],
)
def test_a_name_is_one_that_every_keyboard_has(typed: str) -> None:
    with pytest.raises(BadNameError):
        parse_name(typed)


async def test_two_officers_cannot_share_a_name(office: Office) -> None:
    with pytest.raises(NameTakenError):
        await office.invite("Ben")

    assert await office.list_acts() == []


async def test_the_list_of_officers_says_how_far_everybody_is(office: Office) -> None:
    await office.invite("eli")
    await office.invite("fay")
    ben, fay = await office.find_officer_id("ben"), await office.find_officer_id("fay")
    await office.tamper(OfficerRow, OfficerRow.id == fay, enrol_until=0)
    await office.officers.end_access(office.officer("carol"), ben)

    listed = await office.officers.list_officers()

    assert [(officer.name, officer.state) for officer in listed] == [
        ("amira", OfficerState.ENROLLED),
        ("carol", OfficerState.ENROLLED),
        ("dev", OfficerState.ENROLLED),
        ("eli", OfficerState.INVITED),
        ("fay", OfficerState.LINK_OVER),
        ("faye", OfficerState.ENROLLED),
        ("ines", OfficerState.ENROLLED),
        ("ben", OfficerState.ENDED),
    ]


async def test_ending_access_ends_sessions_posts_and_copies_of_keys(
    office: Office,
) -> None:
    cookie = await office.sign_in("ben")
    ben = office.site.people["ben"].id

    await office.officers.end_access(office.officer("carol"), ben)

    assert await office.sessions.find_session(cookie) is None
    assert await office.count_seeds("ben") == 0
    with pytest.raises(WrongSignInError):
        await office.knock("ben")
    with pytest.raises(NotFoundError):
        await office.officers.end_access(office.officer("carol"), ben)


async def test_nobody_ends_their_own_access(small_office: Office) -> None:
    carol = small_office.officer("carol")

    with pytest.raises(OwnAccessError):
        await small_office.officers.end_access(carol, carol.officer_id)


async def test_somebody_whose_access_ended_has_no_link_either(
    small_office: Office,
) -> None:
    token = await small_office.invite("eli")
    eli = await small_office.find_officer_id("eli")

    await small_office.officers.end_access(small_office.officer("carol"), eli)

    with pytest.raises(LinkOverError):
        await small_office.enrolment.begin(token)
