from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    NO_ENTRY,
    Box,
    CannotOpenError,
    ChainEntry,
    CryptoError,
    DeskKeys,
    MalformedError,
    RecoveryKit,
    hash_detail,
    seal_detail,
    verify_chain,
)
from tests.crypto.builders import DESK, WORDS, chain_of, either_or, seal_anything
from tests.crypto.cases import Case, every_case

CHAIN = chain_of([b"one", b"two", b"three", b"four"])
HEAD = CHAIN[-1].hash
TEXTS = st.text(max_size=240)


@given(st.lists(st.binary(max_size=20), max_size=8))
def test_a_chain_as_it_was_written_holds(details: list[bytes]) -> None:
    chain = chain_of(details)
    head = chain[-1].hash if chain else NO_ENTRY

    verify_chain(chain, count=len(details), head=head)


@given(data=st.data())
def test_an_altered_entry_is_found(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, 3))
    hashes = st.binary(min_size=32, max_size=32)
    entry = data.draw(
        st.builds(ChainEntry, st.integers(0, 9), hashes, hashes).filter(
            lambda made: made != CHAIN[at]
        )
    )
    altered = [*CHAIN[:at], entry, *CHAIN[at + 1 :]]

    with pytest.raises(CannotOpenError):
        verify_chain(altered, count=4, head=HEAD)


@given(at=st.integers(0, 3), byte=st.integers(0, 31), change=st.integers(1, 255))
def test_a_changed_byte_of_a_hash_is_found(at: int, byte: int, change: int) -> None:
    flip = bytes(byte) + bytes([change]) + bytes(31 - byte)
    entry = CHAIN[at]

    for altered in (
        replace(entry, previous=either_or(entry.previous, flip)),
        replace(entry, detail_hash=either_or(entry.detail_hash, flip)),
    ):
        with pytest.raises(CannotOpenError):
            verify_chain([*CHAIN[:at], altered, *CHAIN[at + 1 :]], count=4, head=HEAD)


@given(st.lists(st.sampled_from(CHAIN), max_size=6).filter(lambda made: made != CHAIN))
def test_dropped_swapped_repeated_and_cut_off_entries_are_found(
    entries: list[ChainEntry],
) -> None:
    with pytest.raises(CannotOpenError):
        verify_chain(entries, count=4, head=HEAD)


def test_an_entry_slipped_in_is_found_even_if_the_rest_is_made_to_follow() -> None:
    forged = chain_of([b"one", b"slipped in", b"two", b"three", b"four"])

    with pytest.raises(CannotOpenError):
        verify_chain(forged, count=5, head=HEAD)
    with pytest.raises(CannotOpenError):
        verify_chain(forged, count=4, head=HEAD)


def test_a_shorter_chain_is_found_by_its_count_and_by_its_head() -> None:
    with pytest.raises(CannotOpenError):
        verify_chain(CHAIN[:3], count=4, head=CHAIN[2].hash)
    with pytest.raises(CannotOpenError):
        verify_chain(CHAIN[:3], count=3, head=HEAD)
    with pytest.raises(CannotOpenError):
        verify_chain([], count=0, head=HEAD)


def test_a_hash_that_is_far_too_long_is_malformed() -> None:
    with pytest.raises(MalformedError):
        verify_chain([ChainEntry(1, NO_ENTRY, bytes(65_536))], count=1, head=HEAD)


@given(text=TEXTS, number=st.integers(1, 2**63))
def test_a_detail_opens_for_the_auditor_and_its_number(text: str, number: int) -> None:
    box = seal_detail(DESK.card, number, text)

    assert DESK.open_detail(box, number) == text
    with pytest.raises(CannotOpenError):
        DESK.open_detail(box, number + 1)


@given(one=st.text(max_size=63), other=st.text(max_size=63))
def test_details_of_one_bucket_have_boxes_of_one_length(one: str, other: str) -> None:
    boxes = [seal_detail(DESK.card, 1, text) for text in (one, other)]

    assert {len(box) for box in boxes} == {1_393}


@pytest.mark.parametrize(
    ("length", "size"), [(255, 1_393), (256, 1_649), (1_023, 2_161)]
)
def test_a_detail_grows_by_steps_of_256_bytes(length: int, size: int) -> None:
    assert len(seal_detail(DESK.card, 1, "d" * length)) == size


@pytest.mark.parametrize("text", ["d" * 1_024, "é" * 512, "\udc80"])
def test_a_detail_too_long_or_not_text_is_malformed(text: str) -> None:
    with pytest.raises(MalformedError):
        seal_detail(DESK.card, 1, text)


@pytest.mark.parametrize("padded", [b"", b"text", b"\xff\x80", b"\x80x"])
def test_a_detail_that_no_honest_process_seals_does_not_open(padded: bytes) -> None:
    info = b"\x00\x0bquietword/1\x00\x0caudit-detail\x00\x20" + DESK.card.id
    box = seal_anything(
        padded, DESK.card.sealing, info + b"\x00\x08" + (1).to_bytes(8, "big")
    )

    with pytest.raises(CannotOpenError):
        DESK.open_detail(box, 1)


@given(st.binary(max_size=100))
def test_the_hash_of_a_detail_is_of_that_detail(garbage: bytes) -> None:
    with pytest.raises(CryptoError):
        DESK.open_detail(Box(garbage), 1)

    assert hash_detail(Box(garbage)) != hash_detail(Box(garbage + b"\x00"))


@every_case("chain")
def test_recorded_chains_hold_and_their_details_open(case: Case) -> None:
    kit = RecoveryKit.parse(case.text("kit"), WORDS)
    auditor = DeskKeys(case.raw("seed"), case.text("desk"), 1, kit.card)
    numbers = range(1, case.number("count") + 1)

    opened = [auditor.open_detail(case.box(f"box_{n}"), n) for n in numbers]
    chain = chain_of([case.box(f"box_{n}") for n in numbers])

    verify_chain(chain, count=case.number("count"), head=case.raw("head"))
    assert opened == [case.text(f"text_{n}") for n in numbers]
