"""What a desk cannot say or see: by rule, and by the keys it does not hold."""

import pytest

from service.db.schema import AuditEntryRow, ReleaseLetterRow, ReleaseSealRow
from service.domain.answering import Saying
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending
from service.domain.people import DeskId
from service.domain.releases import Step
from tests.builders import POLICE_DESK, SAFEGUARDING_DESK, TRIAGE_DESK
from tests.partnership import Partnership, a_form

ACKNOWLEDGE = Saying(Step.ACKNOWLEDGED)
PATROL = Saying(Step.ACTION, "Two evenings on foot.", "patrol", "k4")
DISRUPTED = Saying(Step.RESULT, "They moved on.", "disrupted")
ASK = Saying(Step.QUESTION, "Is it the north or the south side?")


@pytest.mark.parametrize(
    "saying",
    [
        Saying(Step.ACTION, choice="raid"),
        Saying(Step.ACTION, choice="patrol", strategy="k9"),
        Saying(Step.RESULT, choice="cctv-kept"),
        Saying(Step.FEEDBACK, choice="patrol"),
        Saying(Step.OWNED, choice="0" * 32),
        Saying(Step.QUESTION, "  "),
        Saying(Step.ACTION, "x" * 4001, "patrol"),
        Saying(Step.RESULT),
    ],
)
async def test_what_no_page_offers_is_refused_and_leaves_nothing(
    office: Partnership, saying: Saying
) -> None:
    release = await office.send()
    before = await office.exchange.desk.count(ReleaseLetterRow)

    with pytest.raises(BadFormError):
        await office.say("hal", release, saying)

    assert await office.exchange.desk.count(ReleaseLetterRow) == before


async def test_a_report_is_acknowledged_once(office: Partnership) -> None:
    release = await office.send()
    await office.say("hal", release, ACKNOWLEDGE)

    with pytest.raises(BadFormError):
        await office.say("gina", release, ACKNOWLEDGE)


async def test_a_colleague_of_another_desk_cannot_be_handed_a_report(
    office: Partnership,
) -> None:
    release = await office.send()
    ben = office.exchange.desk.officer("ben").officer_id

    with pytest.raises(BadFormError):
        await office.say("hal", release, Saying(Step.OWNED, choice=ben))


async def test_pictures_are_kept_or_not_and_nothing_else_is_asked(
    work: Partnership,
) -> None:
    release = await work.ask_for_pictures()

    with pytest.raises(BadFormError):
        await work.say("hal", release, DISRUPTED)
    with pytest.raises(BadFormError):
        await work.say("hal", release, PATROL)
    await work.say("hal", release, Saying(Step.RESULT, choice="cctv-kept"))
    told = (await work.open_sent("ben", release)).seen.file

    assert told.opened.steps[-1].result == "cctv-kept"
    assert told.record.answered


async def test_a_withdrawn_report_cannot_be_answered(work: Partnership) -> None:
    release = await work.send()
    form = a_form(await work.open("hal", release))

    await work.withdraw(release)
    late = await work.send_form("hal", form, PATROL)

    assert late.seen.ending is Ending.CHANGED
    assert late.seen.file.opened.content is None
    with pytest.raises(BadFormError):
        await work.say("hal", release, PATROL)


async def test_a_withdrawn_report_opens_with_no_key_of_the_partner(
    work: Partnership,
) -> None:
    release = await work.send()
    await work.open("hal", release)

    await work.withdraw(release, "It named the wrong street")
    partner = (await work.open("hal", release)).seen.file
    sender = (await work.open_sent("ben", release)).seen.file

    assert partner.opened.withdrawal is not None
    assert partner.opened.withdrawal.text == "It named the wrong street"
    assert partner.stored.contents == () or all(
        one.seal is None for one in partner.stored.contents
    )
    assert sender.opened.sent is not None


@pytest.mark.parametrize(
    ("name", "desk"),
    [("faye", SAFEGUARDING_DESK), ("faye", POLICE_DESK), ("hal", TRIAGE_DESK)],
)
async def test_nobody_opens_another_desks_report(
    office: Partnership, name: str, desk: DeskId
) -> None:
    release = await office.send()
    officer = office.exchange.desk.officer(name)

    with pytest.raises(NotFoundError):
        await office.received.open_report(officer, desk, release)
    with pytest.raises(NotFoundError):
        await office.outgoing.open_sent(officer, desk, release)

    assert await office.exchange.desk.count(AuditEntryRow) == 0


async def test_each_end_is_opened_at_its_own_door(office: Partnership) -> None:
    release = await office.send()
    ben, hal = (office.exchange.desk.officer(name) for name in ("ben", "hal"))

    with pytest.raises(NotFoundError):
        await office.received.open_report(ben, TRIAGE_DESK, release)
    with pytest.raises(NotFoundError):
        await office.outgoing.open_sent(hal, POLICE_DESK, release)


async def test_the_partner_holds_no_seal_of_what_leads_to_the_tip(
    work: Partnership,
) -> None:
    tip = await work.exchange.desk.leave_tip()
    release = await work.send(tip=tip.id)

    file = (await work.open("hal", release)).seen.file
    seals = await work.exchange.desk.count(ReleaseSealRow)

    assert file.opened.link is None
    assert seals == 3
    hal = work.exchange.desk.officer("hal")
    with pytest.raises(NotFoundError):
        await work.exchange.desk.casebook.open_tip(hal, tip.id)
    assert await work.exchange.desk.list_seals(tip.letter) == [False]
