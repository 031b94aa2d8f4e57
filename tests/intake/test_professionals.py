"""The form for professionals: a concern passed on between two lessons."""

import re
from collections.abc import AsyncIterator

import pytest

from service import reporter
from service.domain.people import DeskId
from service.intake.usecases import NameNotTakenError
from tests.builders import CUSTODIAN_DESK, REPORTER_HOST, Site, open_custodian
from tests.intake.public import Public
from tests.keys import open_with
from tests.visitors import Visitor, at_the_door

CONCERN = {
    "role": "school",
    "behalf": "child",
    "text": "A pupil in year 10 brings a lock knife to the bus stop.",
    "who": "A tall boy, grey coat",
    "often": "Most days",
    "dsl": "yes",
    "rationale": "The bus stop should be watched after school.",
    "danger": "",
}
RUTH = {
    "left_name": "yes",
    "my_name": "Ruth Adeyemi-Lowe",
    "my_work": "Wendell Park School",
    "my_contact": "020 7946 0123",
}


@pytest.fixture
async def open_site(site: Site, public: Public) -> Site:
    """A site whose custodian's desk is open."""
    await open_custodian(site, public.behind, "omar")
    return site


@pytest.fixture
async def sam(open_site: Site) -> AsyncIterator[Visitor]:
    """Somebody at a school's desk, who could leave a name."""
    app = reporter.app(open_site.reporter_settings, open_site.clock)
    async with at_the_door(app, REPORTER_HOST) as visitor:
        yield visitor


FOLDED = re.compile(r'<details[^>]*?( open)?>\s*<summary[^>]*id="([^"]+)')


def list_open(page: str) -> list[str]:
    """Name what the form shows of what it folds away."""
    return [name for is_open, name in FOLDED.findall(page) if is_open]


async def test_what_is_not_needed_is_folded_away_until_something_is_in_it_or_wrong(
    sam: Visitor,
) -> None:
    folds = ["rough", "further", "care", "files-too", "your-name"]
    await sam.visit("/work")
    assert [name for _open, name in FOLDED.findall(sam.page)] == folds
    assert list_open(sam.page) == []

    await sam.press("Continue", text="A knife", online="grey_coat")
    assert list_open(sam.page) == ["further"]
    assert "grey_coat" in sam.page
    await sam.press("Continue", role="school", rationale="x" * 1001)
    assert list_open(sam.page) == ["further", "care"]
    assert "x" * 1001 in sam.page
    await sam.press("Continue", rationale="", my_name="Ruth", left_name="yes")
    assert list_open(sam.page) == ["further", "your-name"]


async def test_who_comes_back_to_change_an_answer_finds_nothing_folded_away(
    sam: Visitor,
) -> None:
    await sam.visit("/work")
    await sam.press("Continue", role="school", text="A knife")
    form, _button = sam.find_button("Send")

    answer = await sam.client.post("/form", data=form.fields)

    assert list_open(answer.text) == [
        "rough",
        "further",
        "care",
        "files-too",
        "your-name",
    ]


async def test_a_concern_is_passed_on_with_all_that_was_answered(
    sam: Visitor, public: Public
) -> None:
    await sam.visit("/work")
    await sam.press("Continue", **CONCERN)
    await sam.look_on()
    await sam.press("Send")

    (tip,) = await public.open_tips()
    said = tip.body.answers
    assert (said.role, said.behalf, said.dsl) == ("school", "child", "yes")
    assert (said.who, said.often) == (CONCERN["who"], CONCERN["often"])
    assert tip.summary.professional == "yes"
    assert tip.body.bond == ""


async def test_a_name_is_sealed_apart_to_the_custodian_alone(
    sam: Visitor, public: Public
) -> None:
    await sam.visit("/work")
    await sam.press("Continue", **CONCERN, **RUTH)
    await sam.look_on()
    await sam.press("Send")

    (tip,) = await public.open_tips()
    everybody = {desk: await open_with(public.site, desk) for desk in public.site.desks}
    readers = {
        desk for desk, texts in everybody.items() if RUTH["my_name"] in str(texts)
    }
    assert tip.body.answers.left_name == "yes"
    assert tip.body.bond in str(everybody[CUSTODIAN_DESK]["identity"])
    assert readers == {CUSTODIAN_DESK}
    assert everybody[CUSTODIAN_DESK].keys() == {"identity"}


async def test_the_check_page_shows_the_name_apart_and_how_to_change_it(
    sam: Visitor,
) -> None:
    await sam.visit("/work")
    await sam.press("Continue", **CONCERN, **RUTH)
    await sam.look_on()

    assert "Only the custodian can open this" in sam.page
    assert "School staff, or a safeguarding lead" in sam.page
    assert 'formaction="/form#my_contact"' in sam.page
    answers, _button = sam.find_button("Send")
    changing = await sam.client.post("/form", data=answers.fields)
    assert 'value="020 7946 0123"' in changing.text
    assert "Tell us as part of your work" in changing.text


async def test_a_name_that_is_typed_and_not_left_goes_nowhere_and_that_is_said(
    sam: Visitor, public: Public
) -> None:
    await sam.visit("/work")
    await sam.press("Continue", **CONCERN, **{**RUTH, "left_name": "no"})
    await sam.look_on()

    assert "It is kept nowhere and will not be sent" in sam.page
    assert RUTH["my_name"] not in sam.page
    await sam.press("Send")
    opened = [await open_with(public.site, desk) for desk in public.site.desks]
    assert RUTH["my_name"] not in str(opened)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({**CONCERN, "role": ""}, "Choose what you do"),
        ({**CONCERN, "role": "spy"}, "Choose what you do"),
        ({**CONCERN, "behalf": "<b>"}, "Choose whose words these are"),
        ({**CONCERN, "who": "a" * 1001}, "Who must be 1,000 characters or fewer"),
        ({**CONCERN, "left_name": "yes"}, "Type your name"),
        ({**CONCERN, **RUTH, "my_name": "a" * 201}, "Your name must be 200"),
        ({**CONCERN, **RUTH, "left_name": ""}, "Choose whether you want to leave"),
        ({**CONCERN, **RUTH, "my_contact": " "}, "Type how we can reach you"),
    ],
)
async def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(
    sam: Visitor, typed: dict[str, str], problem: str
) -> None:
    await sam.visit("/work")
    await sam.press("Continue", **typed)

    assert sam.status == 400
    assert problem in sam.page
    assert "There is a problem" in sam.page
    assert CONCERN["text"] in sam.page
    assert CONCERN["rationale"] in sam.page


async def test_what_only_professionals_are_asked_is_not_taken_by_the_other_form(
    sam: Visitor, public: Public
) -> None:
    await sam.visit("/form")
    await sam.press("Continue", **CONCERN, **RUTH)
    await sam.look_on()
    await sam.press("Send")

    (tip,) = await public.open_tips()
    assert (tip.body.answers.role, tip.body.answers.left_name) == ("", "")
    assert "identity" not in await open_with(public.site, CUSTODIAN_DESK)


async def test_while_nobody_keeps_names_none_is_asked_for(kim: Visitor) -> None:
    await kim.visit("/work")

    assert "You cannot leave a name just now" in kim.page
    assert 'name="my_name"' not in kim.page


async def test_a_name_that_nobody_can_keep_is_said_before_it_is_sent(
    kim: Visitor,
) -> None:
    await kim.visit("/work")
    await kim.press("Continue", **CONCERN, **RUTH)

    assert kim.status == 400
    assert "We cannot take a name just now" in kim.page
    assert RUTH["my_contact"] in kim.page


async def test_a_send_with_a_name_that_nobody_can_keep_any_more_sends_nothing(
    sam: Visitor, public: Public
) -> None:
    await sam.visit("/work")
    await sam.press("Continue", **CONCERN, **RUTH)
    await sam.look_on()
    pin = public.site.pins.pop(CUSTODIAN_DESK)
    await sam.press("Send")

    assert sam.status == 503
    assert NameNotTakenError.public_message in sam.page
    assert RUTH["my_contact"] in sam.page
    assert await public.open_tips() == []
    public.site.pins[DeskId(CUSTODIAN_DESK)] = pin


async def test_the_same_send_twice_is_one_tip_and_one_name(
    sam: Visitor, public: Public
) -> None:
    await sam.visit("/work")
    await sam.press("Continue", **CONCERN, **RUTH)
    await sam.look_on()
    form, _button = sam.find_button("Send")
    await sam.send(form, "Send")
    first = sam.page
    await sam.send(form, "Send")

    assert "six words" in first
    assert len(await public.open_tips()) == 1
    assert len((await open_with(public.site, CUSTODIAN_DESK))["identity"]) == 1
