from datetime import date

import pytest

from crypto import CannotOpenError
from service.domain.audit import Act
from service.domain.people import OfficerId
from service.domain.proposals import Marked, Message, Proposal, ProposalKind

BEN = OfficerId("b" * 32)
MARKS = (Marked("asks somebody to find out more", "find out", "It is tasking."),)
MESSAGE = Message(Act.MESSAGE_SENT.value, "Can you find out?", marks=MARKS)


def test_a_proposal_is_read_as_it_was_written() -> None:
    made = Proposal(ProposalKind.MESSAGE, BEN, date(2026, 3, 4), MESSAGE.json)

    read = Proposal.read(made.json)

    assert read == made
    assert Message.read(read.content) == MESSAGE


@pytest.mark.parametrize("text", ["", "[]", '{"day": "yesterday"}'])
def test_what_is_no_proposal_is_not_read(text: str) -> None:
    with pytest.raises(CannotOpenError):
        Proposal.read(text)


def test_a_message_from_elsewhere_is_read_without_what_is_no_mark() -> None:
    read = Message.read('{"text": "Thank you", "marks": [1, {"kind": "role"}]}')
    without = Message.read('{"text": "Thank you", "marks": 7}')

    assert read.marks == (Marked("role", "", ""),)
    assert without == Message("", "Thank you")
