"""How much is found in tips that no rule was written or mended by."""

import pytest

from service.extract.marks import MarkKind
from service.extract.reading import find_marks
from tests.extract.scoring import (
    HELD_OUT,
    PATTERNED,
    RULES,
    TOLD,
    Score,
    read_tips,
    score,
    total,
)


@pytest.fixture(scope="module")
def held_out() -> dict[MarkKind, Score]:
    return score(read_tips(HELD_OUT), find_marks)


def test_the_set_is_large_enough_and_a_third_of_it_is_held_out() -> None:
    rules, held_out = read_tips(RULES), read_tips(HELD_OUT)

    assert len(rules) + len(held_out) >= 150
    assert len(held_out) * 3 >= len(rules) + len(held_out)
    assert {tip.text for tip in rules}.isdisjoint(tip.text for tip in held_out)


def test_numbers_addresses_codes_and_times_are_nearly_all_found(
    held_out: dict[MarkKind, Score],
) -> None:
    assert total(held_out[kind] for kind in PATTERNED).recall >= 0.95


@pytest.mark.parametrize("kind", PATTERNED)
def test_no_patterned_kind_is_carried_by_the_others(
    held_out: dict[MarkKind, Score], kind: MarkKind
) -> None:
    assert held_out[kind].recall >= 0.85


@pytest.mark.parametrize("kind", TOLD)
def test_relations_vantage_roles_and_names_are_mostly_found(
    held_out: dict[MarkKind, Score], kind: MarkKind
) -> None:
    assert held_out[kind].recall >= 0.85


def test_what_is_marked_is_mostly_right_also_without_the_first_person(
    held_out: dict[MarkKind, Score],
) -> None:
    others = total(s for kind, s in held_out.items() if kind != "first person")

    assert total(held_out.values()).precision >= 0.80
    assert others.precision >= 0.80


def test_every_kind_of_pointing_words_is_in_the_held_out_part(
    held_out: dict[MarkKind, Score],
) -> None:
    assert min(each.labels for each in held_out.values()) >= 3
