"""What a tip's page is told of what was made from the tip."""

from service.domain.answering import Saying, find_label
from service.domain.boroughs import Borough
from service.domain.released import ReleaseState
from service.domain.releases import Answer, ReleaseId, Step
from tests.builders import POLICE_DESK, SAFEGUARDING_DESK, TRIAGE_DESK, a_borough
from tests.partnership import Partnership
from tests.tips import TODAY

BOROUGH: Borough = a_borough()


async def test_a_tip_is_told_how_far_each_report_has_come(work: Partnership) -> None:
    quiet, answered = await work.send(), await work.send()
    await work.say("hal", answered, Saying(Step.ACTION, choice="patrol"))
    await work.settle("hal", answered)

    returns = await work.list_returns([quiet, answered, ReleaseId("0" * 32)])

    assert [one.release for one in returns] == [answered, quiet]
    first, second = returns
    assert (first.desk, first.state) == (POLICE_DESK, ReleaseState.ANSWERED)
    assert (first.action, first.result) == ("Patrols", "It was stopped or made harder")
    assert (first.told, first.has_news, first.waits) == ("disrupted", True, False)
    assert (second.state, second.result, second.told) == (ReleaseState.SENT, "", "")
    assert (second.has_news, second.waits) == (False, True)
    assert second.reference.startswith("QW-")


async def test_a_tip_is_told_of_a_question_until_it_is_answered(
    office: Partnership,
) -> None:
    release = await office.send()
    await office.say("hal", release, Saying(Step.QUESTION, "Which side?"))
    asked = await office.list_returns([release])

    await office.reply("ben", release, "It is not known.")
    answered = await office.list_returns([release])

    assert [one.asks for one in (*asked, *answered)] == [True, False]


async def test_pictures_that_were_kept_are_nothing_to_tell_a_reporter(
    office: Partnership,
) -> None:
    release = await office.ask_for_pictures()
    await office.say("hal", release, Saying(Step.RESULT, choice="cctv-kept"))

    returns = await office.list_returns([release])

    assert [(one.result, one.told) for one in returns] == [
        ("The pictures are kept", "")
    ]


async def test_what_was_withdrawn_waits_for_nobody(office: Partnership) -> None:
    release = await office.send()
    await office.say("hal", release, Saying(Step.QUESTION, "Which side?"))
    await office.withdraw(release)

    returns = await office.list_returns([release])

    assert [(one.state, one.waits, one.asks) for one in returns] == [
        (ReleaseState.WITHDRAWN, False, False)
    ]


async def test_another_desks_key_shows_nothing_of_it(office: Partnership) -> None:
    release = await office.send()

    assert await office.list_returns([release], "faye", SAFEGUARDING_DESK) == ()


async def test_looking_from_the_tip_leaves_the_news_where_it_was(
    office: Partnership,
) -> None:
    release = await office.send()
    await office.settle("hal", release)

    await office.list_returns([release])

    assert (await office.find_line(release)).news == TRIAGE_DESK


def test_a_code_that_the_borough_no_longer_has_is_shown_as_it_is() -> None:
    assert find_label(Answer(TODAY, "action", response="horses"), BOROUGH) == "horses"
