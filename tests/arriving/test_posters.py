"""Following a poster: to the first page, counted by day and not at all otherwise."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest
from sqlalchemy import select

from service import reporter as public
from service.arriving.usecases import Arriving
from service.db.engine import Vault
from service.db.schema import CampaignVisitRow
from service.domain.doorbells import QUARTER
from service.domain.errors import UnavailableError
from tests.arriving.conftest import Street
from tests.builders import REPORTER_HOST, Site
from tests.visitors import at_the_door


@pytest.fixture
async def vault(site: Site) -> AsyncIterator[Vault]:
    vault = Vault(site.database.reporter)
    yield vault
    await vault.close()


async def count(site: Site) -> list[tuple[str, date, int]]:
    vault, row = Vault(site.database.desk), CampaignVisitRow
    async with vault.reading() as connection:
        found = await connection.execute(
            select(row.code, row.day, row.visits).order_by(row.day, row.code)
        )
        counted = [(code, day, visits) for code, day, visits in found]
    await vault.close()
    return counted


async def count_when_written(site: Site, visits: int) -> list[tuple[str, date, int]]:
    """Look until so many visits are there, and no longer than some seconds."""
    for _ in range(500):
        if sum(times for _, _, times in await count(site)) == visits:
            break
        await asyncio.sleep(0.01)
    return await count(site)


async def test_a_poster_leads_to_the_first_page_and_is_counted_by_day(
    street: Street, site: Site
) -> None:
    today = site.clock.today()

    async with street() as passer_by:
        answers = [await passer_by.client.get("/p/SCHOOL") for _ in range(3)]
        site.clock.advance(timedelta(days=1))
        answers.append(await passer_by.client.get("/p/school"))

    led = {(answer.status_code, answer.headers["location"]) for answer in answers}
    assert led == {(httpx.codes.SEE_OTHER, "/")}
    tomorrow = today + timedelta(days=1)
    assert await count(site) == [("SCHOOL", today, 3), ("SCHOOL", tomorrow, 1)]


async def test_what_two_processes_counted_adds_up(street: Street, site: Site) -> None:
    for _ in range(2):
        async with street() as passer_by:
            await passer_by.client.get("/p/SCHOOL")

    assert await count(site) == [("SCHOOL", site.clock.today(), 2)]


async def test_a_visit_writes_nothing_while_somebody_could_be_telling_us(
    street: Street, site: Site
) -> None:
    async with street() as passer_by:
        await passer_by.client.get("/p/SCHOOL")
        during = await count(site)

    assert during == []


async def test_visits_are_written_together_a_random_while_after_a_quarter_hour(
    vault: Vault, site: Site
) -> None:
    today, over = site.clock.today(), asyncio.Event()
    asked: list[float] = []

    async def rest(seconds: float) -> None:
        asked.append(seconds)
        await over.wait()

    arriving = Arriving(vault, site.borough, site.clock, rest)
    for code in ("SHOP", "SCHOOL", "SHOP"):
        arriving.count_visit(code)
    await asyncio.sleep(0)
    before = await count(site)
    over.set()
    after = await count_when_written(site, 3)
    arriving.count_visit("SHOP")
    again = await count_when_written(site, 4)
    await arriving.close()

    assert (before, after) == ([], [("SCHOOL", today, 1), ("SHOP", today, 2)])
    assert again == [("SCHOOL", today, 1), ("SHOP", today, 3)]
    assert await count(site) == again
    assert len(asked) == 2
    assert all(QUARTER <= seconds < 2 * QUARTER for seconds in asked)


@pytest.mark.parametrize("code", ["NOSUCH", "SCHOOL%00", "a" * 2000, "..%2Fform"])
async def test_a_code_that_no_poster_has_leads_there_too_and_counts_nothing(
    street: Street, site: Site, code: str
) -> None:
    async with street() as passer_by:
        answer = await passer_by.client.get(f"/p/{code}")

    assert answer.status_code in {httpx.codes.SEE_OTHER, httpx.codes.NOT_FOUND}
    assert not answer.headers.get("location", "/").strip("/")
    assert await count(site) == []


async def test_a_browser_that_looks_ahead_is_not_counted(
    street: Street, site: Site
) -> None:
    ahead = {"sec-purpose": "prefetch"}

    async with street() as passer_by:
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


async def test_what_could_not_be_written_stays_counted(
    vault: Vault, site: Site
) -> None:
    away = Vault(f"sqlite+aiosqlite:///{site.folder / 'gone' / 'away.db'}")
    arriving = Arriving(away, site.borough, site.clock)
    arriving.count_visit("SCHOOL")
    with pytest.raises(UnavailableError):
        await arriving.write_down()
    arriving.vault = vault
    await arriving.close()

    assert await count(site) == [("SCHOOL", site.clock.today(), 1)]
