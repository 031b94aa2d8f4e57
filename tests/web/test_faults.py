"""Whatever goes wrong is a page in plain words, and one dull line in the log."""

import re
from collections.abc import AsyncIterator, Callable

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message

from service.domain.errors import (
    BadFormError,
    CardNotTrustedError,
    ChangedMeanwhileError,
    ForbiddenError,
    NotFoundError,
    NotOpenYetError,
    NotSignedInError,
    RefusedError,
    StaleFormError,
    TooLargeError,
    TooSlowError,
    UnavailableError,
    UnsupportedFormError,
)
from service.web.refusals import status_of
from tests.web.frames import (
    ECHO,
    a_post,
    browse,
    desk_app,
    hang_up,
    keep_in,
    public_app,
    public_pages,
    raises,
)

CANARY = "a knife behind the bins"


class TiredError(StaleFormError):
    public_message = "That page is tired."


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (BadFormError, 400),
        (RefusedError, 400),
        (ForbiddenError, 403),
        (NotSignedInError, 403),
        (StaleFormError, 403),
        (TiredError, 403),
        (NotFoundError, 404),
        (ChangedMeanwhileError, 409),
        (TooLargeError, 413),
        (TooSlowError, 413),
        (UnsupportedFormError, 415),
        (CardNotTrustedError, 503),
        (NotOpenYetError, 503),
        (UnavailableError, 503),
    ],
)
async def test_a_refusal_becomes_its_page(
    refused: type[RefusedError], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    door = Route("/", raises(refused()), methods=["POST"])

    response = await browse(public_app(door)).post("/", data={"text": CANARY})

    assert response.status_code == status == status_of(refused)
    assert CANARY in response.text
    assert "call <a" in response.text
    assert caplog.messages == []


@pytest.mark.parametrize("build", [public_app, desk_app])
@pytest.mark.parametrize(
    "error",
    [
        ValueError(CANARY),
        OSError(28, CANARY),
        ExceptionGroup(CANARY, [KeyError(CANARY)]),
        MemoryError(CANARY),
    ],
)
async def test_a_fault_says_nothing_of_what_was_typed_or_raised(
    build: Callable[..., Starlette], error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    response = await browse(build(Route("/", raises(error)))).get("/")

    assert response.status_code == 500
    assert CANARY not in response.text
    assert "Traceback" not in response.text
    assert CANARY not in caplog.text
    assert not any(record.exc_info for record in caplog.records)


async def test_a_fault_is_one_line_that_finds_the_place_and_the_page(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def render_nothing(_request: Request) -> Response:
        return public_pages().render("web/none.html")

    response = await browse(public_app(Route("/", render_nothing))).get("/")

    [line] = caplog.messages
    found = re.fullmatch(
        r"fault (\d{9}) TemplateNotFound service/web/pages\.py:\d+", line
    )
    assert found
    assert found[1] in response.text


async def test_a_fault_gives_back_what_was_typed() -> None:
    door = Route("/", raises(ZeroDivisionError()), methods=["POST"])

    response = await browse(public_app(door)).post("/", data={"text": f"{CANARY} <b>"})

    assert f"{CANARY} &lt;b&gt;" in response.text


async def test_a_fault_after_the_answer_began_cuts_it_short(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def stumble() -> AsyncIterator[bytes]:
        yield b"begun"
        raise ZeroDivisionError(CANARY)

    async def begin(_request: Request) -> Response:
        return StreamingResponse(stumble())

    sent: list[Message] = []
    await public_app(Route("/", begin, methods=["POST"]))(
        a_post("/"), hang_up, keep_in(sent)
    )

    assert [m.get("body") for m in sent] == [None, b"begun"]
    assert CANARY not in caplog.text


async def test_a_page_that_is_not_there_says_so() -> None:
    response = await browse(public_app()).get("/none")

    assert response.status_code == 404
    assert "We cannot find that page." in response.text


async def test_a_slash_too_many_is_not_redirected_to_a_host_of_the_requests() -> None:
    response = await browse(public_app(ECHO)).post("/echo/")

    assert response.status_code == 404


async def test_a_get_where_a_post_is_meant_says_so() -> None:
    response = await browse(public_app(ECHO)).get("/echo")

    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert "This page cannot be opened like that." in response.text
