"""Locking a file: which one it was, for whom, and who alone opens it afterwards."""

from dataclasses import replace

import pytest

from crypto import ShredKey
from service.domain.answers import Answers, Attachment
from service.domain.audit import Act
from service.domain.deeds import Doer
from service.domain.errors import NotFoundError
from service.domain.letters import Kind, LetterId, Remark, Side
from service.domain.locked import seal_for
from service.domain.sealed import Place, read_remark
from service.domain.viewing import FileMark, FileState, Look, find_file, lock_file
from tests.builders import SAFEGUARDING_DESK, TRIAGE_DESK
from tests.domain.opened import AMIRA, DAY, RECORD, a_tip, told_so
from tests.domain.rings import GUARDS, TRIAGE

DOER = Doer(AMIRA, DAY)
SENT = Attachment("ab" * 16, "cd" * 32, "image/jpeg", 65_601, "Zg==")
TIP = told_so(Answers("Look.", files=(SENT,)))


def test_a_file_is_found_by_what_it_was_called_when_it_came_or_not_at_all() -> None:
    assert find_file(TIP, SENT.id) == FileMark(1, SENT.id, SENT, locked=False)
    for tip, wrong in ((TIP, "ef" * 16), (TIP, ""), (a_tip(body=None), SENT.id)):
        with pytest.raises(NotFoundError):
            find_file(tip, wrong)


def test_locking_says_so_to_both_desks_and_takes_a_closed_tip_up_again() -> None:
    closed = replace(TIP, record=replace(RECORD, open=False, forget_on=DAY))

    deed = lock_file(DOER, closed, SENT.id, SAFEGUARDING_DESK)

    assert (deed.kind, deed.record.act) == (Kind.NOTE, Act.FILE_LOCKED)
    assert deed.record.about == SENT.id
    assert deed.also_for == {TRIAGE_DESK, SAFEGUARDING_DESK}
    assert (deed.open, deed.forget_on, deed.told) == (True, None, None)


def test_a_look_remembers_the_version_of_its_tip() -> None:
    file = find_file(TIP, SENT.id)
    newer = replace(TIP, record=replace(RECORD, version=7))

    assert Look(file, FileState.READY, newer, SAFEGUARDING_DESK).version == 7
    assert Look(file, FileState.LOCKED, None, SAFEGUARDING_DESK).version == 0


def test_a_letter_for_one_desk_opens_there_and_not_where_it_was_written() -> None:
    place = Place(LetterId("1f" * 16), RECORD.id, Kind.NOTE, 4)
    remark = Remark(DAY, "Locked", AMIRA)
    shred = ShredKey.generate()

    written = seal_for(place, remark, [GUARDS.card], shred)

    seals = dict(written.seals)
    letter = replace(written.letter, seal=seals[SAFEGUARDING_DESK])
    assert seals.keys() == {SAFEGUARDING_DESK}
    assert read_remark(letter, GUARDS, {Side.STAFF: shred}) == remark
    assert read_remark(letter, TRIAGE, {Side.STAFF: shred}) is None
