"""Only our own names are answered to, on paths that could be ours."""

import pytest
from starlette.routing import Route

from tests.web.frames import ECHO, URLENCODED, browse, public_app, raises


@pytest.mark.parametrize(
    "host", ["tell.test", "TELL.test", "tell.test:8000", "[::1]", "[::1]:8000"]
)
async def test_our_own_names_are_answered_to_on_any_port(host: str) -> None:
    response = await browse(public_app(ECHO)).post(
        "/echo", content=b"", headers={**URLENCODED, "host": host}
    )

    assert response.status_code == 200


@pytest.mark.parametrize(
    "host", ["other.test", "", "tell.test.other.test", "tell.test:x", "::1", "[:"]
)
async def test_any_other_name_gets_a_page_in_plain_words(host: str) -> None:
    response = await browse(public_app(ECHO)).post(
        "/echo", content=b"", headers={**URLENCODED, "host": host}
    )

    assert response.status_code == 400
    assert "This is not an address of ours." in response.text


async def test_two_names_at_once_are_not_answered_to() -> None:
    response = await browse(public_app(ECHO)).get(
        "/", headers=[("host", "tell.test"), ("host", "tell.test")]
    )

    assert response.status_code == 400


@pytest.mark.parametrize("path", ["/tips/%00", "/tips/a%0Ab", "/tips/%7F", "/%C2%85"])
async def test_a_path_with_control_characters_reaches_no_door(path: str) -> None:
    anything = Route("/{rest:path}", raises(ZeroDivisionError()), methods=["GET"])

    response = await browse(public_app(anything)).get(path)

    assert response.status_code == 404
