"""What a page may show of a file, after all that was done with it."""

from dataclasses import replace

import pytest

from crypto import FileKey
from service.domain.answers import Answers, Attachment
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.json_texts import write_json
from service.domain.letters import Kind, Remark
from service.domain.opened import OpenedTip
from service.domain.viewing import (
    FileMark,
    count_locked,
    give_back,
    list_files,
    list_keepers,
    list_notes,
    make_bond,
    read_desk,
    say_who_decides,
    show_as,
)
from tests.domain.opened import AMIRA, BODY, DAY, a_tip

DOER = Doer(AMIRA, DAY)
SENT = Attachment("ab" * 16, "cd" * 32, "image/jpeg", 65_601, "Zg==")
BOND = FileKey(bytes.fromhex(SENT.key)).make_bond(SENT.id)
AGAIN = Attachment("12" * 16, "34" * 32, "image/jpeg", 65_601, "Zg==")


def after(*done: Act | Remark) -> OpenedTip:
    """A tip with one file, after notes about it, and letters that give it back."""
    body = replace(BODY, answers=Answers(text="Look.", files=(SENT,)))
    notes = [
        (Kind.FILE, one)
        if isinstance(one, Remark)
        else (Kind.NOTE, Remark(DAY, by=AMIRA, act=one.value, about=SENT.id))
        for one in done
    ]
    return a_tip(*notes, body=body)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("image/jpeg", "picture"),
        ("image/png", ""),
        ("video/mp4", "video"),
        ("image/svg+xml", ""),
        ("text/html", ""),
        ("", ""),
    ],
)
def test_only_what_was_cleaned_is_shown(kind: str, shown: str) -> None:
    assert show_as(kind) == shown
    file = Attachment("", "", kind, 0)
    assert FileMark(1, "", file, locked=False).shown_as == shown


@pytest.mark.parametrize(
    ("done", "locked", "destroyed"),
    [
        ((), False, False),
        ((Act.FILE_LOCKED,), True, False),
        ((Act.FILE_LOCKED, Act.FILE_HANDED), True, False),
        ((Act.FILE_LOCKED, Act.FILE_UNLOCKED), False, False),
        ((Act.FILE_LOCKED, Act.FILE_UNLOCKED, Act.FILE_LOCKED), True, False),
        ((Act.FILE_LOCKED, Act.FILE_HANDED, Act.FILE_DESTROYED), True, True),
    ],
)
def test_what_was_done_last_says_what_a_file_is(
    *, done: tuple[Act, ...], locked: bool, destroyed: bool
) -> None:
    tip = after(*done)

    assert list_files(tip) == (FileMark(1, SENT.id, SENT, locked, destroyed),)
    assert count_locked(tip) == int(locked and not destroyed)
    assert [note.act for note in list_notes(tip)] == [act.value for act in done]


def test_what_was_given_back_is_found_where_it_lies_now_under_its_old_name() -> None:
    tip = after(
        Act.FILE_LOCKED, give_back(DOER, SENT.id, AGAIN, BOND), Act.FILE_UNLOCKED
    )

    [mark] = list_files(tip)

    assert (mark.id, mark.attachment, mark.locked) == (SENT.id, AGAIN, False)


def test_a_letter_that_gives_nothing_back_leaves_the_file_as_it_was_sent() -> None:
    nothing = Remark(DAY, content="[]", about=SENT.id)
    half = Remark(DAY, content=f'{{"bond": "{BOND}", "id": "\\ud800"}}', about=SENT.id)

    [mark] = list_files(after(nothing, half))

    assert mark.attachment == SENT


@pytest.mark.parametrize("bond", ["", "00" * 32, FileKey(bytes(32)).make_bond(SENT.id)])
def test_a_letter_without_the_bond_of_what_was_sent_puts_nothing_in_its_place(
    bond: str,
) -> None:
    forged = give_back(DOER, SENT.id, replace(AGAIN, id="66" * 16), bond)
    real = give_back(DOER, SENT.id, AGAIN, BOND)

    [mark] = list_files(after(forged))
    [after_both] = list_files(after(real, forged))

    assert mark.attachment == SENT
    assert after_both.attachment == AGAIN


def test_the_bond_is_that_of_the_file_as_it_was_sent() -> None:
    tip = after(give_back(DOER, SENT.id, AGAIN, BOND))

    assert make_bond(tip, SENT.id) == BOND
    assert make_bond(tip, AGAIN.id) == ""
    assert make_bond(replace(tip, body=None), SENT.id) == ""


@pytest.mark.parametrize("key", ["", "no key", "cd" * 16])
def test_what_has_no_key_has_no_bond_and_nothing_takes_its_place(key: str) -> None:
    sent = replace(SENT, key=key)
    body = replace(BODY, answers=Answers(text="Look.", files=(sent,)))
    tip = a_tip((Kind.FILE, give_back(DOER, SENT.id, AGAIN, "")), body=body)

    [mark] = list_files(tip)

    assert make_bond(tip, SENT.id) == ""
    assert mark.attachment == sent


def test_where_the_reporter_deleted_the_tip_it_still_says_what_is_locked() -> None:
    note = Remark(DAY, by=AMIRA, act=Act.FILE_LOCKED.value, about=SENT.id)
    tip = a_tip((Kind.NOTE, note), body=None)

    assert list_files(tip) == ()
    assert count_locked(tip) == 1


def test_a_locked_file_waits_at_the_desk_that_its_note_names() -> None:
    note = Remark(DAY, by=AMIRA, act=Act.FILE_LOCKED, about=SENT.id)
    named = replace(note, content=write_json({"desk": "front-door"}))

    tip = a_tip((Kind.NOTE, named), body=after().body)

    assert list_keepers(tip) == ("front-door",)
    assert (read_desk(named), read_desk(note)) == ("front-door", "")
    assert "of the one and of the other" in say_who_decides(["one", "other"])
