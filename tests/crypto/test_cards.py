from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    CannotOpenError,
    DeskCard,
    DeskKeys,
    MalformedError,
    Membership,
    OfficerCard,
    OfficerKey,
    RecoveryCard,
    RecoveryKit,
)
from tests.crypto.builders import (
    DESK,
    KIT,
    LOW_ORDERS,
    NEXT_DESK,
    OFFICER,
    OTHER_DESK,
    OTHER_OFFICER,
    WORDS,
)
from tests.crypto.cases import Case, every_case

RAW = DESK.card.raw
OFFICER_RAW = OFFICER.card.raw
NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1)


@given(name=NAMES.map(lambda name: name[:64]), generation=st.integers(1, 2**32 - 1))
def test_a_desks_card_reads_back_as_it_was_written(name: str, generation: int) -> None:
    card = replace(DESK.card, desk=name, generation=generation)

    assert DeskCard.parse(card.raw) == card
    assert len(card.raw) == 2_502 + len(name)


@given(st.data())
def test_a_card_is_read_only_as_we_would_have_written_it(data: st.DataObject) -> None:
    raw = bytearray(RAW)
    at = data.draw(st.integers(0, len(raw) - 1) | st.integers(0, 30))
    raw[at] = data.draw(st.integers(0, 255))

    try:
        card = DeskCard.parse(bytes(raw))
    except MalformedError:
        return
    assert card.raw == raw


@given(st.binary(max_size=3_000))
def test_garbage_is_no_card(garbage: bytes) -> None:
    for raw in (garbage, b"\x01" + garbage):
        with pytest.raises(MalformedError):
            DeskCard.parse(raw)
        with pytest.raises(MalformedError):
            OfficerCard.parse(raw)


@given(at=st.integers(0, len(RAW) - 1), more=st.binary(min_size=1, max_size=40))
def test_a_desks_card_cut_short_or_lengthened_is_malformed(
    at: int, more: bytes
) -> None:
    for raw in (RAW[:at], RAW + more):
        with pytest.raises(MalformedError):
            DeskCard.parse(raw)


@given(at=st.integers(0, len(OFFICER_RAW) - 1), more=st.binary(min_size=1, max_size=40))
def test_an_officers_card_cut_short_or_lengthened_is_malformed(
    at: int, more: bytes
) -> None:
    for raw in (OFFICER_RAW[:at], OFFICER_RAW + more):
        with pytest.raises(MalformedError):
            OfficerCard.parse(raw)


@pytest.mark.parametrize("name", ["", "x" * 65, "nul\0", "new\nline", "café", "\udc80"])
def test_a_name_that_a_card_cannot_hold_is_malformed(name: str) -> None:
    with pytest.raises(MalformedError):
        replace(DESK.card, desk=name)
    with pytest.raises(MalformedError):
        DeskKeys.generate(name, 1, KIT.card)


@pytest.mark.parametrize("generation", [0, -1, 2**32])
def test_a_generation_that_a_card_cannot_hold_is_malformed(generation: int) -> None:
    with pytest.raises(MalformedError):
        replace(DESK.card, generation=generation)
    with pytest.raises(MalformedError):
        DeskKeys.generate("desk", generation, KIT.card)


def test_generation_zero_is_malformed_in_bytes_too() -> None:
    raw = RAW[:18] + bytes(4) + RAW[22:]

    with pytest.raises(MalformedError):
        DeskCard.parse(raw)


@pytest.mark.parametrize("at", [22 + 1_184, 22 + 1_248 + 1_184])
def test_a_card_with_a_key_of_low_order_is_malformed(at: int) -> None:
    low = bytes.fromhex(LOW_ORDERS[2])

    with pytest.raises(MalformedError):
        DeskCard.parse(RAW[:at] + low + RAW[at + 32 :])


@pytest.mark.parametrize("verifying", [b"", bytes(31), bytes(33)])
def test_a_card_with_a_verifying_key_of_another_length_is_malformed(
    verifying: bytes,
) -> None:
    with pytest.raises(MalformedError):
        replace(DESK.card, verifying=verifying)
    with pytest.raises(MalformedError):
        replace(DESK.card, recovery=RecoveryCard(KIT.card.sealing, verifying))


def test_a_fingerprint_covers_every_part_of_a_card() -> None:
    cards = {
        DESK.card,
        replace(DESK.card, desk="x"),
        replace(DESK.card, generation=2),
        replace(DESK.card, sealing=OTHER_DESK.card.sealing),
        replace(DESK.card, verifying=OTHER_DESK.card.verifying),
        replace(DESK.card, recovery=OTHER_DESK.card.recovery),
    }

    assert len({card.fingerprint for card in cards}) == 6
    assert {len(bytes.fromhex(card.fingerprint)) for card in cards} == {32}


@given(officer_id=st.binary(min_size=16, max_size=16))
def test_an_officers_card_reads_back_as_it_was_written(officer_id: bytes) -> None:
    card = OfficerCard(officer_id.hex(), OFFICER.card.sealing)

    assert OfficerCard.parse(card.raw) == card
    assert len(card.raw) == 1_233


def test_an_officers_card_of_another_version_or_key_is_malformed() -> None:
    low = bytes.fromhex(LOW_ORDERS[0])

    for raw in (b"\x02" + OFFICER_RAW[1:], OFFICER_RAW[:-32] + low):
        with pytest.raises(MalformedError):
            OfficerCard.parse(raw)


def test_four_words_tell_cards_apart() -> None:
    one, two = (key.card.fingerprint_words(WORDS) for key in (OFFICER, OTHER_OFFICER))

    assert one != two
    assert one == OFFICER.card.fingerprint_words(WORDS)
    assert len(one.split(" ")) == 4
    assert DESK.card.fingerprint_words(WORDS) != NEXT_DESK.card.fingerprint_words(WORDS)


def test_a_desk_admits_a_member_with_card_and_role() -> None:
    member = Membership(OFFICER.card, "officer")

    DESK.card.verify_member(member, DESK.admit(member))

    with pytest.raises(CannotOpenError):
        DESK.card.verify_member(replace(member, role="supervisor"), DESK.admit(member))
    with pytest.raises(CannotOpenError):
        DESK.card.verify_member(
            replace(member, card=OTHER_OFFICER.card), DESK.admit(member)
        )


@pytest.mark.parametrize("other", [NEXT_DESK, OTHER_DESK])
def test_an_admission_counts_for_one_generation_of_one_desk(other: DeskKeys) -> None:
    member = Membership(OFFICER.card, "officer")

    with pytest.raises(CannotOpenError):
        other.card.verify_member(member, DESK.admit(member))
    with pytest.raises(CannotOpenError):
        DESK.card.verify_member(member, other.admit(member))


@given(st.binary(max_size=100))
def test_garbage_is_no_signature(garbage: bytes) -> None:
    with pytest.raises(CannotOpenError):
        DESK.card.verify_member(Membership(OFFICER.card, "officer"), garbage)


@given(st.binary(min_size=32, max_size=32))
def test_another_verifying_key_verifies_nothing_of_ours(verifying: bytes) -> None:
    member = Membership(OFFICER.card, "officer")
    card = replace(DESK.card, verifying=verifying)

    with pytest.raises(CannotOpenError):
        card.verify_member(member, DESK.admit(member))


def test_a_member_whose_id_or_role_is_none_is_malformed() -> None:
    wrong_id = Membership(replace(OFFICER.card, officer_id="7"), "officer")
    wrong_role = Membership(OFFICER.card, "\udc80")

    for member in (wrong_id, wrong_role):
        with pytest.raises(MalformedError):
            DESK.admit(member)


@every_case("members")
def test_recorded_members_are_admitted_and_open_their_desk(case: Case) -> None:
    kit = RecoveryKit.parse(case.text("kit"), WORDS)
    owner = case.text("desk"), case.number("generation")
    desk = DeskKeys(case.raw("seed"), *owner, kit.card)
    officer = OfficerKey(case.raw("officer_seed"), case.text("officer_id"))

    opened = officer.open_desk(case.box("member_seed"), desk.card)
    desk.card.verify_member(
        Membership(OfficerCard.parse(case.raw("officer_card")), case.text("role")),
        case.raw("admission"),
    )

    assert opened.seed == desk.seed
    assert officer.card.raw == case.raw("officer_card")
    assert officer.card.id == case.raw("officer_card_id")
    assert officer.card.fingerprint_words(WORDS) == case.text("fingerprint")
