"""Tips about officers, teachers and workers, on their way out."""

from dataclasses import replace

import pytest

from service.db.schema import ReleaseRow
from service.domain.insiders import MoveFirstError
from service.domain.offers import Offer, SecondReason
from service.domain.passed import list_passed
from service.domain.people import Post, Role
from service.domain.proposals import list_asked
from tests.builders import INDEPENDENT_DESK, add_person, admit
from tests.releasing.counter import MANY_KNOW, PLAIN_REPORT, Counter
from tests.tips import PLAIN

ABOUT_A_TEACHER = replace(MANY_KNOW, topic="ST1")
AT_THE_INDEPENDENT_DESK = replace(PLAIN, desk=INDEPENDENT_DESK)


async def test_what_is_judged_to_be_about_one_of_us_is_not_sent_from_here(
    counter: Counter,
) -> None:
    tip = await counter.judged(ABOUT_A_TEACHER)

    with pytest.raises(MoveFirstError, match="move the tip to the independent desk"):
        await counter.send("ben", tip)

    assert await counter.exchange.desk.count(ReleaseRow) == 0


async def test_nor_is_a_report_whose_own_topic_says_so(counter: Counter) -> None:
    report = replace(PLAIN_REPORT, topic="ST1")
    tip = await counter.judged(report=report)

    with pytest.raises(MoveFirstError):
        await counter.send("ben", tip)

    assert await counter.exchange.desk.count(ReleaseRow) == 0


async def test_whatever_leaves_the_independent_desk_waits_for_a_second_person(
    counter: Counter,
) -> None:
    site, vault = counter.site, counter.exchange.desk.vault
    post = Post(INDEPENDENT_DESK, Role.SUPERVISOR, admitted=True)
    ivy = await add_person(site, vault, "ivy", posts=[post])
    await admit(vault, site.desks[INDEPENDENT_DESK], ivy, Role.SUPERVISOR)
    tip = await counter.judged(
        ABOUT_A_TEACHER, by="ines", facts=AT_THE_INDEPENDENT_DESK
    )

    look = await counter.send("ines", tip)
    [asked] = list_asked(look.seen.tip)
    waits = await counter.exchange.desk.count(ReleaseRow)
    seen = await counter.let_go("ivy", look.seen.tip)

    assert waits == 0
    assert Offer.read(asked.proposal.content).why == (SecondReason.INSIDER.name,)
    assert [one.desk for one in list_passed(seen.tip)]
