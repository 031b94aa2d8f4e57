"""What the letters of a locked file say, one after the other."""

from dataclasses import replace
from datetime import date

import pytest

from crypto import CannotOpenError
from service.domain.answers import Attachment
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.handing import Handing, Leave, LookReason, Taker
from service.domain.letters import LOCKED_SIDE, LetterId, Remark
from service.domain.locked import (
    Locked,
    LockLetter,
    note_handing,
    note_look,
    read_locked,
)
from service.domain.people import OfficerId

DAY = date(2026, 3, 4)
DOER = Doer(OfficerId("0f" * 16), DAY)
NAME = "ef" * 16
FILE = Attachment("ab" * 16, "cd" * 32, "image/jpeg", 65_601, "Zg==")
HANDING = Handing(Taker.CEOP, "C-7", DAY)
LOCKED = Locked(NAME, FILE, DAY, number=2, bond="5a" * 32, home="triage")
FIRST = LetterId("0" * 32)


def letter(
    remark: Remark,
    side: str = LOCKED.side,
    *,
    adopted: bool = True,
    name: LetterId = FIRST,
) -> LockLetter:
    """A letter as it opened with the key of a side."""
    return LockLetter(name, side, adopted, remark)


@pytest.mark.parametrize("attachment", [FILE, None])
def test_a_locked_files_letter_reads_back(attachment: Attachment | None) -> None:
    locked = replace(LOCKED, attachment=attachment)

    remark = Remark.read(locked.write(DOER).json)

    assert Locked.read(remark) == locked
    assert (remark.by, remark.text) == (DOER.officer, "")


@pytest.mark.parametrize(
    "content", ["", "[]", "7", '{"id": 1}', '{"number": "x"}', '{"id": "\\ud800"}']
)
def test_a_letter_that_says_nothing_of_a_file_is_as_good_as_lost(content: str) -> None:
    remark = Remark(DAY, content=content, about=NAME)

    assert Locked.read(remark) == Locked(NAME, None, DAY)


def test_each_locked_file_counts_once_and_what_names_none_not_at_all() -> None:
    other = Locked("ee" * 16, None, DAY, number=1)
    nameless = replace(LOCKED, file="")
    letters = [
        letter(LOCKED.write(DOER)),
        letter(Remark(DAY, "a note")),
        letter(nameless.write(DOER)),
        letter(other.write(DOER), other.side),
    ]

    found = read_locked(letters)

    assert [one.file for one in found] == [other.file, NAME]


def test_a_second_lock_never_takes_the_place_of_the_first() -> None:
    forged = replace(LOCKED, attachment=replace(FILE, id="66" * 16), home="mine")
    same = replace(LOCKED, attachment=replace(FILE, key="66" * 32))
    second, third = LetterId("2" * 32), LetterId("3" * 32)
    letters = [
        letter(LOCKED.write(DOER), adopted=False),
        letter(forged.write(DOER), forged.side, adopted=False, name=second),
        letter(same.write(DOER), adopted=False, name=third),
    ]

    assert read_locked(letters) == (replace(LOCKED, letter=FIRST),)


def test_a_lock_that_the_desk_has_opened_counts_before_one_it_has_not() -> None:
    forged = replace(LOCKED, attachment=replace(FILE, key="66" * 32))
    before = letter(forged.write(DOER), adopted=False, name=LetterId("2" * 32))

    found = read_locked([before, letter(LOCKED.write(DOER))])

    assert found == (replace(LOCKED, letter=FIRST),)


def test_a_lock_that_stands_under_another_key_than_its_own_counts_for_nothing() -> None:
    assert read_locked([letter(LOCKED.write(DOER), LOCKED_SIDE + "66" * 16)]) == ()
    assert read_locked([letter(note_look(DOER, NAME, LookReason.CHECK))]) == ()


@pytest.mark.parametrize(
    ("side", "adopted"), [(LOCKED.side, False), (LOCKED_SIDE + "66" * 16, True)]
)
def test_looks_and_handings_that_the_desk_did_not_write_are_not_believed(
    *, side: str, adopted: bool
) -> None:
    forged = (
        note_look(DOER, NAME, LookReason.CHECK),
        note_handing(DOER, NAME, HANDING),
    )

    [found] = read_locked(
        [
            letter(LOCKED.write(DOER)),
            *(letter(one, side, adopted=adopted) for one in forged),
        ]
    )

    assert (found.looks, found.handed) == ((), None)


def test_looks_and_the_last_handing_follow_the_lock() -> None:
    look = note_look(DOER, NAME, LookReason.CHECK)
    earlier = Handing(Taker.POLICE, "CAD 1", DAY)
    handed = [note_handing(DOER, NAME, one) for one in (earlier, HANDING)]

    [found] = read_locked(map(letter, [LOCKED.write(DOER), look, *handed]))

    assert found.attachment == FILE
    assert found.looks == (look,)
    assert found.handed == HANDING
    assert found.is_seen_by(DOER.officer)
    assert not found.is_seen_by(OfficerId("00" * 16))


@pytest.mark.parametrize(
    "content",
    ["", "{}", '{"day": "soon", "to": "ceop"}', '{"day": "2026-03-04", "to": "me"}'],
)
def test_what_says_nothing_of_a_handing_changes_nothing(content: str) -> None:
    act = Act.FILE_HANDED.value
    said = Remark(DAY, by=DOER.officer, act=act, content=content, about=NAME)

    [found] = read_locked(map(letter, [LOCKED.write(DOER), said]))

    assert found == replace(LOCKED, letter=FIRST)
    with pytest.raises(CannotOpenError):
        Handing.read(content)


def test_a_handing_is_said_in_one_line() -> None:
    told = "CEOP, at the National Crime Agency, reference C-7, 4 March 2026"

    assert HANDING.sentence == told
    assert note_handing(DOER, NAME, HANDING).text == told


def test_a_locked_files_key_has_a_side_of_its_own_even_where_it_is_lost() -> None:
    assert LOCKED.side == LOCKED_SIDE + FILE.id
    assert Locked(NAME, None, DAY).side == LOCKED_SIDE + NAME


def test_every_code_is_said_in_plain_words() -> None:
    assert all(reason.label.startswith("To ") for reason in LookReason)
    by_police = set(Leave) - {Leave.GONE}
    assert all("police" in one.label.lower() for one in by_police)
    assert "lost" in Leave.GONE.label
    assert len({one.label for one in Taker}) == len(Taker)


@pytest.mark.parametrize(
    ("reference", "named"), [("CAD 9/12", True), ("\u200b", False), ("--", False)]
)
def test_a_reference_has_a_letter_or_a_digit(reference: str, *, named: bool) -> None:
    assert Handing(Taker.POLICE, reference, DAY).is_named is named
