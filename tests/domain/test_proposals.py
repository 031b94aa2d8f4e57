from datetime import date

import pytest

from crypto import CannotOpenError
from service.domain.audit import Act
from service.domain.letters import Kind, LetterId, Remark
from service.domain.opened import OpenedLetter, OpenedTip
from service.domain.people import DeskId, OfficerId
from service.domain.proposals import (
    Marked,
    Message,
    Proposal,
    ProposalKind,
    list_asked,
)
from service.domain.tips import TipId, TipRecord
from service.domain.writing import list_saved

BEN = OfficerId("b" * 32)
MARKS = (Marked("asks somebody to find out more", "find out", "It is tasking."),)
MESSAGE = Message(Act.MESSAGE_SENT.value, "Can you find out?", marks=MARKS)


def test_a_proposal_is_read_as_it_was_written() -> None:
    made = Proposal(ProposalKind.MESSAGE, BEN, date(2026, 3, 4), MESSAGE.json, 2)

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


def a_tip_with(*letters: OpenedLetter) -> OpenedTip:
    today = date(2026, 3, 4)
    record = TipRecord(
        id=TipId("t"),
        desk=DeskId("d"),
        day=today,
        priority=3,
        picked_up=True,
        open=True,
        version=1,
        forget_on=None,
    )
    return OpenedTip(
        record=record,
        body=None,
        withdrawn=False,
        kept=True,
        held=False,
        has_news=False,
        waits=True,
        duties=(),
        letters=letters,
    )


def test_a_letter_that_cannot_be_read_hides_no_other() -> None:
    day = date(2026, 3, 4)
    good = Proposal(ProposalKind.MESSAGE, BEN, day, MESSAGE.json).json
    asks = Act.SECOND_ASKED.value
    letters = (
        OpenedLetter(LetterId("1"), Kind.PROPOSAL, None),
        OpenedLetter(LetterId("2"), Kind.PROPOSAL, Remark(day, act=asks, content="[]")),
        OpenedLetter(LetterId("3"), Kind.PROPOSAL, Remark(day, act=asks, content=good)),
        OpenedLetter(LetterId("4"), Kind.REPORT, Remark(day, content="[]")),
    )

    tip = a_tip_with(*letters)

    assert [one.id for one in list_asked(tip)] == ["3"]
    assert list_saved(tip) == ()
