import pytest
from sqlalchemy import select, update

from service.db.schema import (
    MailRow,
    ReleaseLetterRow,
    ReleaseRow,
    ReviewRow,
    TipRow,
)
from service.domain.audit import Act
from service.domain.errors import ForbiddenError, NotFoundError
from service.domain.forms import Ending
from service.domain.letters import Kind
from service.domain.offers import OfferProblem, SecondReason
from service.domain.passed import list_passed
from service.domain.people import DeskId
from service.domain.proposals import list_asked
from service.releasing.usecases import NotJudgedError
from tests.builders import POLICE_DESK, SAFEGUARDING_DESK
from tests.releasing.counter import (
    A_CHILD,
    CODED_REPORT,
    FEW_KNOW,
    MANY_KNOW,
    PLAIN_REPORT,
    Counter,
    passed,
)
from tests.tips import a_form


async def test_a_report_goes_to_each_desk_that_was_chosen_and_the_tip_says_so(
    counter: Counter,
) -> None:
    tip = await counter.judged()

    look = await counter.send(
        "ben", tip, counter.want(tip, POLICE_DESK, SAFEGUARDING_DESK)
    )

    assert look.seen.ending is Ending.DONE
    sent = {one.desk: one for one in list_passed(look.seen.tip)}
    assert set(sent) == {POLICE_DESK, SAFEGUARDING_DESK}
    hal = await counter.exchange.look("hal", sent[POLICE_DESK].release)
    faye = await counter.exchange.look(
        "faye", sent[SAFEGUARDING_DESK].release, SAFEGUARDING_DESK
    )
    assert hal.opened.sent is not None
    assert faye.opened.sent == hal.opened.sent
    assert hal.opened.sent.report == PLAIN_REPORT
    assert hal.opened.sent.caveat == counter.site.borough.sharing.caveat
    assert hal.record.due_on.isoformat() == "2026-03-18"
    logged = await counter.list_reasons(Act.REPORT_RELEASED)
    assert sorted(logged) == ["", SAFEGUARDING_DESK, POLICE_DESK]


@pytest.mark.parametrize(("priority", "called"), [(1, [POLICE_DESK]), (3, [])])
async def test_an_urgent_report_calls_the_desk_it_is_for(
    counter: Counter, priority: int, called: list[DeskId]
) -> None:
    tip = await counter.judged()
    vault = counter.exchange.desk.vault
    async with vault.writing() as connection:
        await connection.execute(update(TipRow).values(priority=priority))

    await counter.send("ben", tip)

    async with vault.reading() as connection:
        mails = await connection.execute(select(MailRow.desk, MailRow.kind))
    assert [tuple(mail) for mail in mails] == [(desk, "ring") for desk in called]


async def test_what_leaves_holds_no_word_or_id_of_the_tip(counter: Counter) -> None:
    tip = await counter.judged()
    look = await counter.send("ben", tip)

    file = await counter.exchange.look("hal", passed(look.seen.tip).release)

    assert file.opened.sent is not None
    said = repr(file.opened.letters) + file.opened.sent.json
    assert tip.record.id not in said
    assert "behind the bins" not in said
    assert file.opened.link is None


async def test_nothing_leaves_before_the_tip_was_judged(counter: Counter) -> None:
    tip = await counter.judged(None)

    with pytest.raises(NotJudgedError):
        await counter.send("ben", tip)

    assert await counter.exchange.desk.count(ReleaseRow) == 0


@pytest.mark.parametrize(
    ("judgement", "report", "why"),
    [
        (FEW_KNOW, PLAIN_REPORT, SecondReason.FEW),
        (A_CHILD, CODED_REPORT, SecondReason.CHILD),
    ],
)
async def test_what_could_give_somebody_away_waits_for_a_supervisor(
    counter: Counter, judgement: object, report: object, why: SecondReason
) -> None:
    assert isinstance(judgement, type(MANY_KNOW))
    assert isinstance(report, type(PLAIN_REPORT))
    tip = await counter.judged(judgement, report)

    look = await counter.send("ben", tip)

    assert look.seen.tip.waits
    assert why.name in list_asked(look.seen.tip)[0].proposal.content
    assert await counter.exchange.desk.count(ReleaseRow) == 0
    seen = await counter.let_go("amira", look.seen.tip)
    assert not seen.tip.waits
    assert list_asked(seen.tip) == ()
    file = await counter.exchange.look("hal", passed(seen.tip).release)
    assert file.opened.sent is not None
    assert file.opened.sent.report == report


async def test_a_child_under_code_p_and_a_grown_up_under_code_c_need_nobody_else(
    counter: Counter,
) -> None:
    for judgement, report in ((A_CHILD, PLAIN_REPORT), (MANY_KNOW, CODED_REPORT)):
        tip = await counter.judged(judgement, report)
        look = await counter.send("ben", tip)
        assert not look.seen.tip.waits
        assert passed(look.seen.tip).desk == POLICE_DESK


@pytest.mark.parametrize("name", ["ben", "amira"])
async def test_nobody_releases_what_they_asked_for(counter: Counter, name: str) -> None:
    tip = await counter.judged(FEW_KNOW)
    look = await counter.send(name, tip)

    with pytest.raises(ForbiddenError):
        await counter.let_go(name, look.seen.tip)

    assert await counter.exchange.desk.count(ReleaseRow) == 0
    assert await counter.exchange.desk.count(ReviewRow) == 1


async def test_nobody_releases_what_they_wrote_and_a_colleague_asked_for(
    counter: Counter,
) -> None:
    tip = await counter.judged(FEW_KNOW, by="amira")
    look = await counter.send("ben", tip)

    with pytest.raises(ForbiddenError):
        await counter.let_go("amira", look.seen.tip)
    seen = await counter.let_go("zoe", look.seen.tip)

    assert seen.ending is Ending.DONE


async def test_an_officer_is_no_second_person(counter: Counter) -> None:
    tip = await counter.judged(FEW_KNOW, by="amira")
    look = await counter.send("amira", tip)

    with pytest.raises(ForbiddenError):
        await counter.let_go("ben", look.seen.tip)


async def test_of_two_supervisors_at_once_one_releases_it(counter: Counter) -> None:
    tip = await counter.judged(FEW_KNOW)
    look = await counter.send("ben", tip)

    first = await counter.let_go("amira", look.seen.tip)
    second = await counter.let_go("zoe", look.seen.tip)

    assert first.ending is Ending.DONE
    assert second.ending is Ending.CHANGED
    assert await counter.exchange.desk.count(ReleaseRow) == 1


async def test_a_second_person_sends_it_back_with_a_reason(counter: Counter) -> None:
    tip = await counter.judged(FEW_KNOW)
    look = await counter.send("ben", tip)

    seen = await counter.send_back("amira", look.seen.tip, "Leave the bins out.")

    assert not seen.tip.waits
    assert await counter.exchange.desk.count(ReleaseRow) == 0
    remark = seen.tip.read_last(Kind.PROPOSAL)
    assert remark is not None
    assert remark.text == "Leave the bins out."
    again = await counter.send("ben", seen.tip)
    assert again.seen.tip.waits


async def test_the_same_form_sends_it_once(counter: Counter) -> None:
    tip = await counter.judged()
    form, wanted, ben = a_form(tip), counter.want(tip), counter.officer("ben")

    endings = [
        (await counter.releasing.send(ben, form, wanted)).seen.ending for _ in range(3)
    ]

    assert endings == [Ending.DONE, Ending.ALREADY, Ending.ALREADY]
    assert await counter.exchange.desk.count(ReleaseRow) == 1
    assert await counter.exchange.desk.count(ReleaseLetterRow) == 2


async def test_a_second_persons_form_sent_twice_sends_it_once(counter: Counter) -> None:
    look = await counter.send("ben", await counter.judged(FEW_KNOW))
    tip = look.seen.tip
    form, asked = a_form(tip), list_asked(tip)[0].id
    amira = counter.officer("amira")

    endings = [
        (await counter.reviewing.let_go(amira, form, asked)).ending for _ in range(2)
    ]

    assert endings == [Ending.DONE, Ending.ALREADY]
    assert await counter.exchange.desk.count(ReleaseRow) == 1


async def test_whoever_was_slower_releases_nothing(counter: Counter) -> None:
    tip = await counter.judged()
    await counter.exchange.desk.answering.add_note(
        counter.officer("amira"), a_form(tip), "Wait with this."
    )

    look = await counter.send("ben", tip)

    assert look.seen.ending is Ending.CHANGED
    assert await counter.exchange.desk.count(ReleaseRow) == 0


async def test_each_mistake_stands_beside_its_field(counter: Counter) -> None:
    tip = await counter.judged()
    wrong = counter.want(
        tip,
        ground="",
        purpose="mine",
        necessity="",
        marking="SECRET",
        due_on="2026-03-03",
        desks=(),
    )

    look = await counter.send("ben", tip, wrong)

    assert look.problems == {
        "desks": OfferProblem.DESKS,
        "ground": OfferProblem.GROUND,
        "purpose": OfferProblem.PURPOSE,
        "necessity": OfferProblem.NECESSITY,
        "marking": OfferProblem.MARKING,
        "due_on": OfferProblem.DUE,
    }
    assert await counter.exchange.desk.count(ReleaseRow) == 0


@pytest.mark.parametrize("desk", ["community-partners", "housing", "auditor", "none"])
async def test_it_goes_to_no_desk_that_may_not_have_it_or_is_not_open(
    counter: Counter, desk: str
) -> None:
    tip = await counter.judged()

    look = await counter.send("ben", tip, counter.want(tip, DeskId(desk)))

    assert look.problems == {"desks": OfferProblem.DESK}


async def test_no_other_desks_officer_releases_it(counter: Counter) -> None:
    tip = await counter.judged()

    for name in ("hal", "faye", "carol"):
        with pytest.raises(NotFoundError):
            await counter.send(name, tip)
