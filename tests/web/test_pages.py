"""Templates escape, and fail loudly rather than print nothing."""

import re

import pytest
from jinja2 import TemplateAssertionError, UndefinedError
from starlette.requests import Request

from service.domain.clock import SystemClock
from service.domain.errors import (
    NotFoundError,
    RefusedError,
    StaleFormError,
    TooLargeError,
)
from service.domain.people import AUDITOR_DESK, DeskId, Post, Role, SignedIn
from service.web.cookies import Signer
from service.web.forms import NO_FORM
from service.web.pages import Pages
from service.web.refusals import FaultError
from service.web.visits import Visit
from tests.web.frames import an_officer, desk_pages, public_pages

TAG = "<script>alert(1)</script>"
POST = Post(DeskId("community-safety"), Role.OFFICER, admitted=True)
POLICE = Post(DeskId("neighbourhood-police"), Role.OFFICER, admitted=True)
CHILDREN = Post(DeskId("childrens-front-door"), Role.OFFICER, admitted=True)
LOG = Post(AUDITOR_DESK, Role.OFFICER, admitted=True)


@pytest.mark.parametrize(
    "source",
    [
        "{{ text }}",
        "{{ govuk('inset-text', {'text': text}) }}",
        "{{ govuk('inset-text', {'html': text}) }}",
        "{{ govuk('inset-text', {'text': 'a', 'attributes': text}) }}",
        "{{ govuk('error-summary', {'errorList': [{'html': text, 'href': text}]}) }}",
        "{{ govuk('service-navigation', {'slots': {'start': text}}) }}",
        "{{ govuk('table', {'rows': [[{'html': text}]]}) }}",
        "{% set inner %}{{ text }}{% endset %}{{ govuk('button', {'html': inner}) }}",
    ],
)
def test_what_a_person_typed_is_never_markup(source: str) -> None:
    html = public_pages().env.from_string(source).render(text=TAG)

    assert TAG not in html
    assert "&lt;script&gt;" in html


def test_what_a_template_wrote_stays_markup_in_a_component() -> None:
    source = "{% set x %}<b>two</b>{% endset %}{{ govuk('button', {'html': x}) }}"

    assert "<b>two</b>" in public_pages().env.from_string(source).render()


def test_a_component_compares_what_it_is_given_as_it_is() -> None:
    source = (
        "{{ govuk('radios', {'name': 'a', 'value': 'b & c', 'items': "
        "({'value': 'b & c', 'text': 'B'}, {'value': 'd', 'disabled': true})}) }}"
    )

    html = public_pages().env.from_string(source).render()

    assert re.findall(r'value="([^"]+)" checked', html) == ["b &amp; c"]


def test_escaping_cannot_be_turned_off_by_a_filter() -> None:
    with pytest.raises(TemplateAssertionError):
        public_pages().env.from_string("{{ text | safe }}")


def test_a_name_that_was_forgotten_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        public_pages().env.from_string("{{ forgotten }}").render()


@pytest.mark.parametrize("pages", [public_pages(), desk_pages()])
def test_a_page_asks_for_nothing_from_another_origin(pages: Pages) -> None:
    html = bytes(pages.refuse(NotFoundError).body).decode()

    asked = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', html)
    assert len(asked) == 3
    assert all(path.startswith("/static/") for path in asked)
    assert "<img" not in html
    assert "style=" not in html
    assert "<style" not in html


def test_every_page_for_reporters_says_whom_to_call_and_how_to_leave() -> None:
    html = bytes(public_pages().refuse(StaleFormError).body).decode()

    assert "If someone is in danger now, call" in html
    assert 'href="/leave" role="button"' in html
    assert "<title>Quiet Word</title>" in html
    assert "GOV.UK" not in html


def test_a_page_of_the_desk_is_marked_at_its_top_and_bottom() -> None:
    html = bytes(desk_pages().refuse(NotFoundError).body).decode()

    assert html.count("OFFICIAL-SENSITIVE") == 2
    assert "/sign-in" not in html
    assert "Sign out" not in html
    assert 'href="/">Go to your first page' in html


@pytest.mark.parametrize("refused", [FaultError, TooLargeError])
def test_a_page_that_cannot_know_who_asks_says_nothing_of_it(
    refused: type[RefusedError],
) -> None:
    html = bytes(desk_pages().refuse(refused).body).decode()

    assert "Sign" not in html
    assert 'href="/">Go to your first page' in html


@pytest.mark.parametrize(
    ("officer", "paths"),
    [
        (an_officer(), ["/desks"]),
        (
            an_officer(POST),
            [
                "/inbox",
                "/duties/community-safety",
                "/sent/community-safety",
                "/desks",
            ],
        ),
        (an_officer(POLICE), ["/reports/neighbourhood-police", "/desks"]),
        (
            an_officer(CHILDREN),
            [
                "/duties/childrens-front-door",
                "/reports/childrens-front-door",
                "/desks",
            ],
        ),
        (an_officer(LOG), ["/desks", "/log"]),
        (an_officer(administrator=True), ["/desks", "/officers"]),
    ],
)
def test_an_officer_is_shown_the_way_to_what_is_theirs(
    officer: SignedIn, paths: list[str]
) -> None:
    signer = Signer(b"a" * 32, SystemClock())
    visit = Visit(Request({"type": "http"}), officer, NO_FORM, signer)

    html = bytes(desk_pages().refuse(NotFoundError, visit=visit).body).decode()

    assert re.findall(r'navigation__link" href="([^"]+)"', html) == paths
    assert "Ama Boateng" in html
    assert '<form method="post" action="/sign-out"' in html


def test_the_place_of_a_page_is_marked_in_the_navigation() -> None:
    source = (
        '{% extends "web/desk_layout.html" %}{% set here = "inbox" %}'
        "{% set wide = true %}{% block content %}{% endblock %}"
    )
    signer = Signer(b"a" * 32, SystemClock())
    visit = Visit(Request({"type": "http"}), an_officer(POST), NO_FORM, signer)

    html = desk_pages().env.from_string(source).render(visit=visit)

    assert 'href="/inbox" aria-current="true"' in html
    assert html.count("aria-current") == 1
    assert "qw-wide" in html
