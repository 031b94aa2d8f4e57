"""What of a professional's form counts, and how it is graded to begin with."""

from dataclasses import replace

import pytest

from service.domain.answers import Answers, Identity
from service.domain.grading import Grade
from service.domain.originals import told_texts
from service.domain.professionals import (
    keep_what_counts,
    put_in_order,
    read_leaving,
)
from service.domain.tips import BEHALF, HOW_KNOWN, TYPED, Problem

TOLD = Answers(text="Dealing by the garages", role="school", behalf="child", dsl="yes")
LEFT = {"my_name": " Ruth ", "my_work": "Ward surgery", "my_contact": "020 7946 0123"}


@pytest.mark.parametrize(
    ("behalf", "how_known", "code"),
    [
        ("me", "", "2AC"),
        ("me", "told", "2CC"),
        ("me", "online", "2DC"),
        ("child", "", "2CC"),
        ("resident", "", "2CC"),
        ("residents", "saw", "2CC"),
        ("client", "", "2CC"),
        ("colleague", "", "2CC"),
        ("", "", "2DC"),
        ("", "saw", "2AC"),
    ],
)
def test_what_others_told_is_known_indirectly(
    behalf: str, how_known: str, code: str
) -> None:
    assert Grade.suggest(how_known, behalf).code == code


def test_corroborated_is_never_suggested_from_a_form() -> None:
    suggested = {
        Grade.suggest(known, behalf).assessment
        for known in ("", *HOW_KNOWN)
        for behalf in ("", *BEHALF)
    }

    assert suggested == {"A", "C", "D"}


def test_answers_that_say_nothing_beside_the_others_are_left_out() -> None:
    one = keep_what_counts(replace(TOLD, behalf="resident", residents="10+"))
    many = keep_what_counts(replace(TOLD, behalf="residents", residents="10+"))
    shop = keep_what_counts(replace(TOLD, role="business"))

    assert (one.residents, many.residents) == ("", "10+")
    assert (keep_what_counts(TOLD).dsl, shop.dsl) == ("yes", "")


def test_a_name_is_left_only_by_who_says_yes() -> None:
    yes, no = read_leaving(LEFT, "yes", ()), read_leaving(LEFT, "no", ())

    assert yes.identity == Identity("Ruth", "Ward surgery", "020 7946 0123")
    assert dict(yes.problems) == {}
    assert (no.identity, no.is_dropped) == (None, True)


def test_who_types_a_name_and_chooses_nothing_is_asked_and_keeps_it() -> None:
    asked = read_leaving(LEFT, "", ())

    assert asked.identity is not None
    assert asked.problems == {"left_name": Problem.LEFT_NAME}
    assert read_leaving({}, "", ()).problems == {}


def test_a_name_needs_a_way_to_reach_it_and_has_its_bounds() -> None:
    bare = read_leaving({}, "yes", ())
    long = read_leaving(dict.fromkeys(LEFT, "a" * 201), "yes", ())
    fits = read_leaving(dict.fromkeys(LEFT, "a" * 200), "yes", ())
    garbled = read_leaving(LEFT, "yes", ("my_work",))

    assert bare.problems == {"my_name": Problem.NAME, "my_contact": Problem.CONTACT}
    assert set(long.problems) == set(LEFT)
    assert dict(fits.problems) == {}
    assert garbled.problems == {"my_work": Problem.GARBLED}


def test_problems_stand_in_the_order_in_which_the_form_asks() -> None:
    found = {"my_name": Problem.NAME, "text": Problem.EMPTY, "role": Problem.ROLE}

    assert list(put_in_order(found)) == ["role", "text", "my_name"]


def test_all_that_was_typed_is_what_a_reporter_told() -> None:
    said = Answers.read({name: f"{name} said so" for name in TYPED})

    texts = [one.text for one in told_texts(said)]

    assert sorted(texts) == sorted(f"{name} said so" for name in TYPED)
