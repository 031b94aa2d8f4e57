"""A custodian who talked to the person writes back, and gives no name away."""

import pytest

from crypto import random_bytes
from service.custody.comparing import (
    MarkedAnswerError,
    find_pointing,
    require_unmarked,
)
from service.domain.answers import Identity
from service.domain.audit import Act
from service.domain.custody_cases import Asked
from service.domain.custody_turns import LONGEST_ANSWER, Decision, Step
from service.domain.errors import BadFormError
from service.domain.forms import Ending
from service.domain.letters import Kind, LetterId
from service.domain.people import DeskId
from tests.builders import CUSTODIAN_DESK
from tests.custody.custodians import RUTH, Town, only
from tests.keys import open_with

SAID = "It is always in the evening, and never at the weekend."


async def write_back(
    town: Town,
    request: LetterId,
    text: str = SAID,
    answered: tuple[tuple[str, str], ...] = (),
    *,
    seed: bytes | None = None,
    name: str = "omar",
) -> Asked:
    decision = Decision(request, 1, Step.WROTE, text=text)
    return await town.custody.decide(
        town.officer(name),
        CUSTODIAN_DESK,
        decision,
        seed or random_bytes(16),
        answered=answered,
    )


async def test_the_desk_that_asked_reads_what_the_person_said_and_no_name(
    town: Town,
) -> None:
    tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)

    asked = await write_back(town, request)

    assert (asked.ending, asked.name) == (Ending.DONE, None)
    assert (await town.desk.list_acts())[-1] == Act.NAME_ANSWERED
    sought = await town.seeking.look(town.officer("ben"), tip)
    answer = only(sought.requests).answers[-1]
    assert (answer.turn.step, answer.remark.text) == (Step.WROTE, SAID)
    assert sought.name is None
    opened = await open_with(town.desk.site, DeskId("community-safety"))
    assert not any(RUTH.name in text for texts in opened.values() for text in texts)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Ruth says it is the evening.", ("Ruth",)),
        ("It was adeyemi who called.", ("adeyemi",)),
        ("Ask for Lowe\u2019s sister.", ("Lowe\u2019s",)),
        ("I rang the ward  Surgery.", ("ward  Surgery",)),
        ("Call +44 20-7946 0123 after ten.", ("20-7946 0123",)),
    ],
)
async def test_words_of_the_name_do_not_go_out_whatever_is_ticked(
    town: Town, text: str, given: tuple[str, ...]
) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)

    with pytest.raises(MarkedAnswerError) as marked:
        await write_back(town, request, text, (("name", given[0].lower()),))

    assert marked.value.review.given == given
    assert await town.count_letters(Kind.CUSTODY) == 2


async def test_what_points_at_somebody_goes_out_once_it_was_looked_at(
    town: Town,
) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)
    text = "I called. They saw it from their window, and will tell more."

    with pytest.raises(MarkedAnswerError) as marked:
        await write_back(town, request, text)
    found = marked.value.review
    names = [(name.kind.value, name.words) for name, _mark in found.marks]
    asked = await write_back(town, request, text, tuple(names))

    assert found.given == ()
    assert names == [("where it was seen from", "from their window")]
    assert asked.ending is Ending.DONE


async def test_nobody_learns_a_name_by_trying_names_before_it_was_opened(
    town: Town,
) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    reviews = []
    for guess in ("Mrs Adeyemi-Lowe", "Mrs Okafor-Smith"):
        decision = Decision(request, 0, Step.REFUSED, text=f"Is it {guess}?")
        with pytest.raises(MarkedAnswerError) as marked:
            await town.custody.decide(
                town.officer("omar"), CUSTODIAN_DESK, decision, random_bytes(16)
            )
        found = marked.value.review
        reviews.append((found.given, [mark.why for _name, mark in found.marks]))

    assert reviews[0] == reviews[1]
    assert reviews[0][0] == ()


async def test_nobody_writes_back_who_has_not_opened_the_name(town: Town) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    decision = Decision(request, 0, Step.WROTE, text=SAID)

    with pytest.raises(BadFormError):
        await town.custody.decide(
            town.officer("omar"), CUSTODIAN_DESK, decision, random_bytes(16)
        )

    assert await town.count_letters(Kind.CUSTODY) == 1


async def test_an_answer_that_is_sent_twice_is_written_once(town: Town) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)
    seed = bytes(range(16))

    first = await write_back(town, request, seed=seed)
    again = await write_back(town, request, seed=seed)

    assert (first.ending, again.ending) == (Ending.DONE, Ending.ALREADY)
    assert await town.count_letters(Kind.CUSTODY) == 3


async def test_an_answer_has_its_bounds(town: Town) -> None:
    _tip, _receipt, request = await town.ask_about_new()
    await town.open_name(request)

    for text in ("", "a " * LONGEST_ANSWER):
        with pytest.raises(BadFormError):
            await write_back(town, request, text)


def test_a_name_that_is_also_a_word_may_be_written_as_the_word() -> None:
    will = Identity("Dr Will May", "", "will@surgery.example")

    require_unmarked("The doctor will call in may.", (), will, ())

    for text in ("Will will call.", "Write to will@surgery.example."):
        with pytest.raises(MarkedAnswerError):
            require_unmarked(text, (), will, ())


def test_what_a_custodian_says_of_themselves_points_at_nobody() -> None:
    text = "I called. She told me that my colleague may ring. His van is silver."

    assert [mark.of(text) for mark in find_pointing(text)] == ["my colleague"]
