"""Write reports from a tip: each save is a transaction, and a new sealed letter.

What is marked is worked out afterwards, from what was opened. It changes nothing,
and nothing of it is kept: what still stands is looked for again at release.
"""

from dataclasses import dataclass, replace
from functools import partial

from anyio import to_thread

from service.db.casebook import Casebook
from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.deeds import Deed, Doer
from service.domain.errors import BadFormError
from service.domain.forms import Ending, Seen, TipForm, Wish
from service.domain.json_texts import write_json
from service.domain.letters import Kind
from service.domain.opened import OpenedTip, People
from service.domain.originals import Original, choose_read, list_originals
from service.domain.people import SignedIn
from service.domain.reports import Report, ReportId
from service.domain.tips import TipId
from service.domain.writing import begin_report, check_report, list_saves
from service.extract.checking import list_standing
from service.extract.passages import Note, Passages, number_passages
from service.extract.reading import find_marks


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Sheet:
    """What stands side by side: the reporter's words, marked, and one report.

    `told` are the pieces and notes of `originals`, in their order; `standing` are
    the notes on what is still marked in the report.
    """

    seen: Seen
    report_id: ReportId
    report: Report
    originals: tuple[Original, ...]
    told: Passages
    standing: tuple[Note, ...]

    @property
    def is_cut(self) -> bool:
        """Tell whether there was more than is looked through for marks."""
        return len(choose_read(self.originals)) < len(self.originals)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Writing:
    """Writes reports of a tip. Everything raises as `Casebook.carry_out`."""

    casebook: Casebook
    borough: Borough

    async def list_reports(self, officer: SignedIn, tip_id: TipId) -> Seen:
        """Open a tip to see its reports: a look at it, as any other.

        Raises:
            NotFoundError: There is none, or it is another desk's.
        """
        return await self.casebook.open_tip(officer, tip_id)

    async def begin(self, officer: SignedIn, tip_id: TipId, seed: bytes) -> Sheet:
        """Open an empty report. The same form pressed twice is the same report."""
        asked = write_json({"tip": tip_id, "begin": "report"}).encode()
        draft = self.casebook.secret.draft(seed, asked)
        return await self.open_report(
            officer, tip_id, ReportId(draft.make_id("report"))
        )

    async def open_report(
        self,
        officer: SignedIn,
        tip_id: TipId,
        report_id: ReportId,
        typed: Report | None = None,
    ) -> Sheet:
        """Show a report beside the tip: as it was saved last, or as it is typed now."""
        seen = await self.casebook.open_tip(officer, tip_id)
        return await self.compare(seen, report_id, typed)

    async def save(
        self, officer: SignedIn, form: TipForm, report_id: ReportId, report: Report
    ) -> Sheet:
        """Save a report as a new sealed letter; nothing is blocked by a mark.

        Raises:
            BadFormError: It cannot be saved so, or there is no tip left to write from.
        """
        if check_report(report, self.borough):
            raise BadFormError
        doer = Doer(officer.officer_id, self.casebook.clock.today())
        wish = Wish(Act.REPORT_SAVED, report.json, report_id)

        def plan(tip: OpenedTip, _people: People) -> Deed:
            saves = list_saves(tip, report_id)
            if tip.answers is None and not saves:
                raise BadFormError
            # What somebody answered to a mark stays answered while it is there.
            answered = saves[0].report.answered if saves else ()
            content = replace(report, answered=answered).json
            return doer.keep(
                tip, Kind.REPORT, Act.REPORT_SAVED, content, about=report_id
            )

        seen = await self.casebook.carry_out(officer, form, wish, plan)
        typed = report if seen.ending is Ending.CHANGED else None
        return await self.compare(seen, report_id, typed)

    async def compare(
        self, seen: Seen, report_id: ReportId, typed: Report | None = None
    ) -> Sheet:
        """Mark the reporter's words, and what is carried over from them."""
        saves = list_saves(seen.tip, report_id)
        saved = saves[0].report if saves else begin_report(seen.tip)
        report = typed or saved
        originals = list_originals(seen.tip)
        # Reading long texts takes a while: others are served meanwhile.
        return await to_thread.run_sync(
            partial(_mark, seen, report_id, report, originals)
        )


def _mark(
    seen: Seen, report_id: ReportId, report: Report, originals: tuple[Original, ...]
) -> Sheet:
    texts = tuple(one.text for one in originals)
    read = choose_read(originals)
    marks = [find_marks(one.text) if one in read else () for one in originals]
    told = number_passages(texts, marks)
    prose, words = report.prose, [one.text for one in read]
    standing = number_passages((prose,), (list_standing(words, prose),))
    return Sheet(seen, report_id, report, originals, told, standing.notes)
