"""The closer question: one list, kept from page to page, and who then reads it."""

import re
from html import unescape

import pytest

from tests.builders import Site, a_borough
from tests.intake.public import Public
from tests.visitors import Visitor, read_forms

TOLD = {"text": "He carries bags for older boys."}
DESKS = {desk.name for desk in a_borough().desks}


async def test_the_form_offers_every_topic_under_its_group(
    kim: Visitor, site: Site
) -> None:
    await kim.visit("/form")

    page = unescape(kim.page)
    assert page.count("<option") == 1 + len(site.borough.topics)
    assert page.count("<optgroup") == len(site.borough.groups)
    assert '<option value="">I am not sure</option>' in page
    assert all(f">{topic.label}</option>" in page for topic in site.borough.topics)


async def test_the_form_says_who_reads_what_is_about_a_teacher(kim: Visitor) -> None:
    await kim.visit("/form")

    assert "an officer, a teacher or a worker" in kim.page
    assert "only the independent desk reads it" in kim.page


async def test_the_first_page_says_who_reads_what_is_about_one_of_us(
    kim: Visitor,
) -> None:
    await kim.visit("/")

    assert "Then only the Independent desk reads it" in kim.page


@pytest.mark.parametrize(
    ("topic", "readers", "names"),
    [
        (
            "CL1",
            "the Community Safety Team and the Children's front door, and nobody else",
            ["Community Safety Team", "Children's front door"],
        ),
        ("ST1", "the Independent desk alone", ["Independent desk"]),
        ("AS1", "the Community Safety Team alone", ["Community Safety Team"]),
        ("", "the Community Safety Team alone", ["Community Safety Team"]),
    ],
)
async def test_the_check_and_the_last_page_say_who_reads_it(
    kim: Visitor, topic: str, readers: str, names: list[str]
) -> None:
    await kim.visit("/form")
    await kim.press("Continue", **TOLD, topic=topic)
    await kim.look_on()
    checked = unescape(kim.page)
    await kim.press("Send")

    told = re.findall(r">([^<]+)</span>", unescape(kim.page))
    assert readers in checked
    assert [name for name in told if name in DESKS] == names


async def test_the_topic_stands_on_the_check_page_and_goes_back_to_be_changed(
    kim: Visitor, public: Public
) -> None:
    await kim.visit("/form")
    await kim.press("Continue", **TOLD, topic="CL1", group="drugs")
    checked = unescape(kim.page)
    sent, _button = kim.find_button("Send")
    kim.page = (await kim.client.post("/form", data=sent.fields)).text
    [form] = read_forms(kim.page)
    await kim.press("Continue", topic="AB1")
    await kim.look_on()
    await kim.press("Send")

    assert "A child is made to sell or carry drugs or money" in checked
    assert "Being used or pressured" in checked
    assert form.fields["topic"] == "CL1"
    assert form.fields["group"] == "pressure"
    [tip] = await public.open_tips()
    assert (tip.body.answers.topic, tip.body.answers.group) == ("AB1", "danger")


async def test_a_topic_is_kept_beside_another_mistake(kim: Visitor) -> None:
    await kim.visit("/form")
    await kim.press("Continue", text="", topic="SX2")

    assert kim.status == 400
    assert re.search(r'value="SX2" selected>', kim.page)
