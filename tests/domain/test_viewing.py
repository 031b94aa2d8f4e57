"""What a page may show of a file, and what the letter of a locked one says."""

from datetime import date

import pytest

from service.domain.answers import Attachment
from service.domain.deeds import Doer
from service.domain.letters import Remark
from service.domain.people import OfficerId
from service.domain.viewing import (
    FileMark,
    Locked,
    LookReason,
    read_locked,
    show_as,
)

DAY = date(2026, 3, 4)
DOER = Doer(OfficerId("0f" * 16), DAY)
FILE = Attachment("ab" * 16, "cd" * 32, "image/jpeg", 65_601, "Zg==")


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
    assert FileMark(1, Attachment("", "", kind, 0), locked=False).shown_as == shown


def test_a_locked_files_letter_reads_back() -> None:
    for attachment in (FILE, None):
        locked = Locked("ef" * 16, attachment, DAY)

        remark = Remark.read(locked.write(DOER).json)

        assert Locked.read(remark) == locked
        assert remark.by == DOER.officer
        assert remark.text == ""


@pytest.mark.parametrize("content", ["", "[]", "7", '{"id": 1}', '{"size": "x"}'])
def test_a_letter_that_says_nothing_of_a_file_is_as_good_as_lost(content: str) -> None:
    remark = Remark(DAY, content=content, about="ef" * 16)

    assert Locked.read(remark) == Locked("ef" * 16, None, DAY)


def test_each_locked_file_counts_once_and_what_names_none_not_at_all() -> None:
    first, again = Locked("ef" * 16, None, DAY), Locked("ef" * 16, FILE, DAY)
    letters = [first.write(DOER), Remark(DAY, "a note"), again.write(DOER)]

    assert read_locked(letters) == (again,)


def test_every_reason_to_look_is_said_in_plain_words() -> None:
    assert all(reason.label.startswith("To ") for reason in LookReason)
