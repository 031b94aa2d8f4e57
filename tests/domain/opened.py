"""A tip as a desk sees it once it is open, put together by hand."""

from dataclasses import replace
from datetime import date

from crypto import ThreadKey
from service.domain.answers import Answers
from service.domain.letters import Kind, LetterId, Remark, TipBody
from service.domain.opened import OpenedLetter, OpenedTip
from service.domain.people import OfficerId
from service.domain.tips import TipId, TipRecord
from tests.builders import TRIAGE_DESK

DAY = date(2026, 3, 4)
BEN, AMIRA = OfficerId("b" * 32), OfficerId("a" * 32)
TOLD = Answers(text="There is a knife behind the bins.", where="Ravenscourt Park")
THREAD = ThreadKey(b"t" * 32)
BOND = "0b" * 16
BODY = TipBody(TOLD, THREAD, BOND)
RECORD = TipRecord(
    id=TipId("1d" * 16),
    desk=TRIAGE_DESK,
    day=DAY,
    priority=3,
    picked_up=True,
    open=True,
    version=1,
    forget_on=None,
)


def a_tip(
    *letters: tuple[Kind, Remark | None],
    body: TipBody | None = BODY,
    record: TipRecord = RECORD,
) -> OpenedTip:
    """A tip with letters after it, whose ids are 1, 2, 3 and so on."""
    return OpenedTip(
        record=record,
        body=body,
        withdrawn=body is None,
        kept=True,
        held=False,
        has_news=False,
        waits=False,
        duties=(),
        letters=tuple(
            OpenedLetter(LetterId(str(number)), kind, remark)
            for number, (kind, remark) in enumerate(letters, 1)
        ),
    )


def told_so(answers: Answers) -> OpenedTip:
    """A tip whose reporter answered so."""
    return a_tip(body=replace(BODY, answers=answers))
