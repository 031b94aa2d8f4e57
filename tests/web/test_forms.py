"""Whatever a browser sends becomes clean text, or is refused."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.errors import BadFormError
from service.web.forms import MOST_FIELDS, parse_form
from tests.web.frames import ECHO, URLENCODED, browse, public_app

CLEAN = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"))


@given(CLEAN, CLEAN)
def test_what_a_person_typed_arrives_as_it_was(name: str, text: str) -> None:
    form = parse_form(urlencode({name: text}).encode())

    assert form.text(name) == text
    assert not form.garbled


@given(st.binary(max_size=400))
def test_whatever_arrives_is_text_that_can_be_kept(body: bytes) -> None:
    try:
        form = parse_form(body)
    except BadFormError:
        return

    for text in form.fields.values():
        text.encode("utf-8")
        assert "\x00" not in text
        assert "\r" not in text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"text=one%0D%0Atwo%0Dthree%0Afour", "one\ntwo\nthree\nfour"),
        (b"text=a+b%2Bc%26d%3De", "a b+c&d=e"),
        (b"text=caf%C3%A9", "café"),
        ("text=café".encode(), "café"),
        (b"text=a%09b", "a\tb"),
        (b"text=", ""),
        (b"", ""),
    ],
)
def test_text_is_read_as_it_was_meant(body: bytes, text: str) -> None:
    form = parse_form(body)

    assert form.text("text") == text
    assert not form.garbled


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"text=a%00b", "ab"),
        (b"text=a\x00b", "ab"),
        (b"text=a%1Bb%7Fc%C2%85d", "abcd"),
        (b"text=a%FFb", "a\ufffdb"),
        (b"text=a\xff\xfeb", "a\ufffdb"),
        (b"text=a%C3", "a\ufffd"),
        (b"text=%ED%A0%80b", "\ufffdb"),
        (b"text=a%0Cb", "ab"),
        (b"text=a%E2%80%AEb%E2%80%ACc", "abc"),
        (b"text=a%E2%81%A6b%E2%81%A9c", "abc"),
    ],
)
def test_what_is_no_text_is_taken_out_and_told(body: bytes, text: str) -> None:
    form = parse_form(body + b"&other=whole")

    assert form.text("text") == text
    assert form.garbled == {"text"}


@pytest.mark.parametrize("mark", ["\u200c", "\u200d", "\u200e", "\u200f"])
def test_the_marks_that_persian_hindi_and_hebrew_are_typed_with_are_kept(
    mark: str,
) -> None:
    form = parse_form(urlencode({"text": f"a{mark}b"}).encode())

    assert form.text("text") == f"a{mark}b"
    assert not form.garbled


def test_a_field_that_was_not_sent_is_empty_and_known_to_be_missing() -> None:
    form = parse_form(b"text=a")

    assert form.text("other") == ""
    assert "text" in form
    assert "other" not in form


def test_the_longest_form_of_ours_may_have_this_many_fields() -> None:
    body = urlencode({f"f{n}": "a" for n in range(MOST_FIELDS)}).encode()

    assert len(parse_form(body).fields) == MOST_FIELDS


def test_one_field_more_is_refused() -> None:
    with pytest.raises(BadFormError):
        parse_form(urlencode({f"f{n}": "a" for n in range(MOST_FIELDS + 1)}).encode())


def test_saying_one_thing_twice_is_refused() -> None:
    with pytest.raises(BadFormError):
        parse_form(b"text=a&text=b")


def test_a_form_does_not_print_what_it_holds() -> None:
    assert "a knife" not in repr(parse_form(b"text=a+knife"))


async def test_ten_thousand_fields_get_a_page_in_plain_words() -> None:
    body = "&".join(f"f{n}=a" for n in range(10_000)).encode()

    response = await browse(public_app(ECHO)).post(
        "/echo", content=body, headers=URLENCODED
    )

    assert response.status_code == 400
    assert "We could not read what your browser sent" in response.text


@pytest.mark.parametrize(
    "encoding", ["multipart/form-data; boundary=a", "text/plain", "application/json"]
)
async def test_another_encoding_gets_a_page_in_plain_words(encoding: str) -> None:
    response = await browse(public_app(ECHO)).post(
        "/echo", content=b"text=a", headers={"content-type": encoding}
    )

    assert response.status_code == 415
    assert "We could not read what your browser sent" in response.text


async def test_a_form_that_names_its_alphabet_is_read() -> None:
    headers = {"content-type": "Application/X-WWW-Form-Urlencoded ; charset=UTF-8"}

    response = await browse(public_app(ECHO)).post(
        "/echo", content=b"text=caf%C3%A9%00", headers=headers
    )

    assert response.json() == {"fields": {"text": "café"}, "garbled": ["text"]}


@pytest.mark.parametrize("body", [b"a=1&&b=2", b"a&b=1"])
def test_what_no_browser_sends_is_refused(body: bytes) -> None:
    with pytest.raises(BadFormError):
        parse_form(body)
