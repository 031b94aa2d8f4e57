"""What a worker may say to the vault of visits: so many more, for a code and a day."""

from datetime import date

from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from service.db.schema import CampaignVisitRow


async def add_visits(
    connection: AsyncConnection, code: str, day: date, visits: int
) -> None:
    row = CampaignVisitRow
    first = postgresql.insert(row).values(code=code, day=day, visits=visits)
    again = first.on_conflict_do_update(
        index_elements=[row.code, row.day], set_={"visits": row.visits + visits}
    )
    await connection.execute(again)
