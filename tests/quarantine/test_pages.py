"""The quarantine as officers see it on their screens."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from service.db.schema import TipRow
from service.domain.configured import Work
from service.domain.quarantine import Which
from service.quarantine import comparing
from tests.builders import TRIAGE_DESK
from tests.quarantine.flooded import A_RUNNER, REAL, SPAM, Flooded
from tests.visitors import Visitor

PAGE = f"/quarantine/{TRIAGE_DESK}"


async def test_the_inbox_leads_to_what_waits(small: Flooded, ben: Visitor) -> None:
    await small.send(count=2)

    await ben.visit("/inbox")

    assert f'href="{PAGE}">Quarantine: 2 wait' in ben.page
    assert "There are no open tips." in ben.page
    assert "urgent there" not in ben.page


async def test_the_inbox_says_that_something_urgent_waits_in_the_quarantine(
    small: Flooded, ben: Visitor
) -> None:
    await small.send(count=2)
    async with small.desk.vault.writing() as connection:
        tip = (await connection.scalars(select(TipRow.id).limit(1))).one()
        await connection.execute(
            update(TipRow).where(TipRow.id == tip).values(priority=0)
        )

    await ben.visit("/inbox")

    assert "1 urgent there" in ben.page


async def test_an_empty_quarantine_is_found_and_says_what_it_is_for(
    ben: Visitor,
) -> None:
    await ben.visit("/inbox")
    inbox = ben.page
    await ben.visit("/inbox/community-safety?view=closed")
    closed = ben.page
    await ben.visit(PAGE)

    assert f'href="{PAGE}">Quarantine: none' in inbox
    assert f'href="{PAGE}">Quarantine: none' in closed
    assert "Nothing waits here." in ben.page
    assert "so that you can still read what people tell you" in ben.page
    assert "Show ten at random" not in ben.page


async def test_an_officer_looks_at_samples_and_lets_one_in(
    small: Flooded, ben: Visitor
) -> None:
    await small.send(replace(REAL, where="Plover Close"))

    await ben.visit(PAGE)
    before = ben.page
    await ben.press("Show ten at random")
    samples = ben.page
    await ben.press("Let it into the inbox")

    assert REAL.text not in before
    assert REAL.text in samples
    assert "Plover Close" in samples
    assert "1 tip is in the inbox now." in ben.page
    assert len(await small.list_inbox()) == 1


async def test_an_officer_opens_a_sample_as_any_tip_and_lets_it_in_from_there(
    small: Flooded, ben: Visitor
) -> None:
    await small.send(REAL)

    await ben.visit(PAGE)
    await ben.press("Show ten at random")
    await ben.press("Open it")
    opened = ben.page
    await ben.press("Let it into the inbox")

    assert "In the quarantine" in opened
    assert REAL.text in opened
    assert "1 tip is in the inbox now." in ben.page


async def test_an_officer_is_not_offered_what_only_supervisors_do(
    small: Flooded, ben: Visitor
) -> None:
    await small.send(count=2)

    await ben.visit(PAGE)

    assert "Many at once" not in ben.page


async def test_a_supervisor_closes_all_that_look_like_a_sample(
    small: Flooded, amira: Visitor
) -> None:
    await small.send(SPAM, count=3)

    await amira.visit(PAGE)
    await amira.press("Show ten at random")
    await amira.press("Close them", at="/close", choice="malicious")

    assert "3 tips were closed." in amira.page
    assert "Nothing waits here." in amira.page


async def test_a_page_says_when_not_all_could_be_compared(
    small: Flooded, amira: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_COMPARISONS", 0)
    await small.send(SPAM, count=3)

    await amira.visit(PAGE)
    await amira.press("Show ten at random")
    await amira.press("Close them", at="/close", choice="malicious")

    assert "1 tip was closed. Too many wait to compare them all" in amira.page
    assert "Look at more samples." in amira.page


async def test_closing_without_a_reason_changes_nothing_and_says_what_is_missing(
    small: Flooded, amira: Visitor
) -> None:
    await small.send(count=2)

    await amira.visit(PAGE)
    await amira.press("Close them", at="/close", choice="")

    assert amira.status == 400
    assert "Choose why they are closed" in amira.page
    assert len(await small.list_held()) == 2


async def test_tips_with_a_duty_are_named_and_left(
    small: Flooded, amira: Visitor
) -> None:
    await small.send(SPAM)
    await small.send(A_RUNNER)

    await amira.visit(PAGE)
    told = amira.page
    await amira.press("Close them", at="/close", which="all", choice="test")

    assert "1 tip of these has a safeguarding duty that is still open." in told
    assert "1 tip was closed." in amira.page
    assert len(await small.list_held()) == 1


async def test_a_form_sent_twice_closes_nothing_twice(
    small: Flooded, amira: Visitor
) -> None:
    await small.send(count=2)
    await amira.visit(PAGE)
    shown = Visitor(amira.client, amira.page)
    await amira.press("Close them", at="/close", which="all", choice="test")

    await shown.press("Close them", at="/close", which="all", choice="test")

    assert "Nothing was closed." in shown.page


async def test_who_writes_again_stands_on_the_page(
    small: Flooded, amira: Visitor
) -> None:
    [receipt] = await small.send()
    assert receipt is not None
    await small.close("amira", Which())
    thread = await small.public.mailbox.open_mailbox(receipt.words)
    await small.public.mailbox.add(thread.token, "It was real.")

    await amira.visit("/inbox")
    inbox = amira.page
    await amira.visit(PAGE)
    page = amira.page
    await amira.press("T-")

    assert "1 closed there with news" in inbox
    assert "Quarantine: none" in inbox
    assert "Somebody wrote about this after it was closed" in page
    assert "It was real." in amira.page
    assert "Closed with others" in amira.page


@pytest.mark.parametrize(
    "which",
    ["", "none", "all:x", "day:soon", "day:", "like:", "one:", "one:" + "a" * 99],
)
async def test_what_no_page_offers_is_refused(
    small: Flooded, amira: Visitor, which: str
) -> None:
    await small.send()
    await amira.visit(PAGE)

    await amira.press("Let them", which=which)

    assert amira.status == 400
    assert len(await small.list_held()) == 1


async def test_a_desk_without_an_inbox_has_no_quarantine(
    small: Flooded, ben: Visitor
) -> None:
    other = next(d.id for d in small.site.borough.desks if d.work is Work.AUDITOR)
    await ben.visit(f"/quarantine/{other}")

    assert ben.status == 404


async def test_another_desk_s_officer_finds_nothing(
    small: Flooded, ines: Visitor
) -> None:
    await small.send()

    await ines.visit(PAGE)

    assert ines.status == 404
