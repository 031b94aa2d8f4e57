import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from crypto import NO_ENTRY
from service.db.schema import AuditEntryRow, AuditHeadRow
from service.domain.errors import ForbiddenError
from tests.offices import Office


async def test_an_auditor_reads_who_did_what_and_when(office: Office) -> None:
    await office.leave_trace("ben", "amira")

    page = await office.log.read_page(office.officer("dev"), None)

    details = [line.detail for line in page.lines]
    assert [(d.act, page.names[d.officer]) for d in details if d] == [
        ("log read", "dev"),
        ("signed out everywhere", "amira"),
        ("signed out everywhere", "ben"),
    ]
    assert {d.at for d in details if d} == {office.site.clock.now()}


async def test_nobody_but_an_auditor_reads_the_log(small_office: Office) -> None:
    for name in ("amira", "ben", "carol"):
        with pytest.raises(ForbiddenError):
            await small_office.log.read_page(small_office.officer(name), None)


async def test_the_log_is_read_fifty_entries_at_a_time(small_office: Office) -> None:
    dev = small_office.officer("dev")
    await small_office.leave_trace(*["ben"] * 60)

    newest = await small_office.log.read_page(dev, None)
    older = await small_office.log.read_page(dev, newest.older)
    beyond = await small_office.log.read_page(dev, 10**12)

    assert [line.number for line in newest.lines] == list(range(61, 11, -1))
    assert [line.number for line in older.lines] == list(range(11, 0, -1))
    assert (newest.newer, newest.older) == (None, 11)
    assert (older.newer, older.older) == (61, None)
    assert beyond.lines[0].number == 63


async def test_an_entry_that_does_not_open_breaks_no_page(office: Office) -> None:
    await office.leave_trace("ben", "amira")
    await office.tamper(AuditEntryRow, AuditEntryRow.number == 1, box=None)
    await office.tamper(AuditEntryRow, AuditEntryRow.number == 2, box=b"\x01 no box")

    page = await office.log.read_page(office.officer("dev"), None)

    assert [line.is_forgotten for line in page.lines] == [False, False, True]
    assert [line.detail is None for line in page.lines] == [False, True, True]


async def test_a_log_in_which_nobody_meddled_holds(office: Office) -> None:
    await office.leave_trace("ben", "amira", "dev")

    state = await office.chain.verify()

    assert state.holds
    assert (state.count, state.altered, state.forgotten) == (3, (), 0)
    head = await office.read(AuditHeadRow.hash, AuditHeadRow.id == 1)
    assert state.head == head.hex()


async def test_a_log_without_an_entry_holds(small_office: Office) -> None:
    state = await small_office.chain.verify()

    assert state.holds
    assert (state.count, state.head) == (0, NO_ENTRY.hex())


async def test_a_forgotten_detail_leaves_the_chain_whole(small_office: Office) -> None:
    await small_office.leave_trace("ben")
    await small_office.tamper(AuditEntryRow, AuditEntryRow.number == 1, box=None)

    state = await small_office.chain.verify()

    assert state.holds
    assert state.forgotten == 1


@pytest.mark.parametrize("column", ["previous", "detail_hash"])
async def test_a_changed_entry_shows(small_office: Office, column: str) -> None:
    await small_office.leave_trace("ben", "amira")
    second = AuditEntryRow.number == 2
    await small_office.tamper(AuditEntryRow, second, **{column: bytes(32)})

    assert not (await small_office.chain.verify()).holds


async def test_an_exchanged_detail_shows_by_its_number(small_office: Office) -> None:
    await small_office.leave_trace("ben", "amira")
    first = await small_office.read(AuditEntryRow.box, AuditEntryRow.number == 1)
    await small_office.tamper(AuditEntryRow, AuditEntryRow.number == 2, box=first)

    state = await small_office.chain.verify()

    assert not state.holds
    assert (state.unbroken, state.altered) == (True, (2,))


@pytest.mark.parametrize("number", [1, 2, 3])
async def test_a_dropped_entry_shows(small_office: Office, number: int) -> None:
    await small_office.leave_trace("ben", "amira", "dev")
    async with small_office.vault.writing() as connection:
        await connection.execute(
            delete(AuditEntryRow).where(AuditEntryRow.number == number)
        )

    assert not (await small_office.chain.verify()).holds


async def test_a_head_put_back_while_entries_stay_stops_every_further_act(
    small_office: Office,
) -> None:
    await small_office.leave_trace("ben")
    noted = await small_office.chain.verify()
    await small_office.leave_trace("amira")
    await small_office.tamper(
        AuditHeadRow, AuditHeadRow.id == 1, number=1, hash=bytes.fromhex(noted.head)
    )

    with pytest.raises(IntegrityError):
        await small_office.leave_trace("dev")
