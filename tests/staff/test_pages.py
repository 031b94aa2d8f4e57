from datetime import timedelta

import pytest

from service.db.schema import SessionRow
from tests.builders import PASSWORD, POLICE_DESK
from tests.offices import Office
from tests.visitors import Visitor


async def test_the_cookie_is_kept_for_this_host_alone(
    small_office: Office, visitor: Visitor
) -> None:
    await visitor.visit("/sign-in")
    await visitor.press(
        "Sign in", name="ben", password=PASSWORD, code=small_office.code("ben")
    )

    cookies = [r.headers["set-cookie"] for r in visitor.seen if r.cookies]
    assert len(cookies) == 1
    assert cookies[0].startswith("__Host-desk=")
    assert set(cookies[0].lower().split("; ")[1:]) == {
        "httponly",
        "path=/",
        "samesite=strict",
        "secure",
    }
    assert visitor.status == 200


async def test_wrong_name_password_and_code_are_one_and_the_same_page(
    small_office: Office, visitor: Visitor
) -> None:
    right = {"name": "ben", "password": PASSWORD, "code": small_office.code("ben")}
    await visitor.visit("/sign-in")

    pages = []
    for wrong in ({"name": "nobody"}, {"password": "wrong"}, {"code": "000000"}, {}):
        await visitor.press("Sign in", **{**right, **wrong})
        pages.append((visitor.status, visitor.page))
        await visitor.visit("/sign-in")

    first, second, third, signed_in = pages
    assert first == second == third
    assert first[0] == 400
    assert "The name, the password or the code is not right." in first[1]
    assert signed_in[0] == 200


@pytest.mark.parametrize("name", ["ben", "nobody"])
async def test_a_wait_is_told_plainly_whether_anybody_has_the_name(
    visitor: Visitor, name: str
) -> None:
    for _ in range(4):
        await visitor.visit("/sign-in")
        await visitor.press("Sign in", name=name, password="wrong", code="000000")

    assert visitor.status == 400
    assert "Wait 5 seconds, then try again." in visitor.page
    assert name not in visitor.page


async def test_nothing_typed_at_the_door_comes_back_in_a_page(visitor: Visitor) -> None:
    await visitor.visit("/sign-in")
    await visitor.press(
        "Sign in", name="nobody", password="canary words", code="123456"
    )

    assert "canary" not in visitor.page
    assert "123456" not in visitor.page


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("ben", "/inbox/community-safety"),
        ("carol", "/officers"),
        ("dev", "/log"),
        ("faye", "/duties/childrens-front-door"),
        ("priya", "/reports/neighbourhood-police"),
        ("eli", "/desks"),
    ],
)
async def test_everybody_comes_to_their_own_first_page(
    small_office: Office, visitor: Visitor, name: str, path: str
) -> None:
    await small_office.add_person("eli")
    await small_office.add_member("priya", POLICE_DESK)
    await small_office.come_in(visitor, name)

    assert visitor.seen[-1].url.path == path


async def test_signing_out_closes_every_door(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "ben")
    await visitor.press("Sign out")
    after_signing_out = visitor.seen[-1].url.path
    await visitor.visit("/desks")

    assert after_signing_out == "/sign-in"
    assert visitor.seen[-1].url.path == "/sign-in"
    assert await small_office.count(SessionRow) == 0


async def test_signing_out_everywhere_is_a_button_on_the_desks_page(
    small_office: Office, visitor: Visitor
) -> None:
    other = await small_office.sign_in("ben")
    await small_office.come_in(visitor, "ben")
    await visitor.visit("/desks")
    await visitor.press("Sign out everywhere")

    assert visitor.seen[-1].url.path == "/sign-in"
    assert await small_office.sessions.find_session(other) is None


async def test_an_idle_officer_is_asked_to_sign_in_again(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "ben")
    small_office.site.clock.advance(timedelta(minutes=15))
    await visitor.visit("/desks")

    assert visitor.seen[-1].url.path == "/sign-in"


async def test_an_administrator_reads_no_tip_and_no_log(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "carol")
    statuses = []
    for path in ("/inbox/community-safety", "/log"):
        await visitor.visit(path)
        statuses.append(visitor.status)

    assert statuses == [403, 403]


@pytest.mark.parametrize("name", ["ben", "amira", "dev"])
async def test_only_an_administrator_sees_the_officers(
    small_office: Office, visitor: Visitor, name: str
) -> None:
    await small_office.come_in(visitor, name)
    await visitor.visit("/officers")

    assert visitor.status == 403


async def test_an_administrator_invites_somebody_and_ends_their_access(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "carol")
    await visitor.press("Make their link", name="Eli Marsh")
    shown = visitor.page
    await visitor.visit("/officers")
    await visitor.press("New link")
    renewed = visitor.page
    await visitor.visit("/officers")
    await visitor.press("End access of eli marsh")

    assert "https://desk.test/enrol/" in shown
    assert "https://desk.test/enrol/" in renewed
    assert shown != renewed
    assert "Access ended" in visitor.page
    assert "/enrol/" not in visitor.page


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1", (400, "A name is 2 to 40 characters")),
        ("BEN", (409, "Somebody has or had this name.")),
        ("<b>x", (400, "&lt;b&gt;x")),
    ],
)
async def test_a_name_that_will_not_do_is_kept_and_explained(
    small_office: Office, visitor: Visitor, typed: str, answer: tuple[int, str]
) -> None:
    await small_office.come_in(visitor, "carol")
    await visitor.press("Make their link", name=typed)

    assert visitor.status == answer[0]
    assert answer[1] in visitor.page
    assert 'id="name"' in visitor.page
    assert await small_office.list_acts() == []


async def test_a_form_of_another_session_changes_nothing(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "carol")
    await visitor.press("Make their link", form="0" * 40, name="eli")

    assert visitor.status == 403
    assert await small_office.list_acts() == []
