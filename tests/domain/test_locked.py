"""What the letters of a locked file say, one after the other."""

from datetime import date

import pytest

from crypto import CannotOpenError
from service.domain.answers import Attachment
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.letters import LOCKED_SIDE, Remark
from service.domain.locked import (
    Handing,
    Leave,
    Locked,
    LookReason,
    Taker,
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
LOCKED = Locked(NAME, FILE, DAY, number=2)


@pytest.mark.parametrize("attachment", [FILE, None])
def test_a_locked_files_letter_reads_back(attachment: Attachment | None) -> None:
    locked = Locked(NAME, attachment, DAY, number=2)

    remark = Remark.read(locked.write(DOER).json)

    assert Locked.read(remark) == locked
    assert (remark.by, remark.text) == (DOER.officer, "")


@pytest.mark.parametrize("content", ["", "[]", "7", '{"id": 1}', '{"number": "x"}'])
def test_a_letter_that_says_nothing_of_a_file_is_as_good_as_lost(content: str) -> None:
    remark = Remark(DAY, content=content, about=NAME)

    assert Locked.read(remark) == Locked(NAME, None, DAY)


def test_each_locked_file_counts_once_and_what_names_none_not_at_all() -> None:
    first, again = Locked(NAME, None, DAY), Locked(NAME, FILE, DAY)
    letters = [first.write(DOER), Remark(DAY, "a note"), again.write(DOER)]

    assert read_locked(letters) == (again,)


def test_looks_and_the_last_handing_follow_the_lock() -> None:
    look = note_look(DOER, NAME, LookReason.CHECK)
    earlier = Handing(Taker.POLICE, "CAD 1", DAY)
    handed = [note_handing(DOER, NAME, one) for one in (earlier, HANDING)]

    [found] = read_locked([LOCKED.write(DOER), look, *handed])

    assert found.attachment == FILE
    assert found.looks == (look,)
    assert found.handed == HANDING
    assert found.is_seen_by(DOER.officer)
    assert not found.is_seen_by(OfficerId("00" * 16))


def test_whoever_locks_again_begins_anew() -> None:
    look = note_look(DOER, NAME, LookReason.CHECK)

    [found] = read_locked([LOCKED.write(DOER), look, LOCKED.write(DOER)])

    assert found == LOCKED


@pytest.mark.parametrize(
    "content",
    ["", "{}", '{"day": "soon", "to": "ceop"}', '{"day": "2026-03-04", "to": "me"}'],
)
def test_what_says_nothing_of_a_handing_changes_nothing(content: str) -> None:
    act = Act.FILE_HANDED.value
    letter = Remark(DAY, by=DOER.officer, act=act, content=content, about=NAME)

    assert read_locked([LOCKED.write(DOER), letter]) == (LOCKED,)
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
    assert all("police" in one.label.lower() for one in Leave)
    assert len({one.label for one in Taker}) == len(Taker)
