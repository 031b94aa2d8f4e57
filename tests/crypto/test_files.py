"""Files sealed in chunks: whatever pieces they come in, all of it or nothing."""

import hashlib
import hmac
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    CHUNK_BYTES,
    CannotOpenError,
    CryptoError,
    FileKey,
    FileOpener,
    FileSealer,
    MalformedError,
    random_bytes,
)
from crypto import _streams as streams
from tests.crypto.cases import Case, every_case
from tests.crypto.files import (
    HEADER,
    SEALED_CHUNK,
    open_whole,
    seal_again,
    seal_whole,
    split,
)

KEY = FileKey(b"f" * 32)
OTHER_KEY = FileKey(b"g" * 32)
ID, OTHER_ID = "ab" * 16, "cd" * 16
TEXT = bytes(range(256)) * 800
BOX = seal_whole(KEY, ID, TEXT)
OTHER_BOX = seal_whole(KEY, ID, TEXT)

EDGES = (0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES)
Chunks = list[bytes]

SPOILT: dict[str, Callable[[Chunks], Chunks]] = {
    "two exchanged": lambda c: [c[1], c[0], *c[2:]],
    "the last exchanged with the one before": lambda c: [*c[:2], c[3], c[2]],
    "one left out": lambda c: [c[0], *c[2:]],
    "the first left out": lambda c: c[1:],
    "the last left out": lambda c: c[:-1],
    "all but the first left out": lambda c: c[:1],
    "one doubled": lambda c: [c[0], *c],
    "the last doubled": lambda c: [*c, c[-1]],
    "another file's chunk": lambda c: [c[0], split(OTHER_BOX)[1][1], *c[2:]],
    "another file's end": lambda c: [*c[:-1], split(OTHER_BOX)[1][-1]],
    "another file after it": lambda c: c * 2,
}


def pieces(data: bytes, lengths: list[int]) -> Iterator[bytes]:
    for length in lengths:
        piece, data = data[:length], data[length:]
        yield piece
    yield data


@given(
    length=st.integers(0, 3 * CHUNK_BYTES),
    one=st.lists(st.integers(0, 100_000), max_size=5),
    other=st.lists(st.integers(0, 100_000), max_size=5),
)
def test_a_file_opens_whatever_pieces_it_comes_in(
    length: int, one: list[int], other: list[int]
) -> None:
    text = random_bytes(length)
    sealer, opener = FileSealer(KEY, ID), FileOpener(KEY, ID)

    sealed = b"".join(map(sealer.update, pieces(text, one))) + sealer.finish()
    opened = b"".join(map(opener.update, pieces(sealed, other))) + opener.finish()

    assert opened == text


@pytest.mark.parametrize("length", EDGES)
def test_a_box_says_only_how_many_chunks_a_file_fills(length: int) -> None:
    box = seal_whole(KEY, ID, bytes(length))

    assert len(box) == HEADER + (length // CHUNK_BYTES + 1) * SEALED_CHUNK
    assert open_whole(KEY, ID, box) == bytes(length)


@given(text=st.binary(max_size=400))
def test_what_ends_like_padding_is_kept(text: bytes) -> None:
    for ending in (b"\x80", b"\x80\x00\x00", b"\x00"):
        box = seal_whole(KEY, ID, text + ending)

        assert open_whole(KEY, ID, box) == text + ending


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT.keys())
def test_chunks_open_only_in_their_order_and_all_of_them(
    spoil: Callable[[Chunks], Chunks],
) -> None:
    header, chunks = split(BOX)

    with pytest.raises(CannotOpenError):
        open_whole(KEY, ID, header + b"".join(spoil(chunks)))


def test_what_opens_before_the_error_is_the_beginning_of_the_file() -> None:
    header, chunks = split(BOX)
    opener = FileOpener(KEY, ID)

    begun = opener.update(header + b"".join(chunks[:2]) + bytes(1))

    assert begun == TEXT[: 2 * CHUNK_BYTES]
    with pytest.raises(CryptoError):
        opener.finish()


@given(cut=st.integers(0, len(BOX) - 1))
def test_a_box_cut_anywhere_never_comes_to_its_end(cut: int) -> None:
    with pytest.raises(CryptoError):
        open_whole(KEY, ID, BOX[:cut])


@pytest.mark.parametrize("at", [1, 16, 17, 48, 49, HEADER + SEALED_CHUNK, len(BOX) - 1])
def test_a_changed_byte_anywhere_keeps_it_shut(at: int) -> None:
    spoilt = bytearray(BOX)
    spoilt[at] ^= 1

    with pytest.raises(CannotOpenError):
        open_whole(KEY, ID, bytes(spoilt))


def test_a_file_opens_with_its_key_and_as_itself_alone() -> None:
    with pytest.raises(CannotOpenError):
        open_whole(OTHER_KEY, ID, BOX)
    with pytest.raises(CannotOpenError):
        open_whole(KEY, OTHER_ID, BOX)


def test_the_same_file_sealed_twice_shares_no_chunk() -> None:
    assert not set(split(BOX)[1]) & set(split(OTHER_BOX)[1])


@pytest.mark.parametrize("at", range(4))
def test_equal_chunks_of_one_file_look_different(at: int) -> None:
    _, chunks = split(seal_whole(KEY, ID, bytes(4 * CHUNK_BYTES)))

    assert chunks.count(chunks[at]) == 1


def test_a_file_without_padding_in_its_last_chunk_does_not_open() -> None:
    header, chunks = split(seal_again(KEY, ID, bytes(16), b""))
    sealing, _ = streams._derive_file(KEY, ID, bytes(16))
    unpadded = streams._Chunks(sealing, header).seal(bytes(CHUNK_BYTES), last=True)

    assert len(chunks) == 1
    with pytest.raises(CannotOpenError):
        open_whole(KEY, ID, header + unpadded)


def test_nothing_more_is_taken_or_opened_after_the_end() -> None:
    sealer, opener = FileSealer(KEY, ID), FileOpener(KEY, ID)
    opener.update(sealer.update(TEXT) + sealer.finish())
    opener.finish()

    with pytest.raises(MalformedError):
        sealer.update(b"more")
    with pytest.raises(MalformedError):
        sealer.finish()
    with pytest.raises(MalformedError):
        opener.update(b"more")
    with pytest.raises(MalformedError):
        opener.finish()


def test_nothing_more_opens_after_an_error() -> None:
    opener = FileOpener(OTHER_KEY, ID)
    with pytest.raises(CannotOpenError):
        opener.update(BOX)

    with pytest.raises(MalformedError):
        opener.update(b"")
    with pytest.raises(MalformedError):
        opener.finish()


def test_every_file_has_a_key_of_its_own() -> None:
    one, other = FileKey.generate(), FileKey.generate()

    with pytest.raises(CannotOpenError):
        open_whole(other, ID, seal_whole(one, ID, TEXT))
    assert open_whole(one, ID, seal_whole(one, ID, TEXT)) == TEXT


@pytest.mark.parametrize("raw", [b"", bytes(31), bytes(33)])
def test_a_file_key_of_another_length_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        FileKey(raw)


@pytest.mark.parametrize("wrong", ["", "AB" * 16, "../" + "a" * 29])
def test_a_file_whose_id_is_no_id_is_malformed(wrong: str) -> None:
    with pytest.raises(MalformedError):
        FileSealer(KEY, wrong)
    with pytest.raises(MalformedError):
        FileOpener(KEY, wrong)


def test_a_files_bond_is_derived_as_written_and_opens_nothing() -> None:
    fields = (b"quietword/1", b"file-bond", bytes.fromhex(ID))
    info = b"".join(len(one).to_bytes(2, "big") + one for one in fields)
    secret = hmac.digest(bytes(32), KEY.raw, "sha256")

    bond = KEY.make_bond(ID)

    assert bond == hmac.digest(secret, info + b"\x01", "sha256").hex()
    with pytest.raises(CannotOpenError):
        open_whole(FileKey(bytes.fromhex(bond)), ID, BOX)


def test_a_bond_is_of_one_file_and_one_key() -> None:
    assert KEY.make_bond(ID) == KEY.make_bond(ID)
    assert (
        len({KEY.make_bond(ID), KEY.make_bond(OTHER_ID), OTHER_KEY.make_bond(ID)}) == 3
    )
    with pytest.raises(MalformedError):
        KEY.make_bond(ID.upper())


@every_case("files")
def test_recorded_files_are_sealed_and_open_as_they_did(case: Case) -> None:
    key, file_id = FileKey(case.raw("file_key")), case.text("file_id")
    text = case.text("pattern").encode() * case.number("times")

    box = seal_again(key, file_id, case.raw("salt"), text)

    assert len(box) == case.number("length")
    assert hashlib.sha256(box).hexdigest() == case.text("sha256")
    assert open_whole(key, file_id, box) == text
