"""What a tip's own desk keeps of what left it: which report went where, as what.

It is a staff letter of the tip. So only the tip's desk can follow a report back
and forth; the releases themselves name no tip to anybody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from crypto import CryptoError, Draft
from service.domain.json_texts import read_json, text_of, write_json
from service.domain.letters import Kind
from service.domain.opened import OpenedTip
from service.domain.parcels import Parcel
from service.domain.people import DeskId, OfficerId
from service.domain.releases import ReleaseId
from service.domain.reports import Report, ReportId


@dataclass(frozen=True, slots=True)
class Passed:
    """What one act sent or took back: the releases, each with the desk it is for.

    `report` is empty for a request to keep pictures; `offer` holds what was
    released, with its terms and answered marks (see `offers.py`).
    """

    reference: str
    sent: tuple[tuple[ReleaseId, DeskId], ...]
    report: ReportId = ReportId("")  # noqa: RUF009 - a text like any other
    withdrawn: bool = False
    offer: str = field(default="", repr=False)

    @property
    def json(self) -> str:
        """The text that goes into the tip's letter."""
        return write_json(
            {
                "reference": self.reference,
                "sent": dict(self.sent),
                "report": self.report,
                "withdrawn": self.withdrawn,
                "offer": self.offer,
            }
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Read it.

        Raises:
            CannotOpenError: It is not one.
        """
        fields = read_json(text)
        found = fields.get("sent")
        sent: Mapping[str, object] = found if isinstance(found, dict) else {}
        return cls(
            reference=text_of(fields, "reference"),
            sent=tuple(
                (ReleaseId(one), DeskId(text_of(sent, one))) for one in sorted(sent)
            ),
            report=ReportId(text_of(fields, "report")),
            withdrawn=fields.get("withdrawn") is True,
            offer=text_of(fields, "offer"),
        )


@dataclass(frozen=True, slots=True)
class PassedOn:
    """One release that was made from a tip."""

    release: ReleaseId
    desk: DeskId
    reference: str
    report: ReportId
    day: date
    by: OfficerId
    withdrawn: bool

    @property
    def is_cctv(self) -> bool:
        """Tell whether it asks for pictures and holds no report."""
        return not self.report


def list_passed(tip: OpenedTip) -> tuple[PassedOn, ...]:
    """Return what left a tip's desk, the oldest first, and what was taken back."""
    found: dict[ReleaseId, PassedOn] = {}
    gone: set[ReleaseId] = set()
    for remark in tip.read_all(Kind.RELEASE):
        try:
            passed = Passed.read(remark.content)
        except CryptoError:
            continue
        for release, desk in passed.sent:
            if passed.withdrawn:
                gone.add(release)
                continue
            about = (passed.reference, passed.report, remark.day, remark.by)
            found[release] = PassedOn(release, desk, *about, withdrawn=False)
    return tuple(
        replace(one, withdrawn=release in gone) for release, one in found.items()
    )


def is_passed_on(tip: OpenedTip) -> bool:
    """Tell whether another desk has a report of it now, in our own words.

    A request to keep pictures tells nobody what was told, and a desk with a duty reads
    the reporter's own words: neither is what a reporter is told by "passed on".
    """
    return any(not one.withdrawn and not one.is_cctv for one in list_passed(tip))


def list_reports(tip: OpenedTip) -> dict[ReportId, Report]:
    """Return a tip's reports as they were last saved, the oldest first."""
    found: dict[ReportId, Report] = {}
    for remark in tip.read_all(Kind.REPORT):
        try:
            found[ReportId(remark.about)] = Report.read(remark.content)
        except CryptoError:
            continue
    return found


def note_sent(parcels: Sequence[Parcel], draft: Draft, offer: str = "") -> Passed:
    """Say what a tip keeps of one thing that goes to some desks with a draft's ids."""
    first = parcels[0]
    sent = tuple((one.release_id(draft), one.to_desk) for one in parcels)
    return Passed(first.content.reference, sent, first.link.report, offer=offer)
