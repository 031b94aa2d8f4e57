import pytest

from service.db.schema import AuditEntryRow
from tests.offices import Office
from tests.visitors import Visitor


async def test_an_auditor_sees_that_the_log_is_whole_and_reads_it(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.leave_trace("ben")
    await small_office.come_in(visitor, "dev")
    whole = visitor.page
    await visitor.press("Read the log")

    assert "Unbroken" in whole
    assert (await small_office.chain.verify()).count == 2
    assert "Log read" in visitor.page
    assert "4 March 2026, 12:00:00" in visitor.page
    assert ">ben<" in visitor.page


async def test_looking_at_the_log_changes_nothing(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.come_in(visitor, "dev")
    for _ in range(3):
        await visitor.visit("/log")

    assert await small_office.list_acts() == []


async def test_a_broken_log_is_said_to_be_broken(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.leave_trace("ben")
    first = AuditEntryRow.number == 1
    await small_office.tamper(AuditEntryRow, first, previous=b"x" * 32)
    await small_office.come_in(visitor, "dev")

    assert "The log is broken" in visitor.page
    assert "Unbroken" not in visitor.page


async def test_a_detail_that_is_gone_is_a_line_that_says_so(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.leave_trace("ben")
    await small_office.tamper(AuditEntryRow, AuditEntryRow.number == 1, box=None)
    await small_office.come_in(visitor, "dev")
    await visitor.press("Read the log")

    assert visitor.status == 200
    assert "Forgotten" in visitor.page


async def test_the_log_is_leafed_through_by_buttons(
    small_office: Office, visitor: Visitor
) -> None:
    await small_office.leave_trace(*["ben"] * 61)
    await small_office.come_in(visitor, "dev")
    await visitor.press("Read the log")
    newest = visitor.page
    await visitor.press("Older entries")
    older = visitor.page
    await visitor.press("Newer entries")

    assert "Newer entries" not in newest
    assert "Older entries" not in older
    assert ">1</th>" in older
    assert ">13</th>" in visitor.page
    assert ">12</th>" not in visitor.page


@pytest.mark.parametrize("newest", ["-1", "x", "9" * 40, "\u0661", "1.5"])
async def test_a_place_in_the_log_that_is_no_number_is_refused(
    small_office: Office, visitor: Visitor, newest: str
) -> None:
    await small_office.come_in(visitor, "dev")
    await visitor.press("Read the log", newest=newest)

    assert visitor.status == 400
