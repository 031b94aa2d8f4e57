"""What becomes of a report between desks when it was withdrawn, or its day has come."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from crypto import Box, CryptoError, LetterContext, ShredKey, open_part
from service.db.engine import Vault
from service.db.schema import (
    DeletionRow,
    ReleaseLetterRow,
    ReleaseRow,
    ReleaseSealRow,
    ReleaseShredRow,
)
from service.domain.asking import Withdrawal
from service.domain.audit import Act
from service.domain.deeds import HoldReason
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending
from service.domain.opened import OpenedTip
from service.domain.passed import list_passed
from service.domain.people import DeskId
from service.domain.released import ReleaseState
from service.domain.releases import ReleaseId, Step
from service.upkeep.usecases import Forgetting
from tests.builders import POLICE_DESK, TRIAGE_DESK
from tests.releasing.counter import PLAIN_REPORT, Counter, passed
from tests.tips import a_form


@pytest.fixture
async def upkeep(counter: Counter) -> AsyncIterator[Forgetting]:
    """Upkeep, with its own rights."""
    vault = Vault(counter.site.database.upkeep)
    yield Forgetting(vault, counter.site.clock)
    await vault.close()


async def send(counter: Counter) -> tuple[OpenedTip, ReleaseId]:
    look = await counter.send("ben", await counter.judged())
    return look.seen.tip, passed(look.seen.tip).release


async def open_all(counter: Counter, desk: DeskId) -> list[str]:
    """Which kinds of letters a desk's key opens, whatever any page would show."""
    keys = counter.site.desks[desk]
    query = select(ReleaseLetterRow, ReleaseSealRow, ReleaseShredRow.key.label("shred"))
    seals = query.join(
        ReleaseSealRow, ReleaseSealRow.letter == ReleaseLetterRow.id
    ).join(ReleaseShredRow, ReleaseShredRow.release == ReleaseLetterRow.release)
    opened = set()
    async with counter.exchange.desk.vault.reading() as connection:
        for row in (await connection.execute(seals)).mappings():
            context = LetterContext(row["kind"], row["id"])
            for unseal in (keys.open_seal, keys.open_adopted):
                try:
                    key = unseal(Box(row["box"]), context)
                    shred = ShredKey(row["shred"])
                    open_part("body", Box(row["body"]), key, shred, context)
                    opened.add(row["kind"])
                except CryptoError:
                    continue
    return sorted(opened)


async def test_each_desks_key_opens_its_letters_and_no_others(
    counter: Counter,
) -> None:
    await send(counter)

    assert await open_all(counter, TRIAGE_DESK) == ["release-link", "release-report"]
    assert await open_all(counter, POLICE_DESK) == ["release-report"]
    for desk in set(counter.site.desks) - {TRIAGE_DESK, POLICE_DESK}:
        assert await open_all(counter, desk) == []


async def test_a_withdrawn_report_is_opened_by_its_receivers_key_no_more(
    counter: Counter,
) -> None:
    tip, release = await send(counter)
    await counter.exchange.answer("hal", release, Step.QUESTION, "Which bins?")
    asked = Withdrawal(release, "risk", "Ring us.")

    seen = await counter.releasing.withdraw(counter.officer("ben"), a_form(tip), asked)

    assert seen.ending is Ending.DONE
    assert passed(seen.tip).withdrawn
    assert await open_all(counter, POLICE_DESK) == [
        "release-answer",
        "release-withdrawal",
    ]
    hal = await counter.exchange.look("hal", release)
    assert hal.opened.sent is None
    assert hal.opened.state is ReleaseState.WITHDRAWN
    assert hal.opened.withdrawal is not None
    notice = hal.opened.withdrawal.text
    ben = await counter.exchange.look("ben", release, TRIAGE_DESK)
    assert ben.opened.sent is not None
    why = "Somebody could be at risk if it is used. Ring us."
    assert notice == f"{ben.opened.sent.reference}: {why}"
    assert ben.opened.sent.report == PLAIN_REPORT
    assert ben.opened.doubtful == 0
    assert ben.record.withdrawn
    assert await counter.list_reasons(Act.REPORT_WITHDRAWN) == ["risk", "risk"]


async def test_it_is_withdrawn_once_and_from_its_own_tip(counter: Counter) -> None:
    tip, release = await send(counter)
    other, _ = await send(counter)
    ben, asked = counter.officer("ben"), Withdrawal(release, "mistake")
    form = a_form(tip)

    with pytest.raises(BadFormError):
        await counter.releasing.withdraw(ben, a_form(other), asked)
    endings = [
        (await counter.releasing.withdraw(ben, form, asked)).ending for _ in range(2)
    ]
    again = (await counter.open("ben", tip.record.id)).tip
    with pytest.raises(BadFormError):
        await counter.releasing.withdraw(ben, a_form(again), asked)

    assert endings == [Ending.DONE, Ending.ALREADY]
    assert [one.withdrawn for one in list_passed(other)] == [False]


async def test_a_report_is_withdrawn_after_its_tip_was_closed(
    counter: Counter,
) -> None:
    tip, release = await send(counter)
    ben = counter.officer("ben")
    seen = await counter.exchange.desk.handling.close(ben, a_form(tip), "action")

    asked = Withdrawal(release, "no-longer")
    seen = await counter.releasing.withdraw(ben, a_form(seen.tip), asked)

    assert seen.ending is Ending.DONE


async def test_a_report_is_forgotten_on_its_day_and_not_before(
    counter: Counter, upkeep: Forgetting
) -> None:
    _, release = await send(counter)
    clock, days = counter.site.clock, counter.site.borough.sharing.forget_days

    clock.advance(timedelta(days=days - 1))
    assert await upkeep.forget_releases() == 0
    assert (await counter.exchange.look("hal", release)).opened.sent is not None
    clock.advance(timedelta(days=1))
    assert await upkeep.forget_releases() == 1

    assert await upkeep.forget_releases() == 0
    for table in (ReleaseRow, ReleaseLetterRow, ReleaseSealRow, ReleaseShredRow):
        assert await counter.exchange.desk.count(table) == 0
    async with counter.exchange.desk.vault.reading() as connection:
        query = select(DeletionRow.tip, DeletionRow.cause)
        rows = (await connection.execute(query)).all()
    assert [tuple(row) for row in rows] == [(release, "report due")]
    with pytest.raises(NotFoundError):
        await counter.exchange.look("hal", release)


async def test_a_forgotten_report_leaves_its_tip_as_it_is(
    counter: Counter, upkeep: Forgetting
) -> None:
    tip, _ = await send(counter)
    ben = counter.officer("ben")
    amira = counter.officer("amira")
    await counter.exchange.desk.handling.set_hold(amira, a_form(tip), HoldReason.POLICE)
    counter.site.clock.advance(timedelta(days=400))
    await upkeep.forget_releases()

    seen = await counter.exchange.desk.casebook.open_tip(ben, tip.record.id)

    assert len(list_passed(seen.tip)) == 1
