"""What a visit may say to the vault: one more, for a code and a day."""

from datetime import date

from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncConnection

from service.db.schema import CampaignVisitRow


async def add_visit(connection: AsyncConnection, code: str, day: date) -> None:
    first = postgresql.insert(CampaignVisitRow).values(code=code, day=day, visits=1)
    again = first.on_conflict_do_update(
        index_elements=[CampaignVisitRow.code, CampaignVisitRow.day],
        set_={"visits": CampaignVisitRow.visits + 1},
    )
    await connection.execute(again)
