"""The door of the posters' figures, for supervisors of a desk that reads tips."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from service.campaigns.usecases import Campaigns
from service.domain.boroughs import Borough
from service.domain.clock import write_month
from service.web.guards import Guard
from service.web.pages import Pages
from service.web.visits import Visit


@dataclass(frozen=True, slots=True)
class CampaignRoutes:
    campaigns: Campaigns
    borough: Borough
    pages: Pages
    guard: Guard

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/campaigns", self.guard.officer(self.show), methods=["GET"]),
        ]

    async def show(self, visit: Visit) -> Response:
        tallies = await self.campaigns.look(visit.officer)
        names = {one.code: one.name for one in self.borough.guide.campaigns}
        return self.pages.render(
            "campaigns/visits.html",
            visit=visit,
            tallies=tallies,
            campaigns=self.borough.guide.campaigns,
            names=names,
            write_month=write_month,
        )
