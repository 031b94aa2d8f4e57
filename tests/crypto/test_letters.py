import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    Box,
    CannotOpenError,
    ContentKey,
    LetterContext,
    MalformedError,
    ShredKey,
    open_part,
    seal_letter,
)
from crypto._letters import _derive_part
from crypto._padding import pad_to_step
from tests.crypto.builders import BODY, CONTEXT, KEY, LETTER_KEY, SHRED
from tests.crypto.cases import Case, every_case

BUCKETS = ((4_145, 4_095), (16_433, 16_383), (65_585, 65_535))


@given(summary=st.text(max_size=300), body=st.text(max_size=5_000))
def test_what_is_sealed_opens(summary: str, body: str) -> None:
    letter, key = seal_letter(CONTEXT, SHRED, summary=summary, body=body)

    opened = (
        open_part("summary", Box(letter.summary or b""), key, SHRED, CONTEXT),
        open_part("body", Box(letter.body or b""), key, SHRED, CONTEXT),
    )

    assert opened == (summary, body)


@given(one=st.text(max_size=255), other=st.text(max_size=255))
def test_texts_of_one_bucket_have_boxes_of_one_length(one: str, other: str) -> None:
    sizes = {
        seal_letter(CONTEXT, SHRED, summary=text, body=text)[0].size
        for text in (one, other)
    }

    assert sizes == {1_073 + 4_145}


@pytest.mark.parametrize(("length", "longest"), BUCKETS)
def test_a_body_fills_its_bucket_to_the_last_byte(length: int, longest: int) -> None:
    assert seal_letter(CONTEXT, SHRED, body="b" * longest)[0].size == length


@pytest.mark.parametrize(("length", "shortest"), [(16_433, 4_096), (65_585, 16_384)])
def test_one_byte_more_takes_the_next_bucket(length: int, shortest: int) -> None:
    assert seal_letter(CONTEXT, SHRED, body="b" * shortest)[0].size == length


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_a_summary_grows_by_steps_of_a_kibibyte(steps: int) -> None:
    longest, _ = seal_letter(CONTEXT, SHRED, summary="s" * (1_024 * steps - 1))
    shortest, _ = seal_letter(CONTEXT, SHRED, summary="s" * (1_024 * (steps - 1)))

    assert longest.size == shortest.size == 49 + 1_024 * steps


def test_a_part_that_is_too_long_is_malformed() -> None:
    with pytest.raises(MalformedError):
        seal_letter(CONTEXT, SHRED, summary="s" * 4_096)
    with pytest.raises(MalformedError):
        seal_letter(CONTEXT, SHRED, body="é" * 32_768)


def test_half_of_a_surrogate_pair_is_malformed() -> None:
    with pytest.raises(MalformedError):
        seal_letter(CONTEXT, SHRED, body="\udc80")


def test_a_letter_whose_id_is_no_id_is_malformed() -> None:
    with pytest.raises(MalformedError):
        seal_letter(LetterContext("tip", "AB" * 16), SHRED, body="")


def test_a_part_that_was_not_written_is_not_there() -> None:
    letter, _ = seal_letter(CONTEXT, SHRED, body="only this")

    assert letter.summary is None
    assert letter.size == 4_145


def test_no_key_and_no_box_is_ever_made_twice() -> None:
    one, one_key = seal_letter(CONTEXT, SHRED, summary="same", body="same")
    two, two_key = seal_letter(CONTEXT, SHRED, summary="same", body="same")

    assert one_key.raw != two_key.raw
    assert one.summary != two.summary
    assert one.body != two.body


def test_without_its_shred_key_a_letter_is_forgotten() -> None:
    with pytest.raises(CannotOpenError):
        open_part("body", BODY, LETTER_KEY, ShredKey.generate(), CONTEXT)


def test_a_box_made_for_one_key_is_refused_under_another() -> None:
    # A cunning sender fits the commitment to one key and the ciphertext to another.
    other = ContentKey(bytes(32))
    _, commitment = _derive_part("body", CONTEXT, other, SHRED)
    key, _ = _derive_part("body", CONTEXT, KEY, SHRED)
    header = b"\x01" + commitment
    box = Box(header + AESGCM(key).encrypt(bytes(12), b"\x80" + bytes(4_095), header))

    with pytest.raises(CannotOpenError):
        open_part("body", box, KEY, SHRED, CONTEXT)
    with pytest.raises(CannotOpenError):
        open_part("body", box, other, SHRED, CONTEXT)


@pytest.mark.parametrize(
    "padded",
    [b"", b"text", bytes(1_024), b"\x80more", b"\xff\xfe\x80\x00", b"\x80\x80"],
    ids=["nothing", "no padding", "zeros", "text after", "not UTF-8", "half a letter"],
)
def test_what_no_honest_sender_seals_does_not_open(padded: bytes) -> None:
    key, commitment = _derive_part("body", CONTEXT, KEY, SHRED)
    header = b"\x01" + commitment
    box = Box(header + AESGCM(key).encrypt(bytes(12), padded, header))

    with pytest.raises(CannotOpenError):
        open_part("body", box, KEY, SHRED, CONTEXT)


@given(st.binary(max_size=64).filter(lambda raw: len(raw) != 32))
def test_a_key_of_another_length_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        ContentKey(raw)
    with pytest.raises(MalformedError):
        ShredKey(raw)


@given(st.binary(max_size=255))
def test_padding_always_adds_and_fills_to_the_step(plaintext: bytes) -> None:
    padded = pad_to_step(plaintext, step=256, largest=1_024)

    assert len(padded) == 256
    assert padded.rstrip(b"\x00") == plaintext + b"\x80"


@every_case("letters")
def test_recorded_letters_open(case: Case) -> None:
    context = LetterContext(case.text("purpose"), case.text("letter_id"))
    keys = ContentKey(case.raw("content_key")), ShredKey(case.raw("shred_key"))

    opened = {
        part: open_part(part, case.box(f"{part}_box"), *keys, context)
        for part in case.parts
    }

    assert opened == {part: case.text(part) for part in case.parts}
