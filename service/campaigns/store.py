"""What the posters' page asks of the vault."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from service.db.schema import CampaignVisitRow


async def list_visits(connection: AsyncConnection) -> list[tuple[str, date, int]]:
    row = CampaignVisitRow
    found = await connection.execute(select(row.code, row.day, row.visits))
    return [(code, day, visits) for code, day, visits in found]
