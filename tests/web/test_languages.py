"""Which language a request asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from service.domain.languages import ENGLISH, LANGUAGES
from service.web.languages import (
    LanguageGate,
    choose_language,
    lead_to,
    what_is_asked,
)
from tests.web.frames import browse

OFFERED = ("ar", "pl", "pt")


async def say_back(request: Request) -> Response:
    """A door that says what was asked for, and how it saw its own address."""
    asked = what_is_asked()
    words = (asked.code, asked.prefix, asked.page, request.url.path, lead_to("/form"))
    return PlainTextResponse(" ".join(word or "-" for word in words))


def an_app(*offered: str) -> Starlette:
    both = ["GET", "POST"]
    doors = [Route(path, say_back, methods=both) for path in ("/", "/form")]
    return Starlette(
        routes=doors, middleware=[Middleware(LanguageGate, offered=offered)]
    )


async def ask(path: str, accepted: str = "", method: str = "GET") -> str:
    headers = {"accept-language": accepted} if accepted else {}
    async with browse(an_app(*OFFERED)) as client:
        answer = await client.request(method, path, headers=headers)
    return answer.text if answer.status_code == 200 else str(answer.status_code)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "en"),
        ("ar", "ar"),
        ("ar-EG", "ar"),
        ("PT-br", "pt"),
        ("fr", "en"),
        ("fr, pl;q=0.5", "pl"),
        ("en-GB,en;q=0.9,ar;q=0.8", "en"),
        ("ar;q=0.8,pl;q=0.9", "pl"),
        ("ar,pl", "ar"),
        ("ar;q=0,pl;q=0.1", "pl"),
        ("ar;q=0.001", "ar"),
        ("ar;q=0.000", "en"),
        ("ar;q=2", "en"),
        ("ar;q=-1", "en"),
        ("ar;q=nan", "en"),
        ("ar;q=1e400", "en"),
        ("ar;q=٣", "en"),
        ("ar; q = 0.5 ,en;q=0.4", "ar"),
        ("*", "en"),
        ("arabic", "en"),
        ("so", "en"),
        (",;,;;=,", "en"),
        ("x," * 40 + "ar", "en"),
        ("x" * 2_000 + ",ar", "en"),
    ],
)
def test_the_language_liked_best_of_those_offered_is_chosen(
    accepted: str, chosen: str
) -> None:
    assert choose_language(accepted, OFFERED) == chosen


@given(st.text() | st.text(alphabet="arplt-;q=0.1, *\t"))
def test_whatever_a_browser_says_the_answer_is_one_of_those_offered(said: str) -> None:
    assert choose_language(said, OFFERED) in {ENGLISH, *OFFERED}


@given(st.sampled_from(sorted(LANGUAGES)), st.text(alphabet="abc-;q=1,", max_size=900))
def test_a_language_that_is_not_offered_is_never_chosen(code: str, more: str) -> None:
    assert choose_language(f"{code},{more}", ()) == ENGLISH


@given(st.permutations([("ar", 0.3), ("pl", 0.9), ("en", 0.7), ("de", 1)]))
def test_the_order_counts_only_among_those_liked_as_much(
    wishes: list[tuple[str, float]],
) -> None:
    said = ", ".join(f"{code};q={weight}" for code, weight in wishes)

    assert choose_language(said, OFFERED) == "pl"


@pytest.mark.parametrize(
    ("path", "accepted", "said"),
    [
        ("/", "", "en - / / /form"),
        ("/form", "ar", "ar - /form /form /form"),
        ("/ar", "", "ar /ar / / /ar/form"),
        ("/ar/", "pl", "ar /ar / / /ar/form"),
        ("/ar/form", "", "ar /ar /form /form /ar/form"),
        ("/en/form", "ar", "en /en /form /form /en/form"),
        ("/fr/form", "", "404"),
        ("/arabic/form", "", "404"),
        ("/AR/form", "", "404"),
        ("/ar//form", "", "404"),
        ("/ar/ar/form", "", "404"),
    ],
)
async def test_an_address_says_which_language_and_otherwise_the_browser_does(
    path: str, accepted: str, said: str
) -> None:
    assert await ask(path, accepted) == said


async def test_the_answer_to_a_form_keeps_the_language_and_is_no_page_to_link_to() -> (
    None
):
    assert await ask("/ar/form", method="POST") == "ar /ar - /form /ar/form"
    assert await ask("/form", "pl", method="POST") == "pl - - /form /form"


async def test_an_answer_says_that_it_varies_where_the_browser_decides() -> None:
    async with browse(an_app(*OFFERED)) as client:
        vary = {
            path: (await client.get(path)).headers.get("vary")
            for path in ("/form", "/nowhere", "/ar/form")
        }
    async with browse(an_app()) as client:
        alone = (await client.get("/form")).headers.get("vary")

    both = "Accept-Language"
    assert vary == {"/form": both, "/nowhere": both, "/ar/form": None}
    assert alone is None


async def test_nothing_of_a_request_is_left_after_it() -> None:
    before = what_is_asked()

    await ask("/ar/form")

    assert what_is_asked() is before


async def test_a_gate_puts_the_language_back_when_its_door_fails() -> None:
    async def fail(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ZeroDivisionError

    gate = LanguageGate(fail, OFFERED)
    scope: Scope = {"type": "http", "path": "/ar/", "method": "GET", "headers": []}
    with pytest.raises(ZeroDivisionError):
        await gate(scope, fail, fail)  # type: ignore[arg-type] # never called

    assert what_is_asked().code == ENGLISH
