"""Take a report out: open it for one of its desks, and write down who did and why."""

from dataclasses import dataclass

from service.db.releasebook import Releasebook
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.errors import NotFoundError
from service.domain.exports import ExportReason, make_values
from service.domain.people import DeskId, SignedIn
from service.domain.releases import ReleaseId, Sent
from service.domain.sheets import Sheet, lay_out


@dataclass(frozen=True, slots=True)
class Export:
    """A report as it leaves: laid out to be set on paper, and as values."""

    reference: str
    sheet: Sheet
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Exporting:
    """Gives out what a desk can read and believe, and nothing else."""

    releases: Releasebook
    borough: Borough

    async def export(
        self,
        officer: SignedIn,
        desk: DeskId,
        release: ReleaseId,
        reason: ExportReason,
    ) -> Export:
        """Return a report for a desk that sent or received it. One entry in the log.

        Raises:
            NotFoundError: There is none, it is another desk's, it was withdrawn from
                this one, or it cannot be trusted.
        """
        async with self.releases.vault.writing() as connection:
            file = await self.releases.take(connection, officer, desk, release)
            sent = file.opened.sent
            if sent is None or (file.opened.withdrawal and not file.is_sender):
                raise NotFoundError
            by = officer.officer_id
            entry = Entry(Act.REPORT_EXPORTED, by, release, reason.value)
            await self.releases.log.append(connection, entry)
        return self._lay_out(sent, (file.record.from_desk, file.record.to_desk))

    def _lay_out(self, sent: Sent, desks: tuple[DeskId, DeskId]) -> Export:
        today = self.releases.clock.today()
        sheet = lay_out(sent, self.borough, desks, today)
        return Export(sent.reference, sheet, make_values(sent, self.borough, desks))
