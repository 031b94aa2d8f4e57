import re

import pytest

from tests.offices import OWN_PASSWORD, Office, read_code
from tests.visitors import Visitor


async def test_a_link_leads_to_a_password_a_phone_and_a_finished_officer(
    small_office: Office, visitor: Visitor
) -> None:
    token = await small_office.invite("eli")
    await visitor.visit(f"/enrol/{token}")
    first = visitor.page
    await visitor.press("Finish", code=read_code(first, small_office))
    done = visitor.page
    await visitor.visit(f"/enrol/{token}")

    assert len(re.findall("<li>[a-z]+</li>", first)) == 5
    assert "You are enrolled" in done
    assert visitor.status == 404
    assert "This link does not work." in visitor.page


async def test_the_picture_holds_what_the_phone_needs(
    small_office: Office, visitor: Visitor
) -> None:
    await visitor.visit(f"/enrol/{await small_office.invite('eli')}")

    drawn = re.search(r'<path d="(M[Mhvz0-9 -]+)"', visitor.page)
    assert drawn is not None
    assert drawn[1].startswith("M4 4h1v1h-1z")
    assert "style=" not in drawn[0]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"choice": "own", "own": "too short"}, "15 characters or more"),
        ({"choice": "own", "own": "passwordpassword"}, "too easy to guess"),
        ({"code": "000000"}, "That code is not right."),
        ({"code": ""}, "That code is not right."),
    ],
)
async def test_a_mistake_shows_the_same_words_and_picture_again(
    small_office: Office, visitor: Visitor, typed: dict[str, str], says: str
) -> None:
    token = await small_office.invite("eli")
    await visitor.visit(f"/enrol/{token}")
    first = visitor.page
    await visitor.press("Finish", **{"code": read_code(first, small_office), **typed})

    assert visitor.status == 400
    assert says in visitor.page
    assert read_code(visitor.page, small_office) == read_code(first, small_office)
    assert re.findall("<li>[a-z]+</li>", visitor.page) == re.findall(
        "<li>[a-z]+</li>", first
    )


async def test_a_password_is_never_shown_again(
    small_office: Office, visitor: Visitor
) -> None:
    await visitor.visit(f"/enrol/{await small_office.invite('eli')}")
    await visitor.press("Finish", choice="own", own=OWN_PASSWORD, code="000000")

    assert OWN_PASSWORD not in visitor.page


@pytest.mark.parametrize("token", ["x", "0" * 48, "%ff", "a" * 5000])
async def test_a_link_that_is_none_is_one_plain_page(
    small_office: Office, visitor: Visitor, token: str
) -> None:
    await visitor.visit(f"/enrol/{token}")

    assert visitor.status == 404
    assert "This link does not work." in visitor.page
    assert await small_office.list_acts() == []


async def test_a_page_of_another_link_is_refused(
    small_office: Office, visitor: Visitor
) -> None:
    await visitor.visit(f"/enrol/{await small_office.invite('eli')}")
    await visitor.press("Finish", sealed="00" * 40, code="000000")

    assert visitor.status == 400
    assert await small_office.list_acts() == ["officer invited"]
