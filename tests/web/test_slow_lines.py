"""Nobody is waited for without an end, and everybody is told."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Message

from service.web import limits
from service.web.forms import read_form
from service.web.limits import FORM_PACE, UPLOAD_PACE, Pace
from service.web.uploads import Raw
from tests.web.frames import ECHO, URLENCODED, desk_app, public_app
from tests.web.slowly import (
    Then,
    begin,
    drip,
    hurry,
    read_page,
    say_nothing,
)
from tests.web.uploading import (
    MULTIPART,
    Part,
    Taking,
    upload,
    upload_app,
    write_body,
    write_part,
)

SAID = "your internet is too slow"
MIB = 1024 * 1024
TOLD: Part = ("text", None, b"A knife")
HALF_A_PHOTO = write_part(TOLD) + write_part(("added", "a.jpg", b"a" * 9_000))[:-900]


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame with next to no patience."""
    hurry(monkeypatch)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("then", [say_nothing, drip])
async def test_who_is_too_slow_reads_so_and_has_the_text_back(then: Then) -> None:
    sent = await begin(public_app(ECHO), b"topic=XX&text=A+knife+by+the+", then)

    page = read_page(sent)
    assert SAID in page
    assert "A knife by the" in page
    assert 'href="tel:999"' in page


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("end", ["%", "%2", "&", "&no", ""])
async def test_a_text_that_breaks_off_anywhere_is_given_back(end: str) -> None:
    body = f"text=caf%C3%A9+at+8{end}".encode()

    assert "café at 8<" in read_page(await begin(public_app(ECHO), body, say_nothing))


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("body", [b"", b"te", b"a=1&a=2&text=x"])
async def test_where_nothing_can_be_given_back_it_is_said_all_the_same(
    body: bytes,
) -> None:
    page = read_page(await begin(public_app(ECHO), body, say_nothing))

    assert SAID in page
    assert "What you typed" not in page


@pytest.mark.usefixtures("hurried")
async def test_the_desk_is_not_held_either() -> None:
    assert SAID in read_page(await begin(desk_app(ECHO), b"text=A", say_nothing))


@pytest.mark.usefixtures("hurried")
async def test_what_is_too_large_and_too_slow_is_told_that_it_is_too_large() -> None:
    headers = {**URLENCODED, "content-length": str(MIB)}

    sent = await begin(public_app(ECHO), b"text=A", say_nothing, headers=headers)

    assert "more than we can take" in read_page(sent)


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("then", [say_nothing, drip])
async def test_a_photo_that_does_not_come_is_not_waited_for(then: Then) -> None:
    taking = Taking()
    app = upload_app(taking)

    sent = await begin(app, HALF_A_PHOTO, then, path="/check", headers=MULTIPART)

    page = read_page(sent)
    assert SAID in page
    assert "A knife" in page
    assert taking.before == [{"text": "A knife"}]
    assert taking.files == []


@pytest.mark.usefixtures("hurried")
async def test_of_a_text_before_the_photos_what_came_is_given_back() -> None:
    app, body = upload_app(Taking()), write_part(TOLD)[:-2]

    sent = await begin(app, body, say_nothing, path="/check", headers=MULTIPART)

    assert "A knife" in read_page(sent)


async def test_what_came_fast_at_first_may_not_drip_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bounded = replace(UPLOAD_PACE, whole=0.05)
    monkeypatch.setattr(limits, "UPLOAD_PACE", bounded)
    app = upload_app(Taking())

    sent = await begin(app, HALF_A_PHOTO, drip, path="/check", headers=MULTIPART)

    assert SAID in read_page(sent)


async def test_the_time_that_we_take_ourselves_is_not_held_against_anybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    little = Pace(whole=0.2, begin=0.2, least=MIB, silent=0.2)
    monkeypatch.setattr(limits, "UPLOAD_PACE", little)

    taking = Taking()

    async def take(raw: Raw, sent: Mapping[str, str]) -> None:
        await anyio.sleep(little.whole + 0.1)
        await Taking.take(taking, raw, sent)

    monkeypatch.setattr(taking, "take", take)

    async def arrive() -> AsyncIterator[bytes]:
        body = write_body(TOLD, ("added", "a.jpg", b"a" * 5_000))
        for start in range(0, len(body), 1_000):
            yield body[start : start + 1_000]

    answer = await upload(arrive(), taking)

    assert answer.status_code == 200
    assert taking.files == [b"a" * 5_000]


@pytest.mark.usefixtures("hurried")
async def test_once_all_has_come_nobody_is_hurried() -> None:
    async def linger(request: Request) -> Response:
        await read_form(request)
        gone = await request.receive()
        return PlainTextResponse(gone["type"])

    said = iter([{"type": "http.request", "body": b"text=A", "more_body": False}])

    async def stay_a_while() -> Message:
        message = next(said, None)
        if message is None:
            await anyio.sleep(0.1)
            return {"type": "http.disconnect"}
        return message

    app = public_app(Route("/echo", linger, methods=["POST"]))
    sent = await begin(app, b"", stay_a_while)

    assert sent[0]["status"] == 200
    assert sent[1]["body"] == b"http.disconnect"


@pytest.mark.parametrize(
    ("pace", "size", "speed", "arrives"),
    [
        # Five photos of an old phone, on UMTS and at its edge; one on EDGE.
        (UPLOAD_PACE, 15_000_000, 48_000, True),
        (UPLOAD_PACE, 15_000_000, 17_000, True),
        (UPLOAD_PACE, 3_000_000, 5_000, True),
        # Whoever means to hold a place, and not to send.
        (UPLOAD_PACE, 1_000_000, 1_000, False),
        (UPLOAD_PACE, 15_000_000, 10_000, False),
        # The longest honest form by GPRS, with the tokens of five photos.
        (FORM_PACE, 50_000, 1_000, True),
        (FORM_PACE, 50_000, 500, False),
    ],
)
def test_an_old_phone_makes_it_and_a_place_is_not_held_for_long(
    pace: Pace, size: int, speed: int, *, arrives: bool
) -> None:
    seconds = range(size // speed)

    in_time = all(pace.left(at * speed, at) >= 1 for at in seconds)

    assert in_time is arrives
