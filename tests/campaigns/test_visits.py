"""What a supervisor sees of posters."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import insert

from service import desk as process
from service.db.engine import Vault
from service.db.schema import CampaignVisitRow
from tests.builders import DESK_HOST, Site
from tests.tips import Desk, at_work
from tests.visitors import Visitor, at_the_door


@pytest.fixture
async def office(site: Site) -> AsyncIterator[Desk]:
    """The team, and three months of posters behind it (today is 4 March 2026)."""
    async with at_work(site) as desk:
        january = site.clock.today().replace(month=1)
        days = (
            ("SCHOOL", january, 3),
            ("SCHOOL", january.replace(day=20), 4),
            ("SHOP", january, 4),
            ("SCHOOL", site.clock.today(), 77),
        )
        street = Vault(site.database.reporter)
        async with street.writing() as connection:
            for code, day, visits in days:
                row = {"code": code, "day": day, "visits": visits}
                await connection.execute(insert(CampaignVisitRow).values(**row))
        await street.close()
        yield desk


async def come_in(office: Desk, name: str) -> AsyncIterator[Visitor]:
    app = process.app(office.site.desk_settings, office.site.clock)
    async with at_the_door(app, DESK_HOST) as visitor:
        visitor.client.cookies.set("__Host-desk", await office.sign_in(name))
        yield visitor


@pytest.fixture
async def amira(office: Desk) -> AsyncIterator[Visitor]:
    """The supervisor."""
    async for visitor in come_in(office, "amira"):
        yield visitor


@pytest.fixture
async def ben(office: Desk) -> AsyncIterator[Visitor]:
    """An officer."""
    async for visitor in come_in(office, "ben"):
        yield visitor


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
