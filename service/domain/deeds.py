"""What an officer can do with a tip, and what each act writes.

Pure rules: a tip as it is goes in, and out comes what to seal, for the desk and
for the reporter, and what changes in clear. Nothing here writes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from crypto import DeskCard, Draft
from service.domain.audit import Act
from service.domain.boroughs import Borough
from service.domain.configured import Outcome
from service.domain.errors import BadFormError, DutyOpenError, NotPassedOnError
from service.domain.forms import record_id
from service.domain.letters import Kind, LetterId, Remark, Side, Stage
from service.domain.opened import OpenedTip, TipFile
from service.domain.passed import is_passed_on
from service.domain.people import DeskId, OfficerId
from service.domain.sealed import (
    Place,
    Written,
    seal_record,
    seal_told,
)


class HoldReason(StrEnum):
    """Why a tip must not be forgotten yet."""

    POLICE = "police"
    COURT = "court"
    COMPLAINT = "complaint"
    ACCESS = "access-request"
    SAFEGUARDING = "safeguarding"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return _REASONS[self]


_REASONS = {
    HoldReason.POLICE: "The police asked us to keep it",
    HoldReason.COURT: "A court or tribunal may need it",
    HoldReason.COMPLAINT: "There is a complaint about how it was handled",
    HoldReason.ACCESS: "Somebody asked to see what is held about them",
    HoldReason.SAFEGUARDING: "A child's or adult's safety depends on it",
}

LIFTED = "not-needed"
"""The one reason to lift a hold, as a code for the log."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One act: what it leaves with the desk, tells the reporter, and changes.

    `told` goes into the thread where there is one. `held` is None where the act
    has nothing to do with holds. `silences` takes the doorbell away. `summary` is
    what the inbox reads of the record; `also_for` are other desks that read it.
    """

    kind: Kind
    record: Remark
    summary: str | None = None
    also_for: frozenset[DeskId] = frozenset()
    told: Remark | None = None
    told_kind: Kind = Kind.STATUS
    open: bool = True
    picked_up: bool = False
    forget_on: date | None = None
    held: bool | None = None
    silences: bool = False


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acts, and on what day."""

    officer: OfficerId
    day: date

    def note(self, tip: OpenedTip, text: str) -> Deed:
        """Write something down for the desk."""
        return self._keep(tip, Act.NOTE_ADDED, text)

    def give(self, tip: OpenedTip, to: OfficerId) -> Deed:
        """Pick a tip up, or hand it to a colleague. Both are a pick-up if the first."""
        act = Act.TIP_CLAIMED if to == self.officer else Act.TIP_HANDED
        record = Remark(day=self.day, by=self.officer, holder=to, act=act.value)
        told = None if tip.record.picked_up else self._stage(Stage.BEING_READ)
        silences = act is Act.TIP_CLAIMED or told is not None
        return Deed(Kind.HOLDER, record, told=told, picked_up=True, silences=silences)

    def message(self, tip: OpenedTip, text: str) -> Deed:
        """Write to the reporter. The desk's own record holds no word of it."""
        kept = self._keep(tip, Act.MESSAGE_SENT, "")
        told = Remark(day=self.day, text=text)
        return replace(kept, told=told, told_kind=Kind.MESSAGE)

    def pass_on(self, tip: OpenedTip, text: str) -> Deed:
        """Tell the reporter that it was passed on, and what that means.

        Raises:
            NotPassedOnError: Nobody else has anything of it.
        """
        if not is_passed_on(tip):
            raise NotPassedOnError
        kept = self._keep(tip, Act.PASSED_ON, "")
        return replace(kept, told=self._stage(Stage.PASSED_ON, text))

    def close(
        self, tip: OpenedTip, outcome: Outcome, text: str, borough: Borough
    ) -> Deed:
        """Close a tip, tell its reporter why, and set the day it is forgotten.

        Raises:
            DutyOpenError: Somebody has still to act for somebody's safety.
        """
        if tip.has_open_duty:
            raise DutyOpenError
        told = f"{outcome.told}\n\n{text}" if text else outcome.told
        record = Remark(
            day=self.day,
            text=text,
            by=self.officer,
            outcome=outcome.code,
            act=Act.TIP_CLOSED.value,
        )
        return Deed(
            Kind.OUTCOME,
            record,
            told=self._stage(Stage.CLOSED, told),
            open=False,
            picked_up=tip.record.picked_up,
            forget_on=borough.forget_on(self.day, outcome.code),
            silences=True,
        )

    def reopen(self, tip: OpenedTip) -> Deed:
        """Take a closed tip up again; the day it would be forgotten is off.

        Raises:
            BadFormError: It is not closed, or there is nothing left to act on.
        """
        if tip.record.open or tip.withdrawn:
            raise BadFormError
        record = Remark(
            day=self.day,
            by=self.officer,
            holder=self.officer,
            act=Act.TIP_REOPENED.value,
        )
        told = self._stage(Stage.BEING_READ)
        return Deed(Kind.HOLDER, record, told=told, picked_up=True, silences=True)

    def hold(self, tip: OpenedTip, reason: HoldReason) -> Deed:
        """Keep a tip from being forgotten or withdrawn."""
        kept = self._keep(tip, Act.HOLD_SET, reason.label)
        return replace(kept, held=True)

    def lift(self, tip: OpenedTip) -> Deed:
        """Let a tip be forgotten and withdrawn again."""
        return replace(self._keep(tip, Act.HOLD_LIFTED, ""), held=False)

    def keep(
        self, tip: OpenedTip, kind: Kind, act: Act, content: str, *, about: str = ""
    ) -> Deed:
        """Keep something that an officer decided or wrote; nothing else changes."""
        kept = self._keep(tip, act, "")
        record = replace(kept.record, content=content, about=about)
        return replace(kept, kind=kind, record=record)

    def _keep(self, tip: OpenedTip, act: Act, text: str) -> Deed:
        record = Remark(day=self.day, text=text, by=self.officer, act=act.value)
        return Deed(
            Kind.NOTE,
            record,
            open=tip.record.open,
            picked_up=tip.record.picked_up,
            forget_on=tip.record.forget_on,
        )

    def _stage(self, stage: Stage, text: str = "") -> Remark:
        return Remark(day=self.day, text=text, stage=stage.value)


def seal_deed(
    deed: Deed, file: TipFile, draft: Draft, copies: Sequence[DeskCard] = ()
) -> tuple[Written, ...]:
    """Seal what a deed leaves with the desk, and what it tells the reporter.

    Without a thread nothing is told. `copies` are the cards of the other desks
    that read the record.
    """
    stored, thread = file.stored, file.tip.thread
    tip, number = stored.record.id, stored.next_number
    place = Place(record_id(draft), tip, deed.kind, number)
    record = seal_record(
        place,
        deed.record,
        file.keyring,
        stored.shreds[Side.STAFF],
        summary=deed.summary,
        copies=copies,
    )
    if deed.told is None or thread is None:
        return (record,)
    told_id = LetterId(draft.make_id("told"))
    place = Place(told_id, tip, deed.told_kind, number + 1)
    told = seal_told(place, deed.told, thread, stored.shreds[Side.TOLD])
    return record, told
