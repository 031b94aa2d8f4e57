import re
from urllib.parse import urlencode

from service.domain.audit import Act
from service.domain.judgement_forms import PROSE
from service.domain.reports import tip_reference
from service.web.forms import MOST_FIELDS
from service.web.limits import MOST_BYTES
from tests.judging.judges import (
    FORM,
    HIDDEN_KNIFE,
    SAVE,
    Bench,
    start_judging,
)
from tests.tips import A_KNIFE
from tests.visitors import FORM_TYPE, Visitor


async def test_the_page_has_the_reporters_words_beside_a_form_begun_for_the_officer(
    office: Bench, ben: Visitor
) -> None:
    tip_id = await start_judging(office, ben)

    assert ben.status == 200
    assert "There is a knife behind the bins in Ravenscourt Park." in ben.page
    assert tip_reference(tip_id) in ben.page
    form, _button = ben.find_button(SAVE)
    assert form.fields["place"] == A_KNIFE.where
    assert (form.fields["source"], form.fields["assessment"]) == ("2", "A")
    assert form.fields["priority"] == "2"
    assert "[2AC]" in ben.page
    assert "confidence <strong>high</strong>" in ben.page
    assert ben.page.count("OFFICIAL-SENSITIVE") == 2
    assert await office.desk.list_acts() == [Act.TIP_OPENED] * 2


async def test_every_code_stands_beside_what_it_means(
    office: Bench, ben: Visitor
) -> None:
    await start_judging(office, ben)

    for meaning in (
        "<strong>2</strong> Untested",
        "<strong>B</strong> Known indirectly but corroborated",
        "<strong>C</strong> May be shared with conditions only",
        "<strong>A2</strong> Covert use",
        "<strong>S1</strong> Receivers may rewrite it",
        "KN3 A knife or weapon is hidden somewhere",
        "Brook Green (Avonmore and Brook Green 61%, Addison 28%",
    ):
        assert meaning in ben.page


async def test_a_saved_judgement_is_said_to_be_and_stands_in_its_history(
    office: Bench, ben: Visitor
) -> None:
    await start_judging(office, ben)

    await ben.press(SAVE, topic=HIDDEN_KNIFE, harm="A child could find it.")

    assert ben.status == 200
    assert "The judgement is saved." in ben.page
    assert "<strong>Harm</strong>: <ins>A child could find it.</ins>" in ben.page
    form, _button = ben.find_button(SAVE)
    assert form.fields["harm"] == "A child could find it."
    await ben.press("Back to the tip")
    assert "[2AC] A1 S2" in ben.page


async def test_the_second_of_two_officers_sees_the_firsts_change_and_keeps_their_words(
    office: Bench, ben: Visitor, amira: Visitor
) -> None:
    await start_judging(office, ben, amira)

    await ben.press(SAVE, topic=HIDDEN_KNIFE, harm="A child could find it.")
    await amira.press(SAVE, topic=HIDDEN_KNIFE, harm="None that I can see.")
    told = amira.page, amira.status
    await amira.press(SAVE)

    assert told[1] == 409
    assert "ben saved a judgement while you were typing:" in told[0]
    assert "Harm: not said, now A child could find it." in told[0]
    assert ">\nNone that I can see.</textarea>" in told[0]
    assert amira.status == 200
    assert "<del>A child could find it.</del> <ins>None that I can see.</ins>" in (
        amira.page
    )


async def test_an_act_of_another_kind_meanwhile_is_said_as_well(
    office: Bench, ben: Visitor, amira: Visitor
) -> None:
    await start_judging(office, ben, amira)

    await ben.press("Back to the tip")
    await ben.press("Pick up")
    await amira.press(SAVE, topic=HIDDEN_KNIFE)

    assert amira.status == 409
    assert "ben: tip picked up" in amira.page


async def test_pressing_save_twice_saves_once(office: Bench, ben: Visitor) -> None:
    await start_judging(office, ben)
    before = ben.page

    await ben.press(SAVE, topic=HIDDEN_KNIFE)
    ben.page = before
    await ben.press(SAVE, topic=HIDDEN_KNIFE)

    assert "Already saved" in ben.page
    assert await office.count_judgements() == 1


async def test_all_that_is_wrong_is_said_twice_and_all_that_was_typed_stays(
    office: Bench, ben: Visitor
) -> None:
    await start_judging(office, ben)
    typed = {
        "topic": "",
        "priority": "0",
        "assessment": "B",
        "harm": "h" * 1501,
        "facts": "It was \x00there",
        "person-2": "A tall boy",
        "same_as": "the other one",
    }

    await ben.press(SAVE, **typed)

    assert ben.status == 400
    assert "<title>Error: " in ben.page
    for said in (
        "Choose what it is about",
        "Say why you change how urgent it is",
        "Say why: this grade needs its grounds",
        "Use 1,500 characters or fewer",
        "Some characters could not be read",
        "Choose what this person is in it",
        "No tip of this desk has this reference",
    ):
        assert ben.page.count(said) == 2
    links = re.findall(r"error-summary__list.*?</ul>", ben.page, re.DOTALL)[0]
    for field in re.findall('href="#([^"]+)"', links):
        assert f'id="{field}"' in ben.page
        assert f'id="{field}-error"' in ben.page
    form, _button = ben.find_button(SAVE)
    assert form.fields["harm"] == "h" * 1501
    assert form.fields["facts"] == "It was there"
    assert form.fields["person-1"] == "A tall boy"
    assert form.fields["same_as"] == "the other one"
    assert form.fields["assessment"] == "B"
    assert await office.count_judgements() == 0


async def test_the_fullest_form_is_not_more_than_a_form_may_be(
    office: Bench, ben: Visitor
) -> None:
    tip_id = await start_judging(office, ben)
    for _ in range(10):
        await office.leave()
    await ben.press(SAVE, topic=HIDDEN_KNIFE)
    form, button = ben.find_button(SAVE)
    full = {
        **form.fields,
        **FORM,
        **dict.fromkeys(PROSE, "\U0001f600" * 1500),
        **dict.fromkeys(("priority_reason", "grade_reason"), "\U0001f600" * 500),
        **{f"person-{n}": "\U0001f600" * 100 for n in range(1, 7)},
        **{f"role-{n}": "other" for n in range(1, 7)},
        **{f"same-{n}": "" for n in range(1, 21)},
        "knows": "few",
        "child": "no",
        "about_child": "no",
        "same_as": "",
        "others": "",
    }

    body = urlencode(full)
    answer = await ben.client.post(button.action, content=body, headers=FORM_TYPE)

    assert len(full) <= MOST_FIELDS
    assert len(body) < MOST_BYTES
    assert answer.status_code == 200
    assert tip_id in button.action
    assert await office.count_judgements() == 2
