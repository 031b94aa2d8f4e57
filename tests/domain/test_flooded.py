"""What came in a flood: which is meant, what looks alike, and what is remembered."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.answers import Identity
from service.domain.doorbells import QUARTER, choose_held_ring
from service.domain.errors import BadFormError
from service.domain.forgetting import Cause, Deletion
from service.domain.posters import first_day_kept
from service.domain.quarantine import (
    TOLD as TOLD_PLAINLY,
)
from service.domain.quarantine import (
    Which,
    list_phrases,
    looks_like,
    tell_plainly,
)
from service.domain.sending import Sending
from service.domain.tips import Problem, TipId, check_addition
from tests.builders import a_borough
from tests.domain.opened import DAY, TOLD

BOROUGH = a_borough()
TIP = TipId("1d" * 16)
SENDING = Sending(TOLD, b"s" * 16)


@pytest.mark.parametrize(
    ("said", "which"),
    [
        ("all", Which()),
        ("day:2026-03-04", Which(day=DAY)),
        (f"like:{TIP}", Which(like=TIP)),
        (f"one:{TIP}", Which(one=TIP)),
    ],
)
def test_a_page_of_ours_says_which_tips_it_means(said: str, which: Which) -> None:
    assert Which.read(said) == which
    assert which.is_one is said.startswith("one")


@pytest.mark.parametrize(
    "said",
    ["", "all:1", "day:", "day:soon", "like:", "one:", "one:" + "x" * 65, "any:1"],
)
def test_what_no_page_of_ours_says_means_no_tips(said: str) -> None:
    with pytest.raises(BadFormError):
        Which.read(said)


def test_texts_look_alike_when_half_of_their_phrases_are_the_same() -> None:
    one = list_phrases("There is a bomb in the school")
    other = list_phrases("there is a BOMB, in the school!")
    changed = list_phrases("There is a bomb in the park")
    new = list_phrases("A van is burning behind the shop")

    assert one == other
    assert looks_like(one, changed)
    assert not looks_like(one, new)
    assert list_phrases("two words") == {"two words"}
    assert list_phrases("") == {""}


def test_who_told_one_of_many_reads_a_sentence_that_is_true_whatever_anybody_did() -> (
    None
):
    outcome = BOROUGH.outcomes[0]

    assert tell_plainly(outcome) == replace(outcome, told=TOLD_PLAINLY)


def test_thousands_that_came_together_ring_once_and_later() -> None:
    now = 1_772_625_600

    rings = {choose_held_ring(0, now + second, BOROUGH.hours) for second in range(60)}

    assert rings == {now // QUARTER * QUARTER + 2 * QUARTER}


def test_the_same_loss_is_written_down_once_whoever_removes_it() -> None:
    assert Deletion(TIP, Cause.DUE).id == Deletion(TIP, Cause.DUE).id
    assert Deletion(TIP, Cause.DUE).id != Deletion(TIP, Cause.WITHDRAWN).id


def test_counts_of_posters_are_kept_for_twelve_whole_months() -> None:
    assert first_day_kept(date(2026, 3, 31)) == date(2025, 3, 1)
    assert first_day_kept(date(2028, 2, 29)) == date(2027, 2, 1)


def test_a_send_is_the_same_tip_however_it_came_and_another_with_another_name() -> None:
    kim = replace(SENDING, identity=Identity("Kim", "School", "020 7946 0123"))
    lee = replace(SENDING, identity=Identity("Lee", "School", "020 7946 0123"))
    suspect = replace(SENDING, is_suspect=True, is_proven=True, files_ready=False)

    assert suspect.canonical == SENDING.canonical
    assert len({SENDING.canonical, kim.canonical, lee.canonical}) == 3


@pytest.mark.parametrize(
    ("text", "garbled", "problem"),
    [
        ("And more", False, None),
        ("", False, Problem.NOTHING_TO_ADD),
        ("x" * 4_001, False, Problem.ADDITION_TOO_LONG),
        ("No\ufffd", True, Problem.GARBLED),
    ],
)
def test_what_keeps_an_addition_from_being_sent_is_said(
    text: str,
    garbled: bool,  # noqa: FBT001 - a row of the table
    problem: Problem | None,
) -> None:
    assert check_addition(text, is_garbled=garbled) == problem
