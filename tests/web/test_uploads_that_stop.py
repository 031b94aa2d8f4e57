"""Forms with files that end too soon, or go on for too long."""

from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.types import Message

from service.web.limits import MOST_BYTES
from tests.web.frames import URLENCODED, a_post, hang_up, keep_in
from tests.web.uploading import (
    BOUNDARY,
    MOST,
    MULTIPART,
    Part,
    Taking,
    upload,
    upload_app,
    write_body,
    write_part,
)

PHOTO = bytes(range(256)) * 4
TOLD: Part = ("text", None, b"A knife")
READ = {"text": "A knife"}
WHOLE = write_body(TOLD, ("added", "a.jpg", PHOTO))


async def test_a_browser_that_goes_away_in_the_middle_of_a_file_ends_its_taking() -> (
    None
):
    taking = Taking()

    assert await begin_upload(taking, hang_up) == []
    assert taking.before == [READ]
    assert taking.files == []


async def begin_upload(
    taking: Taking, go_on: Callable[[], Awaitable[Message]]
) -> list[Message]:
    """Send half a photo, and then what `go_on` says; return what is answered."""
    scope = a_post("/check")
    scope["headers"] = [
        (b"host", b"tell.test"),
        (b"content-type", MULTIPART["content-type"].encode()),
    ]
    arrived = iter([WHOLE[: WHOLE.index(PHOTO) + 10]])

    async def receive() -> Message:
        body = next(arrived, None)
        if body is None:
            return await go_on()
        return {"type": "http.request", "body": body, "more_body": True}

    sent: list[Message] = []
    await upload_app(taking)(scope, receive, keep_in(sent))
    return sent


async def many(count: int, piece: bytes, asked: list[int]) -> AsyncIterator[bytes]:
    yield write_part(TOLD)
    yield write_part(("added", "a.jpg", b""))[:-2]
    for number in range(count):
        asked.append(number)
        yield piece
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


async def test_a_form_beyond_its_limit_is_cut_and_what_was_typed_is_kept() -> None:
    asked: list[int] = []
    taking = Taking()

    answer = await upload(many(3, b"a" * MOST, asked), taking)

    assert answer.json() == {"fields": READ, "garbled": [], "cut": True}
    assert taking.cut == 1
    assert taking.files == []
    assert len(asked) == 3


async def test_far_beyond_its_limit_no_more_is_read() -> None:
    asked: list[int] = []

    answer = await upload(many(100, b"a" * MOST, asked), Taking())

    assert answer.status_code == 413
    assert "A knife" in answer.text
    assert len(asked) < 8


async def test_files_are_taken_at_their_own_door_alone() -> None:
    body = write_body(TOLD, ("added", "a.jpg", b"a" * (MOST // 2)))
    written = b"text=" + b"a" * MOST_BYTES

    assert (await upload(body, Taking())).status_code == 200
    assert (await upload(body, Taking(), path="/send")).status_code == 413
    assert (await upload(written, Taking(), headers=URLENCODED)).status_code == 413
