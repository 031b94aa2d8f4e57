from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    CannotOpenError,
    ContentKey,
    LetterContext,
    MalformedError,
    Receipt,
    ThreadKey,
    WordList,
)
from crypto._words import UNKIND, split_words
from tests.crypto.builders import WORDS
from tests.crypto.cases import Case, every_case

SALT = b"a site's own sal"
SEPARATORS = st.sampled_from(
    [
        *" -\n\t_/\u00a0\u2010\u2011\u00ad\u200b",
        ", ",
        ". ",
        "; ",
        " \u2013 ",
        " 2. ",
        " | ",
    ]
)
SIX = st.lists(st.sampled_from(WORDS.words), min_size=6, max_size=6)


@given(words=SIX, between=st.lists(SEPARATORS, min_size=7, max_size=7), data=st.data())
def test_words_survive_capitals_spaces_and_hyphens(
    words: list[str], between: list[str], data: st.DataObject
) -> None:
    shouted = data.draw(st.lists(st.booleans(), min_size=6, max_size=6))
    written = [
        word.upper() if loud else word
        for word, loud in zip(words, shouted, strict=True)
    ]
    typed = "".join(f"{gap}{word}" for gap, word in zip(between, written, strict=False))

    assert Receipt.parse(typed + between[6], WORDS).chosen == tuple(words)


@given(SIX)
def test_the_form_we_show_is_read_as_we_wrote_it(words: list[str]) -> None:
    receipt = Receipt(tuple(words))

    assert Receipt.parse(receipt.words, WORDS).words == receipt.words


@given(st.text(max_size=80))
def test_anything_typed_is_a_receipt_or_malformed(typed: str) -> None:
    try:
        receipt = Receipt.parse(typed, WORDS)
    except MalformedError:
        return
    assert all(word in WORDS for word in receipt.chosen)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abacus " * 5,
        "abacus " * 7,
        "abacus " * 5 + "xyzzy",
        "abacus" * 6,
        "1 2 3 4",
    ],
)
def test_what_is_not_six_words_of_the_list_is_malformed(typed: str) -> None:
    with pytest.raises(MalformedError):
        Receipt.parse(typed, WORDS)


def test_words_that_are_not_on_the_list_are_pointed_out() -> None:
    assert WORDS.find_unknown("Abacus, cafe-zoom 4 ZO0M") == ("cafe", "zo0m")
    assert WORDS.find_unknown("abacus zoom") == ()


def test_numbers_are_no_words() -> None:
    assert split_words("1. abacus 2. zoom") == ("abacus", "zoom")


def test_every_word_is_drawn_equally_often() -> None:
    # All 65,536 pairs of bytes once: an exact count, not a sample.
    stream = b"".join(pair.to_bytes(2, "big") for pair in range(65_536))

    drawn = Counter(WORDS.draw(stream, (7_772 - 65) * 8))

    assert set(drawn.values()) == {8}
    assert len(drawn) == 7_772 - 65


def test_an_unkind_word_can_be_typed_and_is_never_given() -> None:
    at = WORDS.words.index("snitch").to_bytes(2, "big")

    assert "snitch" in WORDS
    assert WORDS.draw(at + b"\x00\x01", 1) == (WORDS.words[1],)
    assert set(WORDS.words) >= UNKIND
    assert len(UNKIND) == 65


def test_numbers_beyond_the_list_are_passed_over() -> None:
    stream = (7_772).to_bytes(2, "big") + (8_191).to_bytes(2, "big") + b"\xe0\x01"

    assert WORDS.draw(stream, 1) == (WORDS.words[1],)


@pytest.mark.parametrize("stream", [b"", b"\x00", b"\x1f\xff" * 64, b"\x00\x00\x00"])
def test_a_stream_that_runs_out_is_malformed(stream: bytes) -> None:
    with pytest.raises(MalformedError):
        WORDS.draw(stream, 2)


def test_words_made_at_random_are_of_the_list_and_differ() -> None:
    made = {WORDS.generate(5) for _ in range(50)}

    assert len(made) == 50
    assert all(len(WORDS.find_unknown(phrase)) == 0 for phrase in made)
    assert {phrase.count("-") for phrase in made} == {4}


def test_the_list_is_taken_without_its_hyphenated_words() -> None:
    lines = [f"{word}\n" for word in WORDS.words]

    assert WordList.check([*lines, "yo-yo\n"]).words == WORDS.words


@pytest.mark.parametrize(
    "last", [[], ["zoom", "extra"], ["abacus"], ["Zoom"], ["zo0m"], ["zöom"], [""]]
)
def test_a_list_that_is_not_ours_is_malformed(last: list[str]) -> None:
    with pytest.raises(MalformedError):
        WordList.check([*WORDS.words[:-1], *last])


def test_the_same_words_and_site_find_the_same_mailbox() -> None:
    typed = "abacus zoom abacus zoom abacus zoom"
    keys = Receipt.parse(typed, WORDS).derive_mailbox(SALT)
    again = Receipt.parse(typed.upper(), WORDS).derive_mailbox(SALT)

    assert (keys.locator, keys.seed) == (again.locator, again.seed)
    assert keys.thread_key.raw == again.thread_key.raw


def test_other_words_or_another_site_find_another_mailbox() -> None:
    words = ("abacus", "zoom") * 3
    found = {
        Receipt(chosen).derive_mailbox(salt).locator
        for chosen in (words, words[::-1])
        for salt in (SALT, SALT[::-1])
    }

    assert len(found) == 4


def test_what_is_stored_is_not_what_opens() -> None:
    keys = Receipt(("abacus",) * 6).derive_mailbox(SALT)

    derived = {keys.thread_key.raw, keys.custody_key.raw}
    assert len({keys.locator, keys.seed, *derived}) == 4


@pytest.mark.parametrize("salt", [b"", b"short", bytes(17)])
def test_a_site_salt_of_another_length_is_malformed(salt: bytes) -> None:
    with pytest.raises(MalformedError):
        Receipt(("abacus",) * 6).derive_mailbox(salt)


def test_a_thread_key_of_another_length_is_malformed() -> None:
    with pytest.raises(MalformedError):
        ThreadKey(bytes(31))


@every_case("words")
def test_recorded_words_find_their_mailbox_and_open_its_thread(case: Case) -> None:
    receipt = Receipt.parse(case.text("words"), WORDS)
    context = LetterContext(case.text("purpose"), case.text("letter_id"))

    keys = receipt.derive_mailbox(case.raw("site_salt"))
    opened: ContentKey = keys.thread_key.unwrap(case.box("wrap"), context)

    assert keys.locator == case.raw("locator")
    assert keys.seed == case.raw("mailbox_seed")
    assert keys.thread_key.raw == case.raw("thread_key")
    assert opened.raw == case.raw("content_key")


@every_case("notices")
def test_recorded_notices_open_under_the_custody_key_alone(case: Case) -> None:
    receipt = Receipt.parse(case.text("words"), WORDS)
    context = LetterContext(case.text("purpose"), case.text("letter_id"))

    keys = receipt.derive_mailbox(case.raw("site_salt"))
    opened = keys.custody_key.unwrap(case.box("wrap"), context)

    assert keys.custody_key.raw == case.raw("custody_key")
    assert opened.raw == case.raw("content_key")
    with pytest.raises(CannotOpenError):
        keys.thread_key.unwrap(case.box("wrap"), context)
