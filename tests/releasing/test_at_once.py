"""Two who press at once, and a machine that stops in the middle: all of it, or none."""

import asyncio

import pytest

from service.db.audit import AuditLog
from service.db.engine import Transaction
from service.db.schema import (
    ReleaseLetterRow,
    ReleaseRow,
    ReleaseSealRow,
    ReleaseShredRow,
    ReviewRow,
)
from service.domain.audit import Act, Entry
from service.domain.errors import UnavailableError
from service.domain.forms import Ending
from service.domain.passed import list_passed
from service.domain.proposals import list_asked
from tests.builders import POLICE_DESK, SAFEGUARDING_DESK
from tests.releasing.counter import FEW_KNOW, Counter
from tests.tips import a_form

TABLES = (ReleaseRow, ReleaseLetterRow, ReleaseSealRow, ReleaseShredRow)


class Stop:
    """The machine stops when something is written in the log for the n-th time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: Act, after: int) -> None:
        self._left, self._append = after, AuditLog.append
        self._at = at

        async def append(log: AuditLog, connection: Transaction, entry: Entry) -> None:
            if entry.act is self._at:
                self._left -= 1
                if self._left < 0:
                    raise UnavailableError
            await self._append(log, connection, entry)

        monkeypatch.setattr(AuditLog, "append", append)


async def count_all(counter: Counter) -> list[int]:
    return [await counter.exchange.desk.count(table) for table in TABLES]


@pytest.mark.parametrize("after", [0, 1, 2])
async def test_a_release_that_stops_in_the_middle_has_not_begun(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    tip = await counter.judged()
    form, wanted = a_form(tip), counter.want(tip, POLICE_DESK, SAFEGUARDING_DESK)
    ben = counter.officer("ben")

    with monkeypatch.context() as broken:
        Stop(broken, Act.REPORT_RELEASED, after)
        with pytest.raises(UnavailableError):
            await counter.releasing.send(ben, form, wanted)
    stopped = (await counter.open("ben", tip.record.id)).tip

    assert await count_all(counter) == [0, 0, 0, 0]
    assert stopped.record.version == tip.record.version
    assert list_passed(stopped) == ()
    look = await counter.releasing.send(ben, form, wanted)
    assert look.seen.ending is Ending.DONE
    assert await count_all(counter) == [2, 4, 6, 2]


async def test_a_second_release_that_stops_in_the_middle_still_waits(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = await counter.send("ben", await counter.judged(FEW_KNOW))
    form = a_form(look.seen.tip)

    with monkeypatch.context() as broken:
        Stop(broken, Act.REPORT_RELEASED, 1)
        with pytest.raises(UnavailableError):
            await counter.let_go("amira", look.seen.tip, form)

    assert await count_all(counter) == [0, 0, 0, 0]
    assert await counter.exchange.desk.count(ReviewRow) == 1
    seen = await counter.let_go("amira", look.seen.tip, form)
    assert seen.ending is Ending.DONE
    assert await counter.exchange.desk.count(ReviewRow) == 0


async def test_of_two_supervisors_at_the_same_moment_one_releases_it(
    counter: Counter,
) -> None:
    look = await counter.send("ben", await counter.judged(FEW_KNOW))

    seen = await asyncio.gather(
        *(counter.let_go(name, look.seen.tip) for name in ("amira", "zoe"))
    )

    assert sorted(one.ending for one in seen) == [Ending.CHANGED, Ending.DONE]
    assert await counter.exchange.desk.count(ReleaseRow) == 1


async def test_one_form_pressed_twice_at_the_same_moment_sends_once(
    counter: Counter,
) -> None:
    tip = await counter.judged()
    form, wanted, ben = a_form(tip), counter.want(tip), counter.officer("ben")

    looks = await asyncio.gather(
        *(counter.releasing.send(ben, form, wanted) for _ in range(2))
    )

    assert sorted(one.seen.ending for one in looks) == [Ending.ALREADY, Ending.DONE]
    assert await counter.exchange.desk.count(ReleaseRow) == 1


async def test_while_something_else_waits_the_tip_stays_on_the_list(
    counter: Counter,
) -> None:
    look = await counter.send("ben", await counter.judged(FEW_KNOW))
    look = await counter.send("ben", look.seen.tip)
    assert len(list_asked(look.seen.tip)) == 2

    seen = await counter.let_go("amira", look.seen.tip)
    assert seen.tip.waits
    seen = await counter.send_back("amira", seen.tip, "Once is enough.")

    assert not seen.tip.waits
