"""What a supervisor sees of posters."""

import httpx
import pytest
from sqlalchemy import insert

from service.db.engine import Vault
from service.db.schema import CampaignVisitRow
from tests.tips import Desk
from tests.visitors import Visitor


@pytest.fixture
async def small_desk(desk: Desk) -> Desk:
    """The team, and three months of posters behind it (today is 4 March 2026)."""
    january = desk.site.clock.today().replace(month=1)
    days = (
        ("SCHOOL", january, 3),
        ("SCHOOL", january.replace(day=20), 4),
        ("SHOP", january, 4),
        ("SCHOOL", desk.site.clock.today(), 77),
    )
    street = Vault(desk.site.database.reporter)
    async with street.writing() as connection:
        for code, day, visits in days:
            row = {"code": code, "day": day, "visits": visits}
            await connection.execute(insert(CampaignVisitRow).values(**row))
    await street.close()
    return desk


async def test_a_supervisor_sees_whole_months_and_no_small_number(
    amira: Visitor,
) -> None:
    page = (await amira.client.get("/campaigns")).text

    table = page.split("<tbody")[1].split("</tbody>")[0]
    rows = [" ".join(row.split()) for row in table.split("</tr>")[:-1]]
    assert len(rows) == 2
    assert "January 2026" in rows[0]
    assert "Posters in schools (SCHOOL)" in rows[0]
    assert ">7<" in rows[0]
    assert "fewer than 5" in rows[1]
    assert "77" not in table


async def test_an_officer_who_does_not_supervise_is_not_shown_it(ben: Visitor) -> None:
    answer = await ben.client.get("/campaigns")

    assert answer.status_code == httpx.codes.FORBIDDEN


async def test_the_menu_leads_a_supervisor_there(amira: Visitor, ben: Visitor) -> None:
    assert 'href="/campaigns"' in (await amira.client.get("/inbox")).text
    assert 'href="/campaigns"' not in (await ben.client.get("/inbox")).text
