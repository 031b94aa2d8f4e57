"""What leaves a tip's desk: sent in the transaction of the deed that decided it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from crypto import Draft
from service.db.calls import Caller
from service.db.engine import Transaction
from service.db.releasebook import Releasebook
from service.domain.audit import Act, Entry
from service.domain.boroughs import Borough
from service.domain.offers import Offer
from service.domain.opened import TipFile
from service.domain.parcels import Parcel
from service.domain.people import DeskId, SignedIn
from service.domain.released import Link
from service.domain.releases import CctvRequest
from service.domain.reports import ReportId
from service.domain.tips import TipId, TipRecord


@dataclass(frozen=True, slots=True)
class Postbox:
    """Sends what was decided to send."""

    releases: Releasebook
    borough: Borough

    def pack(self, offer: Offer, tip: TipRecord) -> tuple[Parcel, ...]:
        """Return what goes to each desk that a report is for."""
        sharing, today = self.borough.sharing, self.releases.clock.today()
        sent = offer.make_sent(tip.desk, today, sharing.caveat)
        link, due_on = Link(tip.id, offer.report_id), offer.terms.due_on
        forget_on = today + timedelta(days=sharing.forget_days)
        return tuple(Parcel(to, sent, link, due_on, forget_on) for to in offer.desks)

    def pack_request(self, request: CctvRequest, tip: TipId) -> Parcel:
        """Return what goes to the camera room."""
        sharing, today = self.borough.sharing, self.releases.clock.today()
        return Parcel(
            to_desk=sharing.cctv_desk,
            content=request,
            link=Link(tip, ReportId("")),
            due_on=max(request.gone_on - timedelta(days=1), today),
            forget_on=today + timedelta(days=sharing.forget_days),
        )

    async def post(
        self,
        connection: Transaction,
        officer: SignedIn,
        file: TipFile,
        packed: tuple[Sequence[Parcel], Draft],
    ) -> None:
        """Send parcels with a draft's ids, and call each desk; the log says which.

        Raises:
            NotOpenYetError, CardNotTrustedError: A desk cannot be sealed to.
        """
        parcels, draft = packed
        caller = Caller(self.releases.clock, self.borough)
        for parcel in parcels:
            sent = await self.releases.send(connection, file.keyring, parcel, draft)
            asks = isinstance(parcel.content, CctvRequest)
            act = Act.CCTV_ASKED if asks else Act.REPORT_RELEASED
            entry = Entry(act, officer.officer_id, sent.id, parcel.to_desk)
            await self.releases.log.append(connection, entry)
            await caller.call(connection, parcel.to_desk, file.tip.record)

    async def list_open(self) -> frozenset[DeskId]:
        """Return the desks that can be sealed to now."""
        async with self.releases.vault.reading() as connection:
            return frozenset(
                [
                    desk.id
                    for desk in self.borough.report_desks
                    if await self.releases.list_cards(connection, desk.id)
                ]
            )
