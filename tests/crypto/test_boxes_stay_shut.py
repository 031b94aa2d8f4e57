"""Every format of box, put to the same questions."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import Box, CannotOpenError, CryptoError, MalformedError
from tests.crypto.builders import SEALED, Sealed, every_format


@every_format
def test_a_box_opens_with_what_it_was_sealed_for(sealed: Sealed) -> None:
    assert sealed.open(sealed.box) == sealed.holds


@every_format
@given(data=st.data())
def test_changing_any_byte_of_a_box_keeps_it_shut(
    sealed: Sealed, data: st.DataObject
) -> None:
    box = bytearray(sealed.box)
    at = data.draw(st.integers(1, len(box) - 1))
    box[at] ^= data.draw(st.integers(1, 255))

    with pytest.raises(CannotOpenError):
        sealed.open(Box(bytes(box)))


@every_format
@given(version=st.integers(0, 255).filter(lambda byte: byte != 1))
def test_a_box_of_another_version_is_malformed(sealed: Sealed, version: int) -> None:
    with pytest.raises(MalformedError):
        sealed.open(Box(bytes([version]) + sealed.box[1:]))


@every_format
@given(data=st.data())
def test_a_box_cut_short_is_refused(sealed: Sealed, data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(sealed.box) - 1))

    with pytest.raises(CryptoError):
        sealed.open(Box(sealed.box[:length]))


@every_format
@given(more=st.binary(min_size=1, max_size=70))
def test_a_box_with_something_after_it_stays_shut(sealed: Sealed, more: bytes) -> None:
    with pytest.raises(CannotOpenError):
        sealed.open(Box(sealed.box + more))


@every_format
@given(garbage=st.binary(max_size=2000))
def test_garbage_is_refused_and_never_crashes(sealed: Sealed, garbage: bytes) -> None:
    with pytest.raises(CryptoError):
        sealed.open(Box(garbage))
    with pytest.raises(CryptoError):
        sealed.open(Box(b"\x01" + garbage))


@pytest.mark.parametrize(
    ("one", "other"),
    list(itertools.permutations(SEALED, 2)),
    ids=lambda sealed: sealed.name,
)
def test_a_box_of_one_format_is_no_box_of_another(one: Sealed, other: Sealed) -> None:
    with pytest.raises(CryptoError):
        one.open(other.box)
