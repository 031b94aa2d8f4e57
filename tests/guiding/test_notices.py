"""What reporters can read: all of it from the borough's file and our own sentences."""

from dataclasses import replace

import pytest

from service.domain.boroughs import Borough
from service.domain.configured import Work
from service.guiding.routes import PATHS, GuidingRoutes
from service.web.pages import Pages
from tests.builders import a_borough
from tests.visitors import Visitor

ONION = "http://made-up-address-of-nobody.onion"


def read(path: str, borough: Borough) -> str:
    """Return a page as a borough's reporters get it."""
    pages = Pages.for_reporters("guiding", borough=borough)
    still = GuidingRoutes.build(borough, pages).stills[path]
    return bytes(still.make().body).decode()


@pytest.mark.parametrize("path", PATHS)
async def test_every_notice_is_one_link_away_from_every_page(
    kim: Visitor, path: str
) -> None:
    await kim.visit(path)

    assert kim.status == 200
    assert "<title>Quiet Word</title>" in kim.page
    for notice in PATHS:
        if notice.startswith("/info/"):
            assert f'href="{notice}"' in kim.page


async def test_a_notice_is_packed_for_whoever_unpacks_it(kim: Visitor) -> None:
    packed = await kim.client.get("/info/about")
    plain = await kim.client.get("/info/about", headers={"accept-encoding": "br"})

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text


def test_who_can_see_what_names_the_boroughs_own_desks() -> None:
    borough = a_borough()

    page = read("/info/about", borough)

    for desk in borough.desks:
        assert desk.name.replace("'", "&#39;") in page, desk.name


def test_the_page_about_pictures_is_silent_where_none_are_taken() -> None:
    borough = a_borough()
    files = replace(borough.guide.files, most=0)
    without = replace(borough, guide=replace(borough.guide, files=files))

    assert "picture" in read("/info/about", borough).split("What we do not keep")[0]
    said = read("/info/about", without).split("What we do not keep")[0]
    assert "picture" not in said


@pytest.mark.parametrize("path", ["/info/help", "/info/about"])
def test_the_tor_address_is_shown_where_there_is_one(path: str) -> None:
    borough = a_borough()
    hidden = replace(borough, guide=replace(borough.guide, onion=ONION))

    assert ONION not in read(path, borough)
    assert ONION in read(path, hidden)
    assert f'href="{ONION}' not in read(path, hidden)


def test_the_statement_has_what_the_law_wants_in_it() -> None:
    borough = a_borough()
    contacts = borough.guide.contacts

    page = read("/info/access", borough)

    for needed in (
        "This accessibility statement applies to",
        "is committed to making its website accessible",
        "partially compliant",
        "Non-accessible content",
        "Feedback and contact information",
        "Enforcement procedure",
        "Equality and Human Rights Commission",
        "Equality Advisory and Support Service",
        contacts.accessibility_mail,
        "22 November 2026",
    ):
        assert needed in page, needed


def test_the_privacy_notice_says_all_that_article_13_wants() -> None:
    borough = a_borough()
    contacts = borough.guide.contacts

    page = read("/info/privacy", borough)

    for needed in (
        "controller",
        "data protection officer",
        contacts.data_protection_mail,
        contacts.address,
        "Article 6(1)(e)",
        "Article 9(2)(g)",
        "Article 10",
        "Article 11",
        "right",
        "Information Commissioner",
        f"{borough.forget_days} days",
        f"{borough.mailbox_days} days",
        f"{borough.sharing.forget_days} days",
        *(ground.note for ground in borough.wordings.grounds),
    ):
        assert needed in page, needed


def test_the_notices_follow_the_boroughs_days() -> None:
    borough = replace(a_borough(), forget_days=47, mailbox_days=33)

    for path in ("/info/about", "/info/privacy", "/info/privacy-easy"):
        page = read(path, borough)
        assert "47 days" in page, path
        assert "33 days" in page, path


def test_a_borough_without_a_custodian_names_none() -> None:
    borough = a_borough()
    desks = tuple(d for d in borough.desks if d.work is not Work.CUSTODIAN)

    page = read("/info/about", replace(borough, desks=desks))

    assert "leave your name" not in page
