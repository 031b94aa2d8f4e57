from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import CannotOpenError, ThreadKey
from service.domain.answers import Answers
from service.domain.letters import Remark, TipBody, TipSummary
from service.domain.people import OfficerId

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
ANSWERS = st.builds(
    Answers,
    text=TEXTS,
    danger=TEXTS,
    group=TEXTS,
    where=TEXTS,
    when=TEXTS,
    how_known=TEXTS,
    traceable=TEXTS,
    wants_words=st.booleans(),
)


@given(ANSWERS, st.none() | st.binary(min_size=32, max_size=32))
def test_a_tip_is_read_as_it_was_written(
    answers: Answers, thread: bytes | None
) -> None:
    key = ThreadKey(thread) if thread else None

    body = TipBody.read(TipBody(answers, key).json)

    assert body.answers == answers
    assert (body.thread.raw if body.thread else None) == thread
    assert TipSummary.read(TipSummary.of(answers).json) == TipSummary.of(answers)


def test_the_inbox_knows_a_test_and_who_tells_as_part_of_their_work() -> None:
    tested = TipSummary.of(Answers("Just trying", group="testing"))
    school = TipSummary.of(Answers("A knife", role="school"))

    assert (tested.is_test, tested.professional) == (True, "")
    assert (school.is_test, school.professional) == (False, "yes")


@given(ANSWERS, ANSWERS)
def test_only_the_same_answers_have_the_same_bytes(
    one: Answers, other: Answers
) -> None:
    assert (one.canonical == other.canonical) == (one == other)


@given(TEXTS, st.dates())
def test_a_remark_is_read_as_it_was_written(text: str, day: date) -> None:
    remark = Remark(day=day, text=text, by=OfficerId("ab"), stage="closed")

    assert Remark.read(remark.json) == remark


@given(st.text(max_size=200))
def test_nonsense_sealed_to_a_desk_does_not_open_and_does_nothing_else(
    text: str,
) -> None:
    for read in (TipSummary.read, TipBody.read, Remark.read):
        if text.strip().startswith("{"):
            continue
        with pytest.raises(CannotOpenError):
            read(text)


@pytest.mark.parametrize(
    "text",
    [
        *("[]", "7", "[" * 100_000, '{"answers": []}'),
        '{"thread": "zz", "answers": {}}',
        '{"answers": {"text": "half a character: \\ud800"}}',
    ],
)
def test_json_of_another_shape_is_no_tip(text: str) -> None:
    with pytest.raises(CannotOpenError):
        TipBody.read(text)


@pytest.mark.parametrize("text", ["{}", '{"day": "tomorrow"}', '{"day": 7}'])
def test_json_without_a_day_is_no_remark(text: str) -> None:
    with pytest.raises(CannotOpenError):
        Remark.read(text)


def test_fields_that_are_not_text_are_empty() -> None:
    assert TipSummary.read('{"group": 7, "where": null}') == TipSummary("", "", "", "")
