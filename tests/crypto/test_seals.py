import secrets
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    Box,
    CannotOpenError,
    ContentKey,
    DeskKeys,
    LetterContext,
    MalformedError,
    RecoveryKit,
)
from crypto._context import derive
from crypto._hpke import expand_pair, parse_public
from crypto._wrapping import Wrapper
from tests.crypto.builders import (
    CONTEXT,
    DESK,
    KEY,
    LOW_ORDERS,
    NEXT_DESK,
    THREAD,
    WORDS,
    seal_anything,
)
from tests.crypto.cases import Case, every_case

PUBLIC = DESK.card.sealing


def test_one_letter_can_be_sealed_to_many_desks() -> None:
    boxes = [desk.card.seal_content_key(KEY, CONTEXT) for desk in (DESK, NEXT_DESK)]

    opened = [
        desk.open_seal(box, CONTEXT).raw
        for desk, box in zip((DESK, NEXT_DESK), boxes, strict=True)
    ]

    assert opened == [KEY.raw, KEY.raw]


def test_a_seal_has_1169_bytes_and_a_wrap_61() -> None:
    assert len(DESK.card.seal_content_key(KEY, CONTEXT)) == 1_169
    assert len(DESK.adopt(KEY, CONTEXT)) == 61
    assert len(THREAD.wrap(KEY, CONTEXT)) == 61


@given(key=st.binary(min_size=32, max_size=32), letter_id=st.uuids())
def test_any_content_key_comes_back_from_seal_and_adopted_seal(
    key: bytes, letter_id: object
) -> None:
    context = LetterContext("tip", str(letter_id).replace("-", ""))
    sealed = DESK.card.seal_content_key(ContentKey(key), context)

    opened = DESK.open_seal(sealed, context)
    adopted = DESK.adopt(opened, context)

    assert DESK.open_adopted(adopted, context).raw == key


@given(st.binary(max_size=80).filter(lambda raw: len(raw) != 32))
def test_a_sealed_key_of_another_length_does_not_open(raw: bytes) -> None:
    info = CONTEXT.encode("seal", DESK.card.id)
    adopted = Wrapper(derive(DESK.seed, "desk-storage", DESK.card.raw[:22]))
    bound = CONTEXT.encode("adopted", DESK.card.id)
    thread = Wrapper(THREAD.raw)

    with pytest.raises(CannotOpenError):
        DESK.open_seal(seal_anything(raw, PUBLIC, info), CONTEXT)
    with pytest.raises(CannotOpenError):
        DESK.open_adopted(Box(adopted.wrap(raw, context=bound)), CONTEXT)
    with pytest.raises(CannotOpenError):
        THREAD.unwrap(
            Box(thread.wrap(raw, context=CONTEXT.encode("thread-wrap"))), CONTEXT
        )


@given(st.binary(max_size=2_000).filter(lambda raw: len(raw) != 1_216))
def test_a_public_key_of_another_length_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        parse_public(raw)


def test_a_public_key_outside_the_modulus_is_malformed() -> None:
    with pytest.raises(MalformedError):
        parse_public(b"\xff" * 1_184 + PUBLIC[1_184:])


@pytest.mark.parametrize("point", LOW_ORDERS)
@pytest.mark.parametrize("high_bit", [0, 128])
def test_a_public_key_of_low_order_is_malformed(point: str, high_bit: int) -> None:
    low = bytearray.fromhex(point)
    low[31] |= high_bit

    with pytest.raises(MalformedError):
        parse_public(PUBLIC[:1_184] + bytes(low))


@pytest.mark.parametrize("point", LOW_ORDERS)
def test_an_encapsulation_of_low_order_stays_shut(point: str) -> None:
    box = DESK.card.seal_content_key(KEY, CONTEXT)
    low = box[:1_089] + bytes.fromhex(point) + box[1_121:]

    with pytest.raises(CannotOpenError):
        DESK.open_seal(Box(low), CONTEXT)


def test_a_seed_always_gives_the_same_pair() -> None:
    seed = secrets.token_bytes(32)

    assert expand_pair(seed).public == expand_pair(seed).public


def test_a_seal_to_a_letter_without_an_id_is_malformed() -> None:
    with pytest.raises(MalformedError):
        DESK.card.seal_content_key(KEY, replace(CONTEXT, letter_id="7"))
    with pytest.raises(MalformedError):
        DESK.adopt(KEY, replace(CONTEXT, letter_id="7"))


@every_case("seals")
def test_recorded_seals_open(case: Case) -> None:
    kit = RecoveryKit.parse(case.text("kit"), WORDS)
    owner = case.text("desk"), case.number("generation")
    desk = DeskKeys(case.raw("seed"), *owner, kit.card)
    context = LetterContext(case.text("purpose"), case.text("letter_id"))

    opened = (
        desk.open_seal(case.box("seal"), context),
        desk.open_adopted(case.box("adopted"), context),
    )

    assert [key.raw for key in opened] == [case.raw("content_key")] * 2
