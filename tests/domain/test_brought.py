"""What a reporter's page holds of the files they add, from page to page."""

import pytest

from crypto import CannotOpenError
from service.domain.answers import Answers, Attachment
from service.domain.attaching import FileRefusedError, Refusal
from service.domain.brought import NOTHING, Brought, Enclosed, NotAdded

ONE = Attachment("ab" * 16, "cd" * 32, "image/jpeg", 65_601, "Zg==")
TWO = Attachment("ef" * 16, "01" * 32, "image/jpeg", 65_601)
PHOTO = Enclosed((ONE,), b"\xff\xd8small\0", 1_700_000_000, "first")
PAGES = Enclosed((ONE, TWO), b"\xff\xd8", 1_700_000_001, "second")


def test_a_file_is_read_from_its_token_as_it_was_enclosed() -> None:
    assert Enclosed.read(PHOTO.content, "first").pieces == (ONE,)
    assert Enclosed.read(PHOTO.content, "first").shown == PHOTO.shown
    assert Enclosed.read(PAGES.content, "second").sealed_at == PAGES.sealed_at
    assert Enclosed.read(PAGES.content, "second").token == "second"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"at": 1, "pieces": []}\0',
        b'{"at": 1, "pieces": [7]}\0',
        b'{"at": 1, "pieces": {"id": "a"}}\0',
        b'{"at": "1", "pieces": [{"id": "a"}]}\0',
    ],
)
def test_a_token_that_is_none_of_ours_encloses_nothing(content: bytes) -> None:
    with pytest.raises(CannotOpenError):
        Enclosed.read(content, "token")


def test_the_small_picture_has_no_address_but_itself() -> None:
    assert PAGES.picture == "data:image/jpeg;base64,/9g="


def test_a_document_brings_all_its_pages_to_the_tip() -> None:
    assert Brought((PHOTO, PAGES)).attachments == (ONE, ONE, TWO)


def test_the_next_page_knows_what_this_one_did_not_take() -> None:
    here = Brought(
        not_added=(NotAdded(2, Refusal.BROKEN), NotAdded(3, Refusal.LOCKED)),
        is_gone=True,
        is_cut=True,
        is_withheld=True,
    )

    assert NOTHING.recall(here.carried["not_added"]) == here
    assert NOTHING.recall(NOTHING.carried["not_added"]) == NOTHING
    assert Brought((PHOTO, PAGES)).carried["files"] == "first second"


@pytest.mark.parametrize("said", ["0-BROKEN", "1-NOSUCH", "100-BROKEN", "x", "-", "1-"])
def test_what_no_page_of_ours_said_was_not_taken_is_passed_over(said: str) -> None:
    assert NOTHING.recall(f"{said} 4-EMPTY").not_added == (NotAdded(4, Refusal.EMPTY),)


def test_one_file_is_taken_away_by_its_number_and_the_others_stay() -> None:
    both = Brought((PHOTO, PAGES))

    assert both.without("1").kept == (PAGES,)
    assert both.without("2").kept == (PHOTO,)
    assert both.without("3").kept == both.without("").kept == (PHOTO, PAGES)


def test_the_page_says_whether_files_were_left_out_or_are_gone() -> None:
    assert Brought((PHOTO,)).withheld() == Brought(is_withheld=True)
    assert NOTHING.withheld() == NOTHING
    assert Brought((PHOTO,)).emptied() == Brought(is_gone=True)


def test_what_takes_no_files_says_so_when_one_came() -> None:
    refused = NotAdded(1, Refusal.NOT_WITH_THIS)

    assert Brought(not_added=(refused,)).is_unwanted
    assert Brought(is_withheld=True).is_unwanted
    assert not Brought(not_added=(NotAdded(1, Refusal.EMPTY),)).is_unwanted


def test_a_refused_file_gets_a_sentence_of_ours_and_nothing_of_its_own() -> None:
    for why in Refusal:
        assert FileRefusedError(why).public_message == why.value


@pytest.mark.parametrize("found", [None, [], "{}", {"files": {}}, {"files": "x"}])
def test_what_are_no_answers_are_not_read(found: object) -> None:
    with pytest.raises(CannotOpenError):
        Answers.read(found)


def test_a_file_without_a_size_is_read_as_one_of_no_size() -> None:
    assert Attachment.read({"id": "a", "size": "large"}).size == 0
