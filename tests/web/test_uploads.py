"""Forms that bring files are read as they come, whatever comes."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.web.limits import MOST_BYTES
from service.web.uploads import MOST_PARTS
from tests.web.frames import URLENCODED
from tests.web.uploading import (
    BOUNDARY,
    Part,
    Taking,
    in_pieces,
    upload,
    write_body,
    write_part,
)

PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 4 + b"\r\n--" + BOUNDARY[:9].encode()
TOLD: Part = ("text", None, "Ein Messer, c\u2019est tout\r\nund mehr".encode())
WHOLE = write_body(TOLD, ("added", "a.jpg", PHOTO), ("added", "b.jpg", PHOTO[::-1]))
READ = {"text": "Ein Messer, c\u2019est tout\nund mehr"}


async def test_a_file_is_handed_on_with_the_fields_that_came_before_it() -> None:
    taking = Taking()

    answer = await upload(
        write_body(TOLD, ("added", "a.jpg", PHOTO), ("later", None, b"x")), taking
    )

    assert answer.json()["fields"] == {**READ, "later": "x"}
    assert taking.files == [PHOTO]
    assert list(map(len, taking.before)) == [1]


async def test_a_body_that_is_split_at_any_byte_is_read_alike() -> None:
    for place in range(len(WHOLE)):
        taking = Taking()
        answer = await upload(in_pieces(WHOLE, [place]), taking)

        assert answer.json()["fields"] == READ
        assert taking.files == [PHOTO, PHOTO[::-1]]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.integers(0, 200), max_size=40))
async def test_a_body_in_pieces_of_any_size_is_read_alike(sizes: list[int]) -> None:
    taking = Taking()

    answer = await upload(in_pieces(WHOLE, sizes), taking)

    assert answer.json()["fields"] == READ
    assert taking.files == [PHOTO, PHOTO[::-1]]


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(WHOLE)), st.integers(0, len(WHOLE)), st.binary(max_size=60))
async def test_whatever_is_done_to_a_body_it_gets_a_page(
    start: int, end: int, put: bytes
) -> None:
    answer = await upload(WHOLE[:start] + put + WHOLE[end:], Taking())

    assert answer.status_code in {200, 400}


async def test_a_file_that_was_not_chosen_is_nothing() -> None:
    taking = Taking()

    answer = await upload(write_body(TOLD, ("added", "", b"")), taking)

    assert answer.json()["fields"] == READ
    assert taking.before == []


async def test_an_empty_file_that_was_chosen_is_handed_on() -> None:
    taking = Taking()

    await upload(write_body(TOLD, ("added", "empty.jpg", b"")), taking)

    assert taking.files == [b""]


@pytest.mark.parametrize(
    "name",
    [
        "a%22b.jpg",
        'a\\"b.jpg',
        "../../etc/passwd",
        "C:\\fakepath\\me.jpg",
        "\u0642\u062a\u0644.jpg",
        "%0D%0Aname=text.jpg",
        "a" * 255,
        "a;name=text",
    ],
)
async def test_whatever_a_file_is_called_it_is_a_file(name: str) -> None:
    taking = Taking()

    answer = await upload(write_body(TOLD, ("added", name, PHOTO)), taking)

    assert answer.json()["fields"] == READ
    assert taking.files == [PHOTO]


async def test_what_the_taker_leaves_is_dropped_and_the_rest_is_read() -> None:
    taking = Taking(most=10)
    body = write_body(("added", "a", b"a" * MOST_BYTES), TOLD, ("added", "b", b"bb"))

    answer = await upload(in_pieces(body, [1000] * 100), taking)

    assert answer.json()["fields"] == READ
    assert taking.files[1] == b"bb"
    assert len(taking.files[0]) < 2000


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"text=a",
        WHOLE[:-6],
        WHOLE[: WHOLE.index(PHOTO) + 10],
        write_body(TOLD, TOLD),
        write_body(TOLD, *((f"f{n}", None, b"") for n in range(60))),
        write_body(TOLD, *[("added", "", b"")] * MOST_PARTS),
        write_body(TOLD, *[("added", "", b"")] * 10_000),
        write_body(("n" * 101, None, b"x"), TOLD),
        write_body(TOLD, ("added", "a" * 5000, PHOTO)),
        write_part(TOLD).replace(b"form-data", b"attachment") + write_body(),
        write_part(TOLD).replace(b"Content-D", b"Content D") + write_body(),
        write_body().replace(b"--\r\n", b"\r\n" + b"A: b\r\n" * 9 + b"\r\nx\r\n")
        + write_body(),
    ],
)
async def test_what_no_browser_sends_is_refused_in_plain_words(body: bytes) -> None:
    answer = await upload(body, Taking())

    assert answer.status_code == 400
    assert "could not read what your browser sent" in answer.text


@pytest.mark.parametrize(
    "kind", ["", "; boundary=", f"; boundary={'b' * 300}", "; boundary"]
)
async def test_a_form_that_does_not_say_what_parts_it_is_refused(kind: str) -> None:
    headers = {"content-type": f"multipart/form-data{kind}"}

    answer = await upload(WHOLE, Taking(), headers=headers)

    assert answer.status_code == 400


async def test_one_form_within_another_is_only_a_file() -> None:
    taking = Taking()
    inner = WHOLE.replace(BOUNDARY.encode(), b"other")

    answer = await upload(write_body(TOLD, ("added", "a", inner)), taking)

    assert answer.json()["fields"] == READ
    assert taking.files == [inner]


async def test_what_was_typed_is_given_back_where_the_rest_is_broken() -> None:
    answer = await upload(
        write_part(TOLD) + write_part(("where", None, b"here")) + b"and", Taking()
    )

    assert answer.status_code == 400
    assert "Ein Messer" in answer.text


async def test_what_is_no_text_is_taken_out_and_told() -> None:
    answer = await upload(write_body(("text", None, b"a\x00b\xff")), Taking())

    assert answer.json() == {
        "fields": {"text": "ab\ufffd"},
        "garbled": ["text"],
        "cut": False,
    }


async def test_fields_may_be_as_long_in_all_as_any_form() -> None:
    within = [("a", None, b"a" * (MOST_BYTES // 2)), ("b", None, b"b" * 1000)]
    beyond = [*within, ("c", None, b"c" * (MOST_BYTES // 2))]

    assert (await upload(write_body(*within), Taking())).status_code == 200
    assert (await upload(write_body(*beyond), Taking())).status_code == 400


async def test_the_form_without_files_is_read_here_too() -> None:
    answer = await upload(b"text=caf%C3%A9", Taking(), headers=URLENCODED)

    assert answer.json()["fields"] == {"text": "caf\u00e9"}


async def test_the_log_says_nothing_of_any_of_it(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        await upload(WHOLE.replace(b"Content-D", b"Content D"), Taking())
        await upload(WHOLE + b"more", Taking())
        await upload(WHOLE.replace(b"\r\n\r\n", b"\r\n\rX"), Taking())

    said = [r for r in caplog.records if not r.name.startswith(("httpx", "asyncio"))]
    assert said == []
    assert capfd.readouterr() == ("", "")
