"""Ten beginnings at a time, and the log names each of them."""

from dataclasses import replace

from service.domain.audit import Act
from service.oversight.usecases import Chain
from tests.builders import TRIAGE_DESK
from tests.quarantine.flooded import SPAM, Flooded


async def test_samples_are_ten_beginnings_and_then_ten_others(
    flooded: Flooded,
) -> None:
    long = replace(SPAM, text="x" * 299 + "END and much more")
    await flooded.send(long, count=25)
    ben = flooded.officer("ben")

    first = await flooded.looking.open_samples(ben, TRIAGE_DESK)
    second = await flooded.looking.open_samples(ben, TRIAGE_DESK, first[-1].tip.id)

    seen = {sample.tip.id for sample in first} | {sample.tip.id for sample in second}
    assert (len(first), len(second), len(seen)) == (10, 10, 20)
    assert {(one.beginning, one.is_cut) for one in first} == {("x" * 299 + "E", True)}
    assert first[0].summary is not None
    assert Act.TIP_OPENED not in await flooded.desk.list_acts()


async def test_the_log_names_every_tip_whose_beginning_was_shown(
    flooded: Flooded,
) -> None:
    await flooded.send(count=13)
    ben = flooded.officer("ben")

    samples = await flooded.looking.open_samples(ben, TRIAGE_DESK)

    details = await flooded.desk.list_details()
    logged = [one for one in details if one.act == Act.QUARANTINE_SAMPLED.value]
    assert [one.subject for one in logged] == [one.tip.id for one in samples]
    assert {one.reason for one in logged} == {TRIAGE_DESK}
    assert {one.officer for one in logged} == {ben.officer_id}
    assert (await Chain(flooded.desk.vault).verify()).holds


async def test_few_tips_are_each_shown_once(flooded: Flooded) -> None:
    await flooded.send(count=3)
    ben = flooded.officer("ben")

    samples = await flooded.looking.open_samples(ben, TRIAGE_DESK)

    assert {one.tip.id for one in samples} == await flooded.list_held()
