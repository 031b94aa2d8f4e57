"""How a desk's cards follow each other, and what the recovery kit can do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    CannotOpenError,
    DeskCard,
    DeskKeys,
    MalformedError,
    RecoveryKit,
    SealedLetter,
    follow_chain,
    seal_letter,
)
from tests.crypto.builders import (
    BODY,
    CONTEXT,
    DESK,
    KIT,
    LETTER,
    NEXT_DESK,
    OFFICER,
    OTHER_CONTEXT,
    OTHER_DESK,
    OTHER_KIT,
    OTHER_PURPOSE,
    SHRED,
    WORDS,
    seal_anything,
)
from tests.crypto.cases import Case, every_case

PIN = DESK.card.fingerprint
THIRD = DeskKeys(b"3" * 32, "community-safety", 3, OTHER_KIT.card)
FIRST = (DESK.card.raw, b"")
SECOND = (NEXT_DESK.card.raw, DESK.vouch(NEXT_DESK.card))
RIVAL = DeskKeys(b"x" * 32, "community-safety", 2, KIT.card)


def test_a_chain_is_followed_from_the_pin_to_the_last_card() -> None:
    cards = [FIRST, SECOND, (THIRD.card.raw, NEXT_DESK.vouch(THIRD.card))]

    assert follow_chain(cards, pin=PIN) == (DESK.card, NEXT_DESK.card, THIRD.card)
    assert follow_chain(cards[:1], pin=PIN) == (DESK.card,)


def test_the_recovery_kit_can_vouch_in_a_desks_place() -> None:
    cards = [FIRST, (NEXT_DESK.card.raw, KIT.vouch(NEXT_DESK.card))]

    assert follow_chain(cards, pin=PIN)[-1] == NEXT_DESK.card


@pytest.mark.parametrize("pin", ["", PIN.upper(), NEXT_DESK.card.fingerprint])
def test_a_chain_that_does_not_start_at_the_pin_does_not_hold(pin: str) -> None:
    with pytest.raises(CannotOpenError):
        follow_chain([FIRST, SECOND], pin=pin)


def test_a_later_generation_is_never_the_first() -> None:
    with pytest.raises(CannotOpenError):
        follow_chain([SECOND], pin=NEXT_DESK.card.fingerprint)


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        bytes(64),
        RIVAL.vouch(RIVAL.card),
        OTHER_DESK.vouch(RIVAL.card),
        OTHER_KIT.vouch(RIVAL.card),
        DESK.vouch(NEXT_DESK.card),
        KIT.vouch(NEXT_DESK.card),
    ],
    ids=["none", "zeros", "itself", "a stranger", "another kit", "elsewhere", "kit's"],
)
def test_a_card_that_nobody_vouched_for_breaks_the_chain(signature: bytes) -> None:
    with pytest.raises(CannotOpenError):
        follow_chain([FIRST, (RIVAL.card.raw, signature)], pin=PIN)


def test_only_the_generation_before_may_vouch() -> None:
    third = (THIRD.card.raw, DESK.vouch(THIRD.card))

    with pytest.raises(CannotOpenError):
        follow_chain([FIRST, SECOND, third], pin=PIN)


def test_an_old_kit_may_not_vouch_once_the_desk_has_another() -> None:
    fourth = DeskKeys(b"4" * 32, "community-safety", 4, OTHER_KIT.card)
    third = (THIRD.card.raw, NEXT_DESK.vouch(THIRD.card))

    with pytest.raises(CannotOpenError):
        follow_chain(
            [FIRST, SECOND, third, (fourth.card.raw, KIT.vouch(fourth.card))], pin=PIN
        )


@pytest.mark.parametrize(
    "cards",
    [[SECOND, FIRST], [FIRST, FIRST], [FIRST, SECOND, SECOND]],
    ids=["swapped", "the first twice", "the second twice"],
)
def test_cards_in_another_order_do_not_hold(cards: list[tuple[bytes, bytes]]) -> None:
    with pytest.raises(CannotOpenError):
        follow_chain(cards, pin=PIN)


def test_a_generation_left_out_breaks_the_chain() -> None:
    third = (THIRD.card.raw, DESK.vouch(THIRD.card))

    with pytest.raises(CannotOpenError):
        follow_chain([FIRST, third], pin=PIN)


def test_a_card_of_another_desk_does_not_follow() -> None:
    stranger = DeskKeys(b"y" * 32, "schools-officers", 2, KIT.card).card

    with pytest.raises(CannotOpenError):
        follow_chain([FIRST, (stranger.raw, DESK.vouch(stranger))], pin=PIN)


@given(garbage=st.binary(max_size=3_000), signature=st.binary(max_size=70))
def test_garbage_is_no_chain(garbage: bytes, signature: bytes) -> None:
    with pytest.raises(MalformedError):
        follow_chain([(garbage, signature)], pin=PIN)
    with pytest.raises(MalformedError):
        follow_chain([FIRST, (garbage, signature)], pin=PIN)


def test_no_card_at_all_is_malformed() -> None:
    with pytest.raises(MalformedError):
        follow_chain([], pin=PIN)


def test_a_seed_opens_only_as_the_card_it_belongs_to() -> None:
    slipped = OTHER_DESK.seed
    info = b"".join(
        (
            b"\x00\x0bquietword/1\x00\x0bmember-seed",
            b"\x00\x20" + DESK.card.id,
            b"\x00\x20" + OFFICER.card.id,
        )
    )

    for seed in (slipped, slipped[:31], slipped + b"\x00"):
        with pytest.raises(CannotOpenError):
            OFFICER.open_desk(
                seal_anything(seed, OFFICER.card.sealing, info), DESK.card
            )


def test_a_seed_of_another_length_is_malformed() -> None:
    with pytest.raises(MalformedError):
        DeskKeys(bytes(31), "community-safety", 1, KIT.card)


def test_a_kit_is_read_as_somebody_types_it_from_paper() -> None:
    kit = RecoveryKit.generate(WORDS)

    again = RecoveryKit.parse(kit.words.upper().replace(" ", "\n- "), WORDS)

    assert again.card == kit.card
    assert len(set(kit.chosen)) > 12


@pytest.mark.parametrize("typed", ["", "abacus " * 23, "abacus " * 25, "xyzzy " * 24])
def test_what_is_not_24_words_of_the_list_is_malformed(typed: str) -> None:
    with pytest.raises(MalformedError):
        RecoveryKit.parse(typed, WORDS)


def test_a_kit_brings_back_a_desk_whose_members_are_gone() -> None:
    box = DESK.seal_to_recovery()

    found = RecoveryKit.parse(KIT.words, WORDS).open_desk(box, DESK.card)
    following = DeskKeys.generate(found.desk, found.generation + 1, KIT.card)
    cards = [FIRST, (following.card.raw, KIT.vouch(following.card))]

    assert follow_chain(cards, pin=PIN)[-1] == following.card


def test_a_letter_to_other_desks_is_signed_for_exactly_them() -> None:
    everyone = (DESK.card, OTHER_DESK.card)
    signature = DESK.sign_letter(LETTER, everyone)

    DESK.card.verify_letter(LETTER, everyone, signature)
    DESK.card.verify_letter(LETTER, everyone[::-1], signature)


@pytest.mark.parametrize(
    "letter",
    [
        replace(LETTER, context=OTHER_CONTEXT),
        replace(LETTER, context=OTHER_PURPOSE),
        replace(LETTER, summary=None),
        replace(LETTER, body=LETTER.summary, summary=LETTER.body),
        replace(LETTER, body=seal_letter(CONTEXT, SHRED, body="in the park")[0].body),
    ],
    ids=["id", "purpose", "a part gone", "parts swapped", "sealed again"],
)
def test_another_letter_is_not_the_one_that_was_signed(letter: SealedLetter) -> None:
    signature = DESK.sign_letter(LETTER, (DESK.card,))

    with pytest.raises(CannotOpenError):
        DESK.card.verify_letter(letter, (DESK.card,), signature)


def test_a_signature_counts_for_one_sender_and_its_receivers() -> None:
    signature = DESK.sign_letter(LETTER, (DESK.card, OTHER_DESK.card))

    for receivers in ((), (DESK.card,), (DESK.card, NEXT_DESK.card)):
        with pytest.raises(CannotOpenError):
            DESK.card.verify_letter(LETTER, receivers, signature)
    with pytest.raises(CannotOpenError):
        OTHER_DESK.card.verify_letter(LETTER, (DESK.card, OTHER_DESK.card), signature)


@every_case("desks")
def test_recorded_desks_follow_each_other_and_come_back(case: Case) -> None:
    kit = RecoveryKit.parse(case.text("kit"), WORDS)
    first = DeskKeys(case.raw("seed"), case.text("desk"), 1, kit.card)
    second = DeskKeys(case.raw("next_seed"), case.text("desk"), 2, kit.card)
    expected = (DeskCard.parse(case.raw("card")), DeskCard.parse(case.raw("next_card")))

    for signature in (case.raw("vouched_by_desk"), case.raw("vouched_by_kit")):
        cards = [(first.card.raw, b""), (second.card.raw, signature)]
        assert follow_chain(cards, pin=case.text("id")) == expected

    assert second.card.fingerprint == case.text("next_id")
    assert kit.open_desk(case.box("recovery_seed"), first.card).seed == first.seed


@every_case("desks")
def test_recorded_letters_between_desks_are_signed(case: Case) -> None:
    cards = (DeskCard.parse(case.raw("card")), DeskCard.parse(case.raw("next_card")))
    context = replace(
        CONTEXT, purpose=case.text("purpose"), letter_id=case.text("letter_id")
    )
    letter = SealedLetter(context, None, case.box("body_box"))

    cards[0].verify_letter(letter, cards, case.raw("signature"))

    with pytest.raises(CannotOpenError):
        cards[0].verify_letter(replace(letter, body=BODY), cards, case.raw("signature"))
