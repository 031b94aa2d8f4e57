"""Which tips an officer is offered as perhaps the same matter, and what comes of it."""

from dataclasses import replace
from datetime import timedelta

from service.domain.alike import Likeness
from service.domain.answers import Answers
from service.domain.casefiles import read_judgement
from service.domain.judging import JudgementProblem
from service.domain.people import DeskId
from service.domain.reports import tip_reference
from service.judging.usecases import Sheet
from tests.builders import INDEPENDENT_DESK
from tests.judging.judges import RAVENSCOURT, Bench
from tests.tips import A_KNIFE, TODAY, Facts, LeftTip, a_form

ELSEWHERE = Answers(text="Loud mopeds", group="area", where="Fulham Road")
SAME_PLACE = Answers(text="Mopeds", group="area", where="ravenscourt  park")


def name_offered(sheet: Sheet) -> list[str]:
    """The references that a page offers."""
    return [one.other.reference for one in sheet.alike]


async def look(bench: Bench, left: LeftTip) -> Sheet:
    """Let ben open the page of a tip."""
    return await bench.judging.open_tip(bench.officer("ben"), left.id)


async def test_tips_of_the_same_place_or_topic_are_offered_with_what_is_alike(
    bench: Bench,
) -> None:
    left = await bench.leave()
    same_group = await bench.leave(replace(A_KNIFE, where=""), Facts(priority=0))
    same_place = await bench.leave(SAME_PLACE)
    await bench.leave(ELSEWHERE)

    sheet = await look(bench, left)

    assert [(one.other.id, one.why) for one in sheet.alike] == [
        (same_group.id, (Likeness.GROUP,)),
        (same_place.id, (Likeness.PLACE,)),
    ]


async def test_a_judged_ward_brings_tips_together_that_were_told_apart(
    bench: Bench,
) -> None:
    left, other = await bench.leave(), await bench.leave(ELSEWHERE)

    await bench.judge(other, topic="AS1", ward=RAVENSCOURT, place="By the gate")
    sheet = await bench.judge(left)

    (found,) = sheet.alike
    assert found.other.reference == tip_reference(other.id)
    assert found.other.matter.topic == "AS1"
    assert found.why == (Likeness.WARD,)


async def test_ticked_tips_stay_in_the_cluster_and_come_first(bench: Bench) -> None:
    left, other = await bench.leave(), await bench.leave(ELSEWHERE)
    await bench.leave(facts=Facts(priority=0))
    reference = tip_reference(other.id)

    sheet = await bench.judge(left, same__1=reference)
    again = await look(bench, left)

    saved = read_judgement(sheet.seen.tip)
    assert saved is not None
    assert saved.cluster == (reference,)
    assert name_offered(again)[0] == reference


async def test_a_reference_may_be_typed_as_somebody_reads_it_out(bench: Bench) -> None:
    left, other, third = [await bench.leave(ELSEWHERE) for _ in range(3)]
    read_out = tip_reference(other.id).lower().replace("-", " ")

    sheet = await bench.judge(
        left, same_as=read_out, others=f"{read_out}; {tip_reference(third.id)}"
    )

    saved = read_judgement(sheet.seen.tip)
    assert saved is not None
    assert saved.same_as == tip_reference(other.id)
    assert saved.cluster == (tip_reference(other.id), tip_reference(third.id))


async def test_what_is_no_tip_of_this_desk_cannot_be_chosen(bench: Bench) -> None:
    left = await bench.leave()
    theirs = await bench.leave(facts=Facts(desk=DeskId(INDEPENDENT_DESK)))
    own, unknown = tip_reference(left.id), JudgementProblem.UNKNOWN

    for typed, problem in (
        (tip_reference(theirs.id), unknown),
        ("T-AAAA-AAAA", unknown),
        ("the one from last week", unknown),
        ("%' OR 1=1 --", unknown),
        (own, JudgementProblem.OWN),
    ):
        sheet = await bench.judge(left, same_as=typed, others=typed)

        assert sheet.problems == {"same_as": problem, "others": problem}
    assert await bench.count_judgements() == 0


async def test_a_forged_tick_is_refused_as_a_typed_one(bench: Bench) -> None:
    left = await bench.leave()

    sheet = await bench.judge(left, same__7="T-'; DROP TABLE tips")

    assert set(sheet.problems) == {"others"}


async def test_another_desks_tips_are_never_offered(bench: Bench) -> None:
    left = await bench.leave()
    await bench.leave(facts=Facts(desk=DeskId(INDEPENDENT_DESK)))

    assert (await look(bench, left)).alike == ()


async def test_closed_tips_are_offered_for_ninety_days(bench: Bench) -> None:
    left, other = await bench.leave(), await bench.leave()
    ben = bench.officer("ben")
    tip = (await bench.desk.casebook.open_tip(ben, other.id)).tip
    await bench.desk.handling.close(ben, a_form(tip), "action")
    clock = bench.desk.site.clock

    clock.advance(timedelta(days=90))
    on_the_last_day = await look(bench, left)
    clock.advance(timedelta(days=1))
    after = await look(bench, left)

    (found,) = on_the_last_day.alike
    assert found.other.closed_on == TODAY
    assert after.alike == ()


async def test_one_that_is_in_the_cluster_stays_listed_however_old_it_is(
    bench: Bench,
) -> None:
    left, other = await bench.leave(), await bench.leave()
    await bench.judge(left, same__1=tip_reference(other.id))
    ben = bench.officer("ben")
    tip = (await bench.desk.casebook.open_tip(ben, other.id)).tip
    await bench.desk.handling.close(ben, a_form(tip), "action")

    bench.desk.site.clock.advance(timedelta(days=300))

    assert name_offered(await look(bench, left)) == [tip_reference(other.id)]


async def test_at_most_ten_are_offered_the_most_urgent_and_newest_first(
    bench: Bench,
) -> None:
    left = await bench.leave()
    urgent = await bench.leave(facts=Facts(priority=0, day=TODAY - timedelta(days=60)))
    newer = await bench.leave(facts=Facts(priority=1))
    older = await bench.leave(facts=Facts(priority=1, day=TODAY - timedelta(days=9)))
    for _ in range(9):
        await bench.leave(facts=Facts(priority=4))

    sheet = await look(bench, left)

    assert len(sheet.alike) == 10
    assert [one.other.id for one in sheet.alike[:3]] == [urgent.id, newer.id, older.id]


async def test_looking_at_others_opens_none_of_them(bench: Bench) -> None:
    left, other = await bench.leave(), await bench.leave()

    await look(bench, left)

    assert await bench.desk.list_seals(other.letter) == [False]
    assert len(await bench.desk.list_acts()) == 1


async def test_one_that_does_not_open_spoils_nothing(bench: Bench) -> None:
    left, broken, whole = [await bench.leave() for _ in range(3)]
    await bench.desk.break_letter(broken.letter)
    gone = await bench.leave()
    await bench.desk.withdraw(gone)

    assert name_offered(await look(bench, left)) == [tip_reference(whole.id)]
