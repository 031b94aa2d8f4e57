"""Proofs of work: solved by whoever works, worth nothing elsewhere, never a fault."""

import base64
import json

import altcha
from hypothesis import given
from hypothesis import strategies as st

from crypto import ProcessSecret
from service.web.proofs import Proofs

PROOFS = Proofs.of(ProcessSecret.generate())
ABOUT = b"one Send"


def solve(posed: str) -> str:
    """Do what the page's script does."""
    challenge = altcha.Challenge.from_dict(json.loads(posed))
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


SOLVED = solve(PROOFS.pose(ABOUT))

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


def test_who_works_is_believed() -> None:
    assert PROOFS.is_solved(SOLVED, ABOUT)
    assert PROOFS.is_solved(SOLVED, ABOUT)


def test_a_proof_is_worth_nothing_for_another_send() -> None:
    assert not PROOFS.is_solved(SOLVED, b"another Send")


def test_a_proof_is_worth_nothing_at_another_site() -> None:
    assert not Proofs.of(ProcessSecret.generate()).is_solved(SOLVED, ABOUT)


def test_an_easier_challenge_of_one_s_own_is_no_challenge_of_ours() -> None:
    own = Proofs(b"own", b"own").pose(ABOUT)

    assert not PROOFS.is_solved(solve(own), ABOUT)


def test_the_work_is_bounded_for_the_slowest_phone() -> None:
    solved = [altcha.Payload.from_base64(solve(PROOFS.pose(ABOUT))) for _ in range(3)]

    assert {one.challenge.parameters.cost for one in solved} == {1000}
    assert all(150 <= one.solution.counter < 450 for one in solved)


def test_no_answer_is_no_proof() -> None:
    assert not PROOFS.is_solved("", ABOUT)
    assert not PROOFS.is_solved(SOLVED + " " * 5_000, ABOUT)


@given(st.text(max_size=300))
def test_no_text_is_a_proof_or_a_fault(answer: str) -> None:
    assert not PROOFS.is_solved(answer, ABOUT)


@given(json_values)
def test_no_json_is_a_proof_or_a_fault(answer: object) -> None:
    packed = base64.b64encode(json.dumps(answer).encode()).decode()

    assert not PROOFS.is_solved(packed, ABOUT)


PARTS = (
    ("challenge",),
    ("challenge", "parameters"),
    ("challenge", "signature"),
    *(
        ("challenge", "parameters", name)
        for name in json.loads(PROOFS.pose(ABOUT))["parameters"]
    ),
    ("solution",),
    ("solution", "derivedKey"),
)


@given(st.sampled_from(PARTS), json_values)
def test_nothing_of_a_proof_can_be_exchanged(
    part: tuple[str, ...], put: object
) -> None:
    answer = json.loads(base64.b64decode(SOLVED))
    holder = answer
    for name in part[:-1]:
        holder = holder[name]
    if holder[part[-1]] == put:
        return
    holder[part[-1]] = put
    packed = base64.b64encode(json.dumps(answer).encode()).decode()

    assert not PROOFS.is_solved(packed, ABOUT)
