"""A box opens for exactly what it was sealed for: every other context, one by one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto import (
    Box,
    CannotOpenError,
    ContentKey,
    DeskKeys,
    FileKey,
    LetterContext,
    MalformedError,
    OfficerKey,
    ProcessSecret,
    SessionSecret,
    ShredKey,
    ThreadKey,
    open_part,
)
from crypto._context import derive, encode, encode_text, parse_id
from tests.crypto.builders import (
    BODY,
    CONTEXT,
    DESK,
    DESK_SECRET,
    FILE,
    KIT,
    LETTER_KEY,
    NEXT_DESK,
    OFFICER,
    OTHER_CONTEXT,
    OTHER_DESK,
    OTHER_KIT,
    OTHER_OFFICER,
    OTHER_PURPOSE,
    SEALED,
    SECRET,
    SESSION,
    SHRED,
    SUMMARY,
    THREAD,
)
from tests.crypto.files import open_whole

BOX = {sealed.name: sealed.box for sealed in SEALED}
RENAMED = DeskKeys(DESK.seed, "community-safer", 1, KIT.card)
REKITTED = DeskKeys(DESK.seed, DESK.desk, 1, OTHER_KIT.card)
RENUMBERED = DeskKeys(DESK.seed, DESK.desk, 2, KIT.card)

WRONG: dict[str, Callable[[], object]] = {
    "another part": lambda: open_part("summary", BODY, LETTER_KEY, SHRED, CONTEXT),
    "the other part": lambda: open_part("body", SUMMARY, LETTER_KEY, SHRED, CONTEXT),
    "another letter": lambda: open_part("body", BODY, LETTER_KEY, SHRED, OTHER_CONTEXT),
    "another purpose": lambda: open_part(
        "body", BODY, LETTER_KEY, SHRED, OTHER_PURPOSE
    ),
    "another shred key": lambda: open_part(
        "body", BODY, LETTER_KEY, ShredKey(bytes(32)), CONTEXT
    ),
    "another content key": lambda: open_part(
        "body", BODY, ContentKey(bytes(32)), SHRED, CONTEXT
    ),
    "seal, another letter": lambda: DESK.open_seal(BOX["seal"], OTHER_CONTEXT),
    "seal, another purpose": lambda: DESK.open_seal(BOX["seal"], OTHER_PURPOSE),
    "seal, next generation": lambda: NEXT_DESK.open_seal(BOX["seal"], CONTEXT),
    "seal, another desk": lambda: OTHER_DESK.open_seal(BOX["seal"], CONTEXT),
    "seal, desk renamed": lambda: RENAMED.open_seal(BOX["seal"], CONTEXT),
    "seal, another kit": lambda: REKITTED.open_seal(BOX["seal"], CONTEXT),
    "adopted, another letter": lambda: DESK.open_adopted(
        BOX["adopted seal"], OTHER_CONTEXT
    ),
    "adopted, another purpose": lambda: DESK.open_adopted(
        BOX["adopted seal"], OTHER_PURPOSE
    ),
    "adopted, next generation": lambda: RENUMBERED.open_adopted(
        BOX["adopted seal"], CONTEXT
    ),
    "adopted, another desk": lambda: RENAMED.open_adopted(BOX["adopted seal"], CONTEXT),
    "adopted, another kit": lambda: REKITTED.open_adopted(BOX["adopted seal"], CONTEXT),
    "thread, another letter": lambda: THREAD.unwrap(BOX["thread wrap"], OTHER_CONTEXT),
    "thread, another purpose": lambda: THREAD.unwrap(BOX["thread wrap"], OTHER_PURPOSE),
    "another thread": lambda: ThreadKey(bytes(32)).unwrap(BOX["thread wrap"], CONTEXT),
    "another officer": lambda: OTHER_OFFICER.open_desk(BOX["member seed"], DESK.card),
    "an officer of the same id": lambda: OfficerKey(
        bytes(32), OFFICER.officer_id
    ).open_desk(BOX["member seed"], DESK.card),
    "member, another desk": lambda: OFFICER.open_desk(
        BOX["member seed"], OTHER_DESK.card
    ),
    "member, next generation": lambda: OFFICER.open_desk(
        BOX["member seed"], NEXT_DESK.card
    ),
    "member, another card": lambda: OFFICER.open_desk(
        BOX["member seed"], REKITTED.card
    ),
    "another kit": lambda: OTHER_KIT.open_desk(BOX["recovery seed"], DESK.card),
    "kit, next generation": lambda: KIT.open_desk(
        BOX["recovery seed"], RENUMBERED.card
    ),
    "kit, desk renamed": lambda: KIT.open_desk(BOX["recovery seed"], RENAMED.card),
    "kit, another card": lambda: KIT.open_desk(BOX["recovery seed"], REKITTED.card),
    "another entry's detail": lambda: DESK.open_detail(BOX["audit detail"], 8),
    "another auditor": lambda: REKITTED.open_detail(BOX["audit detail"], 7),
    "another session": lambda: SessionSecret(bytes(32)).open_officer(
        BOX["session"], OFFICER.officer_id, DESK_SECRET
    ),
    "session of another officer": lambda: SESSION.open_officer(
        BOX["session"], OTHER_OFFICER.officer_id, DESK_SECRET
    ),
    "session, another site": lambda: SESSION.open_officer(
        BOX["session"], OFFICER.officer_id, bytes(32)
    ),
    "file, another one's id": lambda: open_whole(FILE, "cd" * 16, BOX["file"]),
    "file, another key": lambda: open_whole(
        FileKey(bytes(32)), CONTEXT.letter_id, BOX["file"]
    ),
    "token, another purpose": lambda: SECRET.open_token(BOX["token"], purpose="form"),
    "token, another process": lambda: ProcessSecret(bytes(32)).open_token(
        BOX["token"], purpose="page"
    ),
}


@pytest.mark.parametrize("attempt", WRONG.values(), ids=WRONG.keys())
def test_a_box_does_not_open_for_anything_else(attempt: Callable[[], object]) -> None:
    with pytest.raises(CannotOpenError):
        attempt()


@given(purpose=st.text(max_size=20), letter_id=st.binary(min_size=16, max_size=16))
def test_a_letter_opens_in_no_context_but_its_own(
    purpose: str, letter_id: bytes
) -> None:
    context = LetterContext(f"not {purpose}", letter_id.hex())

    with pytest.raises(CannotOpenError):
        open_part("body", BODY, LETTER_KEY, SHRED, context)
    with pytest.raises(CannotOpenError):
        DESK.open_adopted(BOX["adopted seal"], context)


@given(fields=st.lists(st.binary(max_size=9), max_size=4), data=st.data())
def test_two_lists_of_fields_never_give_the_same_bytes(
    fields: list[bytes], data: st.DataObject
) -> None:
    others = data.draw(st.lists(st.binary(max_size=9), max_size=4))
    alike = data.draw(st.lists(st.sampled_from([b"", b"".join(fields)]), max_size=3))

    for different in (others, alike):
        assert (encode("seal", *fields) == encode("seal", *different)) == (
            fields == different
        )


def test_a_context_is_written_as_the_specification_says() -> None:
    assert encode("seal", b"tip", b"") == (
        b"\x00\x0bquietword/1\x00\x04seal\x00\x03tip\x00\x00"
    )


def test_a_field_may_have_65535_bytes_and_no_more() -> None:
    assert len(encode("x", bytes(65_535))) == 13 + 3 + 2 + 65_535
    with pytest.raises(MalformedError):
        encode("x", bytes(65_536))
    with pytest.raises(MalformedError):
        derive(bytes(32), "x", bytes(65_536))


@given(st.binary(min_size=16, max_size=16))
def test_an_id_reads_back_as_it_was_written(raw: bytes) -> None:
    assert parse_id(raw.hex()) == raw


@given(st.text(alphabet="0123456789abcdefABCDEF \n_-é\u0660", max_size=40))
def test_an_id_is_read_only_as_we_would_have_written_it(typed: str) -> None:
    try:
        raw = parse_id(typed)
    except MalformedError:
        return
    assert raw.hex() == typed


@pytest.mark.parametrize(
    "wrong", ["", "ab" * 15, "ab" * 17, "AB" * 16, "ab " * 16, "zz" * 16, "\u0660" * 32]
)
def test_what_is_no_id_is_malformed(wrong: str) -> None:
    context = replace(CONTEXT, letter_id=wrong)

    with pytest.raises(MalformedError):
        open_part("body", BODY, LETTER_KEY, SHRED, context)
    with pytest.raises(MalformedError):
        OfficerKey(bytes(32), wrong)
    with pytest.raises(MalformedError):
        SESSION.open_officer(Box(BOX["session"]), wrong, DESK_SECRET)


def test_half_of_a_surrogate_pair_is_not_text() -> None:
    with pytest.raises(MalformedError):
        encode_text("half \ud83d")
