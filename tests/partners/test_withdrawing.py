"""What left before its tip went to another desk, asked back by who sent it."""

import pytest
from sqlalchemy import update

from crypto import random_bytes
from service.db.schema import TipRow
from service.domain.asking import Withdrawal
from service.domain.audit import Act
from service.domain.errors import BadFormError, NotFoundError
from service.domain.forms import Ending
from service.domain.parcels import ReleaseForm
from service.domain.releases import ReleaseId
from service.partners.withdrawing import StillHereError, Withdrawing
from tests.builders import INDEPENDENT_DESK, POLICE_DESK, TRIAGE_DESK
from tests.partnership import Partnership, People, a_form

SENT = "/sent/community-safety"
TITLE = "Drug dealing beside a block"


async def send_and_move(office: Partnership) -> ReleaseId:
    """Send a report of a tip that goes to the independent desk after."""
    left = await office.exchange.desk.leave_tip()
    release = await office.send(tip=left.id)
    async with office.exchange.desk.vault.writing() as connection:
        moved = update(TipRow).where(TipRow.id == left.id)
        await connection.execute(moved.values(desk=INDEPENDENT_DESK))
    return release


async def test_what_left_before_the_tip_went_is_withdrawn_from_the_sent_page(
    office: Partnership, people: People
) -> None:
    release = await send_and_move(office)
    ben, hal = people["ben"], people["hal"]
    await ben.visit(SENT)
    await ben.press(TITLE)

    await ben.press("Withdraw it", choice="risk", text="Do not act on it.")
    await hal.visit("/reports/neighbourhood-police")

    assert ben.status == 200
    assert "You withdrew it" in ben.page
    assert (await office.find_line(release)).withdrawn
    assert TITLE not in hal.page
    assert Act.REPORT_WITHDRAWN in await office.exchange.desk.list_acts()


async def test_no_reason_is_said_beside_the_list_and_nothing_is_withdrawn(
    office: Partnership, people: People
) -> None:
    release = await send_and_move(office)
    ben = people["ben"]
    await ben.visit(SENT)
    await ben.press(TITLE)

    await ben.press("Withdraw it", text="Do not act on it.")
    empty = ben.status, ben.page
    await ben.press("Withdraw it", choice="risk", text="Ring 07700 900123.")

    assert empty[0] == 400
    assert 'id="withdraw-choice-error"' in empty[1]
    assert "Do not act on it.</textarea>" in empty[1]
    assert ben.status == 400
    assert "Say it without names, numbers and addresses" in ben.page
    assert not (await office.find_line(release)).withdrawn


async def test_a_form_sent_twice_withdraws_once(office: Partnership) -> None:
    release = await send_and_move(office)
    form = a_form(await office.open_sent("ben", release))

    first = await withdraw(office, "ben", form)
    again = await withdraw(office, "ben", form)

    assert (first, again) == (Ending.DONE, Ending.ALREADY)
    acts = await office.exchange.desk.list_acts()
    assert acts.count(Act.REPORT_WITHDRAWN) == 1


async def test_nobody_but_its_sender_withdraws_it(office: Partnership) -> None:
    release = await send_and_move(office)
    seed = random_bytes(16)

    for name, desk in (
        ("hal", POLICE_DESK),
        ("hal", TRIAGE_DESK),
        ("faye", TRIAGE_DESK),
    ):
        with pytest.raises(NotFoundError):
            await withdraw(office, name, ReleaseForm(release, desk, 0, seed))
    assert not (await office.find_line(release)).withdrawn


async def test_a_tip_that_is_still_there_is_where_it_is_withdrawn(
    office: Partnership,
) -> None:
    left = await office.exchange.desk.leave_tip()
    release = await office.send(tip=left.id)
    form = a_form(await office.open_sent("ben", release))

    with pytest.raises(StillHereError):
        await withdraw(office, "ben", form)
    with pytest.raises(BadFormError):
        await withdraw(office, "ben", form, reason="none of ours")
    assert not (await office.find_line(release)).withdrawn


async def withdraw(
    office: Partnership, name: str, form: ReleaseForm, reason: str = "risk"
) -> Ending:
    """Send the form of the sent page."""
    asked = Withdrawal(form.release_id, reason, "Do not act on it.")
    officer, verbs = (
        office.exchange.desk.officer(name),
        Withdrawing(office.exchange.book),
    )
    return (await verbs.withdraw(officer, form, asked)).ending
