"""What a tip keeps of what left its desk, as a release would leave it."""

from service.domain.audit import Act
from service.domain.deeds import Deed, Doer
from service.domain.forms import Wish
from service.domain.letters import Kind
from service.domain.opened import OpenedTip, People
from service.domain.passed import Passed
from service.domain.releases import ReleaseId
from service.domain.reports import ReportId
from service.domain.tips import TipId
from tests.builders import POLICE_DESK
from tests.tips import TODAY, Desk, a_form

A_REPORT = ReportId("1" * 32)
NO_REPORT = ReportId("")
"""What a request to keep pictures has."""

_SENT = ((ReleaseId("a" * 32), POLICE_DESK),)


async def note_passed(
    desk: Desk, tip_id: TipId, report: ReportId = A_REPORT, *, withdrawn: bool = False
) -> OpenedTip:
    """Let ben release something to the police, or take it back."""
    ben = desk.officer("ben")
    passed = Passed("QW-AAAA-AAAA", _SENT, report, withdrawn=withdrawn)
    act = Act.REPORT_WITHDRAWN if withdrawn else Act.REPORT_RELEASED
    tip = (await desk.casebook.open_tip(ben, tip_id)).tip

    def plan(tip: OpenedTip, _people: People) -> Deed:
        doer = Doer(ben.officer_id, TODAY)
        return doer.keep(tip, Kind.RELEASE, act, passed.json)

    wish = Wish(act, passed.json)
    return (await desk.casebook.carry_out(ben, a_form(tip), wish, plan)).tip
