"""Following a poster: to the first page, counted by day and not at all otherwise."""

from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest
from sqlalchemy import select

from service import reporter as public
from service.db.engine import Vault
from service.db.schema import CampaignVisitRow
from tests.builders import REPORTER_HOST, Site
from tests.visitors import Visitor, at_the_door


async def count(site: Site) -> list[tuple[str, date, int]]:
    vault, row = Vault(site.database.desk), CampaignVisitRow
    async with vault.reading() as connection:
        found = await connection.execute(
            select(row.code, row.day, row.visits).order_by(row.day)
        )
        counted = [(code, day, visits) for code, day, visits in found]
    await vault.close()
    return counted


async def test_a_poster_leads_to_the_first_page_and_is_counted_by_day(
    passer_by: Visitor, site: Site
) -> None:
    today = site.clock.today()

    answers = [await passer_by.client.get("/p/SCHOOL") for _ in range(3)]
    site.clock.advance(timedelta(days=1))
    answers.append(await passer_by.client.get("/p/school"))

    led = {(answer.status_code, answer.headers["location"]) for answer in answers}
    assert led == {(httpx.codes.SEE_OTHER, "/")}
    tomorrow = today + timedelta(days=1)
    assert await count(site) == [("SCHOOL", today, 3), ("SCHOOL", tomorrow, 1)]


@pytest.mark.parametrize("code", ["NOSUCH", "SCHOOL%00", "a" * 2000, "..%2Fform"])
async def test_a_code_that_no_poster_has_leads_there_too_and_counts_nothing(
    passer_by: Visitor, site: Site, code: str
) -> None:
    answer = await passer_by.client.get(f"/p/{code}")

    assert answer.status_code in {httpx.codes.SEE_OTHER, httpx.codes.NOT_FOUND}
    assert not answer.headers.get("location", "/").strip("/")
    assert await count(site) == []


async def test_a_browser_that_looks_ahead_is_not_counted(
    passer_by: Visitor, site: Site
) -> None:
    ahead = {"sec-purpose": "prefetch"}

    await passer_by.client.get("/p/SCHOOL", headers=ahead)
    await passer_by.client.head("/p/SCHOOL")

    assert await count(site) == []


async def test_when_the_count_cannot_be_written_the_first_page_is_still_reached(
    site: Site,
) -> None:
    nowhere = f"sqlite+aiosqlite:///{site.folder / 'gone' / 'away.db'}"
    settings = replace(site.reporter_settings, database=nowhere)
    async with at_the_door(public.app(settings, site.clock), REPORTER_HOST) as visitor:
        visitor.client.follow_redirects = False
        answer = await visitor.client.get("/p/SCHOOL")

    assert answer.status_code == httpx.codes.SEE_OTHER
