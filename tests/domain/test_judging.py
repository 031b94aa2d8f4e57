from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.judgement_changes import describe_changes
from service.domain.judgement_forms import (
    LONGEST_PROSE,
    MOST_PEOPLE,
    MOST_TICKS,
    PROSE,
    read_form,
)
from service.domain.judgement_words import (
    FIELDS,
    name_older_wards,
    name_ward,
    put_in_order,
)
from service.domain.judgements import Child, Judged, Judgement, Knows, Mention
from service.domain.judging import JudgementProblem, Standing, check_typed
from service.domain.references import begin_of_id, read_reference
from service.domain.reports import tip_reference
from tests.builders import a_borough

BOROUGH = a_borough()
OWN, OTHER = "T-AAAA-AAAA", "T-BBBB-BBBB"
NOW = Standing(OWN, 3, Judgement(), frozenset({OTHER}))
FORM = {
    "topic": "DR1",
    "priority": "3",
    "source": "2",
    "assessment": "D",
    "handling": "C",
    "action": "A1",
    "sanitisation": "S2",
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAMES = st.sampled_from(
    [*FIELDS, *(f"same-{n}" for n in range(MOST_TICKS + 2)), "form", "none"]
)
CODES = st.sampled_from(
    ["", "1", "2", "3", "4", "A", "B", "C", "E", "P", "A3", "S1", "yes", "few", "DR1"]
)
FORMS = st.dictionaries(NAMES, TEXTS | CODES, max_size=30)
HEX = st.text("0123456789abcdef", min_size=32, max_size=32)


def problems_of(**changes: str) -> dict[str, str]:
    """What is wrong with a form that is right but for these changes."""
    named = {name.replace("__", "-"): said for name, said in changes.items()}
    return dict(check_typed(read_form({**FORM, **named}), NOW, BOROUGH))


def test_a_form_with_only_what_must_be_said_is_right() -> None:
    assert problems_of() == {}


@pytest.mark.parametrize(
    ("wrong", "problems"),
    [
        ({"topic": ""}, {"topic": JudgementProblem.TOPIC}),
        ({"topic": "NO1"}, {"topic": JudgementProblem.TOPIC}),
        ({"ward": "E99999999"}, {"ward": JudgementProblem.WARD}),
        ({"priority": "5"}, {"priority": JudgementProblem.PRIORITY}),
        ({"priority": ""}, {"priority": JudgementProblem.PRIORITY}),
        ({"priority": "1"}, {"priority_reason": JudgementProblem.PRIORITY_REASON}),
        ({"source": ""}, {"source": "Choose how reliable the source is"}),
        ({"source": "3"}, {"grade_reason": "Say why: this grade needs its grounds"}),
        ({"handling": "X"}, {"handling": "Choose whether it may be shared"}),
        ({"action": ""}, {"action": "Choose what may be done with it"}),
        (
            {"sanitisation": "S9"},
            {"sanitisation": "Choose whether others may rewrite it"},
        ),
        ({"place": "x" * 201}, {"place": JudgementProblem.LINE}),
        ({"harm": "x" * 1501}, {"harm": JudgementProblem.PROSE}),
        ({"priority_reason": "x" * 501}, {"priority_reason": JudgementProblem.REASON}),
        ({"knows": "all"}, {"knows": JudgementProblem.CHOSEN}),
        ({"child": "maybe"}, {"child": JudgementProblem.CHOSEN}),
        ({"about_child": "5"}, {"about_child": JudgementProblem.CHOSEN}),
        ({"topic": "KN1"}, {"about_child": JudgementProblem.CHILD}),
        ({"person__1": "A tall boy"}, {"role-1": JudgementProblem.NO_ROLE}),
        ({"role__2": "victim"}, {"person-1": JudgementProblem.NO_LABEL}),
        (
            {"person__1": "x" * 101, "role__1": "other"},
            {"person-1": JudgementProblem.LABEL},
        ),
        ({"same_as": OWN}, {"same_as": JudgementProblem.OWN}),
        ({"others": "T-CCCC-CCCC"}, {"others": JudgementProblem.UNKNOWN}),
        ({"others": f"{OTHER}, {OWN}"}, {"others": JudgementProblem.OWN}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    wrong: dict[str, str], problems: dict[str, str]
) -> None:
    assert problems_of(**wrong) == problems


def test_nobody_is_asked_for_conditions_that_do_not_apply() -> None:
    typed = read_form({**FORM, "handling": "P"})

    assert typed.judgement.grade.conditions == ""
    assert (typed.judgement.grade.action, typed.judgement.grade.sanitisation) == (
        "",
        "",
    )
    assert check_typed(typed, NOW, BOROUGH) == {}


def test_more_than_twenty_tips_are_no_cluster() -> None:
    known = frozenset(
        tip_reference(f"{n:032x}") for n in range(1 << 96, 21 << 96, 1 << 96)
    )
    known |= {OTHER, "T-CCCC-CCCC"}
    typed = read_form({**FORM, "others": ",".join(known)})

    found = check_typed(typed, replace(NOW, known=known), BOROUGH)

    assert found == {"others": JudgementProblem.MANY}


def test_what_was_dropped_from_the_file_may_stay_where_it_was_chosen() -> None:
    last = Judgement(topic="OLD", ward="W-OLD", same_as="T-CCCC-CCCC")
    now = replace(NOW, last=last, known=NOW.known | {"T-CCCC-CCCC"})
    kept = {"topic": "OLD", "ward": "W-OLD", "same_as": "T-CCCC-CCCC"}

    assert check_typed(read_form({**FORM, **kept}), now, BOROUGH) == {}
    assert set(check_typed(read_form({**FORM, **kept}), NOW, BOROUGH)) == set(kept)


@given(FORMS)
def test_whatever_a_browser_sends_is_read_and_every_problem_has_its_field(
    fields: dict[str, str],
) -> None:
    typed = read_form(fields, garbled=fields)

    found = check_typed(typed, NOW, BOROUGH)

    assert set(found) <= set(FIELDS)
    assert typed.garbled <= set(found)
    assert len(typed.judgement.mentions) <= MOST_PEOPLE


@given(FORMS)
def test_what_is_right_is_read_back_from_its_letter_as_it_was_typed(
    fields: dict[str, str],
) -> None:
    typed = read_form({**fields, **FORM})

    assert Judgement.read(typed.judgement.json) == typed.judgement
    judged = Judged.read(typed.judgement.summary)
    assert judged.place == typed.judgement.place


@given(FORMS)
def test_nothing_that_passes_is_too_long_for_a_letter(fields: dict[str, str]) -> None:
    typed = read_form({**FORM, **fields})

    if not check_typed(typed, NOW, BOROUGH):
        prose = (getattr(typed.judgement, name) for name in PROSE)
        assert max(map(len, prose)) <= LONGEST_PROSE
        assert typed.judgement.grade.code[0] in "123"
        assert not typed.judgement.grade.needs_reason or typed.judgement.grade.reason


@given(
    HEX,
    st.sampled_from([str, str.lower, lambda t: t.replace("-", " "), lambda t: t[2:]]),
)
def test_a_reference_is_read_however_it_is_written(
    tip_id: str, write: Callable[[str], str]
) -> None:
    reference = tip_reference(tip_id)

    assert read_reference(write(reference)) == reference
    assert tip_id.startswith(begin_of_id(reference))


@given(TEXTS)
def test_what_is_no_reference_is_none(typed: str) -> None:
    read = read_reference(typed)

    assert read == "" or read_reference(read) == read


def test_a_change_is_said_in_words() -> None:
    before = Judgement(
        topic="DR1", knows=Knows.FEW, mentions=(Mention("Tall", "victim"),)
    )
    after = replace(
        before,
        topic="DR2",
        ward="E05013735",
        child=Child.UNSURE,
        cluster=(OTHER,),
        mentions=(),
    )

    changes = describe_changes(before, after, BOROUGH)

    assert [(one.what, one.before, one.after) for one in changes] == [
        (
            "Topic",
            "Drug dealing in a street, block or park",
            "Drug dealing or drugs in or near a school",
        ),
        ("Ward", "not said", "Brook Green"),
        ("Reporter perhaps a child", "not said", "Perhaps"),
        ("People", "Tall (Victim)", "not said"),
        ("Same matter as", "not said", OTHER),
    ]


@given(FORMS)
def test_what_is_the_same_has_not_changed(fields: dict[str, str]) -> None:
    typed = read_form(fields)

    assert describe_changes(typed.judgement, typed.judgement, BOROUGH) == ()


def test_a_ward_names_the_older_ones_it_lies_in() -> None:
    assert (
        name_older_wards("E05013735", BOROUGH)
        == "Avonmore and Brook Green 61%, Addison 28%, Hammersmith Broadway 11%"
    )
    assert name_older_wards("E05013734", BOROUGH) == "Avonmore and Brook Green"
    assert name_older_wards("none", BOROUGH) == ""
    assert name_ward("E05013735", BOROUGH) == "Brook Green"
    assert name_ward("W-OLD", BOROUGH) == "W-OLD"


def test_what_is_wrong_stands_in_the_order_of_the_page() -> None:
    wrong = dict.fromkeys(list(FIELDS)[::-1], "Wrong")

    assert list(put_in_order(wrong)) == list(FIELDS)
    assert put_in_order({"no field": "Wrong"}) == {}
